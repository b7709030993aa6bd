"""Contract certificates of vehicles: what is presented of one, and what became of checking it."""

from typing import Final, Literal

import msgspec

CertificateStatus = Literal[
    "Accepted", "SignatureError", "CertificateExpired", "CertificateRevoked", "NoCertificateAvailable",
    "CertChainError", "ContractCancelled",
]  # fmt: skip
"""In the words of OCPP 2.x."""


class OcspData(msgspec.Struct, frozen=True):
    """What a question about one certificate needs: hashes of its issuer's name and key (hex), its serial number (hex),
    and where to ask.
    """

    algorithm: str
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str
    responder_url: str


class Proof(msgspec.Struct, frozen=True):
    """What came with an EMAID: the contract certificate and those that signed it (PEM, the contract's own first), or
    what to ask about each of them, or both. Source: OCPP 2.0.1 part 2, C07.
    """

    chain: str | None = None
    certificates: tuple[OcspData, ...] = ()


class Finding(msgspec.Struct, frozen=True):
    """What a check of a proof found; `reason` says in words what is wrong."""

    status: CertificateStatus
    reason: str | None = None


def bare_emaid(text: str) -> str:
    """An EMAID in the form in which two are compared: upper case, no separators, no check digit.

    Fifteen characters say country, provider, instance and number; one of 14 is an older contract id, kept as it is.
    Source: ISO 15118-2, annex H.
    """
    return _joined(text)[:_WITHOUT_CHECK_DIGIT]


def emaid_keys(text: str) -> tuple[str, ...]:
    """The forms in which a contract may have been entered, as keys: with and without separators and check digit."""
    whole = _joined(text)
    bare = whole[:_WITHOUT_CHECK_DIGIT]
    parted = "-".join((bare[:2], bare[2:5], bare[5:]))
    forms = (text, whole, bare, parted, f"{parted}-{whole[_WITHOUT_CHECK_DIGIT:]}")
    return tuple(dict.fromkeys(form.casefold() for form in forms))


def _joined(text: str) -> str:
    return text.replace("-", "").upper()


_WITHOUT_CHECK_DIGIT: Final = 14
