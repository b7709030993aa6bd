"""Questions about customers and the answers to them, until they are forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, PrimaryKeyConstraint, Table, select

from pilotwire.domain.customer import CustomerInquiry, CustomerPart
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, from_unix_us, unix_us

CUSTOMER_INQUIRIES: Final = Table(
    "customer_inquiries",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("expires_us", WHOLE, nullable=False),
    Column("is_open", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("customer_inquiries_expiry", "expires_us"),
)
SAVE_INQUIRY: Final = Bulk(CUSTOMER_INQUIRIES, key=1, take=("is_open", "body"))
CUSTOMER_PARTS: Final = Table(
    "customer_parts",
    METADATA,
    Column("inquiry", WHOLE, nullable=False),
    Column("seq_no", WHOLE, nullable=False),
    Column("expires_us", WHOLE, nullable=False),
    Column("text", TEXT, nullable=False),
    PrimaryKeyConstraint("inquiry", "seq_no"),
)
APPEND_CUSTOMER_PART: Final = Bulk(CUSTOMER_PARTS, keep=True)

_INQUIRY: Final = msgspec.json.Decoder(CustomerInquiry)
_COLUMNS: Final = CUSTOMER_INQUIRIES.c
_BITE: Final = 200
"""Questions forgotten at a time."""


def inquiry_rows(one: CustomerInquiry, _: Hot, rows: Pairs) -> None:
    """The row of a question."""
    row = one.id, storable(one.station), unix_us(one.expires_at), int(one.is_open), storable_json(one)
    rows.append((SAVE_INQUIRY, row))


def customer_part_rows(one: CustomerPart, _: Hot, rows: Pairs) -> None:
    """The row of a part of an answer."""
    rows.append((APPEND_CUSTOMER_PART, (one.inquiry, one.seq_no, unix_us(one.expires_at), storable(one.text))))


def open_inquiries(connection: Connection) -> Sequence[CustomerInquiry]:
    """Those whose answer has not come to its end, oldest first."""
    query = select(_COLUMNS.body).where(_COLUMNS.is_open == 1).order_by(_COLUMNS.id)
    return [_INQUIRY.decode(body) for body in connection.scalars(query)]


def customer_inquiries(
    connection: Connection, part: Slice, at: datetime, station: StationId | None
) -> Page[CustomerInquiry]:
    """Questions, the newest first."""
    query = select(_COLUMNS.id, _COLUMNS.body).where(_COLUMNS.expires_us > unix_us(at)).order_by(_COLUMNS.id.desc())
    before = place_of(part.cursor, tuple[int])
    if before is not None:
        query = query.where(_COLUMNS.id < before[0])
    if station is not None:
        query = query.where(_COLUMNS.station == storable(station))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(rows, part, lambda row: _INQUIRY.decode(row.body), lambda row: cursor_at(row.id))


def customer_inquiry(connection: Connection, number: RecordId) -> CustomerInquiry | None:
    """One question."""
    body = connection.scalar(select(_COLUMNS.body).where(_COLUMNS.id == number))
    return None if body is None else _INQUIRY.decode(body)


def customer_parts(connection: Connection, number: RecordId) -> Sequence[CustomerPart]:
    """What came of its answer, in order."""
    columns = CUSTOMER_PARTS.c
    query = select(columns.seq_no, columns.text, columns.expires_us).where(columns.inquiry == number)
    return [
        CustomerPart(number, row.seq_no, row.text, from_unix_us(row.expires_us))
        for row in connection.execute(query.order_by(columns.seq_no))
    ]


def expired_inquiries(connection: Connection, at: datetime) -> Sequence[RecordId]:
    """Some that are to be forgotten by then."""
    query = select(_COLUMNS.id).where(_COLUMNS.expires_us <= unix_us(at)).order_by(_COLUMNS.expires_us).limit(_BITE)
    return [RecordId(number) for number in connection.scalars(query)]
