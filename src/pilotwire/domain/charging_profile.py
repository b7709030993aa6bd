"""Charging profiles: limits over time, what they are for, and what makes one wrong before any station sees it."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import TransactionId

Purpose = Literal[
    "ChargingStationExternalConstraints", "ChargingStationMaxProfile", "TxDefaultProfile", "TxProfile",
    "PriorityCharging", "LocalGeneration",
]  # fmt: skip
"""What a profile limits; the last two since 2.1."""
ProfileKind = Literal["Absolute", "Recurring", "Relative", "Dynamic"]
"""When its schedule begins: at a time, each day or week, with the transaction, or it is told anew (2.1)."""
Recurrency = Literal["Daily", "Weekly"]
RateUnit = Literal["A", "W"]
OperationMode = Literal[
    "Idle", "ChargingOnly", "CentralSetpoint", "ExternalSetpoint", "ExternalLimits", "CentralFrequency",
    "LocalFrequency", "LocalLoadBalancing",
]  # fmt: skip

MOST_SCHEDULES: Final = 3
MOST_PERIODS: Final = 1024


class Period(msgspec.Struct, frozen=True, omit_defaults=True):
    """From `start_s` after the schedule's begin on, this holds, in the schedule's unit.

    `limit` is per phase in A and of all phases in W, unless `limit_l2` and `limit_l3` tell those apart. All fields
    after `phase_to_use` are 2.1's; a limit to discharging is not above 0.
    """

    start_s: int
    limit: Decimal | None = None
    phases: int | None = None
    phase_to_use: int | None = None
    limit_l2: Decimal | None = None
    limit_l3: Decimal | None = None
    discharge_limit: Decimal | None = None
    discharge_limit_l2: Decimal | None = None
    discharge_limit_l3: Decimal | None = None
    setpoint: Decimal | None = None
    setpoint_l2: Decimal | None = None
    setpoint_l3: Decimal | None = None
    operation_mode: OperationMode | None = None


class Schedule(msgspec.Struct, frozen=True, omit_defaults=True):
    """Periods in one unit. `min_rate` is what the vehicle at least needs; all fields after it are 2.1's."""

    rate_unit: RateUnit
    periods: tuple[Period, ...]
    id: int = 1
    start_at: datetime | None = None
    duration_s: int | None = None
    min_rate: Decimal | None = None
    power_tolerance: Decimal | None = None
    use_local_time: bool | None = None
    randomized_delay_s: int | None = None


class ChargingProfile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A profile as a station gets it; of one purpose the highest `stack_level` wins. Fields after `transaction`: 2.1's.

    More than one schedule is a choice for the vehicle (ISO 15118). Source: OCPP 2.0.1 part 2, block K.
    """

    id: int
    purpose: Purpose
    kind: ProfileKind
    schedules: tuple[Schedule, ...]
    stack_level: int = 0
    recurrency: Recurrency | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    transaction: TransactionId | None = None
    max_offline_s: int | None = None
    invalid_after_offline: bool | None = None
    dynamic_every_s: int | None = None


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a profile: the place within it, why, and what to do."""

    pointer: str
    message: str
    remedy: str


def faults(profile: ChargingProfile) -> Iterator[Fault]:
    """What is wrong with a profile whatever it is for. Source: OCPP 2.0.1 part 2, K01.FR.19, 31, 35, 40 and 41."""
    if profile.stack_level < 0:
        yield Fault("/stack_level", f"A stack level is 0 or more, not {profile.stack_level}.", "Use 0.")
    if (profile.kind == "Recurring") != (profile.recurrency is not None):
        yield Fault("/recurrency", "A recurring profile says how often, and no other does.", "Use Daily or Weekly.")
    if profile.valid_from is not None and profile.valid_to is not None and profile.valid_from >= profile.valid_to:
        yield Fault("/valid_to", "The profile ends before it begins.", "Put valid_to after valid_from.")
    if not 1 <= len(profile.schedules) <= MOST_SCHEDULES:
        yield Fault("/schedules", f"A profile has 1 to {MOST_SCHEDULES} schedules.", "Give one.")
    if len({one.id for one in profile.schedules}) < len(profile.schedules):
        yield Fault("/schedules", "Two schedules have the same id.", "Number them.")
    for place, schedule in enumerate(profile.schedules):
        for found in _schedule_faults(profile.kind, schedule):
            yield Fault(f"/schedules/{place}{found.pointer}", found.message, found.remedy)


def start_faults(profile: ChargingProfile) -> Iterator[Fault]:
    """What keeps a profile from going along with a remote start. Source: OCPP 2.0.1 part 2, F01.FR.09 and F01.FR.11."""
    if profile.purpose != "TxProfile":
        yield Fault("/purpose", f"With a start goes a TxProfile, no {profile.purpose}.", "Leave it out, or TxProfile.")
    if profile.transaction is not None:
        yield Fault("/transaction_id", "There is no transaction yet that it could name.", "Leave it out.")
    yield from faults(profile)


