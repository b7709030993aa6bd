"""Periods: readings and charging states as stretches of time without a gap."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from pilotwire.domain.charging_period import Period, Story, story
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction_series import Series, series

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def read(*rows: tuple[float, int]) -> Series:
    return series(Reading(at(minute), (Sample(value=Decimal(wh)),)) for minute, wh in rows)


def plain(found: Story) -> list[tuple[float, float, str, Fraction]]:
    return [
        ((one.since - NOON) / timedelta(minutes=1), (one.until - NOON) / timedelta(minutes=1), one.kind,
         Fraction(one.energy_wh))
        for one in found.periods
    ]  # fmt: skip


def test_a_state_between_two_readings_parts_their_energy_by_time() -> None:
    states = [(at(0), "Charging"), (at(15), "SuspendedEV"), (at(25), "Charging"), (at(35), "SuspendedEVSE")]
    found = story(read((0, 100), (20, 4100), (40, 5100)), states, at(0), at(40), Decimal(5000))
    assert plain(found) == [
        (0, 15, "charging", Fraction(3000)), (15, 20, "idle", Fraction(1000)), (20, 25, "idle", Fraction(250)),
        (25, 35, "charging", Fraction(500)), (35, 40, "charging", Fraction(250)),
    ]  # fmt: skip
    assert found.notes == ()


def test_before_charging_and_after_it_the_vehicle_only_stands_there() -> None:
    states = [(at(2), "EVConnected"), (at(5), "Charging"), (at(30), "EVConnected")]
    found = story(read((5, 0), (30, 3000)), states, at(0), at(60), Decimal(3000))
    assert [(one.kind, one.since, one.until) for one in found.periods] == [
        ("idle", at(0), at(2)), ("idle", at(2), at(5)), ("charging", at(5), at(30)), ("idle", at(30), at(60))
    ]  # fmt: skip


def test_time_counts_as_charging_where_no_state_was_ever_told_and_that_is_noted() -> None:
    found = story(read((0, 0), (10, 500)), (), at(0), at(60), Decimal(500))
    assert {one.kind for one in found.periods} == {"charging"}
    assert found.notes == ("states-unknown",)


def test_all_energy_of_the_transaction_is_there_whatever_the_readings_tell() -> None:
    late = story(read((-5, 0), (70, 900)), (), at(0), at(60), Decimal(1000))
    assert plain(late) == [(0, 60, "charging", Fraction(1000))]
    more = story(read((0, 0), (30, 900)), (), at(0), at(60), Decimal(800))
    assert sum(Fraction(one.energy_wh) for one in more.periods) == 800
    assert plain(story(Series(), (), at(0), at(0), Decimal(7))) == [(0, 0, "charging", Fraction(7))]


def test_power_and_the_sum_of_currents_are_those_of_the_reading_at_the_periods_end() -> None:
    amperes = [Sample("Current.Import", Decimal(16), "A", line) for line in ("L1", "L2", "L3")]
    power = Sample("Power.Active.Import", Decimal(11_000), "W")
    readings = [
        Reading(at(0), (Sample(value=Decimal(0)),)),
        Reading(at(6), (Sample(value=Decimal(1100)), power, *amperes)),
    ]
    (only,) = story(series(readings), (), at(0), at(6), Decimal(1100)).periods
    assert only == Period(at(0), at(6), "charging", Fraction(1100), Decimal(11_000), Decimal(48))
