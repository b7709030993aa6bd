"""Power as bars."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.cli.chart import area, columns, sparkline, told_power
from pilotwire.client.codec import Instant
from pilotwire.client.transaction import Reading, Sample
from pilotwire.client.transaction_series import SeriesPoint

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def reading(minute: int, *samples: Sample, import_wh: int | None = None) -> Reading:
    at = Instant.of(START + timedelta(minutes=minute))
    register = None if import_wh is None else Decimal(import_wh)
    return Reading(
        evse_id=1,
        at=at,
        received_at=at,
        context="Sample.Periodic",
        kind="sampled",
        samples=list(samples),
        import_wh=register,
    )  # fmt: skip


def power(value_w: int, phase: str | None = None) -> Sample:
    return Sample(measurand="Power.Active.Import", unit="W", location="Outlet", value=Decimal(value_w), phase=phase)


def test_power_is_taken_as_told() -> None:
    assert told_power(reading(0, power(1000))) == 1000
    assert told_power(reading(0, import_wh=1000)) is None


def test_phases_are_added_where_there_is_no_sum() -> None:
    assert told_power(reading(0, power(1000, "L1"), power(1100, "L2"), power(1200, "L3"))) == 3300
    assert told_power(reading(0, power(1000, "L1"), power(3500))) == 3500


def point(minute: int, power_w: int | None, peak_w: int | None = None, after_gap: bool = False) -> SeriesPoint:
    peak = peak_w if peak_w is not None else power_w
    return SeriesPoint(
        at=Instant.of(START + timedelta(minutes=minute)), energy_wh=Decimal(0),
        power_w=None if power_w is None else Decimal(power_w), power_max_w=None if peak is None else Decimal(peak),
        after_gap=after_gap,
    )  # fmt: skip


def test_columns_are_of_equal_time_and_keep_the_peak() -> None:
    points = [point(0, None), point(2, 1000, 4000), point(8, 2000)]
    assert columns(points, 4) == [4000, 4000, 2000, 2000]


def test_a_gap_stays_empty() -> None:
    points = [point(0, None), point(2, 1000), point(6, 500, after_gap=True), point(8, 1000)]
    assert columns(points, 4) == [1000, 1000, None, 1000]
    assert columns(points[:1], 3) == [None, None, None]


def test_an_area_has_lines_from_its_highest_value_down() -> None:
    assert area([Decimal(0), Decimal(500), None, Decimal(1000)], 2) == ["   █", "▁█ █"]
    assert area([Decimal(0), None], 2) == ["▁ "]


def test_bars_rise_to_the_highest_value() -> None:
    assert sparkline([Decimal(0), Decimal(500), Decimal(1000)], 10) == "▁▅█"


def test_many_values_are_joined_to_the_width() -> None:
    values = [Decimal(value) for value in (0, 0, 1000, 1000, 0, 0)]
    assert sparkline(values, 3) == "▁█▁"


def test_no_power_at_all_is_a_flat_line() -> None:
    assert sparkline([Decimal(0), Decimal(0)], 10) == "▁▁"
    assert sparkline([], 10) == ""
