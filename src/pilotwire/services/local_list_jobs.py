"""Long work on local lists: a station's list brought in step with the one that is wanted."""

from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.local_list import Entry, HeldEntry, HeldList, LocalList
from pilotwire.domain.local_list_commands import GetLocalListVersion, SendLocalList, UncarriedTokensError
from pilotwire.domain.local_list_plan import Known, ListLimits, applied, check_fits, oversized, plan
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import StationId

from .local_list import entries_of, limits_of, local_list_of
from .operations import CancelledError, Step, Surroundings
from .station_link import (
    CallRefusedError,
    NoAnswerError,
    NotConnectedError,
    QueueFullError,
)
from .work import Work

SYNC: Final = "local_list.sync"


class SyncRequest(msgspec.Struct, frozen=True):
    """Nothing but the station, which the operation names: the list is the one that it should hold when it is sent."""


class SyncResult(msgspec.Struct, frozen=True):
    """What the station holds now, and how many updates it took; `left_out` could not be given to it."""

    version: int
    entries: int
    updates: int
    left_out: tuple[str, ...] = ()


class SyncMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """`pending` is the update that was begun and whose answer is not known yet; what the station accepted stands in its
    HeldList. `full`: a change was refused. The numbers count refusals and updates.
    """

    pending: SendLocalList | None = None
    tried: int = 0
    full: bool = False
    failures: int = 0
    mismatches: int = 0
    updates: int = 0
    left_out: tuple[HeldEntry, ...] = ()


class ListUnsupportedError(PilotwireError):
    """The station keeps no local lists."""


class ListRefusedError(PilotwireError):
    """The station did not take the list."""


class ListNotKeptError(PilotwireError):
    """The station took the list, and tells another version afterwards."""


class SyncJob:
    """`local_list.sync`: asks for the version of the station's list, sends what is missing, and asks again.

    What is being sent is kept before it is sent. After a restart the version that the station tells shows whether it
    came, so nothing is sent twice that need not be. Source: OCPP 2.0.1 part 2, D01 and D02; OCPP 1.6, 5.10 and 5.15.
    """

    def __init__(self, wait_s: float = 86_400.0, pause_s: float = 5.0, silences: int = 20) -> None:
        self._wait_s = wait_s
        self._pause_s = pause_s
        self._silences = silences

    async def run(self, step: Step, around: Surroundings) -> SyncResult:
        """See `Job`."""
        station = step.operation.station
        if station is None:
            raise BadInputError("the operation names no station", remedy="start it again, for one station")
        try:
            return await self._in_step(_Scene(step, around, station))
        except CancelledError:
            raise
        except PilotwireError as error:
            held = await _held(around, station)
            failed = msgspec.structs.replace(held, state="failed", error=error.message, remedy=error.remedy)
            await around.store.commit(_saving(failed))
            raise

    async def _in_step(self, scene: "_Scene") -> SyncResult:
        memory, silences, accepted = _memory(scene), 0, None
        while True:
            if not await scene.step.connected(scene.station, self._wait_s):
                raise NotConnectedError(
                    f"station {scene.station} did not connect within {self._wait_s:g} s",
                    "Start this again once the station is there.",
                )
            try:
                look = await _look(scene, memory, accepted)
                if not look.sends:
                    return await _finished(scene, look)
                memory = await _send(scene, look)
                accepted = None if memory.full else look.sends[-1].version
            except (NotConnectedError, NoAnswerError, QueueFullError):
                memory, silences, accepted = _memory(scene), silences + 1, None
                if silences > self._silences:
                    raise
                await scene.step.sleep(self._pause_s)
            except UncarriedTokensError as error:
                memory = await _leave_out(scene, _memory(scene), error)


class _Scene(NamedTuple):
    step: Step
    around: Surroundings
    station: StationId


class _Look(NamedTuple):
    """What is wanted and known at one moment, and what follows from it."""

    desired: LocalList | None
    wanted: tuple[Entry, ...]
    held: HeldList
    memory: SyncMemory
    reported: int
    sends: tuple[SendLocalList, ...]


async def _look(scene: _Scene, memory: SyncMemory, accepted: int | None) -> _Look:
    """Ask for the version, and plan. Raises ListNotKeptError when it is not that of what was accepted just now."""
    step, around, station = scene
    desired, limits = local_list_of(around.store, station), await limits_of(around.queries, station)
    wanted = await entries_of(around.store, around.queries, station, step.now())
    large = oversized(wanted, limits)
    if large and not frozenset(entry.held for entry in large) <= frozenset(memory.left_out):
        raise UncarriedTokensError(
            tuple(entry.id_token.value for entry in large), f"no message of {limits.bytes} bytes holds them"
        )
    if memory.left_out:
        wanted = tuple(entry for entry in wanted if entry.held not in memory.left_out)
    _check_size(wanted, limits, desired, station)
    reported = await _reported(scene)
    held = await _held(around, station)
    if memory.pending is not None and memory.pending.version == reported:
        held = _accepted(held, memory.pending, desired, scene)
        memory = msgspec.structs.replace(memory, pending=None, updates=memory.updates + 1, full=False)
    sends = plan(wanted, Known(held, reported, memory.tried, memory.full), limits)
    if sends and accepted is not None and reported != accepted:
        raise ListNotKeptError(
            f"station {station} accepted its list as version {accepted} and tells version {reported}",
            "See whether its local list is enabled (LocalAuthListEnabled), and start this again.",
        )
    return _Look(desired, wanted, held, memory, reported, sends)


