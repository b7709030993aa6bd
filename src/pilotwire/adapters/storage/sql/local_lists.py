"""Local authorisation lists, and what each station holds."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Table, select

from pilotwire.domain.local_list import HeldList, LocalList
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text, within
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT

LOCAL_LISTS: Final = Table(
    "local_lists",
    METADATA,
    Column("name", KEY_TEXT, primary_key=True),
    Column("search", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
)
HELD_LISTS: Final = Table(
    "held_lists",
    METADATA,
    Column("station", KEY_TEXT, primary_key=True),
    Column("body", TEXT, nullable=False),
)
SAVE_LOCAL_LIST: Final = Bulk(LOCAL_LISTS, key=1, take=("search", "body"))
SAVE_HELD_LIST: Final = Bulk(HELD_LISTS, key=1, take=("body",))

_LOCAL_LIST: Final = msgspec.json.Decoder(LocalList)
_HELD_LIST: Final = msgspec.json.Decoder(HeldList)


def local_list_rows(local_list: LocalList, _: Hot, rows: Pairs) -> None:
    """The row of a list."""
    search = search_text(local_list.name, local_list.note)
    rows.append((SAVE_LOCAL_LIST, (storable(local_list.name), search, storable_json(local_list))))


def held_list_rows(held: HeldList, _: Hot, rows: Pairs) -> None:
    """The row of what a station holds."""
    rows.append((SAVE_HELD_LIST, (storable(held.station), storable_json(held))))


def all_local_lists(connection: Connection) -> Sequence[LocalList]:
    """Every list."""
    return [_LOCAL_LIST.decode(body) for body in connection.scalars(select(LOCAL_LISTS.c.body))]


def local_lists(connection: Connection, part: Slice, q: str | None) -> Page[LocalList]:
    """Lists by name, rising."""
    columns = LOCAL_LISTS.c
    query = select(columns.name, columns.body).order_by(columns.name).limit(length_of(part) + 1)
    after = place_of(part.cursor, tuple[str])
    if after is not None:
        query = query.where(columns.name > storable(after[0]))
    if q:
        query = query.where(within(columns.search, q))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _LOCAL_LIST.decode(row.body), lambda row: cursor_at(row.name))


def held_list(connection: Connection, station: StationId) -> HeldList | None:
    """What a station holds."""
    body = connection.scalar(select(HELD_LISTS.c.body).where(HELD_LISTS.c.station == storable(station)))
    return None if body is None else _HELD_LIST.decode(body)
