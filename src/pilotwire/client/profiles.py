"""Charging profiles at stations as the API takes and shows them, and the client's way to them."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from .call import LONGEST_CALL_S
from .charging_profile import ChargingProfileInput, Purpose
from .codec import Instant, decode, encode
from .control import ControlAnswer, ControlInput
from .exchange import Exchange
from .operation import Operation
from .path import path
from .query import query
from .shape import Input, Resource

ProfileState = Literal[
    "requested", "accepted", "refused", "unanswered", "not-sent", "cleared", "replaced", "missing", "reported", "over"
]
RateUnit = Literal["A", "W"]
Place = Annotated[int, Meta(ge=0, le=2_147_483_647)]


class SetProfileInput(ControlInput, frozen=True, kw_only=True):
    """A charging profile for an EVSE, or with 0 for the whole station. `force` sends it against what the station has

    told that it takes.
    """

    profile: ChargingProfileInput
    evse_id: Place = 0
    force: bool = False


class ClearProfilesInput(ControlInput, frozen=True, kw_only=True):
    """Which profiles: by number, or by all else that is given."""

    id: Annotated[int, Meta(ge=0, le=2_147_483_647)] | None = None
    evse_id: Place | None = None
    purpose: Purpose | None = None
    stack_level: Place | None = None


class InstalledProfile(Resource, frozen=True, kw_only=True):
    """A charging profile at a station; limits from outside have numbers below 0.

    `state`: accepted while the station keeps it; reported when it told of it and nobody here has set it; missing when
    it keeps it no longer; over when its time or its transaction has ended. `source` is who set it; CSO is us.
    """

    station: str
    evse_id: int
    id: int
    state: ProfileState
    state_at: Instant
    purpose: Purpose
    kind: str
    stack_level: int
    schedules: list[dict[str, Any]]
    source: str
    recurrency: str | None = None
    valid_from: Instant | None = None
    valid_to: Instant | None = None
    transaction_id: str | None = None
    grid_critical: bool | None = None
    actor: str | None = None
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None


class InstalledProfileList(Resource, frozen=True, kw_only=True):
    """A station's profiles, those that changed last first; at most 500."""

    items: list[InstalledProfile]


class ProfileAnswer(ControlAnswer, frozen=True, kw_only=True):
    """The station's own answer, and the profiles that it is about as they stand after it."""

    profiles: list[InstalledProfile]


class ReadProfilesInput(Input, frozen=True, kw_only=True):
    """Which profiles a station is to tell of: all, or those that fit."""

    evse_id: Place | None = None
    purpose: Purpose | None = None
    stack_level: Place | None = None


class CompositeWish(msgspec.Struct, frozen=True, kw_only=True):
    """What is allowed where, from now on."""

    evse_id: Annotated[Place, Meta(description="An EVSE's number; 0: the whole station.")] = 0
    duration_s: Annotated[int, Meta(ge=1, le=604_800, description="How far ahead, in seconds.")] = 86_400
    rate_unit: Annotated[RateUnit, Meta(description="In A (of each phase) or W (of all).")] = "A"


class CompositeInput(ControlInput, frozen=True, kw_only=True):
    """Which composite schedule the station is asked for; without `rate_unit` in the unit that it likes."""

    evse_id: Place = 0
    duration_s: Annotated[int, Meta(ge=1, le=604_800)] = 86_400
    rate_unit: RateUnit | None = None


class CompositePeriod(Resource, frozen=True, kw_only=True):
    """From `start_s` on this is allowed; no `limit`: nothing limits it. `by` is the profile that decided it."""

    start_s: int
    limit: float | None = None
    phases: int | None = None
    discharge_limit: float | None = None
    setpoint: float | None = None
    by: int | None = None


class CompositeDifference(Resource, frozen=True, kw_only=True):
    """From `start_s` on the station's limit is another than ours."""

    start_s: int
    station: float | None = None
    ours: float | None = None


class CompositeSchedule(Resource, frozen=True, kw_only=True):
    """What the profiles come to that the station is believed to keep."""

    start_at: Instant
    duration_s: int
    rate_unit: RateUnit
    periods: list[CompositePeriod]


class CompositeAnswer(ControlAnswer, frozen=True, kw_only=True):
    """The station's own composite schedule beside ours, and where they differ."""

    station_schedule: CompositeSchedule | None = None
    our_schedule: CompositeSchedule | None = None
    differences: list[CompositeDifference] = msgspec.field(default_factory=list)


class ChargingNeeds(Resource, frozen=True, kw_only=True):
    """What the car at an EVSE needs as it told last (ISO 15118); `parameters` are all that it told, in OCPP's words.

    `answer` is ours: NoChargingProfile as long as nobody plans schedules here. `schedule` is the one that it chose.
    """

    station: str
    evse_id: int
    received_at: Instant
    energy_transfer: str
    parameters: dict[str, Any]
    answer: str
    transaction_id: str | None = None
    control_mode: str | None = None
    departure_at: Instant | None = None
    max_tuples: int | None = None
    schedule: dict[str, Any] | None = None
    schedule_base_at: Instant | None = None


class ChargingNeedsList(Resource, frozen=True, kw_only=True):
    """Needs of the cars at a station, by EVSE."""

    items: list[ChargingNeeds]


class Profiles:
    """Part of a `Client`, as its `profiles`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(self, station: str) -> InstalledProfileList:
        """A station's profiles, as they stand."""
        return decode(await self._exchange.get(path("stations", station, "charging-profiles")), InstalledProfileList)

    async def set(self, station: str, what: SetProfileInput) -> ProfileAnswer:
        """Have a profile kept. Problems: 422 what is wrong with it, 409 what stands against it, or not connected."""
        where = path("stations", station, "charging-profiles")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), ProfileAnswer)

    async def clear(self, station: str, what: ClearProfilesInput) -> ProfileAnswer:
        """Have profiles kept no longer."""
        where = path("stations", station, "charging-profiles", "clear")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), ProfileAnswer)

    async def read(self, station: str, what: ReadProfilesInput | None = None) -> Operation:
        """Begin `charging_profile.read`: the station tells of its profiles."""
        where = path("stations", station, "charging-profiles", "read")
        return decode(await self._exchange.send("POST", where, encode(what or ReadProfilesInput())), Operation)

    async def predict(self, station: str, wanted: CompositeWish | None = None) -> CompositeSchedule:
        """What the profiles come to that the station is believed to keep."""
        where = path("stations", station, "composite-schedule")
        return decode(await self._exchange.get(where, query(wanted or CompositeWish(), None, None)), CompositeSchedule)

    async def compare(self, station: str, what: CompositeInput | None = None) -> CompositeAnswer:
        """Ask the station for its composite schedule, and compare."""
        where = path("stations", station, "composite-schedule")
        body = encode(what or CompositeInput())
        return decode(await self._exchange.send("POST", where, body, None, LONGEST_CALL_S), CompositeAnswer)

    async def needs(self, station: str) -> ChargingNeedsList:
        """What the cars at a station told of their needs."""
        return decode(await self._exchange.get(path("stations", station, "charging-needs")), ChargingNeedsList)
