"""Events about kept files and the tickets by which stations fetch and bring them."""

from datetime import datetime

from .event import Event
from .file_ticket import Direction, RefusalReason, TicketState
from .kept_file import FileId, FileKind, TicketId


class FileStored(Event, frozen=True, kw_only=True, tag="file.stored"):
    """A file came in completely, from a station by its `ticket` or from somebody (`actor`), and is kept."""

    file: FileId
    name: str
    kind: FileKind
    size_bytes: int
    sha256: str
    ticket: TicketId | None = None
    actor: str | None = None


class FileRemoved(Event, frozen=True, kw_only=True, tag="file.removed"):
    """A kept file was removed, by somebody or because its time had come (no `actor`)."""

    file: FileId
    name: str
    kind: FileKind
    actor: str | None = None


class FileUploadRefused(Event, frozen=True, kw_only=True, tag="file.upload_refused"):
    """A file that came by a ticket, or from somebody, was not taken, or only a part of it came; nothing was kept."""

    kind: FileKind
    reason: RefusalReason
    detail: str
    ticket: TicketId | None = None
    name: str | None = None
    actor: str | None = None


class FileDownloadStarted(Event, frozen=True, kw_only=True, tag="file.download_started"):
    """A file is being fetched by a ticket, from this byte on."""

    file: FileId
    ticket: TicketId
    kind: FileKind
    offset: int = 0


class FileDownloaded(Event, frozen=True, kw_only=True, tag="file.downloaded"):
    """A file was delivered completely by a ticket, for the `used`th time of `uses`."""

    file: FileId
    ticket: TicketId
    kind: FileKind
    used: int
    uses: int


class FileDownloadRefused(Event, frozen=True, kw_only=True, tag="file.download_refused"):
    """Somebody came with a ticket and was not given the file."""

    ticket: TicketId
    kind: FileKind
    reason: RefusalReason
    detail: str
    file: FileId | None = None


class FileTicketIssued(Event, frozen=True, kw_only=True, tag="file.ticket_issued"):
    """A station may fetch a file, or bring some, until then."""

    ticket: TicketId
    direction: Direction
    kind: FileKind
    expires_at: datetime
    file: FileId | None = None
    subject: str | None = None
    actor: str | None = None


class FileTicketEnded(Event, frozen=True, kw_only=True, tag="file.ticket_ended"):
    """Nobody gets in with a ticket any more: its time is over, or it was withdrawn."""

    ticket: TicketId
    direction: Direction
    kind: FileKind
    state: TicketState
    reason: str
    subject: str | None = None


FileEvents = (
    FileStored | FileRemoved | FileUploadRefused | FileDownloadStarted | FileDownloaded | FileDownloadRefused
    | FileTicketIssued | FileTicketEnded
)  # fmt: skip
