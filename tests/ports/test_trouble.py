"""What a storage does while its database has trouble: it waits, says why, loses nothing and keeps the order."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

import msgspec
import pytest
from sqlalchemy import Connection, Dialect
from sqlalchemy.engine import make_url
from tests.fixtures.postgres import postgres_cut, postgres_execute

from pilotwire.adapters.storage.opening import Storage, database_at, storage_over
from pilotwire.adapters.storage.sql.database import Database
from pilotwire.adapters.storage.sql.trouble import StorageTroubleError
from pilotwire.kernel.ids import EvseId, RecordId, StationId
from pilotwire.services.ports import MessageFilter, Slice, StorageRefusedError, StoreHealth
from pilotwire.services.work import Work

from .conftest import Home, SetClock, on_postgres
from .records import CONNECTOR, CS1, ODDITY, OPEN, STATION, TOKEN, connected, frame, work

T = TypeVar("T")


@dataclass
class OddDatabase:
    """A real database that does, once each, what it is told to before or after the next transaction that writes."""

    real: Database
    before: list[Callable[[], object]] = field(default_factory=list)
    after: list[Callable[[], object]] = field(default_factory=list)
    stall_s: float = 0.0

    @property
    def name(self) -> str:
        """The engine."""
        return self.real.name

    @property
    def dialect(self) -> Dialect:
        """The engine's dialect."""
        return self.real.dialect

    async def write(self, do: Callable[[Connection], T]) -> T:
        """Write, with what was ordered."""
        stall_s, self.stall_s = self.stall_s, 0.0
        await asyncio.sleep(stall_s)
        if self.before:
            self.before.pop(0)()
        result = await self.real.write(do)
        if self.after:
            self.after.pop(0)()
        return result

    async def read(self, do: Callable[[Connection], T]) -> T:
        """Read."""
        return await self.real.read(do)

    async def close(self) -> None:
        """Close."""
        await self.real.close()


@pytest.fixture
def odd_database(database_url: str) -> OddDatabase:
    """A database to be told what to do."""
    return OddDatabase(database_at(database_url, connections=2))


@pytest.fixture
async def odd_storage(odd_database: OddDatabase, clock: SetClock) -> AsyncIterator[Storage]:
    """A storage over it."""
    storage = await storage_over(odd_database, clock)
    yield storage
    await storage.close()


def _lose_connection() -> None:
    raise ConnectionResetError("the connection was lost")


async def _frame_ids(storage: Storage) -> list[RecordId]:
    page = await storage.queries.messages(Slice(limit=1000), MessageFilter())
    return [one.id for one in page.items][::-1]


async def _until(storage: Storage, wanted: Callable[[StoreHealth], bool]) -> StoreHealth:
    for _ in range(500):
        if wanted(storage.health()):
            break
        await asyncio.sleep(0.02)
    return storage.health()


