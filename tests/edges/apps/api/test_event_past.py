"""The past of the event stream, merged from two lists."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.apps.api.event_line import Choice, Gap, Item, choice_of
from pilotwire.apps.api.event_past import Pages, Span, past
from pilotwire.client.filters import EventFilter
from pilotwire.domain.events import StationRemoved
from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.work import Work

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS1 = StationId("CS-1")
ALL = choice_of(EventFilter(types=("station.removed", "message.received", "message.sent")))
END = RecordId((1 << 63) - 1)


def filled(kinds: str) -> MemoryStore:
    """A store with an event for each e and a frame for each f, in this order."""
    store = MemoryStore()
    for kind in kinds:
        work = Work()
        if kind == "e":
            work.tell(StationRemoved(station=CS1, at=NOON))
        else:
            work.save(LoggedMessage(store.next_id(), CS1, NOON, "in", "call", "[]"))
        store.submit(work)
    return store


def told(store: MemoryStore, choice: Choice, span: Span, pages: Pages) -> list[Item | Gap]:
    """All of it, without an event loop."""
    stream: AsyncGenerator[Item | Gap, None] = past(MemoryQueries(store), choice, span, pages)
    found: list[Item | Gap] = []
    while True:
        try:
            anext(stream).send(None)
        except StopIteration as one:
            found.append(one.value)
        except StopAsyncIteration:
            return found


def ids(store: MemoryStore) -> list[int]:
    return sorted([*store.messages, *(one.id for one in store.events)])


def shape(items: list[Item | Gap]) -> str:
    return "".join("-" if isinstance(one, Gap) else "f" if isinstance(one, LoggedMessage) else "e" for one in items)


def test_both_lists_come_in_one_order_over_many_pages() -> None:
    kinds = "effeeefffffeefefffeeef"
    store = filled(kinds)
    items = told(store, ALL, Span(RecordId(0), END), Pages(size=3))
    assert shape(items) == kinds
    assert [one.id for one in items if not isinstance(one, Gap)] == ids(store)


def test_only_what_lies_within_the_span_comes() -> None:
    store = filled("effeef")
    known = ids(store)
    items = told(store, ALL, Span(RecordId(known[0]), RecordId(known[4])), Pages(size=2))
    assert [one.id for one in items if not isinstance(one, Gap)] == known[1:5]


def test_nothing_comes_of_nothing() -> None:
    assert told(MemoryStore(), ALL, Span(RecordId(0), END), Pages()) == []


def test_without_frames_the_log_is_not_read() -> None:
    items = told(filled("effe"), choice_of(EventFilter()), Span(RecordId(0), END), Pages())
    assert shape(items) == "ee"


def test_too_many_frames_leave_a_gap_that_is_told() -> None:
    store = filled("f" * 10)
    items = told(store, ALL, Span(RecordId(0), END), Pages(size=2, most=3))
    assert shape(items) == "-ffffff"
    assert items[0] == Gap(RecordId(0), RecordId(ids(store)[4]))


def test_as_many_frames_as_may_be_leave_no_gap() -> None:
    store = filled("f" * 7)
    items = told(store, ALL, Span(RecordId(ids(store)[0]), END), Pages(size=2, most=3))
    assert shape(items) == "ffffff"
