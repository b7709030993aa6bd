"""The port `Feed`: what is committed is told live, in order."""

import asyncio

import pytest

from pilotwire.adapters.storage.feed import LocalFeed
from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.events import StationConnected
from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import RecordId
from pilotwire.services.ports import StorageRefusedError
from pilotwire.services.work import OutboxEvent, Work

from .records import CS1, CS2, connected, exchange, frame, work


async def test_a_reader_gets_the_events_that_are_committed_after_it_came(storage: Storage) -> None:
    await storage.store.commit(_telling(1))
    reader = storage.feed.subscribe()
    await storage.store.commit(_telling(2, 3))
    await storage.store.commit(_telling(4))
    told = [await anext(reader) for _ in range(3)]
    assert [_generation(one) for one in told] == [2, 3, 4]
    assert told == (await storage.queries.events_after(RecordId(0), 10))[1:]


async def test_a_reader_that_wants_frames_gets_them_before_the_events_of_their_work(storage: Storage) -> None:
    events_alone, everything = storage.feed.subscribe(), storage.feed.subscribe(messages=True)
    asked, answered = frame(storage.store.next_id()), frame(storage.store.next_id(), direction="out")
    made = _telling(1)
    made.save(asked, answered)
    await storage.store.commit(made)
    told = [await anext(everything) for _ in range(3)]
    assert told[:2] == [asked, answered]
    assert _generation(told[2]) == 1
    assert await anext(events_alone) == told[2]


async def test_a_call_and_its_answer_are_told_as_two_frames(storage: Storage) -> None:
    reader = storage.feed.subscribe(messages=True)
    record = storage.store.next_pair()
    await storage.store.commit(work(exchange(record)))
    told = [await anext(reader) for _ in range(2)]
    assert [(one.id, getattr(one, "direction", "")) for one in told] == [(record, "in"), (record + 1, "out")]


async def test_a_reader_waits_for_what_comes(storage: Storage) -> None:
    reader = storage.feed.subscribe()
    waiting = asyncio.ensure_future(anext(reader))
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await storage.store.commit(_telling(7))
    assert _generation(await waiting) == 7


async def test_commits_of_many_stations_are_told_in_the_order_of_their_ids(storage: Storage) -> None:
    reader = storage.feed.subscribe()
    await asyncio.gather(*(storage.store.commit(_telling(number)) for number in range(300)))
    told = [await anext(reader) for _ in range(300)]
    assert [_generation(one) for one in told] == list(range(300))
    assert [one.id for one in told] == sorted(one.id for one in told)


async def test_what_is_refused_is_not_told(storage: Storage) -> None:
    reader = storage.feed.subscribe()
    await storage.store.commit(work(frame(RecordId(1))))
    bad = _telling(1)
    bad.save(frame(RecordId(1)))
    with pytest.raises(StorageRefusedError):
        await storage.store.commit(bad)
    await storage.store.commit(_telling(2))
    assert _generation(await anext(reader)) == 2


async def test_the_end_of_the_store_is_the_end_of_its_readers(storage: Storage) -> None:
    reader = storage.feed.subscribe()
    await storage.store.commit(_telling(1))
    await storage.close()
    assert [_generation(one) async for one in reader] == [1]


async def test_a_reader_that_falls_too_far_behind_gets_what_it_had_and_an_end() -> None:
    feed = LocalFeed(lambda: RecordId(0), backlog=3)
    slow, quick = feed.subscribe(), feed.subscribe()
    for number in range(5):
        feed.publish([], [OutboxEvent(RecordId(number), connected(generation=number))])
        assert _generation(await anext(quick)) == number
    assert [_generation(one) async for one in slow] == [0, 1, 2]


async def test_a_reader_that_leaves_gets_nothing_more() -> None:
    feed = LocalFeed(lambda: RecordId(0))
    reader = feed.subscribe()
    feed.publish([], [OutboxEvent(RecordId(1), connected(CS2))])
    await reader.aclose()
    feed.publish([], [OutboxEvent(RecordId(2), connected(CS1))])
    assert [one async for one in reader] == []


async def test_a_reader_that_nobody_holds_is_forgotten() -> None:
    feed = LocalFeed(lambda: RecordId(0))
    reader = feed.subscribe()
    assert feed.has_readers
    del reader
    assert not feed.has_readers


def _telling(*generations: int) -> Work:
    made = Work()
    made.tell(*(connected(generation=generation) for generation in generations))
    return made


def _generation(told: OutboxEvent | LoggedMessage) -> int:
    assert isinstance(told, OutboxEvent)
    assert isinstance(told.event, StationConnected)
    return told.event.generation