async def _send(scene: _Scene, look: _Look) -> SyncMemory:
    """Send what was planned, up to the first refusal. Raises ListRefusedError after one refusal too many."""
    step, station = scene.step, scene.station
    held, memory, total = look.held, look.memory, len(look.sends)
    for number, send in enumerate(look.sends):
        memory = msgspec.structs.replace(memory, pending=send, tried=send.version)
        outdated = msgspec.structs.replace(held, state="outdated")
        words = f"{send.kind} update to version {send.version}"
        await step.keep(memory, Progress(number, total, words), _saving(outdated))
        reply = await _answer(scene, send)
        if reply.status != "Accepted":
            memory = _refused(memory, send, reply, station)
            await step.keep(memory, Progress(number, total, f"the station answered {reply.status}"))
            return memory
        held = _accepted(held, send, look.desired, scene)
        memory = msgspec.structs.replace(memory, updates=memory.updates + 1, full=False)
    memory = msgspec.structs.replace(memory, pending=None)
    await step.keep(memory, Progress(total, total, "checking the version"), _saving(held))
    return memory


async def _finished(scene: _Scene, look: _Look) -> SyncResult:
    held, desired = look.held, look.desired
    kept = msgspec.structs.replace(
        held,
        state="in-sync",
        list_name=None if desired is None else desired.name,
        revision=None if desired is None else desired.revision,
        entries=tuple(entry.held for entry in look.wanted),
        left_out=look.memory.left_out,
        accepted_at=held.accepted_at or scene.step.now(),
        error=None,
        remedy=None,
    )
    await scene.step.keep(msgspec.structs.replace(look.memory, pending=None), None, _saving(kept))
    left_out = tuple(entry.value for entry in look.memory.left_out)
    return SyncResult(look.reported, len(kept.entries), look.memory.updates, left_out)


def _accepted(held: HeldList, send: SendLocalList, desired: LocalList | None, scene: _Scene) -> HeldList:
    return msgspec.structs.replace(
        held,
        state="outdated",
        list_name=None if desired is None else desired.name,
        revision=None if desired is None else desired.revision,
        version=send.version,
        entries=applied(held.entries, send),
        accepted_at=scene.step.now(),
    )


def _refused(memory: SyncMemory, send: SendLocalList, reply: Reply, station: StationId) -> SyncMemory:
    """What follows from a refusal: the whole list comes next. Source: OCPP 2.0.1 part 2, D01.FR.03; OCPP 1.6, 5.15."""
    if reply.status == "NotSupported":
        raise _unsupported(station, "answers NotSupported")
    mismatch = reply.status == "VersionMismatch"
    memory = msgspec.structs.replace(
        memory,
        pending=None,
        full=True,
        mismatches=memory.mismatches + mismatch,
        failures=memory.failures + (not mismatch),
    )
    if memory.failures > _MOST_FAILURES or memory.mismatches > _MOST_MISMATCHES:
        told = " ".join(part for part in (reply.reason_code, reply.info) if part)
        raise ListRefusedError(
            f"station {station} answers {reply.status}{f' ({told})' if told else ''} to {send.kind} updates, again",
            "See how many entries it can hold and whether its local list is enabled, then start this again.",
        )
    return memory


async def _leave_out(scene: _Scene, memory: SyncMemory, error: UncarriedTokensError) -> SyncMemory:
    """Go on without tokens that this station cannot be given, and tell which they are."""
    strange = frozenset(value.casefold() for value in error.tokens)
    around = scene.around
    wanted = await entries_of(around.store, around.queries, scene.station, scene.step.now())
    entries = tuple(entry.held for entry in wanted if entry.id_token.key in strange)
    if not entries and memory.full:
        raise error
    for value in error.tokens:
        await scene.step.fault(OperationError(error.why, error.remedy, scene.station, value))
    full = memory.full or not entries  # what cannot even be taken off goes with the whole list
    memory = msgspec.structs.replace(memory, pending=None, full=full, left_out=(*memory.left_out, *entries))
    await scene.step.keep(memory)
    return memory


def _memory(scene: _Scene) -> SyncMemory:
    return msgspec.json.decode(scene.step.operation.memory, type=SyncMemory | None) or SyncMemory()


async def _reported(scene: _Scene) -> int:
    try:
        version = await scene.around.link.request(scene.station, GetLocalListVersion())
    except CallRefusedError as error:
        raise _translated(error, scene.station) from error
    if version < 0:
        raise _unsupported(scene.station, f"tells list version {version}")
    return version


async def _answer(scene: _Scene, send: SendLocalList) -> Reply:
    """The station's answer; an error is one that failed, as stations answer so to what they cannot take."""
    try:
        return await scene.around.link.request(scene.station, send)
    except CallRefusedError as error:
        if error.code in _UNABLE:
            raise _translated(error, scene.station) from error
        return Reply(error.code, info=error.description or None)


def _translated(error: CallRefusedError, station: StationId) -> PilotwireError:
    return _unsupported(station, f"answers {error.code}") if error.code in _UNABLE else error


def _unsupported(station: StationId, how: str) -> ListUnsupportedError:
    return ListUnsupportedError(
        f"station {station} keeps no local list: it {how}", "Take it off the list, or enable lists on the station."
    )


def _check_size(wanted: tuple[Entry, ...], limits: ListLimits, desired: LocalList | None, station: StationId) -> None:
    if desired is not None:
        check_fits(wanted, limits, desired.name, station)


async def _held(around: Surroundings, station: StationId) -> HeldList:
    return await around.queries.held_list(station) or HeldList(station)


def _saving(held: HeldList) -> Work:
    work = Work()
    work.save(held)
    return work


_UNABLE: Final = frozenset({"NotSupported", "NotImplemented"})
_MOST_FAILURES: Final = 1
_MOST_MISMATCHES: Final = 2
