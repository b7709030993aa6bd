"""Records that people keep under a name: one shape of table, one row each, listed by name."""

from typing import TypeVar

import msgspec
from sqlalchemy import Column, Connection, Table, select

from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..listing import length_of, page_of, within
from ..text import storable
from .schema import KEY_TEXT, METADATA, TEXT

T = TypeVar("T")


def named_table(name: str) -> Table:
    """A table of such records: their name, what is searched of them, and the record itself."""
    return Table(
        name,
        METADATA,
        Column("name", KEY_TEXT, primary_key=True),
        Column("search", TEXT, nullable=False),
        Column("body", TEXT, nullable=False),
    )


def all_named(connection: Connection, table: Table, decoder: msgspec.json.Decoder[T]) -> list[T]:
    """Every record."""
    return [decoder.decode(body) for body in connection.scalars(select(table.c.body))]


def named_page(
    connection: Connection, table: Table, decoder: msgspec.json.Decoder[T], part: Slice, q: str | None
) -> Page[T]:
    """Records by name, rising."""
    columns = table.c
    query = select(columns.name, columns.body).order_by(columns.name).limit(length_of(part) + 1)
    after = place_of(part.cursor, tuple[str])
    if after is not None:
        query = query.where(columns.name > storable(after[0]))
    if q:
        query = query.where(within(columns.search, q))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: decoder.decode(row.body), lambda row: cursor_at(row.name))
