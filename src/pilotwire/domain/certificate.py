"""Certificates of charging stations from their request on, and root certificates that stations are to trust."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import RecordId, StationId

from .security_commands import CarDialect, CertificateId, RootUse, SigningUse

CertificateState = Literal[
    "requested", "issued", "installed", "active", "replaced", "refused", "failed", "revoked", "expired"
]
"""Asked for; signed; accepted by the station; used by it to connect. `replaced`: a newer one is in use. `refused`: the
station did not take it; `failed`: it was never signed or could not be handed over.
"""
LIVE: Final[tuple[CertificateState, ...]] = ("issued", "installed", "active")
"""What a station may hold and use."""
PENDING: Final[tuple[CertificateState, ...]] = ("requested", "issued")
"""What a station still waits for."""
RevocationReason = Literal["unspecified", "key-compromise", "affiliation-changed", "superseded", "cessation"]
FIRST_YEAR: Final = 2025
"""No certificate of ours is older, so a clock before it is wrong."""


class SigningRequest(msgspec.Struct, frozen=True):
    """What a signing request (CSR) asks for, its signature and key found good. `key_hash` names its key."""

    pem: str
    common_name: str
    organization: str | None
    subject: str
    key_hash: str


class Signing(msgspec.Struct, frozen=True):
    """What a station sends to get a certificate: a request in PEM, and what it tells besides. `root` names whose it is
    to be. Source: OCPP 2.1 part 2, SignCertificateRequest.
    """

    csr: str
    use: SigningUse | None = None
    request_id: int | None = None
    root: CertificateId | None = None
    dialect: CarDialect | None = None


class IssueWish(msgspec.Struct, frozen=True):
    """A certificate to be made of a request that was found good, with this name in it."""

    pem: str
    use: SigningUse
    common_name: str
    organization: str | None


class IssuedCertificate(msgspec.Struct, frozen=True):
    """A new certificate: its facts, and its chain in PEM, its own first and the root left out.

    `fingerprint` is the SHA-256 of its DER in hex; `ids` name it to a station, one for each hash algorithm.
    """

    serial_number: str
    subject: str
    issuer: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    chain: tuple[str, ...]
    ids: tuple[CertificateId, ...]


class Revoked(msgspec.Struct, frozen=True):
    """An entry of a revocation list."""

    issuer: str
    serial_number: str
    at: datetime
    reason: RevocationReason


class Authority(msgspec.Struct, frozen=True):
    """A certificate authority of ours: for which certificates, and its root in PEM."""

    uses: tuple[SigningUse, ...]
    subject: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    root: str
    ids: tuple[CertificateId, ...]


class Certificate(msgspec.Struct, frozen=True, omit_defaults=True):
    """A station's certificate, from the request that asked for it. `use_told`: the station said what it is for.

    Times of the certificate itself are there from `issued` on, and so is all of `IssuedCertificate`.
    """

    id: RecordId
    station: StationId
    use: SigningUse
    state: CertificateState
    requested_at: datetime
    updated_at: datetime
    request: SigningRequest
    use_told: bool = True
    request_id: int | None = None
    dialect: CarDialect | None = None
    issued: IssuedCertificate | None = None
    error: str | None = None
    remedy: str | None = None
    revoked_at: datetime | None = None
    revocation_reason: RevocationReason | None = None
    expiry_told_at: datetime | None = None
    renewal_tried_at: datetime | None = None


class RootCertificate(msgspec.Struct, frozen=True, omit_defaults=True):
    """A root certificate under a name, to be installed on stations."""

    name: str
    use: RootUse
    pem: str
    subject: str
    serial_number: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    ids: tuple[CertificateId, ...]
    created_at: datetime
    updated_at: datetime
    note: str | None = None


def is_same_certificate(one: CertificateId, other: CertificateId) -> bool:
    """Whether two names are of the same certificate: hex in any case, serial numbers with or without leading zeroes.

    Source: OCPP 2.1 part 2, CertificateHashDataType; OCPP 1.6 security whitepaper, edition 3.
    """
    return _comparable(one) == _comparable(other)


def is_among(wanted: CertificateId, ids: Iterable[CertificateId]) -> bool:
    """Whether one of these names is of that certificate."""
    return any(is_same_certificate(wanted, one) for one in ids)


def _comparable(one: CertificateId) -> tuple[str, str, str, str]:
    serial_number = one.serial_number.casefold().lstrip("0")
    return one.algorithm, one.issuer_name_hash.casefold(), one.issuer_key_hash.casefold(), serial_number


def newest_live(certificates: Iterable[Certificate]) -> Certificate | None:
    """Of a station's certificates the one that it uses, or will: the newest that is issued and has not ended."""
    found = [one for one in certificates if one.state in LIVE]
    return max(found, key=lambda one: one.id, default=None)