def _schedule_faults(kind: ProfileKind, schedule: Schedule) -> Iterator[Fault]:
    periods = schedule.periods
    needs_start = kind in ("Absolute", "Recurring")
    if needs_start and schedule.start_at is None:
        yield Fault("/start_at", f"{kind} schedules begin at a time.", "Give start_at, or use the kind Relative.")
    if kind == "Relative" and schedule.start_at is not None:
        yield Fault("/start_at", "A relative schedule begins with the transaction.", "Leave start_at out.")
    if schedule.duration_s is not None and schedule.duration_s <= 0:
        yield Fault("/duration_s", "A schedule lasts more than no time.", "Leave it out for one without an end.")
    if schedule.min_rate is not None and schedule.min_rate < 0:
        yield Fault("/min_rate", f"A rate is 0 or more, not {schedule.min_rate}.", "Leave it out.")
    if not 1 <= len(periods) <= MOST_PERIODS:
        yield Fault("/periods", f"A schedule has 1 to {MOST_PERIODS} periods, not {len(periods)}.", "Give one.")
        return
    if kind == "Dynamic" and len(periods) > 1:
        yield Fault("/periods", "A dynamic schedule has a single period.", "Give one, and update it.")
    if periods[0].start_s != 0:
        yield Fault("/periods/0/start_s", "The first period begins with the schedule.", "Use 0.")
    for place, period in enumerate(periods):
        before = periods[place - 1].start_s if place else -1
        for found in _period_faults(kind, period, before, schedule.duration_s):
            yield Fault(f"/periods/{place}{found.pointer}", found.message, found.remedy)


def _period_faults(kind: ProfileKind, period: Period, before_s: int, duration_s: int | None) -> Iterator[Fault]:
    if period.start_s <= before_s:
        yield Fault("/start_s", f"Periods begin one after the other; {period.start_s} s is not.", "Put them in order.")
    if duration_s is not None and period.start_s >= duration_s:
        yield Fault("/start_s", f"The schedule has ended after {duration_s} s.", "Leave the period out.")
    yield from _mode_faults(period)
    if period.limit is None and kind != "Dynamic" and period.operation_mode in (None, "ChargingOnly"):
        yield Fault("/limit", "The period limits nothing.", "Give a limit.")
    for name in ("limit", "limit_l2", "limit_l3"):
        value = getattr(period, name)
        if value is not None and value < 0:
            yield Fault(f"/{name}", f"A limit is 0 or more, not {value}.", "Use 0 to stop charging.")
    for name in ("discharge_limit", "discharge_limit_l2", "discharge_limit_l3"):
        value = getattr(period, name)
        if value is not None and value > 0:
            yield Fault(f"/{name}", f"A limit to discharging is 0 or less, not {value}.", "Use a negative number.")
    if period.phases is not None and period.phases not in (1, 2, 3):
        yield Fault("/phases", f"There are 1 to 3 phases, not {period.phases}.", "Leave it out for all three.")
    if period.phase_to_use is not None and (period.phases != 1 or period.phase_to_use not in (1, 2, 3)):
        yield Fault("/phase_to_use", "One of the phases 1 to 3 is chosen where a single one is used.", "Use phases 1.")


_LIMITS: Final = ("limit", "limit_l2", "limit_l3", "discharge_limit", "discharge_limit_l2", "discharge_limit_l3")
_SETPOINTS: Final = ("setpoint", "setpoint_l2", "setpoint_l3")
_WITHOUT: Final[dict[OperationMode, tuple[str, ...]]] = {
    "ChargingOnly": (*_LIMITS[3:], *_SETPOINTS),
    "CentralSetpoint": _LIMITS,
    "LocalFrequency": (*_LIMITS, *_SETPOINTS),
    "Idle": (*_LIMITS, *_SETPOINTS),
}
"""What a period has not in a mode of operation. Source: OCPP 2.1 part 2, Q02.FR.02, Q03.FR.02, Q08.FR.01, Q10.FR.01."""


def _mode_faults(period: Period) -> Iterator[Fault]:
    mode = period.operation_mode or "ChargingOnly"
    for name in _WITHOUT.get(mode, ()):
        if getattr(period, name) is not None:
            yield Fault(f"/{name}", f"A period of {mode} has no {name}.", "Leave it out, or use another mode.")
    if mode == "CentralSetpoint" and period.setpoint is None:
        yield Fault("/setpoint", "A period of CentralSetpoint has a setpoint.", "Give one.")
