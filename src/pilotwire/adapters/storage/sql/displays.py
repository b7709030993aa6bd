"""Texts on stations' displays, each as it stands now, and templates of them."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select

from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.kernel.ids import StationId

from ..hot import Hot
from ..listing import search_text
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .named import named_table
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

MOST_LISTED: Final = 500
DISPLAY_MESSAGES: Final = Table(
    "display_messages",
    METADATA,
    Column("station", KEY_TEXT, primary_key=True),
    Column("number", WHOLE, primary_key=True, autoincrement=False),
    Column("state_us", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("display_messages_newest", "station", "state_us", "number"),
)
SAVE_DISPLAY_MESSAGE: Final = Bulk(DISPLAY_MESSAGES, key=2, take=("state_us", "body"))
DISPLAY_TEMPLATES: Final = named_table("display_templates")
SAVE_DISPLAY_TEMPLATE: Final = Bulk(DISPLAY_TEMPLATES, key=1, take=("search", "body"))

_MESSAGE: Final = msgspec.json.Decoder(DisplayMessage)
TEMPLATE: Final = msgspec.json.Decoder(DisplayTemplate)
_COLUMNS: Final = DISPLAY_MESSAGES.c


def display_message_rows(one: DisplayMessage, _: Hot, rows: Pairs) -> None:
    """The row of a message."""
    rows.append((SAVE_DISPLAY_MESSAGE, (storable(one.station), one.id, unix_us(one.state_at), storable_json(one))))


def display_template_rows(template: DisplayTemplate, _: Hot, rows: Pairs) -> None:
    """The row of a template."""
    search = search_text(template.name, template.note)
    rows.append((SAVE_DISPLAY_TEMPLATE, (storable(template.name), search, storable_json(template))))


def messages_of(connection: Connection, station: StationId) -> list[DisplayMessage]:
    """Those of a station, the one that changed last first."""
    query = select(_COLUMNS.body).where(_COLUMNS.station == storable(station))
    query = query.order_by(_COLUMNS.state_us.desc(), _COLUMNS.number.desc()).limit(MOST_LISTED)
    return [_MESSAGE.decode(body) for body in connection.scalars(query)]


def message(connection: Connection, station: StationId, number: int) -> DisplayMessage | None:
    """One of them."""
    query = select(_COLUMNS.body).where(_COLUMNS.station == storable(station), _COLUMNS.number == number)
    body = connection.scalar(query)
    return None if body is None else _MESSAGE.decode(body)


def template(connection: Connection, name: str) -> DisplayTemplate | None:
    """One template."""
    body = connection.scalar(select(DISPLAY_TEMPLATES.c.body).where(DISPLAY_TEMPLATES.c.name == storable(name)))
    return None if body is None else TEMPLATE.decode(body)
