"""Reservations as a small calendar: an EVSE a line, the hours from left to right."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from rich.table import Table
from rich.text import Text

from pilotwire.cli.output import grid, rest
from pilotwire.client.reservation import Reservation

STEPS_PER_H = 4
"""Columns an hour."""
_HELD = "█"
_RUNS = "▒"
_FREE = "·"


def calendar(reservations: Sequence[Reservation], since: datetime, hours: int, zone: tzinfo | None) -> Table:
    """The hours from `since` on; reservations of one EVSE share its line, those of any EVSE have one of their own."""
    lines: dict[tuple[str, str], list[Reservation]] = {}
    for one in sorted(reservations, key=lambda found: (found.station, found.evse_id or 0, found.requested_at)):
        lines.setdefault((one.station, place(one)), []).append(one)
    whole = _hour_marks(since, hours, zone)
    return grid(
        ("Station", "EVSE", whole, rest("For")),
        (
            (station, where, _bar(held, since, hours), ", ".join(one.id_token.value for one in held))
            for (station, where), held in lines.items()
        ),
    )


def place(one: Reservation) -> str:
    """Where it holds, in a word."""
    if one.evse_id is not None:
        return str(one.evse_id)
    return one.connector_type or "any"


def ends_at(one: Reservation) -> datetime:
    """Until when it holds, or held."""
    return (
        one.expires_at
        if one.state in ("accepted", "requested", "unanswered", "expired")
        else max(one.requested_at, min(one.state_at or one.expires_at, one.expires_at))
    )


def _bar(held: Sequence[Reservation], since: datetime, hours: int) -> Text:
    bar = Text()
    for number in range(hours * STEPS_PER_H):
        begin = since + timedelta(hours=number / STEPS_PER_H)
        end = begin + timedelta(hours=1 / STEPS_PER_H)
        here = [one for one in held if one.requested_at < end and _until(one) > begin]
        if not here:
            bar.append(_FREE, "dim")
        elif any(one.state == "in-use" for one in here):
            bar.append(_RUNS, "cyan")
        else:
            bar.append(_HELD, "green")
    return bar


def _until(one: Reservation) -> datetime:
    return one.expires_at if one.state == "in-use" else ends_at(one)


def _hour_marks(since: datetime, hours: int, zone: tzinfo | None) -> str:
    """The hours above the bars, each at its column."""
    marks = ""
    for number in range(hours):
        at = (since + timedelta(hours=number)).astimezone(zone)
        marks += f"{at:%H}".ljust(STEPS_PER_H)
    return marks
