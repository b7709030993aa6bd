"""Asking a station to keep a charging profile."""

from pilotwire.kernel.ids import EvseId

from .charging_profile import ChargingProfile
from .command import Command, Reply


class SetChargingProfile(Command[Reply], frozen=True):
    """Keep a profile, for an EVSE or with 0 for the whole station. Source: OCPP 2.0.1 part 2, K01; OCPP 1.6, 5.16."""

    evse_id: EvseId
    profile: ChargingProfile
