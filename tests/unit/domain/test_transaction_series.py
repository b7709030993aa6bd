"""Consumption as a series: what is drawn of readings, however they came."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction_series import Gap, Point, series, thinned

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def energy(minute: float, wh: int, *more: Sample, context: str = "Sample.Periodic") -> Reading:
    return Reading(at(minute), (Sample(value=Decimal(wh)), *more), context)


def power(watt: int, phase: str | None = None) -> Sample:
    return Sample("Power.Active.Import", Decimal(watt), "W", phase)


def current(ampere: int, phase: str | None) -> Sample:
    return Sample("Current.Import", Decimal(ampere), "A", phase)


def plain(points: tuple[Point, ...]) -> list[tuple[float, int, int | None]]:
    return [
        ((one.at - NOON) / timedelta(minutes=1), int(one.energy_wh), None if one.power_w is None else int(one.power_w))
        for one in points
    ]


def test_power_follows_from_energy_where_none_is_told() -> None:
    found = series([energy(0, 1000), energy(15, 3500), energy(30, 3500)])
    assert plain(found.points) == [(0, 0, None), (15, 2500, 10_000), (30, 2500, 0)]
    assert [one.is_derived for one in found.points] == [False, True, True]


def test_power_that_is_told_counts_as_a_whole_or_as_the_sum_of_its_lines() -> None:
    lines = power(3000, "L1"), power(3100, "L2"), power(3200, "L3-N"), power(9, "L1-L2")
    found = series([energy(0, 0, power(11_000)), energy(1, 150, *lines)])
    assert plain(found.points) == [(0, 0, 11_000), (1, 150, 9300)]


def test_currents_stand_by_line_and_charge_beside() -> None:
    soc = Sample("SoC", Decimal(48), "Percent")
    (one,) = series([energy(0, 0, current(16, "L1"), current(15, "L2-N"), current(3, "N"), soc)]).points
    assert one.current_a == (("L1", Decimal(16)), ("L2", Decimal(15)))
    assert one.soc_percent == 48
    (dc,) = series([Reading(NOON, (current(120, None),))]).points
    assert dc.current_a == (("", Decimal(120)),)


def test_the_order_in_which_readings_came_does_not_matter() -> None:
    readings = [energy(0, 0, context="Transaction.Begin"), energy(5, 100), energy(10, 200), energy(10, 200)]
    assert series(reversed(readings)) == series(readings)
    assert plain(series(readings).points) == [(0, 0, None), (5, 100, 1200), (10, 200, 1200)]


def test_a_register_that_starts_anew_goes_on_counting() -> None:
    found = series([energy(0, 5000), energy(5, 6000), energy(10, 100), energy(15, 600)])
    assert plain(found.points) == [(0, 0, None), (5, 1000, 12_000), (10, 1100, 1200), (15, 1600, 6000)]
    assert found.oddities == ("register-reset",)


def test_a_register_that_falls_back_a_little_adds_nothing() -> None:
    found = series([energy(0, 5000), energy(5, 6000), energy(10, 5990), energy(15, 6100)])
    assert [int(one.energy_wh) for one in found.points] == [0, 1000, 1000, 1100]


def test_a_relative_register_ends_at_what_begin_and_end_say() -> None:
    found = series(
        [
            energy(0, 100_000, context="Transaction.Begin"),
            energy(5, 10),
            energy(10, 900),
            energy(15, 101_000, context="Transaction.End"),
        ]
    )
    assert int(found.points[-1].energy_wh) == 1000


def test_a_gap_is_where_readings_are_missing_and_not_where_they_are_rare() -> None:
    often = [energy(minute, minute * 100) for minute in (0, 1, 2, 3, 33, 34)]
    found = series(often)
    assert found.gaps == (Gap(at(3), at(33)),)
    assert [one.after_gap for one in found.points] == [False, False, False, False, True, False]
    assert series([energy(minute, minute) for minute in (0, 30, 60, 90)]).gaps == ()


def test_thinning_keeps_peaks_lows_and_all_energy() -> None:
    readings = [energy(minute, minute * 100, power(22_000 if minute == 7 else 6_000)) for minute in range(20)]
    few = thinned(series(readings).points, 5)
    assert len(few) == 5
    assert [int(one.energy_wh) for one in few] == [0, 400, 900, 1400, 1900]
    assert max(one.power_max_w or 0 for one in few) == 22_000
    assert [one.power_min_w for one in few] == [6_000] * 5
    assert few[2].power_w == Decimal("9200.0")


def test_few_points_stay_as_they_are_and_none_are_none() -> None:
    points = series([energy(0, 0), energy(1, 1)]).points
    assert thinned(points, 2) == points
    assert series([]).points == ()
    assert series([Reading(NOON, (Sample("Voltage", Decimal(230), "V"),))]).points == ()
