"""Requests for logs of stations."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select, tuple_

from pilotwire.domain.log_upload import LogUpload
from pilotwire.services.log_queries import LogFilter
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

LOG_UPLOADS: Final = Table(
    "log_uploads",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("log", KEY_TEXT, nullable=False),
    Column("state", KEY_TEXT, nullable=False),
    Column("requested_us", WHOLE, nullable=False),
    Column("ended_us", WHOLE),
    Column("body", TEXT, nullable=False),
    Index("log_uploads_requested", "requested_us", "id"),
    Index("log_uploads_station", "station", "requested_us", "id"),
    Index("log_uploads_ended", "ended_us"),
)
SAVE_LOG: Final = Bulk(LOG_UPLOADS, key=1, take=("state", "ended_us", "body"))

_LOG: Final = msgspec.json.Decoder(LogUpload)
_COLUMNS: Final = LOG_UPLOADS.c


def log_rows(one: LogUpload, _: Hot, rows: Pairs) -> None:
    """The row of a request."""
    ended_us = None if one.ended_at is None else unix_us(one.ended_at)
    row = (one.id, storable(one.station), one.log, one.state, unix_us(one.requested_at), ended_us, storable_json(one))
    rows.append((SAVE_LOG, row))


def logs(connection: Connection, part: Slice, wanted: LogFilter) -> Page[LogUpload]:
    """Requests, newest first."""
    order = _COLUMNS.requested_us, _COLUMNS.id
    query = select(*order, _COLUMNS.body).order_by(*(column.desc() for column in order)).limit(length_of(part) + 1)
    before = place_of(part.cursor, tuple[int, int])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(before[0], before[1]))
    for name, value in (("station", wanted.station), ("log", wanted.log), ("state", wanted.state)):
        if value is not None:
            query = query.where(_COLUMNS[name] == storable(value))
    if wanted.since is not None:
        query = query.where(_COLUMNS.requested_us >= unix_us(wanted.since))
    if wanted.until is not None:
        query = query.where(_COLUMNS.requested_us < unix_us(wanted.until))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _LOG.decode(row.body), lambda row: cursor_at(row.requested_us, row.id))


def log(connection: Connection, number: int) -> LogUpload | None:
    """One request."""
    body = connection.scalar(select(_COLUMNS.body).where(_COLUMNS.id == number))
    return None if body is None else _LOG.decode(body)


def open_logs(connection: Connection) -> list[LogUpload]:
    """All that are still worked on."""
    query = select(_COLUMNS.body).where(_COLUMNS.ended_us.is_(None)).order_by(_COLUMNS.id)
    return [_LOG.decode(body) for body in connection.scalars(query)]
