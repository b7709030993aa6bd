"""2.1 block S: batteries that are put in and taken out."""

from decimal import Decimal

from pilotwire.dialects.ocpp2x import id_token
from pilotwire.domain.battery_swap import STEPS, Battery
from pilotwire.kernel.ids import EvseId
from pilotwire.protocol.ocpp21 import battery_swap as messages
from pilotwire.services import battery_swaps as service
from pilotwire.services.context import Context


async def battery_swap(context: Context, message: messages.BatterySwapRequest) -> messages.BatterySwapResponse:
    """Keeps a step of a swap. Source: OCPP 2.1 part 2, S01, S03 and S04."""
    batteries = tuple(
        Battery(EvseId(one.evse_id), one.serial_number, Decimal(repr(one.soc)), Decimal(repr(one.soh)))
        for one in message.battery_data
    )
    step, token = STEPS[message.event_type], id_token(message.id_token)
    service.swap_step(context, message.request_id, step, token, batteries, context.received_at)
    return messages.BatterySwapResponse()
