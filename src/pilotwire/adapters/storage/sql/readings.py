"""Readings of meters: appended, never changed, each kept once however often it is sent."""

import zlib
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, PrimaryKeyConstraint, Row, Table, select, tuple_

from pilotwire.domain.reading import Reading, Sample
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.ports import Page, ReadingRow, Slice, Span
from pilotwire.services.work import StoredReadings

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, from_unix_us, unix_us

READINGS: Final = Table(
    "readings",
    METADATA,
    Column("station", KEY_TEXT, nullable=False),
    Column("transaction_id", KEY_TEXT, nullable=False),
    Column("at_us", WHOLE, nullable=False),
    Column("digest", WHOLE, nullable=False),
    Column("received_us", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    PrimaryKeyConstraint("station", "transaction_id", "at_us", "digest"),
)
APPEND_READING: Final = Bulk(READINGS, keep=True)

_NAMELESS: Final = "\ufffd"
"""Stands for the transaction whose id is the empty text; the empty text stands for no transaction."""

_Body = tuple[EvseId, str, tuple[Sample, ...]]
_BODY: Final = msgspec.json.Decoder(_Body)


def reading_rows(stored: StoredReadings, _: Hot, rows: Pairs) -> None:
    """A row for each reading; the digest tells different readings of the same instant apart."""
    station, transaction = storable(stored.station), _transaction_text(stored.transaction)
    received_us = unix_us(stored.received_at)
    for reading in stored.readings:
        body = storable_json((stored.evse_id, reading.context, reading.samples))
        digest = zlib.crc32(body.encode())
        rows.append((APPEND_READING, (station, transaction, unix_us(reading.at), digest, received_us, body)))


def readings(
    connection: Connection, part: Slice, station: StationId, transaction: TransactionId | None, span: Span | None = None
) -> Page[ReadingRow]:
    """Readings of a transaction, oldest first."""
    columns = READINGS.c
    order = columns.at_us, columns.digest
    query = (
        select(*order, columns.received_us, columns.body)
        .where(columns.station == storable(station), columns.transaction_id == _transaction_text(transaction))
        .order_by(*order)
    )
    after = place_of(part.cursor, tuple[int, int])
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    if span is not None and span.since is not None:
        query = query.where(columns.at_us >= unix_us(span.since))
    if span is not None and span.until is not None:
        query = query.where(columns.at_us < unix_us(span.until))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(
        rows, part, lambda row: _reading_row(row, station, transaction), lambda row: cursor_at(row.at_us, row.digest)
    )


def _reading_row(
    row: Row[tuple[int, int, int, str]], station: StationId, transaction: TransactionId | None
) -> ReadingRow:
    evse_id, context, samples = _BODY.decode(row.body)
    reading = Reading(from_unix_us(row.at_us), samples, context)
    return ReadingRow(station, transaction, evse_id, reading, from_unix_us(row.received_us))


def _transaction_text(transaction: TransactionId | None) -> str:
    if transaction is None:
        return ""
    return storable(transaction) or _NAMELESS
