"""Failures are counted per address and minute."""

from pilotwire.apps.api.attempts import FailedAttempts


def test_an_address_must_wait_after_too_many_failures() -> None:
    attempts = FailedAttempts(per_minute=2)
    attempts.add("a", 0.0)
    assert attempts.wait_s("a", 1.0) == 0.0
    attempts.add("a", 10.0)
    assert attempts.wait_s("a", 15.0) == 45.0


def test_other_addresses_do_not_wait() -> None:
    attempts = FailedAttempts(per_minute=1)
    attempts.add("a", 0.0)
    assert attempts.wait_s("b", 0.0) == 0.0


def test_after_a_minute_the_count_begins_anew() -> None:
    attempts = FailedAttempts(per_minute=1)
    attempts.add("a", 0.0)
    assert attempts.wait_s("a", 59.0) == 1.0
    assert attempts.wait_s("a", 60.0) == 0.0


def test_so_many_addresses_are_remembered_and_no_more() -> None:
    attempts = FailedAttempts(per_minute=1)
    for number in range(10_001):
        attempts.add(f"a{number}", 0.0)
    assert attempts.wait_s("a0", 0.0) == 0.0
    assert attempts.wait_s("a1", 0.0) == 60.0
