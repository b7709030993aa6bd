"""Plug and charge in OCPP 1.6: messages of 2.0.1 within DataTransfer, as two vendor ids have them."""

from typing import Final

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.contract import CertificateStatus
from pilotwire.protocol.ocpp201.authorization import AuthorizeRequest, AuthorizeResponse

from . import ocpp2x
from .plug_and_charge_data import HAS2BE, DataError, built, fields_of, text_of

_HASH_DATA: Final = "iso15118CertificateHashData"
_OLD_HASH_DATA: Final = "15118CertificateHashData"
_REVOKED: Final = "CertificateRevoked"


def authorize(vendor_id: str, data: str | None) -> AuthorizeRequest:
    """The question in the data. Raises DataError."""
    payload = fields_of(data)
    try:
        name = _OLD_HASH_DATA if vendor_id == HAS2BE and _OLD_HASH_DATA in payload else _HASH_DATA
        hashes = payload.pop(name, None)
        if hashes is not None:
            told = msgspec.json.decode(hashes, type=list[dict[str, object]])
            payload[_HASH_DATA] = msgspec.Raw(msgspec.json.encode([{"responderURL": "", **one} for one in told]))
    except (msgspec.DecodeError, RecursionError):
        raise DataError("the data is no JSON object in a text, or not such a one") from None
    return built(AuthorizeRequest, payload)


def authorized(vendor_id: str, answer: Authorization, certificate_status: CertificateStatus) -> str:
    """The answer as data. The older vendor id knows Accepted and CertificateRevoked alone, and nothing of groups."""
    if vendor_id != HAS2BE:
        info = ocpp2x.id_token_info(answer)
        return text_of(AuthorizeResponse(id_token_info=info, certificate_status=certificate_status))
    info = ocpp2x.id_token_info(Authorization(answer.status, expires_at=answer.expires_at))
    said: CertificateStatus = "Accepted" if certificate_status in ("Accepted", "ContractCancelled") else _REVOKED
    return text_of(AuthorizeResponse(id_token_info=info, certificate_status=said))
