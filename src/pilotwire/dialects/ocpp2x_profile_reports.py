"""What OCPP 2.0.1 and 2.1 stations tell of charging profiles and limits, and how they are asked."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeAlias, get_args

from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.charging_profile_commands import (
    ClearChargingProfiles,
    CompositeReply,
    GetChargingProfiles,
    GetCompositeSchedule,
)
from pilotwire.domain.command import CannotError
from pilotwire.domain.installed_profile import InstalledProfile
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.protocol.ocpp21 import smart_charging as smart_charging21
from pilotwire.protocol.ocpp21.types import charging_profile as types21
from pilotwire.protocol.ocpp201 import enums, smart_charging
from pilotwire.protocol.ocpp201.types import charging_profile as types

Report: TypeAlias = smart_charging.ReportChargingProfilesRequest | smart_charging21.ReportChargingProfilesRequest
LimitNotice: TypeAlias = smart_charging.NotifyChargingLimitRequest | smart_charging21.NotifyChargingLimitRequest
Composite: TypeAlias = smart_charging.GetCompositeScheduleResponse | smart_charging21.GetCompositeScheduleResponse

_PURPOSES: Final[dict[str, enums.ChargingProfilePurpose]] = {
    word: word for word in get_args(enums.ChargingProfilePurpose)
}
_SOURCES: Final[dict[str, enums.ChargingLimitSource]] = {word: word for word in get_args(enums.ChargingLimitSource)}


def clear_profiles(command: ClearChargingProfiles) -> smart_charging.ClearChargingProfileRequest:
    """ClearChargingProfile. Source: OCPP 2.0.1 part 2, K10.FR.02."""
    wanted = command.criteria
    if wanted.id is not None:
        return smart_charging.ClearChargingProfileRequest(charging_profile_id=wanted.id)
    criteria = types.ClearChargingProfile(
        evse_id=wanted.evse_id,
        charging_profile_purpose=None if wanted.purpose is None else _purpose(wanted.purpose),
        stack_level=wanted.stack_level,
    )
    return smart_charging.ClearChargingProfileRequest(charging_profile_criteria=criteria)


def clear_profiles21(command: ClearChargingProfiles) -> smart_charging21.ClearChargingProfileRequest:
    """ClearChargingProfile, with 2.1's purposes."""
    wanted = command.criteria
    if wanted.id is not None:
        return smart_charging21.ClearChargingProfileRequest(charging_profile_id=wanted.id)
    criteria = types21.ClearChargingProfile(
        evse_id=wanted.evse_id, charging_profile_purpose=wanted.purpose, stack_level=wanted.stack_level
    )
    return smart_charging21.ClearChargingProfileRequest(charging_profile_criteria=criteria)


def get_profiles(command: GetChargingProfiles) -> smart_charging.GetChargingProfilesRequest:
    """GetChargingProfiles. Source: OCPP 2.0.1 part 2, K09.FR.03."""
    unknown = [one for one in command.sources if one not in _SOURCES]
    if unknown:
        raise CannotError(f"OCPP 2.0.1 has no source {unknown[0]}", f"it has {', '.join(_SOURCES)}")
    criterion = types.ChargingProfileCriterion(
        charging_profile_purpose=None if command.purpose is None else _purpose(command.purpose),
        stack_level=command.stack_level,
        charging_profile_id=command.ids or None,
        charging_limit_source=tuple(_SOURCES[one] for one in command.sources) or None,
    )
    return smart_charging.GetChargingProfilesRequest(
        request_id=command.request_id, evse_id=command.evse_id, charging_profile=criterion
    )


def get_profiles21(command: GetChargingProfiles) -> smart_charging21.GetChargingProfilesRequest:
    """GetChargingProfiles, with 2.1's purposes and sources of any name."""
    criterion = types21.ChargingProfileCriterion(
        charging_profile_purpose=command.purpose, stack_level=command.stack_level,
        charging_profile_id=command.ids or None, charging_limit_source=command.sources or None,
    )  # fmt: skip
    return smart_charging21.GetChargingProfilesRequest(
        request_id=command.request_id, evse_id=command.evse_id, charging_profile=criterion
    )


