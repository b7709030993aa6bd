"""The port `Store`: memory shows a work at once, the database holds it when the commit returns."""

import asyncio

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.access import ApiKey
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import RecordId, TransactionId
from pilotwire.services.ports import MessageFilter, Slice, StorageRefusedError, TransactionFilter
from pilotwire.services.work import Removed, Work

from .conftest import Home, SetClock
from .records import (
    API_KEY,
    CONNECTOR,
    CS1,
    CS2,
    ENDED,
    EVSE1,
    EXACTLY,
    NOON,
    ODDITY,
    OPEN,
    READINGS,
    STATION,
    T1,
    TOKEN,
    connected,
    frame,
    later,
    work,
)


async def test_an_empty_store_knows_nothing(storage: Storage) -> None:
    store = storage.store
    assert store.station(CS1) is None
    assert dict(store.connectors(CS1)) == {}
    assert store.open_transactions(CS1) == []
    assert store.open_with_token("04a1b2c3") == []
    assert store.api_keys() == []
    assert not store.is_found(CS1, "1.2.3", "extra-field", "")
    assert await store.transaction(CS1, T1) is None
    assert await store.token("04a1b2c3") is None
    assert storage.feed.last_id() == 0


async def test_reads_show_a_work_as_soon_as_its_commit_has_begun(storage: Storage) -> None:
    store = storage.store
    committing = asyncio.ensure_future(store.commit(work(STATION, CONNECTOR, OPEN, TOKEN, API_KEY, ODDITY)))
    await asyncio.sleep(0)
    assert store.station(STATION.id) is STATION
    assert dict(store.connectors(STATION.id)) == {(1, 2): CONNECTOR}
    assert store.open_transactions(CS1) == [OPEN]
    assert await store.token("04a1b2c3") is TOKEN
    assert store.api_keys() == [API_KEY]
    assert store.is_found(CS1, "1.2.3", "extra-field", "/meterValue/0")
    await committing


async def test_a_work_that_is_not_committed_is_seen_by_nobody(storage: Storage) -> None:
    made = work(STATION)
    assert storage.store.station(STATION.id) is None
    await storage.store.commit(made)
    assert storage.store.station(STATION.id) == STATION


async def test_of_a_record_saved_twice_the_last_one_counts(storage: Storage) -> None:
    named = msgspec.structs.replace(STATION, name="second")
    await storage.store.commit(work(STATION, named))
    assert storage.store.station(STATION.id) == named
    assert (await storage.queries.stations(Slice())).items == [named]


async def test_a_frame_saved_twice_in_one_work_is_stored_once_as_it_was_last(storage: Storage) -> None:
    before = frame(RecordId(5))
    after = msgspec.structs.replace(before, verdict="valid")
    await storage.store.commit(work(before, after))
    assert (await storage.queries.messages(Slice(), MessageFilter())).items == [after]


async def test_a_submitted_work_is_stored_before_one_that_is_committed_later(storage: Storage) -> None:
    storage.store.submit(work(frame(RecordId(1))))
    await storage.store.room()
    await storage.store.commit(work(frame(RecordId(2))))
    assert [one.id for one in (await storage.queries.messages(Slice(), MessageFilter())).items] == [2, 1]


async def test_an_ended_transaction_is_found_but_no_longer_open(storage: Storage) -> None:
    store = storage.store
    await store.commit(work(OPEN))
    ended = msgspec.structs.replace(OPEN, ended=True, ended_at=EXACTLY)
    ending = asyncio.ensure_future(store.commit(work(ended)))
    await asyncio.sleep(0)
    assert store.open_transactions(CS1) == []
    assert store.open_with_token("04a1b2c3") == []
    assert await store.transaction(CS1, T1) == ended
    await ending
    assert await store.transaction(CS1, T1) == ended
    assert (await storage.queries.transactions(Slice(), TransactionFilter(state="ended"))).items == [ended]


