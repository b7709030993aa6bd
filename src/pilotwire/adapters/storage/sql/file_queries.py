"""Part of the port `Queries` over a database: kept files and their tickets."""

from collections.abc import Sequence
from datetime import datetime

from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import FileId, KeptFile, TicketId
from pilotwire.services.file_queries import FileFilter, TicketFilter
from pilotwire.services.ports import Page, Slice

from . import files
from .reading import Reader


class SqlFileQueries(Reader):
    """Fits `FileQueries`; part of `SqlQueries`."""

    async def kept_files(self, part: Slice, wanted: FileFilter) -> Page[KeptFile]:
        """See `FileQueries`."""
        return await self._read(lambda connection: files.kept_files(connection, part, wanted))

    async def kept_file(self, file: FileId) -> KeptFile | None:
        """See `FileQueries`."""
        found = await self.files_among((file,))
        return found[0] if found else None

    async def files_among(self, wanted: Sequence[FileId]) -> list[KeptFile]:
        """See `FileQueries`."""
        return await self._read(lambda connection: files.files_among(connection, wanted))

    async def files_due(self, before: datetime, limit: int) -> list[KeptFile]:
        """See `FileQueries`."""
        return await self._read(lambda connection: files.files_due(connection, before, limit))

    async def files_bytes(self) -> int:
        """See `FileQueries`."""
        return await self._read(files.files_bytes)

    async def file_tickets(self, part: Slice, wanted: TicketFilter) -> Page[FileTicket]:
        """See `FileQueries`."""
        return await self._read(lambda connection: files.file_tickets(connection, part, wanted))

    async def file_ticket(self, ticket: TicketId) -> FileTicket | None:
        """See `FileQueries`."""
        return await self._read(lambda connection: files.file_ticket(connection, ticket))
