"""Group commit: works are collected while the previous group is being stored, and nothing is ever lost on the way."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from time import monotonic
from typing import Any, Final, NamedTuple

import structlog

from pilotwire.kernel.errors import OurFault
from pilotwire.kernel.ids import RecordId
from pilotwire.services.work import Change, OutboxEvent

from .hot import Step

GROUP: Final = 500
"""Works in one database transaction at most."""
QUEUE: Final = 10_000
"""Works waiting before `room` holds back those that nobody waits for."""
PAUSES_S: Final = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""Between attempts while the database has trouble; the last one stays."""

_log: Final = structlog.get_logger(__name__)


class Trouble(NamedTuple):
    """Why nothing can be stored now, and what to do about it."""

    text: str
    remedy: str


_STOPPED: Final = Trouble("the storage writer has stopped", "start the server again, and report this with its log")


class Backlog(NamedTuple):
    """What the writer has before it."""

    waiting: int
    oldest_waiting_s: float
    trouble: Trouble | None


@dataclass(slots=True, eq=False)
class Entry:
    """One work on its way: its rows with their statements, what it changed in memory, what the feed will tell.

    `last_id` is at least the highest id in it.
    """

    rows: list[tuple[Any, tuple[Any, ...]]]
    steps: list[Step]
    changes: Sequence[Change]
    told: Sequence[OutboxEvent]
    waiter: asyncio.Future[None] | None
    since_s: float
    last_id: RecordId


class StorageClosedError(OurFault):
    """The store was closed before this work could be stored."""


class GroupWriter:
    """The one writer of a database. Trouble is waited out with the order kept; a work at fault is singled out.

    `write` stores a group in one transaction; its flag says that an attempt at the very same group has failed before,
    perhaps after its commit. `trouble_of` tells the database's troubles from faults of the works (None).
    """

    def __init__(
        self,
        write: Callable[[Sequence[Entry], bool], Awaitable[None]],
        trouble_of: Callable[[Exception], Trouble | None],
        stored: Callable[[Sequence[Entry]], None],
        refused: Callable[[Entry, Sequence[Entry], Exception], None],
        queue: int = QUEUE,
    ) -> None:
        self._write, self._trouble_of, self._stored, self._refused = write, trouble_of, stored, refused
        self._limit = queue
        self._queue: list[Entry] = []
        self._in_hand: list[Entry] = []
        self._trouble: Trouble | None = None
        self._idle: asyncio.Future[None] | None = None
        self._wanting_room: list[asyncio.Future[None]] = []
        self._closing = False
        self._task = asyncio.create_task(self._run(), name="storage writer")

    def add(self, entry: Entry) -> None:
        """Queue a work; it is stored after all that were added before."""
        if self._closing:
            raise _closed()
        self._queue.append(entry)
        self._rouse()

    async def room(self) -> None:
        """Return once the queue is shorter than its limit."""
        while len(self._queue) >= self._limit and not self._closing:
            waiter = asyncio.get_running_loop().create_future()
            self._wanting_room.append(waiter)
            await waiter

    def backlog(self) -> Backlog:
        """What waits now."""
        first = next(chain(self._in_hand, self._queue), None)
        oldest_s = 0.0 if first is None else monotonic() - first.since_s
        trouble = _STOPPED if self._task.done() and not self._closing else self._trouble
        return Backlog(len(self._in_hand) + len(self._queue), oldest_s, trouble)

    async def close(self, timeout_s: float) -> int:
        """Take nothing more in, store what waits, give up after the timeout; returns how many works were given up."""
        self._closing = True
        self._rouse()
        await asyncio.wait({self._task}, timeout=timeout_s)
        self._task.cancel()
        await asyncio.wait({self._task})
        lost = [*self._in_hand, *self._queue]
        for entry in lost:
            if entry.waiter is not None and not entry.waiter.done():
                entry.waiter.set_exception(_closed())
        self._let_in(len(self._wanting_room))
        return len(lost)

    async def _run(self) -> None:
        while self._queue or not self._closing:
            if not self._queue:
                self._idle = asyncio.get_running_loop().create_future()
                await self._idle
                continue
            self._in_hand, self._queue = self._queue[:GROUP], self._queue[GROUP:]
            await self._store(tuple(self._in_hand))
            self._let_in(self._limit - len(self._queue))

    async def _store(self, group: Sequence[Entry]) -> None:
        attempts = 0
        while True:
            try:
                await self._write(group, attempts > 0)
            except Exception as error:
                trouble = self._trouble_of(error)
                if trouble is None:
                    await self._single_out(group, error)
                    return
                self._has_trouble(trouble)
                await asyncio.sleep(PAUSES_S[min(attempts, len(PAUSES_S) - 1)])
                attempts += 1
            else:
                self._has_trouble(None)
                del self._in_hand[: len(group)]
                self._stored(group)
                return

    async def _single_out(self, group: Sequence[Entry], error: Exception) -> None:
        if len(group) > 1:
            half = len(group) // 2
            await self._store(group[:half])
            await self._store(group[half:])
            return
        entry = self._in_hand.pop(0)
        if entry.waiter is None:
            _log.error("storage.refused", reason=str(error), rows=len(entry.rows))
        self._refused(entry, (*self._in_hand, *self._queue), error)

    def _has_trouble(self, trouble: Trouble | None) -> None:
        if trouble is not None and self._trouble is None:
            _log.error("storage.trouble", trouble=trouble.text, remedy=trouble.remedy, waiting=self.backlog().waiting)
        elif trouble is None and self._trouble is not None:
            _log.info("storage.recovered", waiting=self.backlog().waiting)
        self._trouble = trouble

    def _rouse(self) -> None:
        if self._idle is not None and not self._idle.done():
            self._idle.set_result(None)

    def _let_in(self, places: int) -> None:
        admitted, self._wanting_room = self._wanting_room[: max(places, 0)], self._wanting_room[max(places, 0) :]
        for waiter in admitted:
            if not waiter.done():
                waiter.set_result(None)


def _closed() -> StorageClosedError:
    return StorageClosedError("the storage is closed", "start the server again; what was answered is stored")
