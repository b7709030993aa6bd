"""Certificates of cars (ISO 15118) as stations ask for them: contracts to be installed, statuses of certificates."""

from datetime import datetime
from typing import Final, Literal

import msgspec

from .security_commands import CertificateId

CarAction = Literal["Install", "Update"]
StatusSource = Literal["OCSP", "CRL"]
StatusWord = Literal["Good", "Revoked", "Unknown", "Failed"]
"""What is known of a certificate; `Failed`: nothing could be had. In the words of OCPP 2.1."""
Outcome = Literal["Accepted", "Failed"]
ISO_15118_2: Final = "urn:iso:15118:2:2013:MsgDef"
"""The schema of ISO 15118-2, which is meant where a station names none."""


class ContractRequest(msgspec.Struct, frozen=True):
    """A car's request for contracts as the station passes it on: `exi` is Base64, and goes on letter by letter.

    `most_chains` is how many contracts a car of ISO 15118-20 takes, `prioritized` which EMAIDs come first; one of
    ISO 15118-2 takes one, and `most_chains` is None. `room` is how many characters of an answer the station takes.
    Source: OCPP 2.1 part 2, M01 and M02.
    """

    exi: str
    room: int
    schema: str = ISO_15118_2
    action: CarAction = "Install"
    most_chains: int | None = None
    prioritized: tuple[str, ...] = ()


class Contract(msgspec.Struct, frozen=True):
    """An answer for a car in Base64, which goes on letter by letter, and whose contract it holds where that was told.

    `is_refusal`: it tells the car that there is no contract.
    """

    exi: str
    emaid: str | None = None
    is_refusal: bool = False


class ContractAnswer(msgspec.Struct, frozen=True):
    """What the station is answered. `remaining`: so many more contracts come when it asks again, None: not told.

    `reason_code` and `reason` say why there is none, in OCPP's word and in ours.
    """

    status: Outcome
    exi: str = ""
    remaining: int | None = None
    reason_code: str | None = None
    reason: str | None = None


class OcspAnswer(msgspec.Struct, frozen=True):
    """What a responder said, in Base64 of its DER; or why nothing could be had."""

    status: Outcome
    result: str | None = None
    reason_code: str | None = None
    reason: str | None = None


class StatusQuestion(msgspec.Struct, frozen=True):
    """A certificate whose status is wanted, and where it can be had. Source: OCPP 2.1 part 2, M07."""

    id: CertificateId
    source: StatusSource
    urls: tuple[str, ...]


class StatusVerdict(msgspec.Struct, frozen=True):
    """What is known of a certificate and until when; of `Failed` the reason."""

    status: StatusWord
    until: datetime
    reason: str | None = None


def by_priority(contracts: tuple[Contract, ...], wanted: tuple[str, ...], most: int) -> tuple[Contract, ...]:
    """The contracts that a car is given: those that it wants first come first, and no more than it takes.

    Source: OCPP 2.1 part 2, Get15118EVCertificateRequest.
    """
    place = {_plain(emaid): number for number, emaid in enumerate(reversed(wanted), start=1)}
    ordered = sorted(contracts, key=lambda one: -place.get(_plain(one.emaid or ""), 0))
    return tuple(ordered[:most])


def _plain(emaid: str) -> str:
    return emaid.replace("-", "").upper()
