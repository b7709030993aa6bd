"""What has just been committed, handed to whoever listens in this process."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final
from weakref import WeakSet

from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import RecordId
from pilotwire.services.work import OutboxEvent

Committed = OutboxEvent | LoggedMessage

BACKLOG: Final = 10_000
"""How many records a reader may lag behind before it is let go."""


class LocalFeed:
    """The port `Feed` within one process: nothing is kept for readers but what they have not fetched."""

    def __init__(self, last_id: Callable[[], RecordId], backlog: int = BACKLOG) -> None:
        self._last_id = last_id
        self._backlog = backlog
        self._readers: WeakSet[Reader] = WeakSet()

    def subscribe(self, *, messages: bool = False) -> "Reader":
        """Everything committed from now on, in order; ends when the reader falls too far behind or the store closes."""
        reader = Reader(messages, self._backlog)
        self._readers.add(reader)
        return reader

    def last_id(self) -> RecordId:
        """The id of the newest committed record."""
        return self._last_id()

    @property
    def has_readers(self) -> bool:
        """Whether anybody listens."""
        return bool(self._readers)

    @property
    def has_readers_of_messages(self) -> bool:
        """Whether anybody wants the frames of the message log too."""
        return any(reader.wants_messages for reader in self._readers)

    def publish(self, messages: Sequence[LoggedMessage], events: Sequence[OutboxEvent]) -> None:
        """Hand on the frames and events of one committed work."""
        for reader in tuple(self._readers):
            reader.offer((*messages, *events) if reader.wants_messages else events)

    def close(self) -> None:
        """End every reader once it has fetched what it was handed."""
        for reader in tuple(self._readers):
            reader.end()


class Reader:
    """One subscription: an asynchronous iterator with a bounded backlog. It is forgotten when nobody holds it."""

    def __init__(self, wants_messages: bool, backlog: int) -> None:
        self.wants_messages = wants_messages
        self._backlog = backlog
        self._records: deque[Committed] = deque()
        self._ended = False
        self._wake: asyncio.Future[None] | None = None

    def __aiter__(self) -> "Reader":
        return self

    async def __anext__(self) -> Committed:
        while not self._records:
            if self._ended:
                raise StopAsyncIteration
            self._wake = asyncio.get_running_loop().create_future()
            await self._wake
        return self._records.popleft()

    async def aclose(self) -> None:
        """Stop listening: nothing more comes."""
        self._records.clear()
        self.end()

    def offer(self, records: Iterable[Committed]) -> None:
        """Take in what was committed, or end where there is no room: what was taken in before can still be fetched."""
        if self._ended:
            return
        taken = len(self._records)
        self._records.extend(records)
        if len(self._records) > self._backlog:
            while len(self._records) > taken:
                self._records.pop()
            self._ended = True
        self._rouse()

    def end(self) -> None:
        """No more comes after what was taken in."""
        self._ended = True
        self._rouse()

    def _rouse(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)
