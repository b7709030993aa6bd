"""Whatever goes into a storage comes out as it was, to the last digit."""

from datetime import timedelta

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.event import Event
from pilotwire.domain.finding import Finding
from pilotwire.domain.message import LoggedMessage
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.ports import MessageFilter, Slice, TransactionFilter
from pilotwire.services.work import Work

from .conftest import Home
from .records import (
    API_KEY,
    BEFORE_THAT,
    CONNECTOR,
    CS1,
    ENDED,
    EVENTS,
    EVSE1,
    EXACTLY,
    LONG_AGO,
    NOON,
    ODDITY,
    OPEN,
    READINGS,
    START,
    STATION,
    STEPS,
    T1,
    TOKEN,
    exchange,
    frame,
    full_frame,
    refusal,
    work,
)


async def test_a_station_comes_back_from_a_list_with_all_its_fields(storage: Storage) -> None:
    await storage.store.commit(work(STATION))
    assert (await storage.queries.stations(Slice())).items == [STATION]


async def test_stations_connectors_keys_and_open_transactions_are_there_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(STATION, CONNECTOR, API_KEY, OPEN, ENDED))
    await storage.close()
    store = (await database_home.open()).store
    assert store.station(STATION.id) == STATION
    assert dict(store.connectors(STATION.id)) == {(1, 2): CONNECTOR}
    assert store.api_keys() == [API_KEY]
    assert store.open_transactions(CS1) == [OPEN]
    assert store.open_with_token("04a1b2c3") == [OPEN]


@pytest.mark.parametrize("transaction", [OPEN, ENDED], ids=["open", "ended"])
async def test_a_transaction_comes_back_exactly(database_home: Home, transaction: Transaction) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(transaction))
    await storage.close()
    storage = await database_home.open()
    found = await storage.store.transaction(CS1, transaction.id)
    assert found == transaction
    assert found is not None
    assert str(found.meter.counted_wh) == "1E+3"
    assert str(found.meter.start_wh) == "123456789012.345"
    assert (await storage.queries.transactions(Slice(), TransactionFilter())).items == [transaction]
    await storage.close()


async def test_a_token_comes_back_exactly(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(TOKEN))
    await storage.close()
    storage = await database_home.open()
    assert await storage.store.token("04a1b2c3") == TOKEN
    assert (await storage.queries.tokens(Slice())).items == [TOKEN]
    await storage.close()


async def test_readings_come_back_to_the_microsecond_and_the_digit_oldest_first(storage: Storage) -> None:
    await storage.store.commit(work(READINGS))
    rows = (await storage.queries.readings(Slice(), CS1, T1)).items
    assert [row.reading for row in rows] == list(READINGS.readings)
    assert [row.reading.at for row in rows] == [BEFORE_THAT, LONG_AGO, EXACTLY]
    assert {(row.station, row.transaction, row.evse_id, row.received_at) for row in rows} == {(CS1, T1, EVSE1, EXACTLY)}
    values = [str(sample.value) for sample in rows[0].reading.samples]
    assert values == ["123456789012.345", "0.00" if values[1] == "0.00" else "-0.00", "None"]


async def test_a_history_comes_back_by_time_and_each_step_once(storage: Storage) -> None:
    await storage.store.commit(work(STEPS))
    await storage.store.commit(work(msgspec.structs.replace(STEPS, received_at=EXACTLY)))
    both, online, token, limit = STEPS.steps
    first = await storage.queries.steps(Slice(limit=3), CS1, T1)
    assert [row.step for row in first.items] == [limit, token, both]
    rest = await storage.queries.steps(Slice(cursor=first.next_cursor), CS1, T1)
    assert [row.step for row in rest.items] == [online]
    assert {row.received_at for row in (*first.items, *rest.items)} == {NOON}
    assert (await storage.queries.steps(Slice(), CS1, ENDED.id)).items == []


async def test_stations_with_open_transactions_are_known_without_a_search(storage: Storage) -> None:
    await storage.store.commit(work(OPEN))
    assert list(storage.store.stations_with_open()) == [CS1]
    await storage.store.commit(work(msgspec.structs.replace(OPEN, ended=True)))
    assert list(storage.store.stations_with_open()) == []


async def test_frames_come_back_with_all_their_fields(storage: Storage) -> None:
    plain, full = frame(storage.store.next_id()), full_frame(storage.store.next_id())
    await storage.store.commit(work(plain, full))
    assert await storage.queries.message(plain.id) == plain
    assert await storage.queries.message(full.id) == full
    assert (await storage.queries.messages(Slice(), MessageFilter())).items == [full, plain]


async def test_a_call_and_its_answer_come_back_as_two_frames(storage: Storage) -> None:
    record = storage.store.next_pair()
    await storage.store.commit(work(exchange(record)))
    call = LoggedMessage(record, CS1, NOON, "in", "call", '[2,"m-1","Authorize",{}]', 3, "m-1", "Authorize", "repaired")
    answer = LoggedMessage(
        RecordId(record + 1), CS1, NOON + timedelta(microseconds=1500), "out", "result",
        '[3,"m-1",{"idTokenInfo":{}}]', 3, "m-1", "Authorize", "valid", None, record, 1500,
    )  # fmt: skip
    assert (await storage.queries.messages(Slice(), MessageFilter())).items == [answer, call]
    assert await storage.queries.message(record) == call
    assert await storage.queries.message(answer.id) == answer
    assert storage.store.next_id() > answer.id
    assert storage.feed.last_id() == answer.id


