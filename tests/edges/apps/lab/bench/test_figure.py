"""Medians, percentiles and ratios."""

from pilotwire.apps.lab.bench.figure import middle, percentile, ratios


def test_percentiles_are_values_that_were_measured() -> None:
    ordered = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]
    assert percentile(ordered, 0.5) == 6.0
    assert percentile(ordered, 0.99) == 10.0
    assert percentile(ordered, 1.0) == 10.0


def test_nothing_measured_is_nought_and_has_no_middle() -> None:
    assert percentile([], 0.5) == 0.0
    assert middle([]) is None


def test_one_wild_round_does_not_move_the_middle() -> None:
    assert middle([0.4, 0.9, 0.41]) == 0.41


def test_ratios_are_taken_pair_by_pair() -> None:
    assert ratios([1.0, 3.0], [4.0, 4.0]) == [0.25, 0.75]


def test_a_pair_with_nothing_measured_is_left_out() -> None:
    assert ratios([1.0, 0.0, 2.0], [0.0, 4.0, 4.0]) == [0.5]
