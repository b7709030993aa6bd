"""Energy out of registers, right and wrong ones."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.domain.meter import Meter, count
from pilotwire.domain.reading import Reading, Sample

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(minutes: int, register_wh: int | str, context: str = "Sample.Periodic") -> Reading:
    return Reading(NOON + timedelta(minutes=minutes), (Sample(value=Decimal(register_wh)),), context)


BEGIN, END = "Transaction.Begin", "Transaction.End"


def test_energy_is_stop_minus_start() -> None:
    meter = count(Meter(), [at(0, 1000, BEGIN), at(5, 1500), at(10, 2250, END)])
    assert meter.energy_wh == 1250
    assert meter.oddities == ()


def test_while_it_runs_energy_is_what_was_counted() -> None:
    assert count(Meter(), [at(0, 1000, BEGIN), at(5, 1500), at(6, 1700)]).energy_wh == 700


def test_without_a_start_energy_counts_from_the_first_reading() -> None:
    assert count(Meter(), [at(5, 1500), at(10, 2250, END)]).energy_wh == 750


def test_a_start_that_comes_late_adds_what_was_before_the_first_reading() -> None:
    late = count(count(Meter(), [at(5, 1500), at(6, 1700)]), [at(0, 1000, BEGIN)])
    assert late.energy_wh == 700


def test_the_same_readings_again_change_nothing() -> None:
    readings = [at(0, 1000, BEGIN), at(5, 1500), at(10, 2250, END)]
    once = count(Meter(), readings)
    assert count(once, readings) == once


def test_an_older_reading_changes_nothing() -> None:
    meter = count(Meter(), [at(0, 1000, BEGIN), at(5, 1500)])
    assert count(meter, [at(3, 1300)]) == meter


def test_a_register_that_restarts_at_zero_goes_on_counting() -> None:
    meter = count(Meter(), [at(0, 1000, BEGIN), at(5, 1500), at(6, 100), at(7, 300)])
    assert meter.energy_wh == 800
    assert meter.oddities == ("register-reset",)


def test_after_a_restart_the_difference_of_the_named_registers_is_not_trusted() -> None:
    meter = count(Meter(), [at(0, 100, BEGIN), at(5, 5000), at(6, 50), at(10, 6000, END)])
    assert meter.energy_wh == 4900 + 50 + 5950


def test_a_register_that_counts_each_transaction_from_zero_is_relative() -> None:
    meter = count(Meter(), [at(0, 123456, BEGIN), at(5, 10), at(6, 500)])
    assert meter.energy_wh == 500
    assert meter.oddities == ("register-relative",)


def test_a_relative_register_with_lifetime_start_and_stop_gives_their_difference() -> None:
    meter = count(Meter(), [at(0, 123456, BEGIN), at(5, 10), at(6, 500), at(10, 123960, END)])
    assert meter.energy_wh == 504


def test_a_small_step_back_is_noted_and_ignored() -> None:
    meter = count(Meter(), [at(0, 1000, BEGIN), at(5, 1500), at(6, 1499), at(7, 1600)])
    assert meter.energy_wh == 600
    assert meter.oddities == ("meter-backwards",)


def test_a_stop_below_the_start_keeps_what_was_counted() -> None:
    meter = count(Meter(), [at(0, 1000, BEGIN), at(5, 1500), at(10, 990, END)])
    assert meter.energy_wh == 500
    assert "meter-backwards" in meter.oddities


def test_energy_is_never_negative() -> None:
    assert count(Meter(), [at(0, 1000, BEGIN), at(10, 900, END)]).energy_wh == 0


def test_fractions_of_a_watt_hour_are_exact() -> None:
    meter = count(Meter(), [at(0, "0.1", BEGIN), at(5, "0.3", END)])
    assert meter.energy_wh == Decimal("0.2")


def test_readings_of_one_message_are_taken_in_order_of_time() -> None:
    assert count(Meter(), [at(10, 2250, END), at(5, 1500), at(0, 1000, BEGIN)]).energy_wh == 1250


def test_a_second_stop_does_not_move_the_first() -> None:
    meter = count(Meter(), [at(0, 1000, BEGIN), at(10, 2000, END)])
    assert count(meter, [at(11, 9000, END)]).stop_wh == 2000
