"""Reading lists of kept files and tickets: part of the port `Queries`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from pilotwire.domain.file_ticket import Direction, FileTicket, TicketState
from pilotwire.domain.kept_file import FileId, FileKind, KeptFile, TicketId
from pilotwire.kernel.ids import StationId

from .page import Page, Slice


class FileFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name, version or note, in any case; `since` and `until` bound when a file was stored."""

    station: StationId | None = None
    kind: FileKind | None = None
    ticket: TicketId | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None


class TicketFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Tickets of one station, direction, state or file."""

    station: StationId | None = None
    direction: Direction | None = None
    state: TicketState | None = None
    file: FileId | None = None


class FileQueries(Protocol):
    """Newest first unless said otherwise."""

    async def kept_files(self, part: Slice, wanted: FileFilter) -> Page[KeptFile]:
        """Kept files by when they were stored."""
        ...

    async def kept_file(self, file: FileId) -> KeptFile | None:
        """One file."""
        ...

    async def files_among(self, wanted: Sequence[FileId]) -> list[KeptFile]:
        """Those of these that are kept, in no order."""
        ...

    async def files_due(self, before: datetime, limit: int) -> list[KeptFile]:
        """Files whose time was over before this, in no order."""
        ...

    async def files_bytes(self) -> int:
        """How much all kept files hold."""
        ...

    async def file_tickets(self, part: Slice, wanted: TicketFilter) -> Page[FileTicket]:
        """Tickets by when they were issued."""
        ...

    async def file_ticket(self, ticket: TicketId) -> FileTicket | None:
        """One ticket, however it stands."""
        ...
