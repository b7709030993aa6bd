"""1.6: plug and charge within DataTransfer. Source: OCA, using ISO 15118 plug and charge with OCPP 1.6."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NamedTuple

from pilotwire.dialects import ocpp2x_contract
from pilotwire.dialects import ocpp16_contract as dialect
from pilotwire.dialects.ocpp2x import id_token
from pilotwire.protocol.ocpp16.enums import DataTransferStatus
from pilotwire.services import authorize as tokens
from pilotwire.services.context import Context


class Transferred(NamedTuple):
    """The answer to vendor data."""

    status: DataTransferStatus
    data: str | None = None


async def authorize(context: Context, vendor_id: str, data: str | None) -> Transferred:
    """Judges a contract. Source: OCPP 2.0.1 part 2, C07."""
    try:
        message = dialect.authorize(vendor_id, data)
    except dialect.DataError as error:
        context.note("data-transfer-unreadable", str(error), severity="warning")
        return Transferred("Rejected")
    found = await tokens.authorize_contract(context, id_token(message.id_token), ocpp2x_contract.proof(message))
    return Transferred("Accepted", dialect.authorized(vendor_id, found.answer, found.certificate_status))


async def transferred(context: Context, vendor_id: str, message_id: str | None, data: str | None) -> Transferred:
    """The answer to data of a vendor id that is not for us, or to a message of one that is."""
    if vendor_id not in VENDORS:
        return Transferred("UnknownVendorId")
    serve = MESSAGES.get(message_id or "")
    return Transferred("UnknownMessageId") if serve is None else await serve(context, vendor_id, data)


Transfer = Callable[[Context, str, str | None], Awaitable[Transferred]]
MESSAGES: Final[Mapping[str, Transfer]] = {"Authorize": authorize}
"""By message id: what is understood of both vendor ids."""
VENDORS: Final = frozenset({dialect.OCA, dialect.HAS2BE})
