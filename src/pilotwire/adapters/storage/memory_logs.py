"""Requests for logs out of the store in memory."""

from pilotwire.domain.log_upload import LogUpload
from pilotwire.services.log_queries import LogFilter
from pilotwire.services.ports import Page, Slice

from .memory import MemoryStore
from .memory_page import page_of


class MemoryLogs:
    """Part of `MemoryQueries`."""

    _store: MemoryStore

    async def logs(self, part: Slice, wanted: LogFilter) -> Page[LogUpload]:
        """See `LogQueries`."""
        known = [
            one
            for one in self._store.log_uploads_kept.values()
            if wanted.station in (None, one.station)
            and wanted.log in (None, one.log)
            and wanted.state in (None, one.state)
            and (wanted.since is None or one.requested_at >= wanted.since)
            and (wanted.until is None or one.requested_at < wanted.until)
        ]
        return page_of(
            known, part, lambda one: (one.requested_at.isoformat(timespec="microseconds"), one.id), tuple[str, int],
            newest_first=True,
        )  # fmt: skip

    async def log(self, number: int) -> LogUpload | None:
        """See `LogQueries`."""
        return self._store.log_uploads_kept.get(number)
