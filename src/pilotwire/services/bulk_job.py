"""Long work at many stations: one operation for each, a few at a time, under one that can be paused and ended."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.events import OperationEnded
from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.domain.selection import Selection
from pilotwire.kernel.errors import ConflictError, NotFoundError, PilotwireError
from pilotwire.kernel.ids import StationId

from .operations import CancelledError, Operations, Step, Surroundings
from .work import Work

BULK: Final = "stations.bulk"


class BulkRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What kind of work, what is asked of each station, at which, how many at a time, and at which share of failures
    (percent, of those that have ended) nothing more is begun.
    """

    kind: str
    request: msgspec.Raw
    stations: tuple[StationId, ...]
    at_once: int = 10
    abort_percent: int | None = None
    selection: Selection | None = None


class BulkMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many have been begun, which of them run, and how the others ended."""

    next: int = 0
    running: tuple[int, ...] = ()
    done: int = 0
    failed: int = 0
    cancelled: int = 0

    @property
    def ended(self) -> int:
        """How many have ended."""
        return self.done + self.failed + self.cancelled


class BulkResult(msgspec.Struct, frozen=True):
    """How the stations' own operations ended; each can be read by itself."""

    stations: int
    done: int
    failed: int
    cancelled: int


class BulkAbortedError(PilotwireError):
    """Too many stations failed."""


class BulkJob:
    """`stations.bulk`: begins the same work at station after station.

    The operation of each station has a name that follows from its place in the list, so after a restart those that were
    begun are found again and none is begun twice. Cancelled, it cancels those that run.
    """

    pauses = True

    def __init__(self, look_every_s: float = 0.2) -> None:
        self._look_every_s = look_every_s

    async def run(self, step: Step, around: Surroundings) -> BulkResult:
        """See `Job`."""
        scene = _scene(step, around)
        memory = msgspec.json.decode(step.operation.memory, type=BulkMemory | None) or BulkMemory()
        try:
            while True:
                await step.sleep(0)  # here a cancellation is noticed, after a restart too
                before, memory = memory, await _look(scene, memory)
                aborted = _is_aborted(scene.request, memory)
                if not aborted and not step.operation.paused:
                    memory = await _begin(scene, memory)
                if memory != before:
                    await step.keep(memory, _progress(scene, memory))
                if not memory.running and (aborted or memory.next == len(scene.request.stations)):
                    return _result(scene, memory, aborted)
                await step.sleep(self._look_every_s)
        except CancelledError:
            for index in memory.running:
                await _cancel(scene, index)
            raise


class _Scene(NamedTuple):
    step: Step
    around: Surroundings
    operations: Operations
    request: BulkRequest

    def child(self, index: int) -> OperationId:
        """The operation of the station at this place."""
        return OperationId(f"{self.step.operation.id}.{index}")


async def _look(scene: _Scene, memory: BulkMemory) -> BulkMemory:
    """Count those that have ended."""
    ended = [index for index in memory.running if not scene.operations.is_running(scene.child(index))]
    if not ended:
        return memory
    counts = {"done": memory.done, "failed": memory.failed, "cancelled": memory.cancelled}
    for index in ended:
        found = await scene.around.queries.operation(scene.child(index))
        state = "failed" if found is None else found.state
        counts[state if state in counts else "failed"] += 1
    left = tuple(index for index in memory.running if index not in ended)
    return msgspec.structs.replace(memory, running=left, **counts)


async def _begin(scene: _Scene, memory: BulkMemory) -> BulkMemory:
    """Begin as many as may run at a time."""
    while len(memory.running) < scene.request.at_once and memory.next < len(scene.request.stations):
        index = memory.next
        begun = await _begin_one(scene, index)
        running = (*memory.running, index) if begun else memory.running
        failed = memory.failed + (not begun)
        memory = msgspec.structs.replace(memory, next=index + 1, running=running, failed=failed)
        if not begun and _is_aborted(scene.request, memory):
            break
    return memory


async def _begin_one(scene: _Scene, index: int) -> bool:
    """Begin one station's operation; where that cannot be, store one that has failed, and return False."""
    station, child = scene.request.stations[index], scene.child(index)
    whole, known = scene.step.operation, await scene.around.queries.operation(child)
    if known is not None:
        return True  # begun before the process ended
    try:
        if scene.around.store.station(station) is None:
            raise NotFoundError("The station was removed.", "Leave it out.")
        await scene.operations.start(
            scene.request.kind, scene.request.request, station, whole.actor, child=(child, whole.id)
        )
    except (ConflictError, NotFoundError) as error:
        await _store_failed(scene, child, station, error)
        return False
    return True


async def _store_failed(scene: _Scene, child: OperationId, station: StationId, error: PilotwireError) -> None:
    whole, now = scene.step.operation, scene.step.now()
    errors = (OperationError(error.message, error.remedy, station),)
    kind, work = scene.request.kind, Work()
    work.save(
        Operation(
            child, kind, now, now, scene.request.request, station=station, actor=whole.actor, state="failed",
            errors=errors, ended_at=now, parent=whole.id,
        )
    )  # fmt: skip
    work.tell(OperationEnded(station=station, at=now, operation=child, kind=kind, state="failed", errors=errors))
    await scene.around.store.commit(work)


async def _cancel(scene: _Scene, index: int) -> None:
    try:
        await scene.operations.cancel(scene.child(index))
    except (ConflictError, NotFoundError):
        return  # it has ended meanwhile


def _is_aborted(request: BulkRequest, memory: BulkMemory) -> bool:
    """Whether too many have failed: from the first few on, so that one alone does not end it all."""
    if request.abort_percent is None or memory.ended < min(_FEWEST, len(request.stations)):
        return False
    return memory.failed * 100 >= request.abort_percent * memory.ended


def _progress(scene: _Scene, memory: BulkMemory) -> Progress:
    parts = [f"{memory.failed} failed" if memory.failed else "", f"{len(memory.running)} running"]
    return Progress(memory.ended, len(scene.request.stations), ", ".join(part for part in parts if part))


def _result(scene: _Scene, memory: BulkMemory, aborted: bool) -> BulkResult:
    stations: Sequence[StationId] = scene.request.stations
    if aborted and (memory.next < len(stations) or memory.failed == memory.ended):
        raise BulkAbortedError(
            f"bulk.aborted: {memory.failed} of {memory.ended} stations failed, so at {len(stations) - memory.next} more"
            " nothing was begun",
            "Look at the operations of the stations that failed, and start this again for the rest.",
        )
    return BulkResult(len(stations), memory.done, memory.failed, memory.cancelled)


def _scene(step: Step, around: Surroundings) -> _Scene:
    request = msgspec.json.decode(step.operation.request, type=BulkRequest)
    if around.operations is None:
        raise PilotwireError("nothing can be begun here", "report this: the operations are wired wrong")
    return _Scene(step, around, around.operations, request)


_FEWEST: Final = 5
"""Stations that must have ended before a share of failures counts."""
