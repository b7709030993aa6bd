"""What cars tell of their needs, and the schedules that they have chosen (ISO 15118)."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from pilotwire.kernel.ids import EvseId, StationId, TransactionId

from .charging_profile import Schedule
from .event import Event

NeedsStatus = Literal["Accepted", "Rejected", "Processing", "NoChargingProfile"]
"""Whether a schedule will be offered; the last word is 2.1's, where 2.0.1 says Rejected."""


class ToldNeeds(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the car at an EVSE needs, as it told last, and what it was answered. `parameters` are all that it told.

    `max_tuples` is how many periods of a schedule it can take.
    Source: OCPP 2.0.1 part 2, K15 and K17; OCPP 2.1 part 2, K18 to K20 and Q01.
    """

    station: StationId
    evse_id: EvseId
    received_at: datetime
    energy_transfer: str
    parameters: dict[str, Any]
    answer: NeedsStatus
    told_at: datetime | None = None
    transaction: TransactionId | None = None
    control_mode: str | None = None
    departure_at: datetime | None = None
    max_tuples: int | None = None


class ToldSchedule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The schedule by which the car at an EVSE says to charge. Source: OCPP 2.0.1 part 2, K15.FR.10."""

    station: StationId
    evse_id: EvseId
    received_at: datetime
    base_at: datetime
    schedule: Schedule
    transaction: TransactionId | None = None
    selected_id: int | None = None


class ChargingNeedsTold(Event, frozen=True, kw_only=True, tag="charging_needs.told"):
    """A car told what it needs."""

    evse_id: EvseId
    energy_transfer: str
    answer: NeedsStatus
    transaction_id: TransactionId | None = None
    departure_at: datetime | None = None


class ChargingScheduleTold(Event, frozen=True, kw_only=True, tag="charging_needs.schedule_told"):
    """A car told by which schedule it charges."""

    evse_id: EvseId
    transaction_id: TransactionId | None = None
    selected_id: int | None = None


class PriorityChargingChanged(Event, frozen=True, kw_only=True, tag="priority_charging.changed"):
    """A driver has begun or ended priority charging. Source: OCPP 2.1 part 2, K22."""

    transaction_id: TransactionId
    activated: bool


NeedsEvents = ChargingNeedsTold | ChargingScheduleTold | PriorityChargingChanged
