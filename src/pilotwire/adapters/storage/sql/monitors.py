"""Monitors of stations, and templates of monitors."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select, tuple_

from pilotwire.domain.monitor import Monitor, record_key
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.kernel.ids import StationId
from pilotwire.services.monitoring_ports import MonitorFilter
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text, within
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .named import named_table
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE

MONITORS: Final = Table(
    "monitors",
    METADATA,
    Column("key", KEY_TEXT, primary_key=True),
    Column("station", KEY_TEXT, nullable=False),
    Column("number", WHOLE, nullable=False),
    Column("severity", WHOLE, nullable=False),
    Column("search", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("monitors_station", "station", "number"),
)
SAVE_MONITOR: Final = Bulk(MONITORS, key=1, take=("severity", "search", "body"))
MONITOR_TEMPLATES: Final = named_table("monitor_templates")
SAVE_MONITOR_TEMPLATE: Final = Bulk(MONITOR_TEMPLATES, key=1, take=("search", "body"))

MONITOR_TEMPLATE: Final = msgspec.json.Decoder(MonitorTemplate)
_MONITOR: Final = msgspec.json.Decoder(Monitor)
_COLUMNS: Final = MONITORS.c
_MOST_KEYS: Final = 200
"""Keys in one query."""


def monitor_rows(one: Monitor, _: Hot, rows: Pairs) -> None:
    """The row of a monitor."""
    setting = one.setting
    row = (
        storable(one.record_key), storable(one.station), one.id, setting.severity, search_text(str(setting.address)),
        storable_json(one),
    )  # fmt: skip
    rows.append((SAVE_MONITOR, row))


def monitor_template_rows(one: MonitorTemplate, _: Hot, rows: Pairs) -> None:
    """The row of a template of monitors."""
    rows.append((SAVE_MONITOR_TEMPLATE, (storable(one.name), search_text(one.name, one.note), storable_json(one))))


def monitors(connection: Connection, part: Slice, wanted: MonitorFilter) -> Page[Monitor]:
    """Monitors by station and number, rising."""
    order = _COLUMNS.station, _COLUMNS.number
    query = select(*order, _COLUMNS.body).order_by(*order).limit(length_of(part) + 1)
    after = place_of(part.cursor, tuple[str, int])
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(storable(after[0]), after[1]))
    if wanted.station is not None:
        query = query.where(_COLUMNS.station == storable(wanted.station))
    if wanted.severity is not None:
        query = query.where(_COLUMNS.severity <= wanted.severity)
    if wanted.q:
        query = query.where(within(_COLUMNS.search, wanted.q))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _MONITOR.decode(row.body), lambda row: cursor_at(row.station, row.number))


def monitors_of(connection: Connection, station: StationId) -> Sequence[Monitor]:
    """All of a station's."""
    query = select(_COLUMNS.body).where(_COLUMNS.station == storable(station)).order_by(_COLUMNS.number)
    return [_MONITOR.decode(body) for body in connection.scalars(query)]


def monitors_known(connection: Connection, station: StationId, numbers: Sequence[int]) -> Mapping[int, Monitor]:
    """What there is of these numbers."""
    keys = [storable(record_key(station, number)) for number in dict.fromkeys(numbers)]
    found: dict[int, Monitor] = {}
    for start in range(0, len(keys), _MOST_KEYS):
        query = select(_COLUMNS.number, _COLUMNS.body).where(_COLUMNS.key.in_(keys[start : start + _MOST_KEYS]))
        found |= {row.number: _MONITOR.decode(row.body) for row in connection.execute(query)}
    return found


def monitor_template(connection: Connection, name: str) -> MonitorTemplate | None:
    """One template of monitors."""
    columns = MONITOR_TEMPLATES.c
    body = connection.scalar(select(columns.body).where(columns.name == storable(name)))
    return None if body is None else MONITOR_TEMPLATE.decode(body)
