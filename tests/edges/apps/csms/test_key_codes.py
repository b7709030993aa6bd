"""Wrong key codes: the wait that follows too many of them."""

from datetime import UTC, datetime, timedelta

from pilotwire.apps.csms.key_codes import WrongKeyCodes
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS")


def test_the_fifth_wrong_code_and_each_after_it_make_the_wait_twice_as_long() -> None:
    codes, at, waits = WrongKeyCodes(), NOON, []
    for _ in range(14):
        codes.wrong(CS, at)
        until = codes.closed_until(CS, at)
        waits.append(0 if until is None else round((until - at).total_seconds()))
        at = until or at
    assert waits == [0, 0, 0, 0, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]
    assert codes.closed_until(CS, at) is None
    assert codes.closed_until(StationId("OTHER"), NOON) is None


def test_a_right_code_and_an_hour_without_any_forget_the_wrong_ones() -> None:
    codes = WrongKeyCodes()
    for _ in range(4):
        codes.wrong(CS, NOON)
    codes.right(CS)
    codes.wrong(CS, NOON)
    assert codes.closed_until(CS, NOON) is None
    for _ in range(3):
        codes.wrong(CS, NOON)
    later = NOON + timedelta(hours=1, seconds=1)
    codes.wrong(CS, later)
    assert codes.closed_until(CS, later) is None
