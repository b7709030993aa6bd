"""Plug and charge in OCPP 1.6: messages of 2.0.1 within DataTransfer, as two vendor ids have them."""

from typing import Final

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.contract import CertificateStatus
from pilotwire.protocol.decode import decode_tolerant_raw, encode
from pilotwire.protocol.ocpp201.authorization import AuthorizeRequest, AuthorizeResponse

from . import ocpp2x

OCA: Final = "org.openchargealliance.iso15118pnc"
"""The vendor id of the Open Charge Alliance's white paper: payloads of 2.0.1 as text."""
HAS2BE: Final = "iso15118"
"""The older one of has·to·be: nearly the same, with names of its own."""
_HASH_DATA: Final = "iso15118CertificateHashData"
_OLD_HASH_DATA: Final = "15118CertificateHashData"
_REVOKED: Final = "CertificateRevoked"


class DataError(ValueError):
    """The data is no such message; the text says why."""


def authorize(vendor_id: str, data: str | None) -> AuthorizeRequest:
    """The question in the data. Raises DataError."""
    try:
        payload: dict[str, msgspec.Raw] = msgspec.json.decode(data or "", type=dict[str, msgspec.Raw])
        name = _OLD_HASH_DATA if vendor_id == HAS2BE and _OLD_HASH_DATA in payload else _HASH_DATA
        hashes = payload.pop(name, None)
        if hashes is not None:
            told = msgspec.json.decode(hashes, type=list[dict[str, object]])
            payload[_HASH_DATA] = msgspec.Raw(msgspec.json.encode([{"responderURL": "", **one} for one in told]))
    except (msgspec.DecodeError, RecursionError):
        raise DataError("the data is no JSON object in a text, or not such a one") from None
    found = decode_tolerant_raw(AuthorizeRequest, msgspec.json.encode(payload))
    if found.value is None:
        first = found.violations[0]
        raise DataError(f"{first.pointer or '/'}: {first.message}")
    return found.value


def authorized(vendor_id: str, answer: Authorization, certificate_status: CertificateStatus) -> str:
    """The answer as data. The older vendor id knows Accepted and CertificateRevoked alone, and nothing of groups."""
    if vendor_id != HAS2BE:
        info = ocpp2x.id_token_info(answer)
        return encode(AuthorizeResponse(id_token_info=info, certificate_status=certificate_status)).decode()
    info = ocpp2x.id_token_info(Authorization(answer.status, expires_at=answer.expires_at))
    said: CertificateStatus = "Accepted" if certificate_status in ("Accepted", "ContractCancelled") else _REVOKED
    return encode(AuthorizeResponse(id_token_info=info, certificate_status=said)).decode()
