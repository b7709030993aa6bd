"""A desk at which services are tried: a store in memory, and what came of each message."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.event import Event
from pilotwire.domain.id_token import Token
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.advisers import NO_ADVISERS
from pilotwire.services.context import Context, Rules
from pilotwire.services.work import Change, Work

T = TypeVar("T")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def finish(work: Coroutine[object, object, T]) -> T:
    """The result of a coroutine that waits for nothing, without an event loop."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise AssertionError("it waits for something")


class Desk:
    """Runs services as a message would, and remembers what they changed, told and noted."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.station = StationId("CP01")
        self.rules = Rules()
        self.advisers = NO_ADVISERS
        self.events: list[Event] = []
        self.changes: list[Change] = []
        self.oddities: list[str] = []

    def does(self, service: Callable[[Context], Coroutine[object, object, T]], at: datetime = NOON) -> T:
        """The service's answer to one message, its changes stored."""
        work = Work()
        raw = msgspec.Raw(b"{}")
        context = Context(self.station, at, "Some", raw, self.store, work, self.rules, self.advisers)
        answer = finish(service(context))
        self.events += work.events
        self.changes += work.changes
        self.oddities += [oddity.name for oddity in work.oddities]
        finish(self.store.commit(work))
        return answer

    def knows(self, *tokens: Token) -> None:
        """These tokens are known."""
        work = Work()
        work.save(*tokens)
        finish(self.store.commit(work))

    def transaction(self, transaction: str) -> Transaction | None:
        """A transaction of the station."""
        return finish(self.store.transaction(self.station, TransactionId(transaction)))

    def told(self, kind: type[Event]) -> int:
        """How many events of this kind were told."""
        return sum(isinstance(event, kind) for event in self.events)


@pytest.fixture
def desk() -> Desk:
    """An empty CSMS, in a test's hands."""
    return Desk()
