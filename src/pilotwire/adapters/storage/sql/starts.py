"""Remote starts, each as it stands now."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, PrimaryKeyConstraint, Table, select, text, tuple_

from pilotwire.domain.requested_start import AWAITED, RequestedStart
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

STARTS: Final = Table(
    "remote_starts",
    METADATA,
    Column("station", KEY_TEXT, nullable=False),
    Column("id", WHOLE, nullable=False),
    Column("requested_us", WHOLE, nullable=False),
    Column("awaited", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    PrimaryKeyConstraint("station", "id"),
    Index("remote_starts_station", "station", "requested_us", "id"),
    Index("remote_starts_awaited", "id", sqlite_where=text("awaited = 1"), postgresql_where=text("awaited = 1")),
)
SAVE_START: Final = Bulk(STARTS, key=2, take=("awaited", "body"))

_START: Final = msgspec.json.Decoder(RequestedStart)


def start_rows(start: RequestedStart, _: Hot, rows: Pairs) -> None:
    """The row of a remote start."""
    awaited = int(start.state in AWAITED)
    rows.append(
        (SAVE_START, (storable(start.station), start.id, unix_us(start.requested_at), awaited, storable_json(start)))
    )


def awaited_starts(connection: Connection) -> Sequence[RequestedStart]:
    """All of which something is awaited."""
    query = select(STARTS.c.body).where(text("awaited = 1")).order_by(STARTS.c.requested_us)
    return [_START.decode(body) for body in connection.scalars(query)]


def starts(connection: Connection, part: Slice, station: StationId) -> Page[RequestedStart]:
    """Those of a station, newest first."""
    columns = STARTS.c
    order = columns.requested_us, columns.id
    query = (
        select(*order, columns.body)
        .where(columns.station == storable(station))
        .order_by(*(column.desc() for column in order))
    )
    before = place_of(part.cursor, tuple[int, int])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(*before))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(rows, part, lambda row: _START.decode(row.body), lambda row: cursor_at(row.requested_us, row.id))


def start(connection: Connection, station: StationId, number: int) -> RequestedStart | None:
    """One of them."""
    columns = STARTS.c
    body = connection.scalar(select(columns.body).where(columns.station == storable(station), columns.id == number))
    return None if body is None else _START.decode(body)
