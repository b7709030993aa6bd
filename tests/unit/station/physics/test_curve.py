"""Curves by points."""

import math

from pilotwire.station.physics.curve import rises, table, value_at

CURVE = ((0.0, 100.0), (50.0, 100.0), (100.0, 20.0))


def test_between_two_points_the_curve_is_straight() -> None:
    assert [value_at(CURVE, x) for x in (25, 50, 75, 90)] == [100, 100, 60, 36]


def test_outside_its_points_the_curve_is_flat() -> None:
    assert (value_at(CURVE, -5), value_at(CURVE, 120)) == (100, 20)


def test_a_table_holds_whole_numbers_rounded_down() -> None:
    assert table(((0.0, 0.0), (3.0, 10.0)), 0, 4) == (0, 3, 6, 10, 10)
    assert table(((0.0, 0.1), (10.0, 1.0)), 0, 1, 1000) == (100, 190)


def test_points_must_rise_stay_within_the_bounds_and_be_finite() -> None:
    assert rises(CURVE, 0, 100)
    assert rises((), 0, 100)
    assert not rises(((0, 1), (0, 2)), 0, 100)
    assert not rises(((0, 1), (101, 2)), 0, 100)
    assert not rises(((0, 1), (50, math.nan)), 0, 100)
    assert not rises(((math.nan, 1), (50, 1)), 0, 100)
