"""Events of the device model and alerts: the former appended once each, the latter as they stand now."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select, text, tuple_

from pilotwire.domain.alert import Alert
from pilotwire.domain.device_event import DeviceEvent
from pilotwire.kernel.ids import RecordId
from pilotwire.services.monitoring_ports import AlertFilter, DeviceEventFilter
from pilotwire.services.ports import Page, Slice
from pilotwire.services.work import StoredDeviceEvent

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text, within
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, from_unix_us, unix_us

DEVICE_EVENTS: Final = Table(
    "device_events",
    METADATA,
    Column("key", KEY_TEXT, primary_key=True),
    Column("id", WHOLE, nullable=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("at_us", WHOLE, nullable=False),
    Column("received_us", WHOLE, nullable=False),
    Column("severity", WHOLE),
    Column("raised_by", KEY_TEXT, nullable=False),
    Column("monitor", WHOLE),
    Column("search", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("device_events_id", "id"),
    Index("device_events_station", "station", "id"),
)
APPEND_DEVICE_EVENT: Final = Bulk(DEVICE_EVENTS, keep=True)

_IS_OPEN: Final = text("end_us IS NULL")
ALERTS: Final = Table(
    "alerts",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("severity", WHOLE, nullable=False),
    Column("begin_us", WHOLE, nullable=False),
    Column("end_us", WHOLE),
    Column("body", TEXT, nullable=False),
    Index("alerts_station", "station", "id"),
    Index("alerts_severity", "severity", "id"),
    Index("alerts_open", "id", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
)
SAVE_ALERT: Final = Bulk(ALERTS, key=1, take=("severity", "begin_us", "end_us", "body"))

_EVENT: Final = msgspec.json.Decoder(DeviceEvent)
_ALERT: Final = msgspec.json.Decoder(Alert)
_UNKNOWN: Final = 10
"""Stands for a severity that is not known, after all that are."""
_MOST_KEYS: Final = 200
"""Keys in one query."""


def device_event_rows(stored: StoredDeviceEvent, _: Hot, rows: Pairs) -> None:
    """The row of an event."""
    event = stored.event
    row = (
        storable(event.key), stored.id, storable(event.station), unix_us(event.at), unix_us(stored.received_at),
        event.severity, event.trigger, event.monitor, search_text(str(event.address)), storable_json(event),
    )  # fmt: skip
    rows.append((APPEND_DEVICE_EVENT, row))


def alert_rows(one: Alert, _: Hot, rows: Pairs) -> None:
    """The row of an alert."""
    begin = one.opened_at or one.last_at
    end_us = None if one.cleared_at is None else unix_us(one.cleared_at)
    severity = _UNKNOWN if one.severity is None else one.severity
    rows.append((SAVE_ALERT, (one.id, storable(one.station), severity, unix_us(begin), end_us, storable_json(one))))


def device_events(connection: Connection, part: Slice, wanted: DeviceEventFilter) -> Page[StoredDeviceEvent]:
    """Events, the newest first."""
    columns = DEVICE_EVENTS.c
    query = select(columns.id, columns.received_us, columns.body).order_by(columns.id.desc())
    before = place_of(part.cursor, tuple[int])
    if before is not None:
        query = query.where(columns.id < before[0])
    if wanted.station is not None:
        query = query.where(columns.station == storable(wanted.station))
    if wanted.severity is not None:
        query = query.where(columns.severity <= wanted.severity)
    if wanted.trigger is not None:
        query = query.where(columns.raised_by == wanted.trigger)
    if wanted.monitor is not None:
        query = query.where(columns.monitor == wanted.monitor)
    if wanted.since is not None:
        query = query.where(columns.at_us >= unix_us(wanted.since))
    if wanted.until is not None:
        query = query.where(columns.at_us < unix_us(wanted.until))
    if wanted.q:
        query = query.where(within(columns.search, wanted.q))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(rows, part, _stored, lambda row: cursor_at(row.id))


def events_known(connection: Connection, keys: Sequence[str]) -> frozenset[str]:
    """Which of these events are stored."""
    column, found = DEVICE_EVENTS.c.key, frozenset[str]()
    wanted = {storable(key): key for key in keys}
    names = list(wanted)
    for start in range(0, len(names), _MOST_KEYS):
        query = select(column).where(column.in_(names[start : start + _MOST_KEYS]))
        found |= {wanted[name] for name in connection.scalars(query)}
    return found


def open_alerts(connection: Connection) -> Sequence[Alert]:
    """Those that are not over, oldest first."""
    return [_ALERT.decode(body) for body in connection.scalars(select(ALERTS.c.body).where(_IS_OPEN).order_by("id"))]


def alerts(connection: Connection, part: Slice, wanted: AlertFilter) -> Page[Alert]:
    """Alerts, the newest first or the most severe."""
    columns = ALERTS.c
    query = select(columns.id, columns.severity, columns.body)
    if wanted.order == "newest":
        query = query.order_by(columns.id.desc())
        before = place_of(part.cursor, tuple[int])
        if before is not None:
            query = query.where(columns.id < before[0])
    else:
        query = query.order_by(columns.severity, columns.id.desc())
        after = place_of(part.cursor, tuple[int, int])
        if after is not None:
            query = query.where(tuple_(columns.severity, -columns.id) > tuple_(after[0], -after[1]))
    if wanted.station is not None:
        query = query.where(columns.station == storable(wanted.station))
    if wanted.severity is not None:
        query = query.where(columns.severity <= wanted.severity)
    if wanted.is_open is not None:
        query = query.where(columns.end_us.is_(None) if wanted.is_open else columns.end_us.is_not(None))
    if wanted.since is not None:
        query = query.where(columns.end_us.is_(None) | (columns.end_us >= unix_us(wanted.since)))
    if wanted.until is not None:
        query = query.where(columns.begin_us < unix_us(wanted.until))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(rows, part, lambda row: _ALERT.decode(row.body), lambda row: _place(row, wanted))


def _place(row: Any, wanted: AlertFilter) -> str:
    return cursor_at(row.id) if wanted.order == "newest" else cursor_at(row.severity, row.id)


def _stored(row: Any) -> StoredDeviceEvent:
    return StoredDeviceEvent(RecordId(row.id), _EVENT.decode(row.body), from_unix_us(row.received_us))
