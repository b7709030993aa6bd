"""Transactions, each as it stands now."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, PrimaryKeyConstraint, Table, select, text, tuple_

from pilotwire.domain.transaction import Transaction
from pilotwire.services.ports import Page, Slice, TransactionFilter

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..shelves import TransactionKey
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

TRANSACTIONS: Final = Table(
    "transactions",
    METADATA,
    Column("station", KEY_TEXT, nullable=False),
    Column("id", KEY_TEXT, nullable=False),
    Column("started_us", WHOLE, nullable=False),
    Column("token", KEY_TEXT, nullable=False),
    Column("ended", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    PrimaryKeyConstraint("station", "id"),
    Index("transactions_started", "started_us", "station", "id"),
    Index("transactions_station", "station", "started_us", "id"),
    Index("transactions_token", "token", "started_us"),
    Index(
        "transactions_open",
        "started_us",
        "station",
        "id",
        sqlite_where=text("ended = 0"),
        postgresql_where=text("ended = 0"),
    ),
)
SAVE_BODY: Final = Bulk(TRANSACTIONS, key=2, take=("body",))
"""Leaves the columns with an index alone, which most reports do not change: an index costs more than the row."""
SAVE_PLACE: Final = Bulk(TRANSACTIONS, key=2, take=("started_us", "token", "ended"))

_TRANSACTION: Final = msgspec.json.Decoder(Transaction)
_COLUMNS: Final = TRANSACTIONS.c


def transaction_rows(transaction: Transaction, hot: Hot, rows: Pairs) -> None:
    """The row of a transaction; twice when what it is found by may differ from what is stored."""
    station, name, token = transaction.station, transaction.id, transaction.id_token
    row = (
        storable(station),
        storable(name),
        unix_us(transaction.started_at),
        "" if token is None else storable(token.key),
        int(transaction.ended),
        storable_json(transaction),
    )
    rows.append((SAVE_BODY, row))
    if not _keeps_its_place(hot.transactions.get((station, name)), transaction):
        rows.append((SAVE_PLACE, row))


def transactions_of(keys: Sequence[TransactionKey], connection: Connection) -> Mapping[TransactionKey, Transaction]:
    """What there is of these keys."""
    stored_as = {key: (storable(key[0]), storable(key[1])) for key in keys}
    query = select(_COLUMNS.station, _COLUMNS.id, _COLUMNS.body).where(
        tuple_(_COLUMNS.station, _COLUMNS.id).in_(set(stored_as.values()))
    )
    bodies = {(station, name): body for station, name, body in connection.execute(query)}
    return {key: _TRANSACTION.decode(bodies[stored]) for key, stored in stored_as.items() if stored in bodies}


def open_transactions(connection: Connection) -> Sequence[Transaction]:
    """All transactions that have not ended."""
    query = select(_COLUMNS.body).where(text("ended = 0"))
    return [_TRANSACTION.decode(body) for body in connection.scalars(query)]


def transactions(connection: Connection, part: Slice, wanted: TransactionFilter) -> Page[Transaction]:
    """Transactions by start, newest first."""
    order = _COLUMNS.started_us, _COLUMNS.station, _COLUMNS.id
    query = select(*order, _COLUMNS.body).order_by(*(column.desc() for column in order))
    before = place_of(part.cursor, tuple[int, str, str])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(before[0], storable(before[1]), storable(before[2])))
    if wanted.station is not None:
        query = query.where(_COLUMNS.station == storable(wanted.station))
    if wanted.token is not None:
        query = query.where(_COLUMNS.token == storable(wanted.token.casefold()))
    if wanted.state is not None:
        query = query.where(text("ended = 0") if wanted.state == "open" else _COLUMNS.ended == 1)
    if wanted.since is not None:
        query = query.where(_COLUMNS.started_us >= unix_us(wanted.since))
    if wanted.until is not None:
        query = query.where(_COLUMNS.started_us < unix_us(wanted.until))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(
        rows,
        part,
        lambda row: _TRANSACTION.decode(row.body),
        lambda row: cursor_at(row.started_us, row.station, row.id),
    )


def _keeps_its_place(before: Transaction | None, after: Transaction) -> bool:
    return (
        before is not None
        and before.ended == after.ended
        and (before.id_token is after.id_token or before.id_token == after.id_token)
        and (before.started_at is after.started_at or before.started_at == after.started_at)
    )
