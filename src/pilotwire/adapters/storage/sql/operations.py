"""Operations: long work, each record as it stands now."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select, tuple_

from pilotwire.domain.operation import ENDED, Operation, OperationId
from pilotwire.services.ports import OperationFilter, Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

OPERATIONS: Final = Table(
    "operations",
    METADATA,
    Column("id", KEY_TEXT, primary_key=True),
    Column("created_us", WHOLE, nullable=False),
    Column("kind", KEY_TEXT, nullable=False),
    Column("state", KEY_TEXT, nullable=False),
    Column("station", KEY_TEXT),
    Column("body", TEXT, nullable=False),
    Column("parent", KEY_TEXT),
    Index("operations_created", "created_us", "id"),
    Index("operations_station", "station", "created_us", "id"),
    Index("operations_state", "state", "created_us", "id"),
    Index("operations_parent", "parent", "created_us", "id"),
)
SAVE_OPERATION: Final = Bulk(OPERATIONS, key=1, take=("state", "body"))

_OPERATION: Final = msgspec.json.Decoder(Operation)
_COLUMNS: Final = OPERATIONS.c


def operation_rows(operation: Operation, _: Hot, rows: Pairs) -> None:
    """The row of an operation."""
    station = None if operation.station is None else storable(operation.station)
    row = (
        storable(operation.id), unix_us(operation.created_at), storable(operation.kind), operation.state, station,
        storable_json(operation), None if operation.parent is None else storable(operation.parent),
    )  # fmt: skip
    rows.append((SAVE_OPERATION, row))


def operation(connection: Connection, wanted: OperationId) -> Operation | None:
    """One operation."""
    body = connection.scalar(select(_COLUMNS.body).where(_COLUMNS.id == storable(wanted)))
    return None if body is None else _OPERATION.decode(body)


def open_operations(connection: Connection) -> Sequence[Operation]:
    """All that have not ended, oldest first."""
    query = select(_COLUMNS.body).where(_COLUMNS.state.not_in(ENDED)).order_by(_COLUMNS.created_us, _COLUMNS.id)
    return [_OPERATION.decode(body) for body in connection.scalars(query)]


def operations(connection: Connection, part: Slice, wanted: OperationFilter) -> Page[Operation]:
    """Operations, newest first."""
    order = _COLUMNS.created_us, _COLUMNS.id
    query = select(*order, _COLUMNS.body).order_by(*(column.desc() for column in order))
    before = place_of(part.cursor, tuple[int, str])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(before[0], storable(before[1])))
    if wanted.kind is not None:
        query = query.where(_COLUMNS.kind == storable(wanted.kind))
    if wanted.state is not None:
        query = query.where(_COLUMNS.state == wanted.state)
    if wanted.station is not None:
        query = query.where(_COLUMNS.station == storable(wanted.station))
    if wanted.parent is not None:
        query = query.where(_COLUMNS.parent == storable(wanted.parent))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(rows, part, lambda row: _OPERATION.decode(row.body), lambda row: cursor_at(row.created_us, row.id))
