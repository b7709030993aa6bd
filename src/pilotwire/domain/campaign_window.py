"""When a campaign may begin updates: hours of the day, on days of the week, by the clock on the wall.

Every question is put to the local time of an instant, so a change to or from summer time moves nothing: an hour that
the night leaves out never opens, one that it has twice is open twice.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final, Literal, get_args

import msgspec

from pilotwire.kernel.errors import BadInputError

Day = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS: Final[tuple[Day, ...]] = get_args(Day)


class Window(msgspec.Struct, frozen=True, omit_defaults=True):
    """From `start` until before `end`, over midnight where that is earlier; `days` are those on which it starts, none:
    every day.
    """

    start: time
    end: time
    days: tuple[Day, ...] = ()


def is_open(windows: Sequence[Window], zone: tzinfo, at: datetime) -> bool:
    """Whether an update may begin now; no windows: always."""
    return not windows or any(_holds(window, at.astimezone(zone)) for window in windows)


def next_opening(windows: Sequence[Window], zone: tzinfo, at: datetime, until: datetime) -> datetime | None:
    """The first instant from now on at which one is open, before `until`; None when there is none."""
    if at >= until:
        return None
    if is_open(windows, zone, at):
        return at
    openings = (_opening(window, zone, at, until) for window in windows)
    return min((opening for opening in openings if opening is not None), default=None)


def check_windows(windows: Sequence[Window], zone: tzinfo, now: datetime, ends_at: datetime | None) -> None:
    """Raise BadInputError for a window that is never open, or none that opens before the campaign's end."""
    for place, window in enumerate(windows):
        if window.start == window.end:
            raise BadInputError(
                f"the window from {window.start:%H:%M} to {window.end:%H:%M} never opens", f"/windows/{place}",
                "have it end at another time; without windows it is always open",
            )  # fmt: skip
    if ends_at is not None and next_opening(windows, zone, now, ends_at) is None:
        raise BadInputError(
            "no window opens before the campaign's end", "/windows", "choose another window, or a later end"
        )


def _holds(window: Window, local: datetime) -> bool:
    clock = local.time()
    if window.start < window.end:
        return window.start <= clock < window.end and _is_on(window, local)
    if clock >= window.start:
        return _is_on(window, local)
    return clock < window.end and _is_on(window, local - timedelta(days=1))


def _is_on(window: Window, local: datetime) -> bool:
    return not window.days or DAYS[local.weekday()] in window.days


def _opening(window: Window, zone: tzinfo, at: datetime, until: datetime) -> datetime | None:
    """Its next opening: its start on one of the next days, or the end of the hour that the night leaves out."""
    today = at.astimezone(zone).date()
    for ahead in range(-1, _DAYS_AHEAD):
        local = datetime.combine(today + timedelta(days=ahead), window.start, zone)
        if local.astimezone(UTC) >= until + _DAY:
            return None
        earlier, later = sorted((local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)))
        for minute in range((later - earlier) // _MINUTE + 1):
            opening = earlier + minute * _MINUTE
            if at <= opening < until and _holds(window, opening.astimezone(zone)):
                return opening
    return None


_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
_DAYS_AHEAD: Final = 370
"""A window of one day a week whose hour the change to summer time leaves out once opens within this."""