async def test_a_start_that_is_filled_in_later_moves_the_transaction_in_the_list(storage: Storage) -> None:
    await storage.store.commit(work(OPEN))
    moved = msgspec.structs.replace(OPEN, started_at=later(-3600), id_token=IdToken("NEW"))
    await storage.store.commit(work(moved))
    wanted = TransactionFilter(until=NOON, token="new")
    assert (await storage.queries.transactions(Slice(), wanted)).items == [moved]
    assert storage.store.open_with_token("new") == [moved]
    assert storage.store.open_with_token("04a1b2c3") == []


async def test_open_transactions_come_oldest_first(storage: Storage) -> None:
    younger = msgspec.structs.replace(OPEN, id=TransactionId("young"), started_at=later(60))
    older = msgspec.structs.replace(OPEN, id=TransactionId("old"), started_at=later(-60))
    elsewhere = msgspec.structs.replace(OPEN, station=CS2, started_at=later(-30))
    await storage.store.commit(work(younger, older, elsewhere))
    assert storage.store.open_transactions(CS1) == [older, younger]
    assert storage.store.open_with_token("04a1b2c3") == [older, elsewhere, younger]


async def test_transactions_of_the_same_id_at_two_stations_are_two(storage: Storage) -> None:
    elsewhere = msgspec.structs.replace(OPEN, station=CS2)
    await storage.store.commit(work(OPEN, elsewhere))
    assert await storage.store.transaction(CS1, T1) == OPEN
    assert await storage.store.transaction(CS2, T1) == elsewhere


async def test_a_token_is_found_in_any_case_and_saved_under_one_key(storage: Storage) -> None:
    await storage.store.commit(work(Token("ABC", note="first")))
    await storage.store.commit(work(Token("abc", note="second")))
    assert await storage.store.token("abc") == Token("abc", note="second")
    assert (await storage.queries.tokens(Slice())).items == [Token("abc", note="second")]


async def test_a_token_that_was_unknown_is_found_once_it_is_saved(storage: Storage) -> None:
    assert await storage.store.token("abc") is None
    await storage.store.commit(work(Token("ABC")))
    assert await storage.store.token("abc") == Token("ABC")


async def test_a_removed_station_takes_its_connectors_along_but_not_its_history(storage: Storage) -> None:
    mine = msgspec.structs.replace(CONNECTOR, station=CS1)
    theirs = msgspec.structs.replace(CONNECTOR, station=CS2)
    station = ChargingStation(CS1, NOON, NOON)
    await storage.store.commit(work(station, mine, theirs, ENDED, READINGS, frame(RecordId(1))))
    await storage.store.commit(work(Removed(ChargingStation, CS1)))
    assert storage.store.station(CS1) is None
    assert dict(storage.store.connectors(CS1)) == {}
    assert dict(storage.store.connectors(CS2)) == {(1, 2): theirs}
    assert (await storage.queries.stations(Slice())).items == []
    assert await storage.store.transaction(CS1, ENDED.id) == ENDED
    assert len((await storage.queries.readings(Slice(), CS1, T1)).items) == 3
    assert len((await storage.queries.messages(Slice(), MessageFilter())).items) == 1


async def test_removed_tokens_and_keys_are_gone(storage: Storage) -> None:
    await storage.store.commit(work(TOKEN, API_KEY))
    await storage.store.commit(work(Removed(Token, "04a1b2c3"), Removed(ApiKey, "k-1")))
    assert await storage.store.token("04a1b2c3") is None
    assert storage.store.api_keys() == []
    assert (await storage.queries.tokens(Slice())).items == []


async def test_what_is_saved_after_a_removal_stays_and_what_came_before_it_goes(database_home: Home) -> None:
    storage = await database_home.open()
    again = ChargingStation(CS1, NOON, NOON, name="again")
    connector = msgspec.structs.replace(CONNECTOR, station=CS1, evse_id=EVSE1)
    other = msgspec.structs.replace(connector, connector_id=7)
    await asyncio.gather(
        storage.store.commit(work(ChargingStation(CS1, NOON, NOON), connector, TOKEN)),
        storage.store.commit(work(Removed(ChargingStation, CS1), Removed(Token, TOKEN.key))),
        storage.store.commit(work(again, other)),
    )
    await storage.close()
    store = (await database_home.open()).store
    assert store.station(CS1) == again
    assert dict(store.connectors(CS1)) == {(1, 7): other}
    assert await store.token(TOKEN.key) is None


