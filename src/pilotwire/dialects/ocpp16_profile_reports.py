"""Clearing charging profiles and asking for the composite schedule in the words of OCPP 1.6."""

from decimal import Decimal

from pilotwire.domain.charging_profile import Period
from pilotwire.domain.charging_profile_commands import ClearChargingProfiles, CompositeReply, GetCompositeSchedule
from pilotwire.domain.command import CannotError
from pilotwire.protocol.ocpp16 import enums, smart_charging

_PURPOSES: dict[str, enums.ChargingProfilePurpose] = {
    "ChargingStationMaxProfile": "ChargePointMaxProfile",
    "TxDefaultProfile": "TxDefaultProfile",
    "TxProfile": "TxProfile",
}


def clear_profiles(command: ClearChargingProfiles) -> smart_charging.ClearChargingProfileRequest:
    """ClearChargingProfile. Raises CannotError for a purpose that 1.6 does not know."""
    wanted = command.criteria
    purpose = None if wanted.purpose is None else _PURPOSES.get(wanted.purpose)
    if wanted.purpose is not None and purpose is None:
        raise CannotError(f"OCPP 1.6 has no profile of {wanted.purpose}", f"it has {', '.join(_PURPOSES)}")
    return smart_charging.ClearChargingProfileRequest(
        id=wanted.id, connector_id=wanted.evse_id, charging_profile_purpose=purpose, stack_level=wanted.stack_level
    )


def get_composite(command: GetCompositeSchedule) -> smart_charging.GetCompositeScheduleRequest:
    """GetCompositeSchedule; EVSE n is connector n."""
    return smart_charging.GetCompositeScheduleRequest(
        connector_id=command.evse_id, duration=command.duration_s, charging_rate_unit=command.rate_unit
    )


def composite(answer: smart_charging.GetCompositeScheduleResponse) -> CompositeReply:
    """The station's own composite schedule."""
    told = answer.charging_schedule
    if told is None:
        return CompositeReply(answer.status)
    periods = tuple(
        Period(one.start_period, Decimal(repr(one.limit)).normalize() + 0, one.number_phases)
        for one in told.charging_schedule_period
    )
    return CompositeReply(
        answer.status, None, None, answer.schedule_start or told.start_schedule, told.charging_rate_unit, periods,
        told.duration,
    )  # fmt: skip
