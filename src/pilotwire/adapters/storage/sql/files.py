"""Records of kept files, and tickets by which they come and go; the content lies elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, delete, func, select, tuple_

from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import FileId, KeptFile, TicketId
from pilotwire.services.file_queries import FileFilter, TicketFilter
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text, within
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import HIGHEST, KEY_TEXT, METADATA, TEXT, WHOLE, id_from, unix_us

KEPT_FILES: Final = Table(
    "kept_files",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("station", KEY_TEXT),
    Column("kind", KEY_TEXT, nullable=False),
    Column("ticket", KEY_TEXT),
    Column("expires_us", WHOLE),
    Column("size_bytes", WHOLE, nullable=False),
    Column("search", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("kept_files_station", "station", "id"),
    Index("kept_files_ticket", "ticket", "id"),
    Index("kept_files_expires", "expires_us"),
)
SAVE_FILE: Final = Bulk(KEPT_FILES, key=1, take=("station", "kind", "expires_us", "search", "body"))
FILE_TICKETS: Final = Table(
    "file_tickets",
    METADATA,
    Column("id", KEY_TEXT, primary_key=True),
    Column("station", KEY_TEXT),
    Column("direction", KEY_TEXT, nullable=False),
    Column("state", KEY_TEXT, nullable=False),
    Column("file", WHOLE),
    Column("created_us", WHOLE, nullable=False),
    Column("ended_us", WHOLE),
    Column("body", TEXT, nullable=False),
    Index("file_tickets_created", "created_us", "id"),
    Index("file_tickets_station", "station", "created_us", "id"),
    Index("file_tickets_state", "state", "ended_us"),
    Index("file_tickets_file", "file"),
)
SAVE_TICKET: Final = Bulk(FILE_TICKETS, key=1, take=("state", "ended_us", "body"))

_FILE: Final = msgspec.json.Decoder(KeptFile)
_TICKET: Final = msgspec.json.Decoder(FileTicket)
_FILES: Final = KEPT_FILES.c
_TICKETS: Final = FILE_TICKETS.c
_HELD: Final = ("open", "spent")


def file_rows(one: KeptFile, _: Hot, rows: Pairs) -> None:
    """The row of a file."""
    row = (
        int(one.id), None if one.station is None else storable(one.station), one.kind, one.ticket,
        None if one.expires_at is None else unix_us(one.expires_at), one.size_bytes,
        search_text(one.name, one.version, one.note), storable_json(one),
    )  # fmt: skip
    rows.append((SAVE_FILE, row))


def ticket_rows(one: FileTicket, _: Hot, rows: Pairs) -> None:
    """The row of a ticket."""
    row = (
        one.id, None if one.station is None else storable(one.station), one.direction, one.state,
        None if one.file is None else int(one.file), unix_us(one.created_at),
        None if one.ended_at is None else unix_us(one.ended_at), storable_json(one),
    )  # fmt: skip
    rows.append((SAVE_TICKET, row))


def number_of(file: str) -> int | None:
    """The number that an id stands for, None when it is none of ours."""
    number = int(file) if file.isascii() and file.isdecimal() and len(file) < _DIGITS else None
    return number if number is not None and number <= HIGHEST else None


def kept_files(connection: Connection, part: Slice, wanted: FileFilter) -> Page[KeptFile]:
    """Files, newest first."""
    query = select(_FILES.id, _FILES.body).order_by(_FILES.id.desc()).limit(length_of(part) + 1)
    before = place_of(part.cursor, tuple[int])
    if before is not None:
        query = query.where(_FILES.id < before[0])
    if wanted.station is not None:
        query = query.where(_FILES.station == storable(wanted.station))
    if wanted.kind is not None:
        query = query.where(_FILES.kind == wanted.kind)
    if wanted.ticket is not None:
        query = query.where(_FILES.ticket == storable(wanted.ticket))
    if wanted.since is not None:
        query = query.where(_FILES.id >= id_from(wanted.since))
    if wanted.until is not None:
        query = query.where(_FILES.id < id_from(wanted.until))
    if wanted.q:
        query = query.where(within(_FILES.search, wanted.q))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _FILE.decode(row.body), lambda row: cursor_at(row.id))


def files_among(connection: Connection, files: Sequence[FileId]) -> list[KeptFile]:
    """Those that are kept."""
    numbers = [number for number in map(number_of, files) if number is not None]
    return [_FILE.decode(body) for body in connection.scalars(select(_FILES.body).where(_FILES.id.in_(numbers)))]


def files_due(connection: Connection, before: datetime, limit: int) -> list[KeptFile]:
    """Those whose time was over before this."""
    query = select(_FILES.body).where(_FILES.expires_us < unix_us(before)).limit(limit)
    return [_FILE.decode(body) for body in connection.scalars(query)]


def files_bytes(connection: Connection) -> int:
    """How much all of them hold."""
    return int(connection.scalar(select(func.sum(_FILES.size_bytes))) or 0)


def file_tickets(connection: Connection, part: Slice, wanted: TicketFilter) -> Page[FileTicket]:
    """Tickets, newest first."""
    order = _TICKETS.created_us, _TICKETS.id
    query = select(*order, _TICKETS.body).order_by(*(column.desc() for column in order)).limit(length_of(part) + 1)
    before = place_of(part.cursor, tuple[int, str])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(before[0], storable(before[1])))
    if wanted.station is not None:
        query = query.where(_TICKETS.station == storable(wanted.station))
    if wanted.direction is not None:
        query = query.where(_TICKETS.direction == wanted.direction)
    if wanted.state is not None:
        query = query.where(_TICKETS.state == wanted.state)
    if wanted.file is not None:
        query = query.where(_TICKETS.file == (number_of(wanted.file) or -1))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _TICKET.decode(row.body), lambda row: cursor_at(row.created_us, row.id))


def file_ticket(connection: Connection, ticket: TicketId) -> FileTicket | None:
    """One ticket."""
    body = connection.scalar(select(_TICKETS.body).where(_TICKETS.id == storable(ticket)))
    return None if body is None else _TICKET.decode(body)


def held_tickets(connection: Connection) -> list[FileTicket]:
    """All with which somebody may get in."""
    return [_TICKET.decode(body) for body in connection.scalars(select(_TICKETS.body).where(_TICKETS.state.in_(_HELD)))]


def forget_tickets(connection: Connection, before: datetime) -> int:
    """Delete those that ended before this."""
    over = _TICKETS.state.not_in(_HELD) & (_TICKETS.ended_us < unix_us(before))
    return connection.execute(delete(FILE_TICKETS).where(over)).rowcount


_DIGITS: Final = 20