async def test_the_same_reading_sent_again_is_stored_once(storage: Storage) -> None:
    await storage.store.commit(work(READINGS, READINGS))
    resent = msgspec.structs.replace(READINGS, received_at=later(3600))
    await storage.store.commit(work(resent))
    rows = (await storage.queries.readings(Slice(), CS1, T1)).items
    assert [row.received_at for row in rows] == [EXACTLY, EXACTLY, EXACTLY]


async def test_readings_of_no_transaction_are_apart_from_those_of_one_without_a_name(storage: Storage) -> None:
    nameless = TransactionId("")
    await storage.store.commit(
        work(
            msgspec.structs.replace(READINGS, transaction=None),
            msgspec.structs.replace(READINGS, transaction=nameless, readings=READINGS.readings[:1]),
        )
    )
    free = (await storage.queries.readings(Slice(), CS1, None)).items
    assert [row.transaction for row in free] == [None, None, None]
    assert [row.transaction for row in (await storage.queries.readings(Slice(), CS1, nameless)).items] == [""]


async def test_occurrences_are_counted_and_the_last_one_is_told(storage: Storage) -> None:
    again = msgspec.structs.replace(ODDITY, at=later(60), frame_id=RecordId(9))
    await storage.store.commit(work(ODDITY, ODDITY))
    await asyncio.gather(storage.store.commit(work(ODDITY)), storage.store.commit(work(again)))
    finding = (await storage.queries.findings(Slice())).items[0]
    assert (finding.count, finding.first_seen_at, finding.last_seen_at) == (4, EXACTLY, later(60))
    assert finding.frame_id == 9


async def test_ids_rise_even_when_the_clock_goes_back(storage: Storage, clock: SetClock) -> None:
    first = storage.store.next_id()
    clock.at = later(-86_400)
    assert storage.store.next_id() > first


async def test_after_a_restart_ids_and_transaction_numbers_go_on_where_they_ended(
    database_home: Home, clock: SetClock
) -> None:
    storage = await database_home.open()
    last, numbers = storage.store.next_id(), [storage.store.next_transaction_number() for _ in range(3)]
    await storage.store.commit(work(frame(last)))
    await storage.close()
    clock.at = later(-86_400)
    storage = await database_home.open()
    assert storage.feed.last_id() == last
    assert storage.store.next_id() > last
    assert numbers == [1, 2, 3]
    assert storage.store.next_transaction_number() == 4
    await storage.close()


async def test_the_newest_committed_id_is_known(storage: Storage) -> None:
    told = Work()
    told.save(frame(RecordId(3)))
    told.tell(connected())
    await storage.store.commit(told)
    event = (await storage.queries.events_after(RecordId(0), 10))[0]
    assert storage.feed.last_id() == event.id > 3


async def test_a_frame_whose_id_is_taken_is_refused_and_nothing_of_its_work_is_kept(storage: Storage) -> None:
    await storage.store.commit(work(frame(RecordId(1))))
    with pytest.raises(StorageRefusedError):
        await storage.store.commit(work(STATION, OPEN, TOKEN, frame(RecordId(1), text="another")))
    assert storage.store.station(STATION.id) is None
    assert storage.store.open_transactions(CS1) == []
    assert await storage.store.token(TOKEN.key) is None
    assert (await storage.queries.stations(Slice())).items == []
    assert [one.text for one in (await storage.queries.messages(Slice(), MessageFilter())).items] == ["[2]"]


async def test_a_storage_tells_its_engine_and_that_it_is_well(storage: Storage, home: Home) -> None:
    health = storage.health()
    assert home.url.startswith(health.engine)
    assert (health.waiting, health.oldest_waiting_s, health.trouble) == (0, 0.0, None)


async def test_a_thousand_commits_at_once_are_all_stored(storage: Storage) -> None:
    await asyncio.gather(*(storage.store.commit(work(frame(RecordId(number)))) for number in range(1, 1001)))
    page = await storage.queries.messages(Slice(limit=1000), MessageFilter())
    assert [one.id for one in page.items] == list(range(1000, 0, -1))
    assert page.next_cursor is None
