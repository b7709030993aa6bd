"""Reservations, each as it stands now."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select, text, tuple_

from pilotwire.domain.reservation import Reservation
from pilotwire.services.ports import Page, ReservationFilter, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

_IS_OPEN: Final = text("is_open = 1")
RESERVATIONS: Final = Table(
    "reservations",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("token", KEY_TEXT, nullable=False),
    Column("requested_us", WHOLE, nullable=False),
    Column("until_us", WHOLE, nullable=False),
    Column("state", KEY_TEXT, nullable=False),
    Column("is_open", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("reservations_requested", "requested_us", "id"),
    Index("reservations_station", "station", "requested_us", "id"),
    Index("reservations_open", "id", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
)
SAVE_RESERVATION: Final = Bulk(RESERVATIONS, key=1, take=("until_us", "state", "is_open", "body"))

_RESERVATION: Final = msgspec.json.Decoder(Reservation)
_COLUMNS: Final = RESERVATIONS.c


def reservation_rows(one: Reservation, _: Hot, rows: Pairs) -> None:
    """The row of a reservation."""
    row = (
        one.id, storable(one.station), storable(one.id_token.key), unix_us(one.requested_at), unix_us(one.until),
        one.state, int(one.is_open), storable_json(one),
    )  # fmt: skip
    rows.append((SAVE_RESERVATION, row))


def open_reservations(connection: Connection) -> Sequence[Reservation]:
    """All of which something may still come, oldest first."""
    query = select(_COLUMNS.body).where(_IS_OPEN).order_by(_COLUMNS.requested_us)
    return [_RESERVATION.decode(body) for body in connection.scalars(query)]


def reservation(connection: Connection, number: int) -> Reservation | None:
    """One of them."""
    body = connection.scalar(select(_COLUMNS.body).where(_COLUMNS.id == number))
    return None if body is None else _RESERVATION.decode(body)


def reservations(connection: Connection, part: Slice, wanted: ReservationFilter) -> Page[Reservation]:
    """Reservations, newest first."""
    order = _COLUMNS.requested_us, _COLUMNS.id
    query = select(*order, _COLUMNS.body).order_by(*(column.desc() for column in order))
    before = place_of(part.cursor, tuple[int, int])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(*before))
    if wanted.station is not None:
        query = query.where(_COLUMNS.station == storable(wanted.station))
    if wanted.token is not None:
        query = query.where(_COLUMNS.token == storable(wanted.token))
    if wanted.state is not None:
        query = query.where(_COLUMNS.state == wanted.state)
    if wanted.since is not None:
        query = query.where(_COLUMNS.until_us > unix_us(wanted.since))
    if wanted.until is not None:
        query = query.where(_COLUMNS.requested_us < unix_us(wanted.until))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(
        rows, part, lambda row: _RESERVATION.decode(row.body), lambda row: cursor_at(row.requested_us, row.id)
    )
