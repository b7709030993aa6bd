"""Files and their tickets as the API shows and takes them."""

from typing import Annotated

import msgspec
from msgspec import Meta

from .codec import Instant
from .file_kind import FileDirection, FileKind, FileScheme, TicketState
from .filters import Moment
from .shape import PLAIN, Input, Name, Resource, Text

Base64 = Annotated[str, Meta(min_length=1, max_length=800, pattern=r"^[A-Za-z0-9+/=_-]+$(?!\n)")]
Pem = Annotated[str, Meta(min_length=1, max_length=10_000, pattern=r"^[\r\n\u0020-\u007e]+$(?!\n)")]


class File(Resource, frozen=True, kw_only=True):
    """A kept file. `sha256` is of its content, in hex; `ticket`: by which a station brought it. It is removed after
    `expires_at`. `signature` (base64) and `certificate` (PEM) are what stations check firmware with.
    """

    id: str
    name: str
    kind: FileKind
    size_bytes: int
    sha256: str
    content_type: str
    created_at: Instant
    station: str | None = None
    actor: str | None = None
    ticket: str | None = None
    expires_at: Instant | None = None
    version: str | None = None
    note: str | None = None
    signature: str | None = None
    certificate: str | None = None


class FileList(Resource, frozen=True, kw_only=True):
    """Kept files, newest first."""

    items: list[File]
    next_cursor: str | None


class FilePatch(Input, frozen=True, kw_only=True):
    """What can be changed of a file, its content never. null clears."""

    name: Annotated[str, Meta(min_length=1, max_length=120, pattern=PLAIN)] | msgspec.UnsetType = msgspec.UNSET
    version: Name | msgspec.UnsetType | None = msgspec.UNSET
    note: Text | msgspec.UnsetType | None = msgspec.UNSET
    expires_at: Moment | msgspec.UnsetType | None = msgspec.UNSET
    signature: Base64 | msgspec.UnsetType | None = msgspec.UNSET
    certificate: Pem | msgspec.UnsetType | None = msgspec.UNSET


class FileTicket(Resource, frozen=True, kw_only=True):
    """Leave for a station to fetch `file` completely `uses` times, or to bring `max_files` with `max_bytes` in all.

    `url` holds the secret and is shown once, to who asked for the ticket.
    """

    id: str
    direction: FileDirection
    purpose: FileKind
    state: TicketState
    created_at: Instant
    expires_at: Instant
    station: str | None = None
    file: str | None = None
    uses: int | None = None
    used: int | None = None
    max_files: int | None = None
    max_bytes: int | None = None
    files: list[str] = msgspec.field(default_factory=list)
    taken_bytes: int | None = None
    actor: str | None = None
    operation: str | None = None
    ended_at: Instant | None = None
    end_reason: str | None = None
    url: str | None = None


class FileTicketList(Resource, frozen=True, kw_only=True):
    """Tickets, newest first."""

    items: list[FileTicket]
    next_cursor: str | None


class TicketInput(Input, frozen=True, kw_only=True):
    """For whom an address is made, for how long, and by which protocol."""

    station: Annotated[str, Meta(min_length=1, max_length=48, pattern=PLAIN)] | None = None
    valid_s: Annotated[int, Meta(ge=10, le=31_536_000)] = 86_400
    scheme: FileScheme = "http"


class DownloadInput(TicketInput, frozen=True, kw_only=True):
    """How often the file may be fetched completely; taking up a fetch that broke off does not count."""

    uses: Annotated[int, Meta(ge=1, le=1000)] = 1


class UploadInput(TicketInput, frozen=True, kw_only=True):
    """What may be brought: files of this kind, at most so many with so many bytes in all."""

    kind: FileKind = "diagnostics"
    max_files: Annotated[int, Meta(ge=1, le=1000)] = 10
    max_bytes: Annotated[int, Meta(ge=1, le=1_099_511_627_776)] | None = None