async def test_a_call_whose_answer_never_left_comes_back_alone(storage: Storage) -> None:
    record = storage.store.next_pair()
    await storage.store.commit(work(exchange(record, answer="", text="\0", latency_us=0)))
    found = (await storage.queries.messages(Slice(), MessageFilter())).items
    assert [(one.id, one.kind, one.latency_us) for one in found] == [(record, "call", None)]
    assert await storage.queries.message(RecordId(record + 1)) is None


async def test_a_frame_that_does_not_exist_is_none(storage: Storage) -> None:
    assert await storage.queries.message(RecordId(12)) is None
    assert await storage.queries.message(RecordId(2**70)) is None


async def test_events_come_back_as_their_own_types_in_the_order_in_which_they_were_told(storage: Storage) -> None:
    told = Work()
    told.tell(*EVENTS)
    await storage.store.commit(told)
    stored = await storage.queries.events_after(RecordId(0), 10)
    assert [_comparable(one.event) for one in stored] == [_comparable(event) for event in EVENTS]
    assert [one.id for one in stored] == sorted({one.id for one in stored})


async def test_a_refusal_comes_back_with_all_its_fields(storage: Storage) -> None:
    known, unknown = refusal(RecordId(1)), refusal(RecordId(2), station=None)
    await storage.store.commit(work(known, unknown))
    assert (await storage.queries.refusals(Slice())).items == [unknown, known]
    assert (await storage.queries.refusals(Slice(), CS1)).items == [known]


async def test_the_first_occurrence_of_an_oddity_becomes_a_finding(storage: Storage) -> None:
    await storage.store.commit(work(ODDITY))
    assert (await storage.queries.findings(Slice())).items == [
        Finding(
            CS1, "1.2.3", "extra-field", "/meterValue/0", "warning", "saw 'ä'", 1, EXACTLY, EXACTLY, RecordId(7)
        )
    ]  # fmt: skip


async def test_a_frame_with_a_nul_or_half_a_character_can_be_stored(database_home: Home) -> None:
    storage = await database_home.open()
    nul, half = frame(RecordId(1), text="a\0b"), frame(RecordId(2), text="a\ud800b", message_id="m\0", action="\udfffx")
    await storage.store.commit(work(nul, half))
    assert await storage.queries.message(nul.id) == msgspec.structs.replace(nul, text="a\ufffdb", raw=b"a\0b")
    found = await storage.queries.message(half.id)
    assert found is not None
    assert (found.text, found.raw) == ("a\ufffdb", b"a\xed\xa0\x80b")
    assert (found.message_id, found.action) == ("m\ufffd", "\ufffdx")
    await storage.close()


async def test_text_that_cannot_be_stored_elsewhere_is_stored_with_replacement_characters(database_home: Home) -> None:
    storage = await database_home.open()
    odd = msgspec.structs.replace(refusal(RecordId(1)), user_agent="agent\udce4/1", station=StationId("C\0S"))
    named = msgspec.structs.replace(STATION, id=StationId("X\0"), name="half \ud800 a character")
    await storage.store.commit(work(odd, named))
    assert (await storage.queries.refusals(Slice())).items[0].user_agent == "agent\ufffd/1"
    stored = (await storage.queries.stations(Slice())).items[0]
    assert stored.name == "half \ufffd a character"
    await storage.close()


def _comparable(event: Event) -> tuple[type, bytes]:
    return type(event), msgspec.json.encode(event)


async def test_remote_starts_come_back_whole_and_newest_first(storage: Storage) -> None:
    later = msgspec.structs.replace(START, id=2, requested_at=EXACTLY + timedelta(seconds=1), state="refused")
    await storage.store.commit(work(START, later))
    assert await storage.queries.requested_start(CS1, 2_147_483_000) == START
    assert await storage.queries.requested_start(CS1, 3) is None
    first = await storage.queries.requested_starts(Slice(limit=1), CS1)
    assert first.items == [later]
    rest = await storage.queries.requested_starts(Slice(limit=1, cursor=first.next_cursor), CS1)
    assert (rest.items, rest.next_cursor) == ([START], None)


async def test_what_is_awaited_of_remote_starts_is_there_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    over = msgspec.structs.replace(START, id=2, state="started")
    late = msgspec.structs.replace(START, id=3)
    await storage.store.commit(work(START, over, late))
    await storage.store.commit(work(msgspec.structs.replace(late, state="timed-out")))
    assert [one.id for one in storage.store.requested_starts(CS1)] == [START.id, 3]
    assert storage.store.awaited_starts() == [START]
    await storage.close()
    store = (await database_home.open()).store
    assert store.requested_starts(CS1) == [START]
    assert store.requested_start(CS1, START.id) == START
    assert store.awaited_starts() == [START]
