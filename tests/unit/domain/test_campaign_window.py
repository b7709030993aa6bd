"""Windows of a campaign: by the clock on the wall, over midnight, and through both changes of the clock."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pilotwire.domain.campaign_window import Window, check_windows, is_open, next_opening
from pilotwire.kernel.errors import BadInputError

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Window(time(22), time(5))
FAR = datetime(2028, 1, 1, tzinfo=UTC)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (utc(1, 10, 20, 59), False),  # 21:59 in Berlin
        (utc(1, 10, 21), True),
        (utc(1, 11, 3, 59), True),
        (utc(1, 11, 4), False),
        (utc(7, 10, 19, 59), False),  # summer: 21:59
        (utc(7, 10, 20), True),
        (utc(7, 11, 3), False),
    ],
)
def test_a_window_over_midnight_follows_the_clock_on_the_wall(at: datetime, open_: bool) -> None:
    assert is_open((NIGHT,), BERLIN, at) is open_


def test_without_windows_it_is_always_open() -> None:
    assert is_open((), BERLIN, utc(1, 1, 12))


def test_a_window_belongs_to_the_day_on_which_it_starts() -> None:
    friday = (Window(time(22), time(5), ("Friday",)),)
    assert not is_open(friday, UTC, utc(1, 9, 4))  # Friday morning: Thursday's window
    assert is_open(friday, UTC, utc(1, 9, 23))
    assert is_open(friday, UTC, utc(1, 10, 4))
    assert not is_open(friday, UTC, utc(1, 10, 23))


def test_the_hour_that_the_night_leaves_out_does_not_open() -> None:
    gap = (Window(time(2, 15), time(2, 45)),)
    assert not any(is_open(gap, BERLIN, utc(3, 29, 0, minute)) for minute in range(60))
    assert not any(is_open(gap, BERLIN, utc(3, 29, 1, minute)) for minute in range(60))
    assert next_opening(gap, BERLIN, utc(3, 28, 12), FAR) == utc(3, 30, 0, 15)


def test_a_window_that_starts_in_the_hour_left_out_opens_after_it() -> None:
    wide = (Window(time(2, 30), time(4)),)
    assert next_opening(wide, BERLIN, utc(3, 28, 12), FAR) == utc(3, 29, 1)
    assert is_open(wide, BERLIN, utc(3, 29, 1))
    assert not is_open(wide, BERLIN, utc(3, 29, 0, 59))


def test_the_hour_that_the_night_has_twice_is_open_twice() -> None:
    double = (Window(time(2, 15), time(2, 45)),)
    assert is_open(double, BERLIN, utc(10, 25, 0, 20))
    assert is_open(double, BERLIN, utc(10, 25, 1, 20))
    assert next_opening(double, BERLIN, utc(10, 25, 0, 50), FAR) == utc(10, 25, 1, 15)


def test_the_next_opening() -> None:
    weekend = (Window(time(8), time(9), ("Saturday",)), Window(time(7), time(8), ("Sunday",)))
    assert next_opening(weekend, UTC, utc(1, 9, 12), FAR) == utc(1, 10, 8)
    assert next_opening(weekend, UTC, utc(1, 10, 8, 30), FAR) == utc(1, 10, 8, 30)
    assert next_opening(weekend, UTC, utc(1, 10, 9), FAR) == utc(1, 11, 7)
    assert next_opening(weekend, UTC, utc(1, 10, 9), utc(1, 11, 7)) is None


@pytest.mark.parametrize(
    ("windows", "ends_at", "pointer"),
    [
        ((NIGHT, Window(time(3), time(3))), None, "/windows/1"),
        ((Window(time(8), time(9), ("Monday",)),), utc(1, 11, 12), "/windows"),
        ((), utc(1, 8, 12), "/windows"),
    ],
)
def test_windows_that_never_open_are_refused(
    windows: tuple[Window, ...], ends_at: datetime | None, pointer: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        check_windows(windows, UTC, utc(1, 9, 12), ends_at)
    assert refused.value.pointer == pointer
