"""Refused handshakes."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select

from pilotwire.domain.message import Refusal
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE

REFUSALS: Final = Table(
    "refusals",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT),
    Column("body", TEXT, nullable=False),
    Index("refusals_station", "station", "id"),
)
APPEND_REFUSAL: Final = Bulk(REFUSALS)

_REFUSAL: Final = msgspec.json.Decoder(Refusal)
_COLUMNS: Final = REFUSALS.c


def refusal_rows(refusal: Refusal, _: Hot, rows: Pairs) -> None:
    """The row of a refusal."""
    station = None if refusal.station is None else storable(refusal.station)
    rows.append((APPEND_REFUSAL, (refusal.id, station, storable_json(refusal))))


def refusals(connection: Connection, part: Slice, station: StationId | None) -> Page[Refusal]:
    """Refusals, newest first."""
    query = select(_COLUMNS.id, _COLUMNS.body).order_by(_COLUMNS.id.desc()).limit(length_of(part) + 1)
    before = place_of(part.cursor, tuple[int])
    if before is not None:
        query = query.where(_COLUMNS.id < before[0])
    if station is not None:
        query = query.where(_COLUMNS.station == storable(station))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _REFUSAL.decode(row.body), lambda row: cursor_at(row.id))
