"""Prepaid accounts: what is taken off them, and how far a transaction may go."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.domain.account import Account, Booking, booked, limit_of, usage_of
from pilotwire.domain.personal_message import unknown_placeholders
from pilotwire.domain.transaction import Transaction, Usage
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.ids import StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=30, milliseconds=900)


def transaction(started_at: datetime, last_at: datetime) -> Transaction:
    return Transaction(StationId("CS"), TransactionId("t"), started_at, NOON, last_at, LATER)


def test_time_is_counted_by_the_stations_clock() -> None:
    assert usage_of(transaction(NOON - timedelta(hours=2), NOON)) == Usage(Decimal(0), 7200)
    assert usage_of(transaction(NOON, NOON - timedelta(hours=1))) == Usage()


def test_a_clock_that_nobody_has_set_does_not_empty_an_account() -> None:
    assert usage_of(transaction(datetime(1970, 1, 1, tzinfo=UTC), LATER)) == Usage(Decimal(0), 1800)


def test_sides_that_an_account_does_not_count_stay_uncounted() -> None:
    money = Account("a", NOON, NOON, Decimal("10.00"), "EUR")
    after = booked(money, Booking("a", LATER, Decimal("-0.10"), Decimal(-500), -60))
    assert after == Account("a", NOON, LATER, Decimal("9.90"), "EUR")


def test_a_transaction_may_go_on_to_what_was_left_when_it_began() -> None:
    left = Account("a", NOON, NOON, Decimal(5), "EUR", Decimal(4000), 540).allowance
    assert limit_of(left, Usage(Decimal(1000), 60)) == TransactionLimit(Decimal(5), Decimal(5000), 600)


def test_only_known_placeholders_stand_for_something() -> None:
    assert unknown_placeholders("{balance} {price} {Balance} {} {a{b}}") == ["Balance", "", "b"]
