"""Whether figures keep the goals."""

import pytest

from pilotwire.apps.lab.bench.decoding import Decoded
from pilotwire.apps.lab.bench.goal import Measured, judge
from pilotwire.apps.lab.bench.summary import Cell, Crossing, Growth, Memory, Summary


def cell(connections: int, share: float | None) -> Cell:
    return Cell(
        scenario="durable", connections=connections, rounds=1, ours_us=50.0, echo_us=20.0, share=share,
        rate_per_core=20_000.0, busy=0.9, echo_busy=0.9, p50_ms=1.0, p99_ms=2.0,
    )  # fmt: skip


def growth(beyond: float) -> Growth:
    return Growth(scenario="durable", least=50, most=2000, ours=2.0, echo=1.5, beyond=beyond)


def kept(summary: Summary, decoded: tuple[Decoded, ...] = ()) -> list[tuple[str, float, bool]]:
    return [(one.goal, one.measured, one.kept) for one in judge(Measured(summary, decoded))]


def test_what_was_not_measured_is_not_judged() -> None:
    assert kept(Summary()) == []


@pytest.mark.parametrize(("share", "good"), [(0.25, True), (0.249, False), (0.6, True)])
def test_the_share_is_judged_at_the_greatest_number_of_stations(share: float, good: bool) -> None:
    cells = [cell(50, 0.9), cell(2000, share), cell(200, 0.1)]
    assert kept(Summary(cells=cells)) == [("durable rate per core, as a share of the echo's", share, good)]


def test_a_void_share_is_not_judged() -> None:
    assert kept(Summary(cells=[cell(2000, None)])) == []


@pytest.mark.parametrize(("beyond", "good"), [(1.2, True), (1.21, False)])
def test_growth_may_be_a_fifth_more_than_the_echos(beyond: float, good: bool) -> None:
    summary = Summary(growths=[growth(beyond)])
    assert kept(summary) == [("durable: growth of CPU per message over the echo's", beyond, good)]


def test_memory_has_two_goals() -> None:
    memory = Memory(
        connections=2000,
        idle_server=120_000_001,
        ours_per_station=30_000,
        echo_per_station=9_520,
        own_per_station=20_480,
    )
    assert kept(Summary(memory=memory)) == [
        ("resident memory of the idle server", 120.000001, False),
        ("own memory per idle station", 20.0, True),
    ]


@pytest.mark.parametrize(("longest_ms", "good"), [(49.9, True), (50.0, False)])
def test_the_longest_wait_of_a_heartbeat_counts(longest_ms: float, good: bool) -> None:
    summary = Summary(crossing=Crossing(count=200, p50_ms=1.0, longest_ms=longest_ms))
    assert kept(summary) == [("heartbeat while our call is open, the longest", longest_ms, good)]


def test_decoding_is_judged_by_the_longer_event() -> None:
    decoded = (
        Decoded(samples=1, frame_bytes=488, ours_us=3.0),
        Decoded(samples=6, frame_bytes=1127, ours_us=5.5, package_us=550.0, package_version="2.1.0"),
    )
    assert kept(Summary(), decoded) == [("decode and check a TransactionEvent of six samples", 5.5, False)]
    assert decoded[1].ratio == 100.0
    assert decoded[0].ratio is None
