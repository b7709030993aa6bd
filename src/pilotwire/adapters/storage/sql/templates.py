"""Templates of what variables should hold."""

from typing import Final

import msgspec
from sqlalchemy import Connection, select

from pilotwire.domain.template import Template

from ..hot import Hot
from ..listing import search_text
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .named import named_table

TEMPLATES: Final = named_table("templates")
SAVE_TEMPLATE: Final = Bulk(TEMPLATES, key=1, take=("search", "body"))

TEMPLATE: Final = msgspec.json.Decoder(Template)


def template_rows(template: Template, _: Hot, rows: Pairs) -> None:
    """The row of a template."""
    search = search_text(template.name, template.note)
    rows.append((SAVE_TEMPLATE, (storable(template.name), search, storable_json(template))))


def template(connection: Connection, name: str) -> Template | None:
    """One template."""
    body = connection.scalar(select(TEMPLATES.c.body).where(TEMPLATES.c.name == storable(name)))
    return None if body is None else TEMPLATE.decode(body)
