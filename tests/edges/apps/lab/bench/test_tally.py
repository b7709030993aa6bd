"""Counting in the load generator."""

from pilotwire.apps.lab.bench.tally import Mark, Tally


def mark(at_s: float, cpu_s: float, messages: int, call_bytes: int) -> Mark:
    return Mark(at_s=at_s, cpu_s=cpu_s, load_cpu_s=cpu_s / 2, messages=messages, call_bytes=call_bytes)


def test_what_came_before_the_first_mark_does_not_count() -> None:
    tally = Tally()
    tally.latencies_s.extend([0.004, 0.001, 0.002])
    driven = tally.between(mark(10.0, 3.0, 500, 60_000), mark(12.0, 4.0, 20_500, 2_460_000), {"ocpp1.6": 54})
    assert (driven.messages, driven.wall_s, driven.cpu_s, driven.load_cpu_s) == (20_000, 2.0, 1.0, 0.5)
    assert (driven.call_bytes, driven.p50_ms, driven.p99_ms) == (120.0, 2.0, 4.0)
    assert driven.cpu_us_per_message == 50.0
    assert driven.busy == 0.5


def test_all_errors_count_and_the_first_is_told_in_short() -> None:
    tally = Tally()
    tally.error("x" * 1000)
    tally.error("another")
    driven = tally.between(mark(0.0, 0.0, 0, 0), mark(1.0, 0.0, 0, 0), {})
    assert (driven.errors, driven.first_error) == (2, "x" * 300)
    assert driven.cpu_us_per_message == 0.0
