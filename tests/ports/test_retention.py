"""The port `Retention`: what is old goes, what is younger stays."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import inspect

from pilotwire.adapters.storage.opening import Storage, database_at, open_storage
from pilotwire.kernel.ids import RecordId
from pilotwire.services.ports import MessageFilter, Slice, TransactionFilter
from pilotwire.services.work import Work

from .conftest import SetClock, on_postgres
from .records import ENDED, connected, frame, refusal, work

LIMIT = datetime(2026, 3, 10, tzinfo=UTC)


async def _partitions(url: str) -> list[str]:
    database = database_at(url)
    names = await database.read(lambda connection: inspect(connection).get_table_names())
    await database.close()
    return sorted(name for name in names if name.startswith("frames_"))


async def _store_a_day_each(storage: Storage, clock: SetClock, days: int) -> list[RecordId]:
    """A frame and an event at noon of each of the days before the limit and of the day after it."""
    ids = []
    for day in range(-days, 1):
        clock.at = LIMIT + timedelta(days=day, hours=12)
        made = Work()
        ids.append(storage.store.next_id())
        made.save(frame(ids[-1]))
        made.tell(connected(generation=day + days))
        await storage.store.commit(made)
    return ids


async def test_old_frames_and_events_are_forgotten_and_younger_ones_kept(storage: Storage, clock: SetClock) -> None:
    ids = await _store_a_day_each(storage, clock, days=4)
    assert await storage.retention.forget_before(LIMIT - timedelta(days=2), LIMIT - timedelta(days=1)) > 0
    frames = (await storage.queries.messages(Slice(), MessageFilter())).items
    events = await storage.queries.events_after(RecordId(0), 10)
    assert [one.id for one in frames] == [ids[4], ids[3], ids[2]]
    assert [one.id > ids[3] for one in events] == [True, True]


async def test_nothing_is_forgotten_where_no_age_is_given(storage: Storage, clock: SetClock) -> None:
    ids = await _store_a_day_each(storage, clock, days=1)
    assert await storage.retention.forget_before(None, None) == 0
    assert [one.id for one in (await storage.queries.messages(Slice(), MessageFilter())).items] == ids[::-1]
    assert len(await storage.queries.events_after(RecordId(0), 10)) == 2


async def test_forgetting_twice_finds_nothing_the_second_time(storage: Storage, clock: SetClock) -> None:
    await _store_a_day_each(storage, clock, days=3)
    assert await storage.retention.forget_before(LIMIT, LIMIT) == 6
    assert await storage.retention.forget_before(LIMIT, LIMIT) == 0


async def test_refusals_go_with_events(storage: Storage, clock: SetClock) -> None:
    for day in (-2, 2):
        clock.at = LIMIT + timedelta(days=day)
        made = Work()
        made.save(refusal(storage.store.next_id()))
        await storage.store.commit(made)
    assert await storage.retention.forget_before(None, LIMIT) == 1
    assert len((await storage.queries.refusals(Slice())).items) == 1


async def test_transactions_are_never_forgotten(storage: Storage) -> None:
    await storage.store.commit(work(ENDED))
    await storage.retention.forget_before(datetime(2099, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC))
    assert (await storage.queries.transactions(Slice(), TransactionFilter())).items == [ENDED]


async def test_more_than_a_bite_is_forgotten_whole(storage: Storage, clock: SetClock) -> None:
    clock.at = LIMIT - timedelta(days=2)
    told = Work()
    told.tell(*(connected(generation=number) for number in range(4500)))
    await storage.store.commit(told)
    assert await storage.retention.forget_before(None, LIMIT) == 4500
    assert await storage.queries.events_after(RecordId(0), 10) == []


@on_postgres
async def test_the_log_of_a_server_lies_in_a_partition_for_each_day_made_a_day_ahead_and_dropped_whole(
    postgres_url: str, clock: SetClock
) -> None:
    storage = await open_storage(postgres_url, clock)
    await _store_a_day_each(storage, clock, days=2)
    assert await _partitions(postgres_url) == [
        "frames_20260308", "frames_20260309", "frames_20260310", "frames_20260311",
    ]  # fmt: skip
    assert await storage.retention.forget_before(LIMIT - timedelta(minutes=1), None) == 1
    assert await _partitions(postgres_url) == ["frames_20260309", "frames_20260310", "frames_20260311"]
    await storage.close()


async def test_storing_goes_on_after_old_days_were_forgotten(storage: Storage, clock: SetClock) -> None:
    await _store_a_day_each(storage, clock, days=2)
    await storage.retention.forget_before(LIMIT, LIMIT)
    clock.at = LIMIT + timedelta(days=40)
    new = frame(storage.store.next_id())
    await storage.store.commit(work(new))
    assert (await storage.queries.messages(Slice(limit=1), MessageFilter())).items == [new]
