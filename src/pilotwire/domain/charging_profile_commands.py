"""Commands about charging profiles, and what their answers say."""

from datetime import datetime

from pilotwire.kernel.ids import EvseId

from .charging_profile import ChargingProfile, Period, Purpose, RateUnit
from .command import Command, Reply
from .installed_profile import ProfileCriteria


class SetChargingProfile(Command[Reply], frozen=True):
    """Keep a profile, for an EVSE or with 0 for the whole station. Source: OCPP 2.0.1 part 2, K01; OCPP 1.6, 5.16."""

    evse_id: EvseId
    profile: ChargingProfile


class ClearChargingProfiles(Command[Reply], frozen=True):
    """Keep the profiles no longer that fit. Source: OCPP 2.0.1 part 2, K10; OCPP 1.6, 5.5."""

    criteria: ProfileCriteria


class GetChargingProfiles(Command[Reply], frozen=True):
    """Tell of the profiles that fit; they come in parts by `request_id`. Source: OCPP 2.0.1 part 2, K09."""

    request_id: int
    evse_id: EvseId | None = None
    ids: tuple[int, ...] = ()
    purpose: Purpose | None = None
    stack_level: int | None = None
    sources: tuple[str, ...] = ()


class CompositeReply(Reply, frozen=True, omit_defaults=True):
    """The station's own composite schedule, where it gave one."""

    start_at: datetime | None = None
    rate_unit: RateUnit | None = None
    periods: tuple[Period, ...] = ()
    duration_s: int | None = None


class GetCompositeSchedule(Command[CompositeReply], frozen=True):
    """Tell what all profiles together allow at an EVSE (0: at the station) from now on.

    Source: OCPP 2.0.1 part 2, K08; OCPP 1.6, 5.7.
    """

    evse_id: EvseId
    duration_s: int
    rate_unit: RateUnit | None = None
