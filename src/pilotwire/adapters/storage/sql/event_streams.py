"""Event streams as they stand now, and their values: a row for each message."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select, text, tuple_

from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.kernel.ids import StationId
from pilotwire.services.monitoring_ports import StreamFilter
from pilotwire.services.ports import Page, Slice, Span

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, id_from, unix_us

_IS_OPEN: Final = text("closed_us IS NULL")
EVENT_STREAMS: Final = Table(
    "event_streams",
    METADATA,
    Column("key", KEY_TEXT, primary_key=True),
    Column("station", KEY_TEXT, nullable=False),
    Column("number", WHOLE, nullable=False),
    Column("closed_us", WHOLE),
    Column("body", TEXT, nullable=False),
    Index("event_streams_station", "station", "number"),
    Index("event_streams_open", "key", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
)
SAVE_EVENT_STREAM: Final = Bulk(EVENT_STREAMS, key=1, take=("closed_us", "body"))
STREAM_BATCHES: Final = Table(
    "stream_batches",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("number", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("stream_batches_stream", "station", "number", "id"),
)
APPEND_STREAM_BATCH: Final = Bulk(STREAM_BATCHES)

_STREAM: Final = msgspec.json.Decoder(EventStream)
_BATCH: Final = msgspec.json.Decoder(StreamBatch)


def event_stream_rows(one: EventStream, _: Hot, rows: Pairs) -> None:
    """The row of a stream."""
    closed_us = None if one.closed_at is None else unix_us(one.closed_at)
    rows.append(
        (SAVE_EVENT_STREAM, (storable(one.record_key), storable(one.station), one.id, closed_us, storable_json(one)))
    )


def stream_batch_rows(one: StreamBatch, _: Hot, rows: Pairs) -> None:
    """The row of a message of values."""
    rows.append((APPEND_STREAM_BATCH, (one.id, storable(one.station), one.stream, storable_json(one))))


def open_streams(connection: Connection) -> Sequence[EventStream]:
    """Those that are open."""
    columns = EVENT_STREAMS.c
    return [_STREAM.decode(body) for body in connection.scalars(select(columns.body).where(_IS_OPEN).order_by("key"))]


def event_streams(connection: Connection, part: Slice, wanted: StreamFilter) -> Page[EventStream]:
    """Streams by station and number, rising."""
    columns = EVENT_STREAMS.c
    order = columns.station, columns.number
    query = select(*order, columns.body).order_by(*order).limit(length_of(part) + 1)
    after = place_of(part.cursor, tuple[str, int])
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(storable(after[0]), after[1]))
    if wanted.station is not None:
        query = query.where(columns.station == storable(wanted.station))
    if wanted.is_open is not None:
        query = query.where(columns.closed_us.is_(None) if wanted.is_open else columns.closed_us.is_not(None))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _STREAM.decode(row.body), lambda row: cursor_at(row.station, row.number))


def stream_batches(
    connection: Connection, part: Slice, station: StationId, stream: int, span: Span | None
) -> Page[StreamBatch]:
    """The messages of values of a stream, the newest first."""
    columns = STREAM_BATCHES.c
    query = (
        select(columns.id, columns.body)
        .where(columns.station == storable(station), columns.number == stream)
        .order_by(columns.id.desc())
        .limit(length_of(part) + 1)
    )
    before = place_of(part.cursor, tuple[int])
    if before is not None:
        query = query.where(columns.id < before[0])
    if span is not None and span.since is not None:
        query = query.where(columns.id >= id_from(span.since))
    if span is not None and span.until is not None:
        query = query.where(columns.id < id_from(span.until))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _BATCH.decode(row.body), lambda row: cursor_at(row.id))
