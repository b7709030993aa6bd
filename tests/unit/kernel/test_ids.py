"""Ids that rise with time, whatever the clock does."""

import pytest

from pilotwire.kernel.ids import TimeOrderedIds, first_id_at

NOON_MS = 1_772_366_400_000  # 2026-03-01T12:00:00Z


def test_ids_of_one_millisecond_rise() -> None:
    ids = TimeOrderedIds(lambda: NOON_MS)
    made = [ids.next() for _ in range(3)]
    assert made == sorted(set(made))


def test_a_pair_is_two_ids_that_follow_each_other_and_nobody_else_gets() -> None:
    ids = TimeOrderedIds(lambda: NOON_MS)
    firsts = [ids.next_pair() for _ in range(10_000)]
    pairs = {number for first in firsts for number in (first, first + 1)}
    assert len(pairs) == 20_000
    assert ids.last == max(pairs)
    assert ids.next() not in pairs


def test_an_id_of_a_later_millisecond_is_higher_than_all_before() -> None:
    now_ms = [NOON_MS]
    ids = TimeOrderedIds(lambda: now_ms[0])
    early = [ids.next() for _ in range(4096)]
    now_ms[0] += 1
    assert ids.next() > max(early)


def test_a_clock_set_back_repeats_no_id() -> None:
    now_ms = [NOON_MS]
    ids = TimeOrderedIds(lambda: now_ms[0])
    before = ids.next()
    now_ms[0] -= 3_600_000
    assert ids.next() > before


def test_more_ids_than_a_millisecond_holds_flow_into_the_next() -> None:
    ids = TimeOrderedIds(lambda: NOON_MS)
    made = [ids.next() for _ in range(10_000)]
    assert len(set(made)) == 10_000
    assert made == sorted(made)


def test_two_nodes_never_make_the_same_id() -> None:
    first = TimeOrderedIds(lambda: NOON_MS, node=1)
    second = TimeOrderedIds(lambda: NOON_MS, node=2)
    assert {first.next() for _ in range(100)}.isdisjoint({second.next() for _ in range(100)})


def test_the_first_id_of_a_time_bounds_the_ids_made_then() -> None:
    ids = TimeOrderedIds(lambda: NOON_MS, node=1023)
    made = ids.next()
    assert first_id_at(NOON_MS) <= made < first_id_at(NOON_MS + 1)


def test_a_time_before_the_first_id_bounds_nothing() -> None:
    assert first_id_at(0) == 0


def test_an_id_fits_a_signed_64_bit_column() -> None:
    year_2090_ms = 3_786_912_000_000
    assert TimeOrderedIds(lambda: year_2090_ms, node=1023).next() < 2**63


def test_a_node_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="node 1024"):
        TimeOrderedIds(lambda: NOON_MS, node=1024)
