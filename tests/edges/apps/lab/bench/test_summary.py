"""From runs to figures."""

import pytest

from pilotwire.apps.lab.bench.job import Crossed, Driven, Rested, Stormed
from pilotwire.apps.lab.bench.result import Pair, RestPair, Results, StormPair
from pilotwire.apps.lab.bench.summary import summarize


def driven(us: float, errors: int = 0) -> Driven:
    return Driven(
        messages=10_000,
        wall_s=1.0,
        cpu_s=us / 100,
        load_cpu_s=0.1,
        call_bytes=1000.0,
        answer_bytes={},
        p50_ms=1.0,
        p99_ms=2.0,
        errors=errors,
        first_error="InternalError" if errors else "",
    )


def pair(connections: int, number: int, ours_us: float, echo_us: float, errors: int = 0) -> Pair:
    return Pair(
        scenario="durable",
        connections=connections,
        round=number,
        ours=driven(ours_us, errors),
        echo=driven(echo_us),
    )


def rested(empty: int, few: int, full: int) -> Rested:
    return Rested(empty_bytes=empty, few=200, few_bytes=few, connections=2000, full_bytes=full)


ROUNDS = [
    pair(50, 1, 40, 10),
    pair(2000, 1, 60, 20),
    pair(50, 2, 80, 20),
    pair(2000, 2, 100, 40),
    pair(50, 3, 44, 12),
    pair(2000, 3, 50, 20),
]


def test_the_share_is_the_median_of_the_rounds_own_ratios() -> None:
    low, high = summarize(Results(pairs=ROUNDS)).cells
    assert (low.connections, low.rounds, low.ours_us, low.echo_us) == (50, 3, 44.0, 12.0)
    assert low.share == 0.25  # of 10/40, 20/80, 12/44; the ratio of the medians would be another
    assert high.share == 0.4
    assert high.ours_us == pytest.approx(60.0)
    assert high.rate_per_core == pytest.approx(16_667, abs=1)


def test_growth_is_taken_within_a_round_and_set_against_the_echos() -> None:
    (growth,) = summarize(Results(pairs=ROUNDS)).growths
    assert (growth.least, growth.most) == (50, 2000)
    assert growth.ours == 1.25  # of 1.5, 1.25, 1.136
    assert growth.echo == 2.0  # of 2, 2, 1.667
    assert growth.beyond == pytest.approx(0.6818, abs=1e-4)  # of 0.75, 0.625, 0.6818


def test_there_is_no_growth_with_one_number_of_stations() -> None:
    assert summarize(Results(pairs=[pair(50, 1, 40, 10)])).growths == []


def test_a_round_with_an_error_is_void_and_the_others_stand() -> None:
    summary = summarize(Results(pairs=[pair(50, 1, 40, 10, errors=3), pair(50, 2, 30, 10)]))
    assert summary.cells[0].ours_us == pytest.approx(30.0)
    assert summary.cells[0].rounds == 1
    assert summary.void == ["durable, 50 stations, round 1: Pilotwire: 3 errors, the first: InternalError"]


def test_without_a_good_round_there_are_no_figures() -> None:
    summary = summarize(Results(pairs=[pair(50, 1, 40, 10, errors=3), pair(2000, 1, 40, 10)]))
    assert (summary.cells[0].ours_us, summary.cells[0].share, summary.cells[0].p99_ms) == (None, None, None)
    assert summary.growths[0].beyond is None


def test_memory_of_a_station_is_the_slope_and_our_own_part_is_what_the_echo_does_not_need() -> None:
    memory = summarize(
        Results(
            rests=[
                RestPair(
                    round=1,
                    ours=rested(90_000_000, 100_000_000, 145_000_000),
                    echo=rested(30_000_000, 34_000_000, 61_000_000),
                )
            ]
        )
    ).memory
    assert memory is not None
    assert (memory.idle_server, memory.ours_per_station, memory.echo_per_station) == (90_000_000, 25_000, 15_000)
    assert (memory.own_per_station, memory.connections) == (10_000, 2000)


def test_of_crossing_calls_the_longest_is_told() -> None:
    crossing = summarize(Results(crossed=Crossed(latencies_ms=[0.5, 9.0, 0.25]))).crossing
    assert crossing is not None
    assert (crossing.count, crossing.p50_ms, crossing.longest_ms) == (3, 0.5, 9.0)


def stormed(ms: float, wall_s: float = 1.0) -> Stormed:
    return Stormed(handshakes=600, cpu_s=ms * 0.6, wall_s=wall_s, p50_ms=20.0, p99_ms=90.0)


def test_a_storm_is_handshakes_per_second_of_cpu_set_against_the_bare_servers() -> None:
    pairs = [
        StormPair(how="a certificate", connections=200, round=number, ours=stormed(ours), echo=stormed(echo))
        for number, (ours, echo) in enumerate([(2.0, 1.0), (4.0, 1.0), (2.5, 1.5)], 1)
    ]
    other = StormPair(how="a password", connections=200, round=1, ours=stormed(1.0, 2.0), echo=stormed(0.5))
    certificate, password = summarize(Results(storms=[*pairs, other])).storms
    assert (certificate.how, certificate.connections, certificate.rounds) == ("a certificate", 200, 3)
    assert certificate.ours_ms == pytest.approx(2.5)
    assert certificate.echo_ms == pytest.approx(1.0)
    assert certificate.share == pytest.approx(0.5)  # of 1/2, 1/4, 1.5/2.5
    assert certificate.per_cpu_s == pytest.approx(400.0)
    assert password.share == pytest.approx(0.5)
    assert password.per_s == pytest.approx(300.0)
