"""Templates of what variables should hold."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Table, select

from pilotwire.domain.template import Template
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text, within
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT

TEMPLATES: Final = Table(
    "templates",
    METADATA,
    Column("name", KEY_TEXT, primary_key=True),
    Column("search", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
)
SAVE_TEMPLATE: Final = Bulk(TEMPLATES, key=1, take=("search", "body"))

_TEMPLATE: Final = msgspec.json.Decoder(Template)


def template_rows(template: Template, _: Hot, rows: Pairs) -> None:
    """The row of a template."""
    search = search_text(template.name, template.note)
    rows.append((SAVE_TEMPLATE, (storable(template.name), search, storable_json(template))))


def template(connection: Connection, name: str) -> Template | None:
    """One template."""
    body = connection.scalar(select(TEMPLATES.c.body).where(TEMPLATES.c.name == storable(name)))
    return None if body is None else _TEMPLATE.decode(body)


def templates(connection: Connection, part: Slice, q: str | None) -> Page[Template]:
    """Templates by name, rising."""
    columns = TEMPLATES.c
    query = select(columns.name, columns.body).order_by(columns.name).limit(length_of(part) + 1)
    after = place_of(part.cursor, tuple[str])
    if after is not None:
        query = query.where(columns.name > storable(after[0]))
    if q:
        query = query.where(within(columns.search, q))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _TEMPLATE.decode(row.body), lambda row: cursor_at(row.name))
