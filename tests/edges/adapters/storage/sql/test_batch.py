"""A group of works as rows."""

from datetime import UTC, datetime

import msgspec
import pytest

from pilotwire.adapters.storage.hot import Hot
from pilotwire.adapters.storage.sql import batch
from pilotwire.adapters.storage.sql.bulk import Bulk
from pilotwire.adapters.storage.sql.events import APPEND_EVENT
from pilotwire.adapters.storage.sql.frames import APPEND_FRAME
from pilotwire.adapters.storage.sql.meta import SAVE_META
from pilotwire.adapters.storage.sql.readings import APPEND_READING
from pilotwire.adapters.storage.sql.stations import SAVE_CONNECTOR, SAVE_STATION
from pilotwire.adapters.storage.sql.transactions import SAVE_BODY, SAVE_PLACE
from pilotwire.domain.events import StationRemoved
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.message import Exchange, LoggedMessage
from pilotwire.domain.reading import Reading
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, RecordId, StationId, TransactionId
from pilotwire.services.work import Change, OutboxEvent, Removed, StoredReadings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS1 = StationId("CS-1")
STATION = ChargingStation(CS1, NOON, NOON)
CONNECTOR = Connector(CS1, EvseId(1), ConnectorId(1), "Available", NOON, NOON)
OPEN = Transaction(CS1, TransactionId("t-1"), NOON, NOON, NOON, NOON, id_token=IdToken("AbC"))


def _frame(record: int, text: str = "[2]") -> LoggedMessage:
    return LoggedMessage(RecordId(record), CS1, NOON, "in", "call", text)


def _batch(*works: tuple[Change, ...], number: int | None = None) -> batch.Batch:
    return batch.batch_of([batch.encoded(changes, Hot()) for changes in works], number)


def _places(hot: Hot, after: Transaction) -> int:
    return sum(statement is SAVE_PLACE for statement, _ in batch.encoded((after,), hot))


def test_a_frame_becomes_a_row_that_people_can_read() -> None:
    made = LoggedMessage(
        RecordId(7), CS1, NOON, "out", "result", "[3]", 2, "m-1", "Heartbeat", "valid", None, RecordId(6), 850
    )
    assert _batch((made,)).rows == {
        APPEND_FRAME: [
            (
                7, 51, "CS-1", "out result valid", "Heartbeat", "m-1", "[3]",
                '{"at":"2026-03-01T12:00:00Z","generation":2,"call_id":6,"latency_us":850}', None,
            )
        ]
    }  # fmt: skip


def test_a_call_and_its_answer_become_one_row() -> None:
    made = Exchange(
        RecordId(8), CS1, NOON, "call", "[2]", 2, "m-1", "Heartbeat", "repaired", "[4]", "GenericError", 850
    )
    assert _batch((made,)).rows == {
        APPEND_FRAME: [
            (
                8, 51, "CS-1", "in call repaired error", "Heartbeat", "m-1", "[2]",
                '{"at":"2026-03-01T12:00:00Z","generation":2,"error_code":"GenericError","latency_us":850}', "[4]",
            )
        ]
    }  # fmt: skip


def test_a_transaction_becomes_a_row_with_its_token_in_one_case() -> None:
    rows = _batch((OPEN,)).rows
    assert rows[SAVE_BODY][0][:5] == ("CS-1", "t-1", 1_772_366_400_000_000, "abc", 0)
    assert rows[SAVE_PLACE] == rows[SAVE_BODY]


@pytest.mark.parametrize(
    ("changed", "writes_place"),
    [
        (msgspec.structs.replace(OPEN, charging_state="Charging"), 0),
        (msgspec.structs.replace(OPEN, id_token=IdToken("AbC")), 0),
        (msgspec.structs.replace(OPEN, ended=True), 1),
        (msgspec.structs.replace(OPEN, id_token=IdToken("other")), 1),
        (msgspec.structs.replace(OPEN, started_at=datetime(2026, 3, 1, tzinfo=UTC)), 1),
    ],
    ids=["state", "same token", "end", "other token", "start"],
)
def test_what_a_transaction_is_found_by_is_written_only_when_it_changes(
    changed: Transaction, writes_place: int
) -> None:
    hot = Hot()
    hot.apply(OPEN, [])
    assert _places(hot, changed) == writes_place


def test_of_a_record_in_several_works_of_a_group_the_last_row_is_written() -> None:
    named = msgspec.structs.replace(STATION, name="named")
    rows = _batch((STATION, CONNECTOR), (named,)).rows
    assert [row[1] for row in rows[SAVE_STATION]] == ["cs-1\nnamed"]
    assert len(rows[SAVE_CONNECTOR]) == 1


def test_a_removal_drops_what_came_before_it_and_keeps_what_comes_after() -> None:
    other = msgspec.structs.replace(CONNECTOR, connector_id=ConnectorId(2))
    made = _batch((STATION, CONNECTOR), (Removed(ChargingStation, "CS-1"),), (other,))
    assert {erase.of.table.name: keys for erase, keys in made.erased.items()} == {
        "stations": ["CS-1"],
        "connectors": ["CS-1"],
        "variables": ["CS-1"],
        "held_lists": ["CS-1"],
        "meter_keys": ["CS-1"],
        "monitors": ["CS-1"],
        "alerts": ["CS-1"],
        "event_streams": ["CS-1"],
        "display_messages": ["CS-1"],
        "charging_needs": ["CS-1"],
        "ev_schedules": ["CS-1"],
        "installed_profiles": ["CS-1"],
    }
    assert SAVE_STATION not in made.rows
    assert [row[2] for row in made.rows[SAVE_CONNECTOR]] == [2]


def test_a_frame_twice_in_one_work_is_one_row_and_in_two_works_two() -> None:
    rows = _batch((_frame(1, "first"), _frame(2), _frame(1, "second")), (_frame(2, "another"),)).rows[APPEND_FRAME]
    assert [(row[0], row[6]) for row in rows] == [(1, "second"), (2, "[2]"), (2, "another")]


def test_every_reading_is_a_row_and_the_same_one_has_the_same_key() -> None:
    readings = StoredReadings(
        CS1, None, EvseId(1), (Reading(NOON, ()), Reading(NOON, (), "Transaction.End"), Reading(NOON, ())), NOON
    )
    keys = [row[:4] for row in _batch((readings,)).rows[APPEND_READING]]
    assert keys[0] == keys[2]
    assert keys[0] != keys[1]
    assert keys[0][:3] == ("CS-1", "", 1_772_366_400_000_000)


def test_rows_are_written_in_one_order_whatever_came_first() -> None:
    event = OutboxEvent(RecordId(9), StationRemoved(at=NOON))
    statements = list(_batch((event, _frame(1), STATION), number=5).rows)
    assert statements == [SAVE_STATION, APPEND_FRAME, APPEND_EVENT, SAVE_META]
    assert all(isinstance(statement, Bulk) for statement in statements)
