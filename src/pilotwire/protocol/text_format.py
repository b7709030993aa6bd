"""The two formats that schemas ask of texts, date-time and uri, and how a date-time becomes an instant."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

import msgspec

from pilotwire.kernel.time import parse_instant

_DATE_TIME: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MINUTES_PER_DAY: Final = 24 * 60
_EARLIEST: Final = datetime.min.replace(tzinfo=UTC)
_LATEST: Final = datetime.max.replace(tzinfo=UTC)


def is_date_time(text: str) -> bool:
    """Whether a text is a date-time by RFC 3339: second 60 only in the last minute of a UTC day, year 0 is a year."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return False
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    sign, offset_hour, offset_minute = match[7], int(match[8] or 0), int(match[9] or 0)
    if not (1 <= month <= 12 and 1 <= day <= _days(year, month) and hour < 24 and minute < 60):
        return False
    if offset_hour > 23 or offset_minute > 59:
        return False
    if second < 60:
        return True
    offset = (offset_hour * 60 + offset_minute) * (-1 if sign == "-" else 1)
    return second == 60 and (hour * 60 + minute - offset) % _MINUTES_PER_DAY == _MINUTES_PER_DAY - 1


def read_date_time(text: str) -> datetime:
    """The instant, in UTC, of a text that `is_date_time`; what lies outside of Python's years is its first or last."""
    try:
        return to_utc(msgspec.convert(text, datetime))
    except msgspec.ValidationError:
        pass
    try:
        return parse_instant(text)
    except (ValueError, OverflowError):
        return _EARLIEST if text < "5" else _LATEST


def read_leniently(text: str, naive_offset: timedelta) -> datetime | None:
    """The instant, in UTC, of a text in any form that stations are known to send; None if it is none of them."""
    if is_date_time(text):
        return read_date_time(text)
    try:
        return parse_instant(text, naive_offset)
    except (ValueError, OverflowError):
        return None


def to_utc(instant: datetime) -> datetime:
    """The same instant in UTC; at the edge of Python's years the nearest one that it can hold."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return _EARLIEST if instant.year == 1 else _LATEST


def is_uri(text: str) -> bool:
    """Whether a text is a URI with a scheme, by the grammar of RFC 3986."""
    return _uri().fullmatch(text) is not None


def _days(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _DAYS[month - 1]


@cache
def _uri() -> re.Pattern[str]:
    plain = r"A-Za-z0-9\-._~!$&'()*+,;="
    escaped = "%[0-9A-Fa-f]{2}"
    step = f"(?:[{plain}:@]|{escaped})"
    literal = rf"\[(?:{_ipv6()}|[vV][0-9A-Fa-f]+\.[{plain}:]+)\]"
    host = f"(?:{literal}|(?:[{plain}]|{escaped})*)"
    authority = f"(?:(?:[{plain}:]|{escaped})*@)?{host}(?::[0-9]*)?"
    path = f"(?://{authority}(?:/{step}*)*|/(?:{step}+(?:/{step}*)*)?|{step}+(?:/{step}*)*|)"
    tail = f"(?:{step}|[/?])*"
    return re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:{path}(?:\?{tail})?(?:#{tail})?")


def _ipv6() -> str:
    """Eight groups, at most one run of which is left out; the last two may be written as IPv4."""
    group = "[0-9A-Fa-f]{1,4}"
    number = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    last_two = rf"(?:{group}:{group}|{number}(?:\.{number}){{3}})"
    forms = [f"(?:{group}:){{6}}{last_two}"]
    for before in range(8):
        after = 5 - before
        head = f"(?:(?:{group}:){{0,{before - 1}}}{group})?" if before else ""
        tail = f"(?:{group}:){{{after}}}{last_two}" if after >= 0 else group if after == -1 else ""
        forms.append(f"{head}::{tail}")
    return "|".join(forms)
