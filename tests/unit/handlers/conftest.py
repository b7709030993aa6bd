"""A CSMS without sockets: literal calls in, literal answers out, over the store in memory."""

from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.domain.station import ChargingStation, Registration
from pilotwire.handlers.dispatch import Arrival, Handled, dispatch
from pilotwire.handlers.outgoing import BY_PROTOCOL
from pilotwire.kernel.ids import MessageId, StationId
from pilotwire.protocol.ingest import TOLERANT, IngestPolicy
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.services.context import Rules
from pilotwire.services.work import Work

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


class Csms:
    """Handles one station's calls."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.station = StationId("CP01")
        self.rules = Rules()
        self.policy: IngestPolicy = TOLERANT

    def registered(self, registration: Registration | None) -> None:
        """The station is known with this registration."""
        work = Work()
        work.save(ChargingStation(self.station, NOON, NOON, registration=registration))
        finish(self.store.commit(work))

    def handle(self, protocol: str, action: str, payload: str, triggered: bool = False) -> Handled:
        """What comes of a call; its changes are stored."""
        call = Call(MessageId("1"), action, msgspec.Raw(payload.encode()))
        arrival = Arrival(self.station, call, NOON, self.policy, triggered)
        handled = finish(dispatch(BY_PROTOCOL[protocol], arrival, self.store, self.rules))
        finish(self.store.commit(handled.work))
        return handled

    def answer(self, protocol: str, action: str, payload: str) -> Any:
        """The answer to a call that must not end in a fault."""
        handled = self.handle(protocol, action, payload)
        assert handled.fault is None, handled.fault
        return msgspec.json.decode(handled.payload)

    def oddities(self, handled: Handled) -> list[str]:
        """Names of what was noted."""
        return [oddity.name for oddity in handled.work.oddities]


@pytest.fixture
def csms() -> Csms:
    """One that knows its station and has accepted it."""
    made = Csms()
    made.registered("Accepted")
    return made
