"""What every list shares: how long a part is, what is searched, and which cursor comes next."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement

from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import first_id_at
from pilotwire.kernel.time import unix_ms
from pilotwire.services.ports import MessageFilter, Page, Slice

from .text import storable

T = TypeVar("T")

LONGEST_PART: Final = 1000
LONGEST_SEARCH: Final = 200
"""Characters of `q`."""


def length_of(part: Slice) -> int:
    """How many items to answer with. BadInputError at /limit below 1."""
    if part.limit < 1:
        raise BadInputError(f"a limit of {part.limit} asks for nothing", "/limit", "ask for 1 or more")
    return min(part.limit, LONGEST_PART)


def page_of(rows: Sequence[Any], part: Slice, item: Callable[[Any], T], cursor: Callable[[Any], str]) -> Page[T]:
    """The page made of rows that were read with one more than asked for, which tells whether there is another page."""
    shown = rows[: length_of(part)]
    return Page([item(row) for row in shown], cursor(shown[-1]) if len(rows) > len(shown) else None)


def searched(q: str) -> str:
    """The text to search for, in any case. BadInputError at /q when it is too long."""
    if len(q) > LONGEST_SEARCH:
        raise BadInputError(f"a search of {len(q)} characters is too long", "/q", f"use at most {LONGEST_SEARCH}")
    return storable(q).casefold()


def search_text(*parts: str | None) -> str:
    """What a record is found by: its parts without regard to case, a line for each."""
    return "\n".join(storable(part).casefold() for part in parts if part)


def within(column: ColumnElement[str], q: str) -> ColumnElement[bool]:
    """Whether the search text of a record holds `q`."""
    return column.contains(searched(q), autoescape=True)


def is_asked_for(message: LoggedMessage, wanted: MessageFilter) -> bool:
    """Whether a frame is one of those that a filter asks for."""
    return (
        wanted.station in (None, message.station)
        and wanted.action in (None, message.action)
        and wanted.message_id in (None, message.message_id)
        and wanted.direction in (None, message.direction)
        and wanted.kind in (None, message.kind)
        and wanted.verdict in (None, message.verdict)
        and (wanted.since is None or message.id >= first_id_at(unix_ms(wanted.since)))
        and (wanted.until is None or message.id < first_id_at(unix_ms(wanted.until)))
        and (not wanted.q or searched(wanted.q) in message.text.casefold())
    )
