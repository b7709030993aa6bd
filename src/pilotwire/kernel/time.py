"""Time comes in from outside: a clock as a port, and the two forms in which we read and write instants."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Protocol


class Clock(Protocol):
    """Where time comes from; tests hand in one that stands still."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start that never go back: for deadlines and latencies."""
        ...


_INSTANT: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
)


def parse_instant(text: str, naive_offset: timedelta = timedelta()) -> datetime:
    """Read an instant as stations write it, more forms than RFC 3339 allows: a space for the T, no seconds, no zone.

    A text without a zone is taken as UTC plus `naive_offset` (the station's own offset). Raises ValueError.
    """
    match = _INSTANT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text[:40]}' is not a timestamp; write it like 2026-03-01T12:00:00Z")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    leap = second == "60"
    instant = datetime(
        int(year), int(month), int(day), int(hour), int(minute), 59 if leap else int(second or 0),
        int((fraction or "0")[:6].ljust(6, "0")), tzinfo=_zone(zone, naive_offset),
    )  # fmt: skip
    return (instant + timedelta(seconds=1) if leap else instant).astimezone(UTC)


def _zone(text: str | None, naive_offset: timedelta) -> timezone:
    if text is None:
        return timezone(naive_offset)
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def print_seconds(instant: datetime) -> str:
    """For stations: whole seconds with a plain Z, the one form that every known station reads."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def print_millis(instant: datetime) -> str:
    """For the API: RFC 3339 in UTC with milliseconds and Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def unix_ms(instant: datetime) -> int:
    """Whole milliseconds since 1970, rounded down, without the rounding of a float on the way."""
    return (instant - _UNIX_EPOCH) // _MILLISECOND


def from_unix_ms(milliseconds: int) -> datetime:
    """The inverse of `unix_ms`."""
    return _UNIX_EPOCH + timedelta(milliseconds=milliseconds)


_UNIX_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