async def test_a_locked_file_is_waited_for_while_reads_go_on_and_nothing_is_lost(home_file: Home) -> None:
    storage = await home_file.open()
    other = sqlite3.connect(make_url(home_file.url).database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    commits = [asyncio.ensure_future(storage.store.commit(work(frame(RecordId(n)), STATION))) for n in range(1, 4)]
    health = await _until(storage, lambda health: health.trouble is not None)
    assert health.trouble == "another process holds a lock on the database"
    assert health.remedy == "end the other process (a backup, a database browser); storing goes on by itself"
    assert health.waiting == 3
    assert health.oldest_waiting_s > 0.5
    assert not any(commit.done() for commit in commits)
    assert storage.store.station(STATION.id) == STATION
    assert await _frame_ids(storage) == []
    other.execute("COMMIT")
    other.close()
    await asyncio.gather(*commits)
    assert await _frame_ids(storage) == [1, 2, 3]
    assert storage.health() == StoreHealth("sqlite", 0, 0.0)


async def test_a_full_disk_is_waited_for_and_nothing_is_lost(home_file: Home) -> None:
    storage = await home_file.open()
    database = storage.store._database  # type: ignore[attr-defined]
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 30").close())
    big = "x" * 20_000
    commits = [
        asyncio.ensure_future(storage.store.commit(work(frame(RecordId(number), text=big)))) for number in range(1, 21)
    ]
    health = await _until(storage, lambda health: health.trouble is not None)
    assert health.trouble == "the disk is full"
    assert health.remedy == "free space on the database's disk; storing goes on by itself"
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 100000").close())
    await asyncio.gather(*commits)
    assert await _frame_ids(storage) == list(range(1, 21))
    assert storage.health().trouble is None


@on_postgres
async def test_a_locked_table_is_waited_for(postgres_url: str, clock: SetClock) -> None:
    storage = await storage_over(database_at(postgres_url), clock)
    locking = asyncio.ensure_future(
        postgres_execute(
            postgres_url, "DO $$ BEGIN LOCK TABLE events IN ACCESS EXCLUSIVE MODE; PERFORM pg_sleep(1); END $$"
        )
    )
    await asyncio.sleep(0.5)
    told = Work()
    told.tell(connected())
    committing = asyncio.ensure_future(storage.store.commit(told))
    await asyncio.sleep(0.1)
    assert not committing.done()
    assert storage.health().waiting == 1
    await locking
    await committing
    assert len(await storage.queries.events_after(RecordId(0), 10)) == 1
    await storage.close()


@on_postgres
async def test_a_server_that_goes_away_and_comes_back_costs_time_and_nothing_else(
    postgres_server: str, postgres_url: str, clock: SetClock
) -> None:
    storage = await storage_over(database_at(postgres_url), clock)
    await storage.store.commit(work(frame(RecordId(1))))
    name = make_url(postgres_url).database
    await postgres_execute(postgres_server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await postgres_cut(postgres_server, postgres_url)
    commits = [asyncio.ensure_future(storage.store.commit(work(frame(RecordId(n)), TOKEN))) for n in (2, 3)]
    reading = asyncio.ensure_future(storage.store.token("unknown"))
    assert (await _until(storage, lambda health: health.trouble is not None)).trouble
    with pytest.raises(StorageTroubleError):
        await storage.queries.stations(Slice())
    assert not any(task.done() for task in (*commits, reading))
    await postgres_execute(postgres_server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    await asyncio.gather(*commits)
    assert await reading is None
    assert await _frame_ids(storage) == [1, 2, 3]
    assert storage.health().trouble is None
    await storage.close()


@on_postgres
async def test_connections_that_are_cut_while_thousands_commit_lose_nothing_and_double_nothing(
    postgres_server: str, postgres_url: str, clock: SetClock
) -> None:
    storage = await storage_over(database_at(postgres_url), clock)

    async def cut() -> None:
        for _ in range(5):
            await asyncio.sleep(0.05)
            await postgres_cut(postgres_server, postgres_url)

    async def station(first: int) -> None:
        for number in range(first, 1001, 20):
            await storage.store.commit(work(frame(RecordId(number)), ODDITY))

    await asyncio.gather(cut(), *(station(first) for first in range(1, 21)))
    assert sorted(await _frame_ids(storage)) == list(range(1, 1001))
    assert (await storage.queries.findings(Slice())).items[0].count == 1000
    await storage.close()


async def test_a_commit_whose_answer_got_lost_is_not_stored_twice(
    odd_storage: Storage, odd_database: OddDatabase
) -> None:
    odd_database.after.append(_lose_connection)
    await odd_storage.store.commit(work(frame(RecordId(1)), ODDITY))
    assert await _frame_ids(odd_storage) == [1]
    assert (await odd_storage.queries.findings(Slice())).items[0].count == 1


async def test_a_number_that_is_taken_does_not_pass_for_a_commit_whose_answer_got_lost(
    odd_storage: Storage, odd_database: OddDatabase
) -> None:
    await odd_storage.store.commit(work(frame(RecordId(3))))
    odd_database.before.append(_lose_connection)
    results = await asyncio.gather(
        *(odd_storage.store.commit(work(frame(RecordId(number)))) for number in (1, 2, 3)), return_exceptions=True
    )
    assert [type(result) for result in results] == [type(None), type(None), StorageRefusedError]
    assert await _frame_ids(odd_storage) == [1, 2, 3]


async def test_a_connection_lost_before_the_commit_costs_a_second_attempt(
    odd_storage: Storage, odd_database: OddDatabase
) -> None:
    odd_database.before.extend([_lose_connection, _lose_connection])
    await odd_storage.store.commit(work(frame(RecordId(1)), ODDITY))
    assert await _frame_ids(odd_storage) == [1]
    assert (await odd_storage.queries.findings(Slice())).items[0].count == 1
    assert odd_storage.health().trouble is None


async def test_after_a_stalled_commit_latency_is_back_to_normal_within_a_second(
    odd_storage: Storage, odd_database: OddDatabase
) -> None:
    async def station(first: int) -> float:
        for number in range(first, first + 10):
            begun = monotonic()
            await odd_storage.store.commit(work(frame(RecordId(number))))
        return monotonic() - begun

    odd_database.stall_s = 0.2
    begun = monotonic()
    last_latencies = await asyncio.gather(*(station(first) for first in range(1, 1001, 10)))
    assert len(await _frame_ids(odd_storage)) == 1000
    assert monotonic() - begun >= 0.2
    assert max(last_latencies) < 1.0


async def test_a_work_at_fault_is_singled_out_and_all_others_around_it_are_stored(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(frame(RecordId(500))))
    tasks = [
        asyncio.ensure_future(storage.store.commit(work(frame(RecordId(number)), ODDITY)))
        for number in (*range(1, 30), 500, *range(30, 60))
    ]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [number for number, result in enumerate(results) if result is not None] == [29]
    assert isinstance(results[29], StorageRefusedError)
    assert await _frame_ids(storage) == [*range(1, 60), 500]
    assert (await storage.queries.findings(Slice())).items[0].count == 59


async def test_a_number_that_no_column_holds_is_refused_and_memory_goes_back_to_what_is_stored(
    database_home: Home,
) -> None:
    storage = await database_home.open()
    store = storage.store
    named = msgspec.structs.replace(STATION, name="stored")
    await store.commit(work(named, OPEN, TOKEN))
    impossible = msgspec.structs.replace(CONNECTOR, evse_id=EvseId(2**70))
    refused = work(
        msgspec.structs.replace(STATION, name="refused"),
        msgspec.structs.replace(OPEN, ended=True),
        msgspec.structs.replace(TOKEN, note="refused"),
        impossible,
        ODDITY,
    )
    committing = asyncio.ensure_future(store.commit(refused))
    await asyncio.sleep(0)
    assert store.open_transactions(CS1) == []
    with pytest.raises(StorageRefusedError):
        await committing
    assert store.station(STATION.id) == named
    assert store.open_transactions(CS1) == [OPEN]
    assert store.open_with_token("04a1b2c3") == [OPEN]
    assert await store.token(TOKEN.key) == TOKEN
    assert dict(store.connectors(STATION.id)) == {}
    assert not store.is_found(CS1, "1.2.3", "extra-field", "/meterValue/0")


async def test_of_two_refused_works_on_the_same_record_none_stays_in_memory(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(STATION, frame(RecordId(1))))
    commits = [
        storage.store.commit(work(msgspec.structs.replace(STATION, name=name), frame(RecordId(1))))
        for name in ("first", "second")
    ]
    results = await asyncio.gather(*commits, return_exceptions=True)
    assert [type(result) for result in results] == [StorageRefusedError, StorageRefusedError]
    assert storage.store.station(STATION.id) == STATION


async def test_what_a_later_work_made_of_a_refused_one_stays(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(frame(RecordId(1))))
    newer = msgspec.structs.replace(STATION, name="newer")
    results = await asyncio.gather(
        storage.store.commit(work(STATION, frame(RecordId(1)))),
        storage.store.commit(work(newer)),
        return_exceptions=True,
    )
    assert isinstance(results[0], StorageRefusedError)
    assert results[1] is None
    assert storage.store.station(STATION.id) == newer
    assert (await storage.queries.stations(Slice())).items == [newer]


async def test_a_submitted_work_at_fault_does_not_stop_the_others(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(frame(RecordId(1))))
    storage.store.submit(work(frame(RecordId(1))))
    storage.store.submit(work(frame(RecordId(2))))
    await storage.store.commit(work(frame(RecordId(3))))
    assert await _frame_ids(storage) == [1, 2, 3]


async def test_a_text_too_long_for_an_index_is_refused_or_stored_but_never_waited_for(database_home: Home) -> None:
    storage = await database_home.open()
    long_id = msgspec.structs.replace(OPEN, station=StationId("".join(map(chr, range(0x4E00, 0x4E00 + 9000)))))
    async with asyncio.timeout(5):
        result = await asyncio.gather(storage.store.commit(work(long_id)), return_exceptions=True)
    assert result[0] is None or isinstance(result[0], StorageRefusedError)
    assert storage.health().trouble is None


async def test_one_connection_is_enough_for_reading_and_writing_at_once(database_home: Home) -> None:
    storage = await database_home.open(connections=1)

    async def station(number: int) -> None:
        for step in range(5):
            await storage.store.commit(work(frame(RecordId(number * 10 + step))))
            await storage.store.token(f"unknown-{number}-{step}")
            await storage.queries.messages(Slice(limit=3), MessageFilter())

    async with asyncio.timeout(20):
        await asyncio.gather(*(station(number) for number in range(1, 41)))
    assert len(await _frame_ids(storage)) == 200


async def test_what_was_submitted_is_stored_before_the_storage_closes(database_home: Home) -> None:
    storage = await database_home.open()
    for number in range(1, 1301):
        storage.store.submit(work(frame(RecordId(number))))
    await storage.close()
    again = await database_home.open()
    assert again.feed.last_id() == 1300
    assert len(await _frame_ids(again)) == 1000


async def test_a_commit_that_its_caller_gave_up_is_stored_all_the_same(database_home: Home) -> None:
    storage = await database_home.open()
    committing = asyncio.ensure_future(storage.store.commit(work(frame(RecordId(1)))))
    await asyncio.sleep(0)
    committing.cancel()
    await storage.store.commit(work(frame(RecordId(2))))
    assert await _frame_ids(storage) == [1, 2]


async def test_a_storage_that_is_slow_to_store_says_so(
    odd_storage: Storage, odd_database: OddDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pilotwire.adapters.storage.sql.store.SLOW_S", 0.1)
    odd_database.stall_s = 0.4
    committing = asyncio.ensure_future(odd_storage.store.commit(work(frame(RecordId(1)))))
    health = await _until(odd_storage, lambda health: health.trouble is not None)
    assert health.trouble == "the database has been storing for 0 s"
    await committing
    assert odd_storage.health().trouble is None
