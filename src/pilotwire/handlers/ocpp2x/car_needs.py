"""2.x block K: what cars need, what they have chosen, and priority charging."""

from typing import TypeAlias

import msgspec

from pilotwire.dialects import ocpp2x_profile_reports as dialect
from pilotwire.kernel.ids import EvseId, TransactionId
from pilotwire.protocol.decode import encode
from pilotwire.protocol.ocpp21 import smart_charging as smart_charging21
from pilotwire.protocol.ocpp201 import smart_charging
from pilotwire.services import charging_needs as service
from pilotwire.services.context import Context

Chosen: TypeAlias = smart_charging.NotifyEVChargingScheduleRequest | smart_charging21.NotifyEVChargingScheduleRequest


async def needs(
    context: Context, message: smart_charging.NotifyEVChargingNeedsRequest
) -> smart_charging.NotifyEVChargingNeedsResponse:
    """Keeps a car's needs. 2.0.1 says Rejected where no schedule is offered. Source: OCPP 2.0.1 part 2, K15.FR.04."""
    told = message.charging_needs
    service.needs(
        context, EvseId(message.evse_id), told.requested_energy_transfer, msgspec.json.decode(encode(told)),
        departure_at=told.departure_time, max_tuples=message.max_schedule_tuples,
    )  # fmt: skip
    return smart_charging.NotifyEVChargingNeedsResponse(status="Rejected")


async def needs21(
    context: Context, message: smart_charging21.NotifyEVChargingNeedsRequest
) -> smart_charging21.NotifyEVChargingNeedsResponse:
    """Keeps a car's needs. Source: OCPP 2.1 part 2, K18.FR.04 and K19.FR.04."""
    told = message.charging_needs
    answer = service.needs(
        context, EvseId(message.evse_id), told.requested_energy_transfer, msgspec.json.decode(encode(told)),
        told_at=message.timestamp, control_mode=told.control_mode, departure_at=told.departure_time,
        max_tuples=message.max_schedule_tuples,
    )  # fmt: skip
    return smart_charging21.NotifyEVChargingNeedsResponse(status=answer)


async def schedule(context: Context, message: Chosen) -> smart_charging.NotifyEVChargingScheduleResponse:
    """Keeps the schedule that a car has chosen; none was offered that it could break. Source: K15.FR.11."""
    selected = getattr(message, "selected_charging_schedule_id", None)
    told = dialect.schedule(message.charging_schedule)
    service.chosen(context, EvseId(message.evse_id), message.time_base, told, selected)
    return smart_charging.NotifyEVChargingScheduleResponse(status="Accepted")


async def priority(
    context: Context, message: smart_charging21.NotifyPriorityChargingRequest
) -> smart_charging21.NotifyPriorityChargingResponse:
    """Tells on that a driver has begun or ended priority charging. Source: OCPP 2.1 part 2, K21.FR.09, K22.FR.06."""
    service.priority(context, TransactionId(message.transaction_id), message.activated)
    return smart_charging21.NotifyPriorityChargingResponse()
