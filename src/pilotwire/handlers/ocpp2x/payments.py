"""2.1 block C: what payment terminals say, and VAT numbers."""

from pilotwire.dialects import ocpp21_payment as dialect
from pilotwire.kernel.ids import EvseId
from pilotwire.protocol.ocpp21 import authorization as messages
from pilotwire.services import payment
from pilotwire.services.context import Context


async def notify_settlement(
    context: Context, message: messages.NotifySettlementRequest
) -> messages.NotifySettlementResponse:
    """Keeps what became of a payment. Source: OCPP 2.1 part 2, C19 to C22."""
    context.check_clock(message.settlement_time)
    transaction, told = dialect.settlement(message, context.received_at)
    return dialect.receipt(await payment.settled(context, transaction, told))


async def vat_number(
    context: Context, message: messages.VatNumberValidationRequest
) -> messages.VatNumberValidationResponse:
    """Says whether a VAT number is valid, as far as somebody is asked. Source: OCPP 2.1 part 2, C18."""
    evse_id = None if message.evse_id is None else EvseId(message.evse_id)
    return dialect.vat_answer(message, await payment.vat_number(context, message.vat_number, evse_id))
