"""Local authorisation lists, and what each station holds."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Table, select

from pilotwire.domain.local_list import HeldList, LocalList
from pilotwire.kernel.ids import StationId

from ..hot import Hot
from ..listing import search_text
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .named import named_table
from .schema import KEY_TEXT, METADATA, TEXT

LOCAL_LISTS: Final = named_table("local_lists")
HELD_LISTS: Final = Table(
    "held_lists",
    METADATA,
    Column("station", KEY_TEXT, primary_key=True),
    Column("body", TEXT, nullable=False),
)
SAVE_LOCAL_LIST: Final = Bulk(LOCAL_LISTS, key=1, take=("search", "body"))
SAVE_HELD_LIST: Final = Bulk(HELD_LISTS, key=1, take=("body",))

LOCAL_LIST: Final = msgspec.json.Decoder(LocalList)
_HELD_LIST: Final = msgspec.json.Decoder(HeldList)


def local_list_rows(local_list: LocalList, _: Hot, rows: Pairs) -> None:
    """The row of a list."""
    search = search_text(local_list.name, local_list.note)
    rows.append((SAVE_LOCAL_LIST, (storable(local_list.name), search, storable_json(local_list))))


def held_list_rows(held: HeldList, _: Hot, rows: Pairs) -> None:
    """The row of what a station holds."""
    rows.append((SAVE_HELD_LIST, (storable(held.station), storable_json(held))))


def held_list(connection: Connection, station: StationId) -> HeldList | None:
    """What a station holds."""
    body = connection.scalar(select(HELD_LISTS.c.body).where(HELD_LISTS.c.station == storable(station)))
    return None if body is None else _HELD_LIST.decode(body)
