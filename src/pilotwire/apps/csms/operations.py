"""Long work at work: one task for each operation, its record stored as it gets on, taken up again after a restart."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from logging import getLogger
from typing import Final

import msgspec

from pilotwire.domain.events import OperationEnded, OperationPaused, OperationProgressed, OperationStarted
from pilotwire.domain.operation import Operation, OperationError, OperationId, OperationState, Progress
from pilotwire.kernel.errors import ConflictError, NotFoundError, PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.kernel.time import Clock
from pilotwire.services.operations import CancelledError, Jobs, Pausable, Surroundings
from pilotwire.services.work import Work

_log: Final = getLogger(__name__)

AT_ONCE: Final = 64
"""Operations that are worked on at the same time; the others wait for their turn."""
REPORT_EVERY_S: Final = 0.5
"""Reports that come faster are stored with the next one."""
SOON_S: Final = 0.02
LOOK_EVERY_S: Final = 0.5
"""How often one that waits for a station looks: soon at first, for what comes at once."""
MOST_ERRORS: Final = 100


class RunningOperations:
    """Fits the port `Operations`. To be made within the event loop; `resume` once, and `close` at the end."""

    def __init__(
        self, jobs: Jobs, around: Surroundings, clock: Clock, new_id: Callable[[], OperationId], at_once: int = AT_ONCE
    ) -> None:
        self.around = msgspec.structs.replace(around, operations=self)
        self.clock = clock
        self._jobs = jobs
        self._new_id = new_id
        self.turns = asyncio.Semaphore(at_once)
        self._running: dict[OperationId, _Running] = {}

    async def resume(self) -> int:
        """Take up all operations that had not ended when the last process did; returns how many."""
        found = await self.around.queries.open_operations()
        left = [one for one in found if one.id not in self._running]
        for operation in left:
            self._begin(operation)
        return len(left)

    async def start(
        self,
        kind: str,
        request: object,
        station: StationId | None = None,
        actor: str | None = None,
        work: Work | None = None,
        child: tuple[OperationId, OperationId] | None = None,
    ) -> Operation:
        """See `Operations`."""
        if station is not None:
            self._check_alone(kind, station)
        now = self.clock.now()
        text = msgspec.Raw(msgspec.json.encode(request))
        name, parent = child or (self._new_id(), None)
        operation = Operation(name, kind, now, now, text, station=station, actor=actor, parent=parent)
        running = _Running(self, operation)
        self._running[operation.id] = running
        work = work or Work()
        work.save(operation)
        work.tell(OperationStarted(station=station, at=now, operation=operation.id, kind=kind, actor=actor))
        try:
            await self.around.store.commit(work)
        except BaseException:
            del self._running[operation.id]
            raise
        running.task = asyncio.create_task(self._run(running), name=f"operation {operation.id}")
        return operation

    def is_running(self, operation: OperationId) -> bool:
        """See `Operations`."""
        return operation in self._running

    async def pause(self, operation: OperationId, paused: bool, actor: str | None = None) -> Operation:
        """See `Operations`."""
        running = self._running.get(operation)
        if running is None:
            raise await self._not_running(operation, "pause")
        kind = running.operation.kind
        if not isinstance(self._jobs.get(kind), Pausable):
            raise ConflictError(f"Work of the kind {kind} cannot pause.", "Cancel it, or let it end.")
        if running.operation.paused != paused:
            work = Work()
            work.tell(OperationPaused(at=self.clock.now(), operation=operation, kind=kind, paused=paused, actor=actor))
            await running.store(work, paused=paused)
        return running.operation

    async def cancel(self, operation: OperationId) -> Operation:
        """See `Operations`."""
        running = self._running.get(operation)
        if running is not None:
            await running.store(cancelling=True)
            running.wake.set()
            return running.operation
        raise await self._not_running(operation, "cancel")

    async def close(self) -> None:
        """Let go of all; what had not ended is taken up again by the next process."""
        tasks = [running.task for running in self._running.values() if running.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _not_running(self, operation: OperationId, wish: str) -> PilotwireError:
        """Why nothing can be wished of it."""
        ended = await self.around.queries.operation(operation)
        if ended is None:
            return NotFoundError(f"There is no operation '{operation}'.", "Look at the list of operations.")
        return ConflictError(f"The operation has ended: {ended.state}.", f"There is nothing left to {wish}.")

    def is_busy(self, kind: str, station: StationId) -> bool:
        """See `Operations`."""
        known = (running.operation for running in self._running.values())
        return any((one.kind, one.station) == (kind, station) for one in known)

    def _check_alone(self, kind: str, station: StationId) -> None:
        for running in self._running.values():
            other = running.operation
            if (other.kind, other.station) == (kind, station):
                raise ConflictError(
                    f"{kind} runs for station '{station}' already: operation {other.id}.",
                    "Wait until it has ended, or cancel it.",
                )

    def _begin(self, operation: Operation) -> None:
        running = self._running[operation.id] = _Running(self, operation)
        running.task = asyncio.create_task(self._run(running), name=f"operation {operation.id}")

    async def _run(self, running: "_Running") -> None:
        try:
            if isinstance(self._jobs.get(running.operation.kind), Pausable):
                await self._work(running)
                return
            async with self.turns:
                await self._work(running)
        finally:
            del self._running[running.operation.id]

    async def _work(self, running: "_Running") -> None:
        job = self._jobs.get(running.operation.kind)
        if job is None:
            await running.end("failed", OperationError("this version of Pilotwire cannot do such work"))
            return
        try:
            if not isinstance(job, Pausable):  # one that has begun other work ends that first
                running.check()
            await running.store(state="running")
            result = await job.run(running, self.around)
        except CancelledError:
            await running.end("cancelled")
        except PilotwireError as error:
            await running.end("failed", OperationError(error.message, error.remedy, running.operation.station))
        except Exception:
            _log.exception("operation %s (%s) failed", running.operation.id, running.operation.kind)
            why = OperationError("the server failed", "look at its log, and report this")
            await running.end("failed", why)
        else:
            await running.end("done", result=result)


class _Running:
    """Fits `Step`: one operation while it is worked on."""

    def __init__(self, all_: RunningOperations, operation: Operation) -> None:
        self.operation = operation
        self.task: asyncio.Task[None] | None = None
        self.wake = asyncio.Event()
        self._all = all_
        self._told_at = 0.0

    def now(self) -> datetime:
        """See `Step`."""
        return self._all.clock.now()

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        """See `Step`."""
        self.check()
        text = msgspec.Raw(msgspec.json.encode(memory))
        await self.store(work, memory=text, **({} if progress is None else {"progress": progress}))

    async def report(self, progress: Progress) -> None:
        """See `Step`."""
        self.check()
        now_s = self._all.clock.monotonic()
        if now_s - self._told_at < REPORT_EVERY_S and progress.done != progress.total:
            self.operation = msgspec.structs.replace(self.operation, progress=progress)
            return
        await self.store(progress=progress)

    async def fault(self, error: OperationError) -> None:
        """See `Step`."""
        self.check()
        await self.store(errors=(*self.operation.errors, error)[-MOST_ERRORS:])

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        """See `Step`."""
        return await self.until(lambda: self._is_connected(station), timeout_s)

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        """See `Step`; the turn is somebody else's meanwhile."""
        self.check()
        if holds():
            return True
        deadline_s = self._all.clock.monotonic() + timeout_s
        await self.store(state="waiting")
        self._all.turns.release()
        pause_s = SOON_S
        try:
            while not holds():
                left_s = deadline_s - self._all.clock.monotonic()
                if left_s <= 0:
                    break
                await self.sleep(min(pause_s, left_s))
                pause_s = min(2 * pause_s, LOOK_EVERY_S)
        finally:
            await self._all.turns.acquire()
        await self.store(state="running")
        return holds()

    async def sleep(self, seconds: float) -> None:
        """See `Step`; a cancellation ends the sleep."""
        self.check()
        try:
            async with asyncio.timeout(seconds):
                await self.wake.wait()
        except TimeoutError:
            return
        self.check()

    def check(self) -> None:
        """Raise CancelledError once somebody has asked for the end."""
        if self.operation.cancelling:
            raise CancelledError("the operation was cancelled")

    async def end(self, state: OperationState, *errors: OperationError, result: object = None) -> None:
        """Store how it ended, for good."""
        now, before, work = self.now(), self.operation, Work()
        told = (*before.errors, *errors)[-MOST_ERRORS:]
        work.tell(
            OperationEnded(
                station=before.station, at=now, operation=before.id, kind=before.kind, state=state, errors=told
            )
        )
        text = msgspec.Raw(msgspec.json.encode(result))
        await self.store(work, state=state, errors=told, ended_at=now, result=text)

    async def store(self, work: Work | None = None, **changes: object) -> None:
        """Store the record with these changes, and what else the work holds."""
        now, work = self.now(), work or Work()
        after = msgspec.structs.replace(self.operation, updated_at=now, **changes)
        self.operation = after
        work.save(after)
        if "progress" in changes:
            self._told_at = self._all.clock.monotonic()
            work.tell(
                OperationProgressed(
                    station=after.station, at=now, operation=after.id, kind=after.kind, progress=after.progress
                )
            )
        await self._all.around.store.commit(work)

    def _is_connected(self, station: StationId) -> bool:
        return self._all.around.link.connection(station) is not None
