"""Power as one line of bars."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.cli.chart import power_series, sparkline
from pilotwire.client.codec import Instant
from pilotwire.client.transaction import Reading, Sample

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def reading(minute: int, *samples: Sample, import_wh: int | None = None) -> Reading:
    at = Instant.of(START + timedelta(minutes=minute))
    register = None if import_wh is None else Decimal(import_wh)
    return Reading(
        evse_id=1, at=at, received_at=at, context="Sample.Periodic", samples=list(samples), import_wh=register
    )


def power(value_w: int, phase: str | None = None) -> Sample:
    return Sample(measurand="Power.Active.Import", unit="W", location="Outlet", value=Decimal(value_w), phase=phase)


def test_power_is_taken_as_told() -> None:
    assert power_series([reading(0, power(1000)), reading(1), reading(2, power(3000))]) == [1000, 3000]


def test_phases_are_added_where_there_is_no_sum() -> None:
    both = reading(0, power(1000, "L1"), power(1100, "L2"), power(1200, "L3"))
    assert power_series([both]) == [3300]
    assert power_series([reading(0, power(1000, "L1"), power(3500))]) == [3500]


def test_without_power_it_is_what_the_register_gained() -> None:
    readings = [reading(0, import_wh=1000), reading(30, import_wh=6000), reading(60, import_wh=6000)]
    assert power_series(readings) == [10_000, 0]


def test_a_register_that_fell_or_repeats_an_instant_is_no_negative_power() -> None:
    readings = [reading(0, import_wh=1000), reading(0, import_wh=1100), reading(60, import_wh=900)]
    assert power_series(readings) == [0]


def test_bars_rise_to_the_highest_value() -> None:
    assert sparkline([Decimal(0), Decimal(500), Decimal(1000)], 10) == "▁▅█"


def test_many_values_are_joined_to_the_width() -> None:
    values = [Decimal(value) for value in (0, 0, 1000, 1000, 0, 0)]
    assert sparkline(values, 3) == "▁█▁"


def test_no_power_at_all_is_a_flat_line() -> None:
    assert sparkline([Decimal(0), Decimal(0)], 10) == "▁▁"
    assert sparkline([], 10) == ""
