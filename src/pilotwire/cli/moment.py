"""Instants and durations as people type them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from pilotwire.cli.options import UsageError
from pilotwire.kernel.time import parse_instant

_UNITS: Final = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|m|h|d|w)")


def moment(text: str, flag: str, now: datetime) -> datetime:
    """An instant: `2026-03-01T12:00` (local time unless it has a zone), a date, or how long ago, such as 2h or 3d.

    Raises UsageError, which names the flag.
    """
    whole = f"{text}T00:00" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else text
    try:
        ago = _duration(text)
        local = now.astimezone().utcoffset() or timedelta()
        return parse_instant(whole, naive_offset=local) if ago is None else now - ago
    except (ValueError, OverflowError):
        raise _no_time(text, flag) from None


def ahead(text: str, flag: str, now: datetime) -> datetime:
    """The same for the future: a bare duration counts from now on."""
    try:
        coming = _duration(text)
        return moment(text, flag, now) if coming is None else now + coming
    except OverflowError:
        raise _no_time(text, flag) from None


def present() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def _duration(text: str) -> timedelta | None:
    match = _DURATION.fullmatch(text.strip().lower())
    return timedelta(seconds=float(match[1]) * _UNITS[match[2]]) if match else None


def _no_time(text: str, flag: str) -> UsageError:
    return UsageError(
        f"{flag} is '{text}', which is no time.", "", "Write it like 2026-03-01T12:00, 2026-03-01, 90min, 2h or 3d."
    )
