"""Events about logs of stations."""

from .event import Event
from .kept_file import FileId
from .log_upload import LogKind, UploadState, UploadStatus
from .operation import OperationId


class LogEvent(Event, frozen=True, kw_only=True):
    """What all of them tell: which request, by its number, and which log."""

    request_id: int
    log: LogKind
    operation: OperationId


class LogRequested(LogEvent, frozen=True, kw_only=True, tag="log.requested"):
    """A station is asked for a log, and told to bring it there (without what is secret)."""

    location: str
    actor: str | None = None


class LogStatusReported(LogEvent, frozen=True, kw_only=True, tag="log.status_reported"):
    """A station said how its upload goes; `state` is what that makes of it."""

    status: UploadStatus
    state: UploadState
    reason: str | None = None


class LogEnded(LogEvent, frozen=True, kw_only=True, tag="log.ended"):
    """Nothing more is awaited of a request for a log; `files` came by it."""

    state: UploadState
    files: tuple[FileId, ...] = ()
    reason: str | None = None


LogEvents = LogRequested | LogStatusReported | LogEnded
