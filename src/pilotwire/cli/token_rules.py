"""Rules that tokens and groups of tokens share, as flags and as lines of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from cyclopts import Parameter

from pilotwire.cli.options import UsageError
from pilotwire.cli.words import plain
from pilotwire.client.token_limits import TokenLimits

_HOURS: Final = re.compile(r"(?:(?P<days>[A-Za-z,-]+)\s+)?(?P<start>\d{1,2}:\d{2})-(?P<end>\d{1,2}:\d{2})")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class RuleFlags:
    """What may be said of a token, or of all tokens of a group."""

    account: Annotated[str | None, Parameter(help="The prepaid account that pays.")] = None
    at: Annotated[
        tuple[str, ...],
        Parameter(help="Where alone it may charge: CS-1, CS-1/2 (EVSE 2), CS-1/2/1 (a connector); once for each."),
    ] = ()
    hours: Annotated[
        tuple[str, ...],
        Parameter(help="When alone it may charge: 'Mon-Fri 08:00-18:00', '22:00-06:00'; once for each."),
    ] = ()
    connector_type: Annotated[
        tuple[str, ...], Parameter(help="Types of connector alone, such as cType2 or cCCS2; once for each.")
    ] = ()
    most_transactions: Annotated[int | None, Parameter(help="How many a token may run at a time.")] = None
    language: Annotated[str | None, Parameter(help="Of its owner, such as de.")] = None
    personal_message: Annotated[
        str | None,
        Parameter(help="Shown by the station; may hold {balance}, {energy_kwh}, {minutes}, {group}, {price}."),
    ] = None
    message_format: Annotated[str | None, Parameter(help="UTF8, ASCII, HTML, URI or QRCODE.")] = None
    priority: Annotated[int | None, Parameter(help="From -9 to 9 when power is short.", allow_leading_hyphen=True)] = (
        None
    )
    cache_s: Annotated[int | None, Parameter(help="How long stations may remember it; 0: not at all.")] = None

    def said(self) -> dict[str, object]:
        """The part of the body that was given. Raises UsageError for a place or hours that cannot be read."""
        limits: dict[str, object] = {}
        if self.at:
            limits["places"] = [_place(one) for one in self.at]
        if self.hours:
            limits["hours"] = [_hours(one) for one in self.hours]
        if self.connector_type:
            limits["connector_types"] = list(self.connector_type)
        if self.most_transactions is not None:
            limits["most_transactions"] = self.most_transactions
        given = {
            "account": self.account,
            "limits": limits or None,
            "language": self.language,
            "personal_message": self.personal_message,
            "message_format": self.message_format,
            "charging_priority": self.priority,
            "cache_s": self.cache_s,
        }
        return {name: value for name, value in given.items() if value is not None}


NO_FLAGS: Final = RuleFlags()


def limit_facts(limits: TokenLimits | None) -> Iterator[tuple[str, str]]:
    """Limits as lines of a table of facts; an empty value for what is open."""
    found = limits or TokenLimits()
    places = (
        "/".join(str(part) for part in (plain(one.station), one.evse_id, one.connector_id) if part is not None)
        for one in found.places or ()
    )
    hours = (f"{','.join(one.days or ['daily'])} {one.start}-{one.end}" for one in found.hours or ())
    yield "Only at", ", ".join(places)
    yield "Only when", ", ".join(hours)
    yield "Only at connectors", ", ".join(plain(one) for one in found.connector_types or ())
    yield "At a time", "" if found.most_transactions is None else f"{found.most_transactions} transactions"


def _place(text: str) -> dict[str, object]:
    station, *numbers = text.split("/")
    if not station or len(numbers) > len(_NUMBERS) or not all(one.isascii() and one.isdigit() for one in numbers):
        raise UsageError(f"--at {text}: this names no place.", "", "Write CS-1, CS-1/2 or CS-1/2/1.")
    return {"station": station, **{name: int(one) for name, one in zip(_NUMBERS, numbers, strict=False)}}


def _hours(text: str) -> dict[str, object]:
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"--hours {text}: no hours.", "", "Write 'Mon-Fri 08:00-18:00' or '22:00-06:00'.")
    days = [day for part in (found["days"] or "").split(",") if part for day in _days(part, text)]
    return {"start": found["start"].zfill(5), "end": found["end"].zfill(5), "days": days}


def _days(part: str, text: str) -> list[str]:
    first, _, last = part.partition("-")
    names = [name.capitalize() for name in (first, last or first)]
    if not all(name in _DAYS for name in names):
        raise UsageError(f"--hours {text}: no such day.", "", f"Days are {', '.join(_DAYS)}.")
    start, end = (_DAYS.index(name) for name in names)
    return [_DAYS[(start + step) % 7] for step in range((end - start) % 7 + 1)]


_NUMBERS: Final = ("evse_id", "connector_id")
