"""Long work on charging profiles: a station tells which ones it keeps."""

from typing import Final

import msgspec

from pilotwire.domain.charging_profile import Purpose
from pilotwire.domain.charging_profile_commands import GetChargingProfiles
from pilotwire.domain.installed_profile import HELD, InstalledProfile, moved, standing
from pilotwire.domain.operation import Progress
from pilotwire.domain.profile_events import ProfilesReported
from pilotwire.domain.report import Assembly, Part, ReportLimits, begin, take
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import EvseId, RecordId, StationId

from .operations import Step, Surroundings
from .station_link import NotConnectedError
from .work import Work

READ: Final = "charging_profile.read"
_LIMITS: Final = ReportLimits()
_RECEIVED: Final = "charging_profile.reported"
_EVENTS: Final = 500
_SOURCES: Final = ("CSO", "EMS", "SO", "Other")


class ReadRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which profiles: all, or those of an EVSE, a purpose or a stack level."""

    evse_id: EvseId | None = None
    purpose: Purpose | None = None
    stack_level: int | None = None

    @property
    def asks_for_all(self) -> bool:
        """Whether nothing narrows it: only then is it known which are missing."""
        return self == ReadRequest()


class ReadResult(msgspec.Struct, frozen=True):
    """How many profiles the station told of, and which of ours it keeps no longer."""

    profiles: int
    missing: tuple[int, ...] = ()


class ReadMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """The parts so far, the profiles in them, and the last event that was looked at."""

    assembly: Assembly
    after: RecordId
    asked: bool = False
    found: tuple[InstalledProfile, ...] = ()


class ProfilesNotReadError(PilotwireError):
    """The station did not tell, or not all of it."""


class ReadProfilesJob:
    """`charging_profile.read`: asks a station for its profiles and stores what it tells.

    Ends by name when parts stop coming or never end; after a restart it waits on. Source: OCPP 2.0.1 part 2, K09.
    """

    def __init__(self, limits: ReportLimits = _LIMITS, look_every_s: float = 0.5, wait_s: float = 600.0) -> None:
        self._limits = limits
        self._look_every_s = look_every_s
        self._wait_s = wait_s

    async def run(self, step: Step, around: Surroundings) -> ReadResult:
        """See `Job`."""
        station = step.operation.station
        if station is None:
            raise BadInputError("the operation names no station", remedy="start it again, for one station")
        request = msgspec.json.decode(step.operation.request, type=ReadRequest)
        memory = msgspec.json.decode(step.operation.memory, type=ReadMemory | None)
        if memory is None:
            start = around.store.next_id()
            memory = ReadMemory(begin((start >> 22) & 0x7FFF_FFFF, step.now()), start)
        if not memory.asked:
            if not await step.connected(station, self._wait_s):
                raise NotConnectedError(
                    f"station {station} did not connect within {self._wait_s:g} s", "Start this again once it is there."
                )
            memory = msgspec.structs.replace(memory, assembly=begin(memory.assembly.request_id, step.now()))
            await step.keep(memory, Progress(message="asking for the profiles"))
            reply = await around.link.request(station, _command(memory.assembly.request_id, request))
            if reply.status == "NoProfiles":
                return await _settled(step, around, station, request, ())
            if reply.status != "Accepted":
                raise ProfilesNotReadError(f"the station answered {reply.status}", "Look at the station's messages.")
            memory = msgspec.structs.replace(memory, asked=True)
            await step.keep(memory, Progress(message="waiting for the profiles"))
        memory = await self._gathered(step, around, station, memory)
        return await _settled(step, around, station, request, memory.found)

    async def _gathered(self, step: Step, around: Surroundings, station: StationId, memory: ReadMemory) -> ReadMemory:
        while True:
            events = await around.queries.events_after(memory.after, _EVENTS, (_RECEIVED,), station)
            for stored in events:
                if isinstance(stored.event, ProfilesReported):
                    memory = _taken(memory, stored.event)
            if events:
                memory = msgspec.structs.replace(memory, after=events[-1].id)
                await step.keep(memory, Progress(done=len(memory.found), message=f"{memory.assembly.parts} parts"))
            state = memory.assembly.state(step.now(), self._limits)
            if state == "complete":
                return memory
            if state != "waiting":
                raise ProfilesNotReadError(
                    f"charging_profile.{state}: {memory.assembly.parts} parts came, and none of them was the last",
                    "Look at the station's messages, and ask again.",
                )
            await step.sleep(self._look_every_s if not events else 0.05)


def _command(request_id: int, request: ReadRequest) -> GetChargingProfiles:
    """The question. Where nothing narrows it, all sources are named, since something must be.

    Source: OCPP 2.0.1 part 2, K09.FR.03.
    """
    sources = _SOURCES if request.purpose is None and request.stack_level is None else ()
    return GetChargingProfiles(request_id, request.evse_id, (), request.purpose, request.stack_level, sources)


def _taken(memory: ReadMemory, event: ProfilesReported) -> ReadMemory:
    """Parts have no number of their own: they count in the order in which they came."""
    assembly = memory.assembly
    if event.request_id != assembly.request_id or assembly.is_complete:
        return memory
    part = Part(
        request_id=event.request_id, seq_no=assembly.parts, more=event.more, variables=len(event.profiles),
        bytes=sum(len(schedule.periods) for one in event.profiles for schedule in one.profile.schedules),
    )  # fmt: skip
    found = {one.id: one for one in (*memory.found, *event.profiles)}
    return msgspec.structs.replace(memory, assembly=take(assembly, part, event.at), found=tuple(found.values()))


async def _settled(
    step: Step, around: Surroundings, station: StationId, request: ReadRequest, found: tuple[InstalledProfile, ...]
) -> ReadResult:
    """Store what the station told: profiles of ours as accepted, others as reported, and what it keeps no longer."""
    now, work = step.now(), Work()
    known = {one.id: one for one in await around.queries.installed_profiles(station)}
    for one in found:
        ours = known.get(one.id)
        is_ours = ours is not None and ours.state != "reported" and ours.profile == one.profile
        work.save(moved(ours, "accepted", now) if ours is not None and is_ours else moved(one, "reported", now))
    missing: list[int] = []
    if request.asks_for_all:
        told = {one.id for one in found}
        running = [one.id for one in around.store.open_transactions(station)]
        for one in known.values():
            stands = standing(one, now, running)
            if stands.state in HELD and one.id >= 0 and one.id not in told:
                work.save(moved(one, "missing", now))
                missing.append(one.id)
    await around.store.commit(work)
    return ReadResult(len(found), tuple(sorted(missing)))
