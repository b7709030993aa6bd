"""What cars need and how they say to charge: kept, told on, and answered honestly."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pilotwire.domain.charging_needs import (
    ChargingNeedsTold,
    ChargingScheduleTold,
    NeedsStatus,
    PriorityChargingChanged,
    ToldNeeds,
    ToldSchedule,
)
from pilotwire.domain.charging_profile import Schedule
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import EvseId, TransactionId

from .context import Context

NO_SCHEDULE: NeedsStatus = "NoChargingProfile"
"""Nobody here plans schedules for cars: the station goes by the profiles that it has."""


def needs(
    context: Context, evse_id: EvseId, energy_transfer: str, parameters: dict[str, Any], *,
    told_at: datetime | None = None, control_mode: str | None = None, departure_at: datetime | None = None,
    max_tuples: int | None = None,
) -> NeedsStatus:  # fmt: skip
    """A car's needs. Source: OCPP 2.0.1 part 2, K15.FR.02 and K15.FR.04; OCPP 2.1 part 2, K18.FR.04."""
    running = _running(context, evse_id)
    transaction = None if running is None else running.id
    context.work.save(
        ToldNeeds(
            station=context.station, evse_id=evse_id, received_at=context.received_at,
            energy_transfer=energy_transfer, parameters=parameters, answer=NO_SCHEDULE, told_at=told_at,
            transaction=transaction, control_mode=control_mode, departure_at=departure_at, max_tuples=max_tuples,
        )
    )  # fmt: skip
    context.work.tell(
        ChargingNeedsTold(
            station=context.station, at=context.received_at, evse_id=evse_id, energy_transfer=energy_transfer,
            answer=NO_SCHEDULE, transaction_id=transaction, departure_at=departure_at,
        )
    )  # fmt: skip
    return NO_SCHEDULE


def chosen(
    context: Context, evse_id: EvseId, base_at: datetime, schedule: Schedule, selected_id: int | None = None
) -> None:
    """The schedule that a car has chosen. Source: OCPP 2.0.1 part 2, K15.FR.10 and K15.FR.11."""
    running = _running(context, evse_id)
    transaction = None if running is None else running.id
    context.work.save(
        ToldSchedule(
            station=context.station, evse_id=evse_id, received_at=context.received_at, base_at=base_at,
            schedule=schedule, transaction=transaction, selected_id=selected_id,
        )
    )  # fmt: skip
    context.work.tell(
        ChargingScheduleTold(
            station=context.station, at=context.received_at, evse_id=evse_id, transaction_id=transaction,
            selected_id=selected_id,
        )
    )  # fmt: skip


def priority(context: Context, transaction: TransactionId, activated: bool) -> None:
    """A driver has begun or ended priority charging. Source: OCPP 2.1 part 2, K22.FR.06."""
    context.work.tell(
        PriorityChargingChanged(
            station=context.station, at=context.received_at, transaction_id=transaction, activated=activated
        )
    )


def _running(context: Context, evse_id: EvseId) -> Transaction | None:
    open_: Sequence[Transaction] = context.store.open_transactions(context.station)
    return next((one for one in open_ if one.evse_id == evse_id), None)
