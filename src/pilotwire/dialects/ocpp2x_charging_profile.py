"""Charging profiles in the words of OCPP 2.0.1 and 2.1; a function whose name ends in 21 is for 2.1 alone."""

from decimal import Decimal
from typing import Final

from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.charging_profile_commands import SetChargingProfile
from pilotwire.domain.command import CannotError
from pilotwire.protocol.ocpp21 import smart_charging as smart_charging21
from pilotwire.protocol.ocpp21.types import charging_profile as types21
from pilotwire.protocol.ocpp201 import enums, smart_charging
from pilotwire.protocol.ocpp201.types import charging_profile as types

_MOST_DIGITS_AFTER_POINT: Final = 6


def charging_profile(profile: ChargingProfile) -> types.ChargingProfile:
    """A profile as 2.0.1 sends it. Raises CannotError for what is new in 2.1. Source: OCPP 2.0.1 part 2, 2.8."""
    purpose, kind = _PURPOSES.get(profile.purpose), _KINDS.get(profile.kind)
    if purpose is None or kind is None or profile != _without_news(profile):
        raise CannotError(
            "OCPP 2.0.1 has no dynamic profiles, no limits of single phases and no discharging", "leave these out"
        )
    return types.ChargingProfile(
        id=profile.id,
        stack_level=profile.stack_level,
        charging_profile_purpose=purpose,
        charging_profile_kind=kind,
        recurrency_kind=profile.recurrency,
        valid_from=profile.valid_from,
        valid_to=profile.valid_to,
        charging_schedule=tuple(_schedule(one) for one in profile.schedules),
        transaction_id=profile.transaction,
    )


def charging_profile21(profile: ChargingProfile) -> types21.ChargingProfile:
    """A profile as 2.1 sends it. Source: OCPP 2.1 part 2, 2.8."""
    return types21.ChargingProfile(
        id=profile.id,
        stack_level=profile.stack_level,
        charging_profile_purpose=profile.purpose,
        charging_profile_kind=profile.kind,
        recurrency_kind=profile.recurrency,
        valid_from=profile.valid_from,
        valid_to=profile.valid_to,
        charging_schedule=tuple(_schedule21(one) for one in profile.schedules),
        transaction_id=profile.transaction,
        max_offline_duration=profile.max_offline_s,
        invalid_after_offline_duration=profile.invalid_after_offline,
        dyn_update_interval=profile.dynamic_every_s,
    )


def set_charging_profile(command: SetChargingProfile) -> smart_charging.SetChargingProfileRequest:
    """SetChargingProfile. Raises CannotError for what 2.0.1 has no place for."""
    return smart_charging.SetChargingProfileRequest(
        evse_id=command.evse_id, charging_profile=charging_profile(command.profile)
    )


def set_charging_profile21(command: SetChargingProfile) -> smart_charging21.SetChargingProfileRequest:
    """SetChargingProfile, with all that 2.1 has for it."""
    return smart_charging21.SetChargingProfileRequest(
        evse_id=command.evse_id, charging_profile=charging_profile21(command.profile)
    )


def _schedule(schedule: Schedule) -> types.ChargingSchedule:
    return types.ChargingSchedule(
        id=schedule.id,
        charging_rate_unit=schedule.rate_unit,
        charging_schedule_period=tuple(
            types.ChargingSchedulePeriod(
                start_period=one.start_s,
                limit=_limit(one.limit),
                number_phases=one.phases,
                phase_to_use=one.phase_to_use,
            )
            for one in schedule.periods
        ),
        start_schedule=schedule.start_at,
        duration=schedule.duration_s,
        min_charging_rate=_number(schedule.min_rate),
    )


def _schedule21(schedule: Schedule) -> types21.ChargingSchedule:
    return types21.ChargingSchedule(
        id=schedule.id,
        charging_rate_unit=schedule.rate_unit,
        charging_schedule_period=tuple(_period21(one) for one in schedule.periods),
        start_schedule=schedule.start_at,
        duration=schedule.duration_s,
        min_charging_rate=_number(schedule.min_rate),
        power_tolerance=_number(schedule.power_tolerance),
        use_local_time=schedule.use_local_time,
        randomized_delay=schedule.randomized_delay_s,
    )


def _period21(period: Period) -> types21.ChargingSchedulePeriod:
    return types21.ChargingSchedulePeriod(
        start_period=period.start_s,
        limit=_number(period.limit),
        limit_l2=_number(period.limit_l2),
        limit_l3=_number(period.limit_l3),
        number_phases=period.phases,
        phase_to_use=period.phase_to_use,
        discharge_limit=_number(period.discharge_limit),
        discharge_limit_l2=_number(period.discharge_limit_l2),
        discharge_limit_l3=_number(period.discharge_limit_l3),
        setpoint=_number(period.setpoint),
        setpoint_l2=_number(period.setpoint_l2),
        setpoint_l3=_number(period.setpoint_l3),
        operation_mode=period.operation_mode,
    )


def _without_news(profile: ChargingProfile) -> ChargingProfile:
    """The profile as far as 2.0.1 knows it."""
    schedules = tuple(
        Schedule(
            one.rate_unit,
            tuple(Period(part.start_s, part.limit, part.phases, part.phase_to_use) for part in one.periods),
            one.id, one.start_at, one.duration_s, one.min_rate,
        )
        for one in profile.schedules
    )  # fmt: skip
    return ChargingProfile(
        profile.id, profile.purpose, profile.kind, schedules, profile.stack_level, profile.recurrency,
        profile.valid_from, profile.valid_to, profile.transaction,
    )  # fmt: skip


def _limit(value: Decimal | None) -> float:
    number = _number(value)
    if number is None:
        raise CannotError("OCPP 2.0.1 has no period without a limit", "give each period one")
    return number


def _number(value: Decimal | None) -> float | None:
    """A number as it is sent. Source: OCPP 2.0.1 part 2, 2.1.2: at most six decimals."""
    if value is None:
        return None
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _MOST_DIGITS_AFTER_POINT:
        raise CannotError(f"OCPP 2.x takes six digits after the point; {value} has more", "round it")
    return float(value)


_PURPOSES: Final[dict[str, enums.ChargingProfilePurpose]] = {
    "ChargingStationExternalConstraints": "ChargingStationExternalConstraints",
    "ChargingStationMaxProfile": "ChargingStationMaxProfile",
    "TxDefaultProfile": "TxDefaultProfile",
    "TxProfile": "TxProfile",
}
_KINDS: Final[dict[str, enums.ChargingProfileKind]] = {
    "Absolute": "Absolute",
    "Recurring": "Recurring",
    "Relative": "Relative",
}
