"""Kept files and their tickets out of the store in memory."""

from collections.abc import Sequence
from datetime import datetime

from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import FileId, KeptFile, TicketId
from pilotwire.kernel.ids import first_id_at
from pilotwire.kernel.time import unix_ms
from pilotwire.services.file_queries import FileFilter, TicketFilter
from pilotwire.services.ports import Page, Slice

from .memory import MemoryStore
from .memory_page import has, page_of


class MemoryFiles:
    """Part of `MemoryQueries`."""

    _store: MemoryStore

    async def kept_files(self, part: Slice, wanted: FileFilter) -> Page[KeptFile]:
        """See `FileQueries`."""
        known = [one for one in self._store.kept_files.values() if _is_wanted(one, wanted)]
        return page_of(known, part, lambda one: (int(one.id),), tuple[int], newest_first=True)

    async def kept_file(self, file: FileId) -> KeptFile | None:
        """See `FileQueries`."""
        return self._store.kept_files.get(file)

    async def files_among(self, wanted: Sequence[FileId]) -> list[KeptFile]:
        """See `FileQueries`."""
        return [self._store.kept_files[one] for one in set(wanted) if one in self._store.kept_files]

    async def files_due(self, before: datetime, limit: int) -> list[KeptFile]:
        """See `FileQueries`."""
        known = self._store.kept_files.values()
        return [one for one in known if one.expires_at is not None and one.expires_at < before][:limit]

    async def files_bytes(self) -> int:
        """See `FileQueries`."""
        return sum(one.size_bytes for one in self._store.kept_files.values())

    async def file_tickets(self, part: Slice, wanted: TicketFilter) -> Page[FileTicket]:
        """See `FileQueries`."""
        known = [
            one
            for one in self._store.file_tickets_kept.values()
            if wanted.station in (None, one.station)
            and wanted.direction in (None, one.direction)
            and wanted.state in (None, one.state)
            and wanted.file in (None, one.file)
        ]
        return page_of(
            known, part, lambda one: (one.created_at.isoformat(timespec="microseconds"), one.id), tuple[str, str],
            newest_first=True,
        )  # fmt: skip

    async def file_ticket(self, ticket: TicketId) -> FileTicket | None:
        """See `FileQueries`."""
        return self._store.file_tickets_kept.get(ticket)


def _is_wanted(one: KeptFile, wanted: FileFilter) -> bool:
    return (
        wanted.station in (None, one.station)
        and wanted.kind in (None, one.kind)
        and wanted.ticket in (None, one.ticket)
        and (wanted.since is None or int(one.id) >= first_id_at(unix_ms(wanted.since)))
        and (wanted.until is None or int(one.id) < first_id_at(unix_ms(wanted.until)))
        and has(wanted.q, one.name, one.version, one.note)
    )
