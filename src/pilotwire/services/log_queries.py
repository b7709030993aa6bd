"""Reading lists of requests for logs: part of the port `Queries`."""

from datetime import datetime
from typing import Protocol

import msgspec

from pilotwire.domain.log_upload import LogKind, LogUpload, UploadState
from pilotwire.kernel.ids import StationId

from .page import Page, Slice


class LogFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Requests of one station, log or state; `since` and `until` bound when a log was asked for."""

    station: StationId | None = None
    log: LogKind | None = None
    state: UploadState | None = None
    since: datetime | None = None
    until: datetime | None = None


class LogQueries(Protocol):
    """Newest first."""

    async def logs(self, part: Slice, wanted: LogFilter) -> Page[LogUpload]:
        """Requests for logs by when they were asked for."""
        ...

    async def log(self, number: int) -> LogUpload | None:
        """One request, however long ago."""
        ...
