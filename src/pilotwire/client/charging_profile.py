"""Charging profiles as the API takes them, in the words of OCPP 2.x."""

from typing import Annotated, Literal

from msgspec import Meta

from .filters import Moment
from .shape import PLAIN, Input

Whole = Annotated[int, Meta(ge=-2_147_483_648, le=2_147_483_647)]
Rate = Annotated[float, Meta(ge=-1_000_000_000, le=1_000_000_000)]
Purpose = Literal[
    "ChargingStationExternalConstraints", "ChargingStationMaxProfile", "TxDefaultProfile", "TxProfile",
    "PriorityCharging", "LocalGeneration",
]  # fmt: skip
OperationMode = Literal[
    "Idle", "ChargingOnly", "CentralSetpoint", "ExternalSetpoint", "ExternalLimits", "CentralFrequency",
    "LocalFrequency", "LocalLoadBalancing",
]  # fmt: skip


class PeriodInput(Input, frozen=True, kw_only=True):
    """From `start_s` on this holds, in the schedule's unit. All after `phase_to_use` is for OCPP 2.1 alone."""

    start_s: Whole
    limit: Rate | None = None
    phases: Whole | None = None
    phase_to_use: Whole | None = None
    limit_l2: Rate | None = None
    limit_l3: Rate | None = None
    discharge_limit: Rate | None = None
    discharge_limit_l2: Rate | None = None
    discharge_limit_l3: Rate | None = None
    setpoint: Rate | None = None
    setpoint_l2: Rate | None = None
    setpoint_l3: Rate | None = None
    operation_mode: OperationMode | None = None


class ScheduleInput(Input, frozen=True, kw_only=True):
    """Periods, the first at 0 s, each later than the one before. All after `min_rate` is for OCPP 2.1 alone."""

    rate_unit: Literal["A", "W"]
    periods: Annotated[tuple[PeriodInput, ...], Meta(min_length=1, max_length=1024)]
    id: Whole = 1
    start_at: Moment | None = None
    duration_s: Whole | None = None
    min_rate: Rate | None = None
    power_tolerance: Rate | None = None
    use_local_time: bool | None = None
    randomized_delay_s: Annotated[int, Meta(ge=0, le=2_147_483_647)] | None = None


class ChargingProfileInput(Input, frozen=True, kw_only=True):
    """A charging profile; without `id` it gets one. All after `transaction_id` is for OCPP 2.1 alone."""

    schedules: Annotated[tuple[ScheduleInput, ...], Meta(min_length=1, max_length=3)]
    purpose: Purpose = "TxProfile"
    kind: Literal["Absolute", "Recurring", "Relative", "Dynamic"] = "Relative"
    id: Annotated[int, Meta(ge=1, le=2_147_483_647)] | None = None
    stack_level: Whole = 0
    recurrency: Literal["Daily", "Weekly"] | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    transaction_id: Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)] | None = None
    max_offline_s: Annotated[int, Meta(ge=0, le=2_147_483_647)] | None = None
    invalid_after_offline: bool | None = None
    dynamic_every_s: Annotated[int, Meta(ge=0, le=2_147_483_647)] | None = None
