"""Charge detail records: one says what a transaction came to, another one only where that has changed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec

from pilotwire.domain.charge_record import record_id, record_of
from pilotwire.domain.meter import Meter
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import RecordId, StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
END = NOON + timedelta(hours=1)
LATER = NOON + timedelta(hours=2)
DONE = Transaction(
    StationId("CS-1"), TransactionId("t-1"), NOON, NOON, END, END, ended=True, ended_at=END,
    meter=Meter(counted_wh=Decimal(5000)),
)  # fmt: skip


def test_the_first_record_says_what_a_transaction_came_to() -> None:
    made = record_of(DONE, None, 600, LATER, None, RecordId(7))
    assert (made.number, made.energy_wh, made.time_s, made.parking_s) == (1, Decimal(5000), 3600, 600)
    assert (made.corrects, made.event_id, made.id) == (None, 7, record_id(DONE.station, DONE.id, 1))


def test_another_one_is_made_only_where_something_has_changed_and_corrects_the_one_before() -> None:
    first = record_of(DONE, None, 600, LATER, None, RecordId(7))
    assert record_of(DONE, None, 600, LATER + timedelta(days=1), first, RecordId(9)) is first
    late = msgspec.structs.replace(DONE, meter=Meter(counted_wh=Decimal(5500)))
    second = record_of(late, None, 600, LATER, first)
    assert (second.number, second.energy_wh, second.corrects) == (2, Decimal(5500), first.id)
    assert second.id not in (first.id, "")


def test_ids_tell_stations_and_transactions_apart_wherever_their_names_part() -> None:
    names = {
        record_id(StationId(station), TransactionId(transaction), number)
        for station, transaction, number in (("A", "BC", 1), ("AB", "C", 1), ("A", "BC", 2), ("A", "BC#1", 1))
    }
    assert len(names) == 4
    assert {len(name) for name in names} == {32}


def test_a_transaction_that_ended_before_its_start_lasted_no_time() -> None:
    odd = msgspec.structs.replace(DONE, ended_at=NOON - timedelta(hours=1))
    made = record_of(odd, None, 0, LATER, None)
    assert (made.time_s, made.ended_at) == (0, NOON)
