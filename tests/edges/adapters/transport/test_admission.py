from pilotwire.adapters.transport.admission import AdmissionGate, AdmissionLimits
from pilotwire.adapters.transport.refusal import Reason, Refusal


def no_chance() -> float:
    return 0.0


def refusals(gate: AdmissionGate, times: int, now: float) -> list[bool]:
    return [gate.enter(now) is not None for _ in range(times)]


def test_more_handshakes_at_once_than_allowed_are_turned_away() -> None:
    gate = AdmissionGate(AdmissionLimits(concurrent=2), no_chance)
    assert refusals(gate, 3, now=1.0) == [False, False, True]
    gate.leave()
    assert gate.in_progress == 1
    assert refusals(gate, 2, now=1.0) == [False, True]


def test_a_burst_is_let_in_and_then_the_rate_counts() -> None:
    gate = AdmissionGate(AdmissionLimits(rate_per_s=10.0, burst=3), no_chance)
    assert refusals(gate, 4, now=100.0) == [False, False, False, True]
    assert refusals(gate, 3, now=100.25) == [False, False, True]


def test_after_a_quiet_hour_no_more_than_one_burst_is_let_in() -> None:
    gate = AdmissionGate(AdmissionLimits(rate_per_s=10.0, burst=2), no_chance)
    assert refusals(gate, 3, now=3600.0) == [False, False, True]


def test_who_is_turned_away_waits_a_random_part_of_the_spread() -> None:
    limits = AdmissionLimits(concurrent=0, retry_after_s=5.0, retry_spread_s=50.0)
    chances = iter([0.0, 0.5, 0.999])
    gate = AdmissionGate(limits, lambda: next(chances))
    waits = []
    for _ in range(3):
        refusal = gate.enter(1.0)
        assert isinstance(refusal, Refusal)
        assert (refusal.status, refusal.reason) == (503, Reason.TOO_MANY_HANDSHAKES)
        waits.append(refusal.retry_after_s)
    assert waits == [5, 30, 55]


def test_nobody_is_told_to_come_back_at_once() -> None:
    gate = AdmissionGate(AdmissionLimits(retry_after_s=0.0, retry_spread_s=0.0), no_chance)
    assert gate.retry_after_s() == 1
