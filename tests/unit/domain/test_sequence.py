"""Ranges of sequence numbers."""

from pilotwire.domain.sequence import add, contains, missing


def test_a_number_that_follows_lengthens_the_range() -> None:
    assert add(((0, 5),), 6) == ((0, 6),)


def test_a_number_beyond_opens_a_range() -> None:
    assert add(((0, 5),), 9) == ((0, 5), (9, 9))


def test_a_number_in_a_gap_of_one_joins_both_sides() -> None:
    assert add(((0, 5), (7, 9)), 6) == ((0, 9),)


def test_a_number_before_all_stands_first() -> None:
    assert add(((4, 5),), 1) == ((1, 1), (4, 5))


def test_a_seen_number_changes_nothing() -> None:
    assert add(((0, 5),), 3) == ((0, 5),)


def test_only_seen_numbers_are_contained() -> None:
    assert contains(((0, 2), (5, 5)), 5)
    assert not contains(((0, 2), (5, 5)), 3)


def test_what_has_not_come_is_missing_from_zero_on() -> None:
    assert missing(((2, 3), (6, 6))) == ((0, 1), (4, 5))


def test_nothing_is_missing_of_an_unbroken_run() -> None:
    assert missing(((0, 6),)) == ()
    assert missing(()) == ()
