"""Events about charging profiles and limits from outside."""

from pilotwire.kernel.ids import EvseId

from .charging_profile import Purpose
from .event import Event, StationAsked
from .installed_profile import InstalledProfile, ProfileCriteria


class ProfileRequested(StationAsked, frozen=True, kw_only=True, tag="charging_profile.requested"):
    """A station was asked to keep a charging profile; `forced`: against what was known of it."""

    profile_id: int
    evse_id: EvseId
    purpose: Purpose
    template: str | None = None
    forced: bool = False


class ProfilesClearRequested(StationAsked, frozen=True, kw_only=True, tag="charging_profile.clear_requested"):
    """A station was asked to keep charging profiles no longer."""

    criteria: ProfileCriteria


class ProfilesReported(Event, frozen=True, kw_only=True, tag="charging_profile.reported"):
    """A station told of profiles that it keeps: a part of its answer; `more`: another one follows."""

    request_id: int
    more: bool
    profiles: tuple[InstalledProfile, ...] = ()


class LimitSet(Event, frozen=True, kw_only=True, tag="charging_limit.set"):
    """Somebody else limits a station or one of its EVSEs (0: the station); `source` as OCPP spells it."""

    source: str
    evse_id: EvseId
    grid_critical: bool | None = None
    local_generation: bool = False


class LimitCleared(Event, frozen=True, kw_only=True, tag="charging_limit.cleared"):
    """Such a limit is lifted."""

    source: str
    evse_id: EvseId


class CompositeDiffered(Event, frozen=True, kw_only=True, tag="composite_schedule.differed"):
    """A station's composite schedule is not what its profiles come to as far as they are known here."""

    evse_id: EvseId
    detail: str


ProfileEvents = (
    ProfileRequested | ProfilesClearRequested | ProfilesReported | LimitSet | LimitCleared | CompositeDiffered
)
