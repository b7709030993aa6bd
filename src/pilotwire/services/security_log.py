"""The security log: security events of stations and of this server, newest first, found among the events kept."""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.security_event import SecurityEvent, Severity, named, security_event
from pilotwire.kernel.ids import RecordId, StationId

from .ports import EventSpan, Page, Queries, Slice


class SecurityFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound our time; `kind` is a name of OCPP, of 1.6 or 2.x."""

    station: StationId | None = None
    kind: str | None = None
    severity: Severity | None = None
    since: datetime | None = None
    until: datetime | None = None


class Entry(NamedTuple):
    """An event with its place in the order of all that was stored."""

    id: RecordId
    event: SecurityEvent


async def security_log(queries: Queries, part: Slice, wanted: SecurityFilter) -> Page[Entry]:
    """A part of the log. It may hold fewer than asked for, or none, and still have a next one, when much was looked at
    in vain. BadInputError for a cursor that is not ours.
    """
    span = EventSpan(station=wanted.station, since=wanted.since, until=wanted.until)
    found: list[Entry] = []
    cursor, looked_at = part.cursor, 0
    while True:
        page = await queries.security_events(Slice(limit=part.limit - len(found), cursor=cursor), span)
        found += [Entry(one.id, told) for one in page.items if (told := security_event(one.event)) is not None
                  and _is_wanted(told, wanted)]  # fmt: skip
        cursor, looked_at = page.next_cursor, looked_at + len(page.items)
        if cursor is None or len(found) >= part.limit or looked_at >= _MOST:
            return Page(found, cursor)


def _is_wanted(event: SecurityEvent, wanted: SecurityFilter) -> bool:
    if wanted.kind is not None and event.kind != named(wanted.kind):
        return False
    return wanted.severity in (None, event.severity)


_MOST: Final = 5_000
"""Events that are looked at for one part."""
