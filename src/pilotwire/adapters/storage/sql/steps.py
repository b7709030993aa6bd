"""Histories of transactions: appended, never changed, each step kept once however often it is told."""

import zlib
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, PrimaryKeyConstraint, Table, select, tuple_

from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.ports import Page, Slice, StepRow
from pilotwire.services.work import StoredSteps

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, from_unix_us, unix_us

STEPS: Final = Table(
    "transaction_steps",
    METADATA,
    Column("station", KEY_TEXT, nullable=False),
    Column("transaction_id", KEY_TEXT, nullable=False),
    Column("at_us", WHOLE, nullable=False),
    Column("place", WHOLE, nullable=False),
    Column("received_us", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    PrimaryKeyConstraint("station", "transaction_id", "at_us", "place"),
)
APPEND_STEP: Final = Bulk(STEPS, keep=True)

_STEP: Final = msgspec.json.Decoder(Step)
_DIGESTS: Final = 2**32


def step_rows(stored: StoredSteps, _: Hot, rows: Pairs) -> None:
    """A row for each step. `place` keeps steps of one instant in their order, and tells different ones apart."""
    station, transaction = storable(stored.station), storable(stored.transaction)
    received_us = unix_us(stored.received_at)
    for number, step in enumerate(stored.steps):
        body = storable_json(step)
        place = number * _DIGESTS + zlib.crc32(body.encode())
        rows.append((APPEND_STEP, (station, transaction, unix_us(step.at), place, received_us, body)))


def steps(connection: Connection, part: Slice, station: StationId, transaction: TransactionId) -> Page[StepRow]:
    """The history of a transaction, oldest first."""
    columns = STEPS.c
    order = columns.at_us, columns.place
    query = (
        select(*order, columns.received_us, columns.body)
        .where(columns.station == storable(station), columns.transaction_id == storable(transaction))
        .order_by(*order)
    )
    after = place_of(part.cursor, tuple[int, int])
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(
        rows, part, lambda row: StepRow(_STEP.decode(row.body), from_unix_us(row.received_us)),
        lambda row: cursor_at(row.at_us, row.place),
    )  # fmt: skip