def get_composite(command: GetCompositeSchedule) -> smart_charging.GetCompositeScheduleRequest:
    """GetCompositeSchedule."""
    return smart_charging.GetCompositeScheduleRequest(
        duration=command.duration_s, charging_rate_unit=command.rate_unit, evse_id=command.evse_id
    )


def composite(answer: Composite) -> CompositeReply:
    """The station's own composite schedule."""
    info, told = answer.status_info, answer.schedule
    code, text = (None, None) if info is None else (info.reason_code, info.additional_info)
    if told is None:
        return CompositeReply(answer.status, code, text)
    return CompositeReply(
        answer.status, code, text, told.schedule_start, told.charging_rate_unit,
        tuple(_period(one) for one in told.charging_schedule_period), told.duration,
    )  # fmt: skip


def reported(station: StationId, message: Report, at: datetime) -> Iterator[InstalledProfile]:
    """The profiles in a part of a report."""
    for one in message.charging_profile:
        yield InstalledProfile(
            station=station, evse_id=EvseId(message.evse_id), profile=_profile(one), state="reported", state_at=at,
            source=message.charging_limit_source,
        )  # fmt: skip


def limit_schedules(message: LimitNotice) -> tuple[Schedule, ...]:
    """The schedules of a limit from outside."""
    return tuple(schedule(one) for one in message.charging_schedule or ())


def is_local_generation(message: LimitNotice) -> bool:
    """Whether it is power of one's own that may be used beside the limits (2.1)."""
    limit = message.charging_limit
    return isinstance(limit, types21.ChargingLimit) and limit.is_local_generation is True


def _profile(told: types.ChargingProfile | types21.ChargingProfile) -> ChargingProfile:
    newer = told if isinstance(told, types21.ChargingProfile) else None
    return ChargingProfile(
        told.id, told.charging_profile_purpose, told.charging_profile_kind,
        tuple(schedule(one) for one in told.charging_schedule), told.stack_level, told.recurrency_kind,
        told.valid_from, told.valid_to, None if told.transaction_id is None else TransactionId(told.transaction_id),
        None if newer is None else newer.max_offline_duration,
        None if newer is None else newer.invalid_after_offline_duration,
        None if newer is None else newer.dyn_update_interval,
    )  # fmt: skip


def schedule(told: types.ChargingSchedule | types21.ChargingSchedule) -> Schedule:
    """A schedule as a station tells it."""
    newer = told if isinstance(told, types21.ChargingSchedule) else None
    return Schedule(
        told.charging_rate_unit, tuple(_period(one) for one in told.charging_schedule_period), told.id,
        told.start_schedule, told.duration, _decimal(told.min_charging_rate),
        None if newer is None else _decimal(newer.power_tolerance),
        None if newer is None else newer.use_local_time,
        None if newer is None else newer.randomized_delay,
    )  # fmt: skip


def _period(told: types.ChargingSchedulePeriod | types21.ChargingSchedulePeriod) -> Period:
    if not isinstance(told, types21.ChargingSchedulePeriod):
        return Period(told.start_period, _decimal(told.limit), told.number_phases, told.phase_to_use)
    return Period(
        told.start_period,
        _decimal(told.limit),
        told.number_phases,
        told.phase_to_use,
        limit_l2=_decimal(told.limit_l2),
        limit_l3=_decimal(told.limit_l3),
        discharge_limit=_decimal(told.discharge_limit),
        discharge_limit_l2=_decimal(told.discharge_limit_l2),
        discharge_limit_l3=_decimal(told.discharge_limit_l3),
        setpoint=_decimal(told.setpoint),
        setpoint_l2=_decimal(told.setpoint_l2),
        setpoint_l3=_decimal(told.setpoint_l3),
        operation_mode=told.operation_mode,
    )


def _decimal(told: float | None) -> Decimal | None:
    """A number as it was written, not as the processor holds it."""
    return None if told is None else Decimal(repr(told)).normalize() + 0


def _purpose(word: str) -> enums.ChargingProfilePurpose:
    known = _PURPOSES.get(word)
    if known is None:
        raise CannotError(f"OCPP 2.0.1 has no purpose {word}", f"it has {', '.join(_PURPOSES)}")
    return known
