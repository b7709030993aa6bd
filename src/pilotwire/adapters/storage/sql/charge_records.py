"""Charge detail records: appended, never changed."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, func, select, tuple_

from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.kernel.ids import RecordId, StationId, TransactionId
from pilotwire.services.ports import ChargeRecordFilter, Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

CHARGE_RECORDS: Final = Table(
    "charge_records",
    METADATA,
    Column("id", KEY_TEXT, primary_key=True),
    Column("station", KEY_TEXT, nullable=False),
    Column("transaction_id", KEY_TEXT, nullable=False),
    Column("number", WHOLE, nullable=False),
    Column("ended_us", WHOLE, nullable=False),
    Column("token", KEY_TEXT, nullable=False),
    Column("event_id", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("charge_records_ended", "ended_us", "id"),
    Index("charge_records_station", "station", "ended_us", "id"),
    Index("charge_records_token", "token", "ended_us", "id"),
    Index("charge_records_transaction", "station", "transaction_id", "number"),
    Index("charge_records_event", "event_id"),
)
APPEND_CHARGE_RECORD: Final = Bulk(CHARGE_RECORDS, keep=True)

_RECORD: Final = msgspec.json.Decoder(ChargeRecord)
_COLUMNS: Final = CHARGE_RECORDS.c


def charge_record_rows(one: ChargeRecord, _: Hot, rows: Pairs) -> None:
    """The row of a record."""
    row = (
        one.id, storable(one.station), storable(one.transaction), one.number, unix_us(one.ended_at),
        "" if one.id_token is None else storable(one.id_token.key), one.event_id, storable_json(one),
    )  # fmt: skip
    rows.append((APPEND_CHARGE_RECORD, row))


def charge_record(connection: Connection, name: str) -> ChargeRecord | None:
    """One record."""
    body = connection.scalar(select(_COLUMNS.body).where(_COLUMNS.id == storable(name)))
    return None if body is None else _RECORD.decode(body)


def charge_records_of(connection: Connection, station: StationId, transaction: TransactionId) -> list[ChargeRecord]:
    """All of one transaction, oldest first."""
    query = (
        select(_COLUMNS.body)
        .where(_COLUMNS.station == storable(station), _COLUMNS.transaction_id == storable(transaction))
        .order_by(_COLUMNS.number)
    )
    return [_RECORD.decode(body) for body in connection.scalars(query)]


def charge_records(connection: Connection, part: Slice, wanted: ChargeRecordFilter) -> Page[ChargeRecord]:
    """Records by the end of their transaction, newest first."""
    order = _COLUMNS.ended_us, _COLUMNS.id
    query = select(*order, _COLUMNS.body).order_by(*(column.desc() for column in order))
    before = place_of(part.cursor, tuple[int, str])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(before[0], storable(before[1])))
    sought = {"station": wanted.station, "transaction_id": wanted.transaction, "token": wanted.token}
    for name, value in sought.items():
        if value is not None:
            query = query.where(_COLUMNS[name] == storable(value))
    if wanted.since is not None:
        query = query.where(_COLUMNS.ended_us >= unix_us(wanted.since))
    if wanted.until is not None:
        query = query.where(_COLUMNS.ended_us < unix_us(wanted.until))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(rows, part, lambda row: _RECORD.decode(row.body), lambda row: cursor_at(row.ended_us, row.id))


def last_charged_event(connection: Connection) -> RecordId:
    """The newest event for which a record was made, 0 for none."""
    return RecordId(connection.scalar(select(func.max(_COLUMNS.event_id))) or 0)
