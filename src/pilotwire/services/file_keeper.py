"""What becomes of files and tickets with time: those whose time is over go, and what dead processes left goes too."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from pilotwire.domain.kept_file import FileId
from pilotwire.kernel.errors import NotFoundError

from .files import Files
from .ports import Queries, Store
from .retention import Retention
from .work import Work

_AT_A_TIME: Final = 200
_ORPHAN_AFTER_S: Final = 3600.0
"""Content whose record is about to be stored is younger than this."""


class FileKeeper:
    """Looks after files and tickets whenever it is told to."""

    def __init__(
        self, files: Files, store: Store, queries: Queries, retention: Retention, now: Callable[[], datetime]
    ) -> None:
        self._files = files
        self._store = store
        self._queries = queries
        self._retention = retention
        self._now = now

    async def close_tickets(self) -> int:
        """End tickets whose time is over; returns how many."""
        now, work, count = self._now(), Work(), 0
        for ticket in self._store.file_tickets():
            if ticket.is_held and ticket.expires_at <= now:
                self._files.tickets.note_end(work, ticket, "expired", "its time was over")
                count += 1
        if count:
            await self._store.commit(work)
        return count

    async def remove_due(self) -> int:
        """Remove files whose time is over; returns how many."""
        count = 0
        while due := await self._queries.files_due(self._now(), _AT_A_TIME):
            for file in due:
                try:
                    await self._files.remove(file.id)
                except NotFoundError:
                    continue
                count += 1
        return count

    async def sweep(self) -> int:
        """Remove what dead processes left, forget tickets that ended long ago, and count anew."""
        await self._retention.forget_tickets(self._now() - timedelta(days=self._files.rules.tickets_days))
        gone = await self._files.contents.sweep(self._known, _ORPHAN_AFTER_S)
        await self._files.intake.recount()
        return gone

    async def _known(self, files: Sequence[FileId]) -> frozenset[FileId]:
        return frozenset(one.id for one in await self._queries.files_among(files))
