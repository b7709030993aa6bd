"""Charging profiles in the words of OCPP 1.6: one schedule, one limit for all phases, tenths of A or W."""

from decimal import Decimal
from typing import Final

from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.charging_profile_commands import SetChargingProfile
from pilotwire.domain.command import CannotError
from pilotwire.protocol.ocpp16 import enums, smart_charging, types

_MOST_DIGITS_AFTER_POINT: Final = 1


def charging_profile(profile: ChargingProfile) -> types.ChargingProfile:
    """A profile as 1.6 sends it. Raises CannotError for what 1.6 has no place for. Source: OCPP 1.6, 7.8."""
    purpose, kind = _PURPOSES.get(profile.purpose), _KINDS.get(profile.kind)
    if purpose is None or kind is None:
        raise CannotError(f"OCPP 1.6 has no profile of {profile.purpose}, {profile.kind}", "use a station of 2.1")
    if len(profile.schedules) != 1:
        raise CannotError("a profile of OCPP 1.6 has a single schedule", "give one")
    return types.ChargingProfile(
        charging_profile_id=profile.id,
        stack_level=profile.stack_level,
        charging_profile_purpose=purpose,
        charging_profile_kind=kind,
        recurrency_kind=profile.recurrency,
        valid_from=profile.valid_from,
        valid_to=profile.valid_to,
        charging_schedule=_schedule(profile.schedules[0]),
        transaction_id=None if profile.transaction is None else int(profile.transaction),
    )


def set_charging_profile(command: SetChargingProfile) -> smart_charging.SetChargingProfileRequest:
    """SetChargingProfile; EVSE n is connector n. Raises CannotError for what 1.6 has no place for."""
    return smart_charging.SetChargingProfileRequest(
        connector_id=command.evse_id, cs_charging_profiles=charging_profile(command.profile)
    )


def _schedule(schedule: Schedule) -> types.ChargingSchedule:
    return types.ChargingSchedule(
        charging_rate_unit=schedule.rate_unit,
        charging_schedule_period=tuple(_period(one) for one in schedule.periods),
        start_schedule=schedule.start_at,
        duration=schedule.duration_s,
        min_charging_rate=None if schedule.min_rate is None else _tenths(schedule.min_rate),
    )


def _period(period: Period) -> types.ChargingSchedulePeriod:
    plain = Period(period.start_s, period.limit, period.phases)
    if period != plain or period.limit is None:
        raise CannotError(
            "OCPP 1.6 limits all phases alike, and has no choice of phase and no discharging",
            "give each period a limit and the number of phases alone",
        )
    return types.ChargingSchedulePeriod(
        start_period=period.start_s, limit=_tenths(period.limit), number_phases=period.phases
    )


def _tenths(value: Decimal) -> float:
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _MOST_DIGITS_AFTER_POINT:
        raise CannotError(f"OCPP 1.6 takes one digit after the point; {value} has more", "round it down")
    return float(value)


_PURPOSES: Final[dict[str, enums.ChargingProfilePurpose]] = {
    "ChargingStationMaxProfile": "ChargePointMaxProfile",
    "TxDefaultProfile": "TxDefaultProfile",
    "TxProfile": "TxProfile",
}
_KINDS: Final[dict[str, enums.ChargingProfileKind]] = {
    "Absolute": "Absolute",
    "Recurring": "Recurring",
    "Relative": "Relative",
}
