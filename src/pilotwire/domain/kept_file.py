"""Files that are kept for stations and from stations: firmware, logs, diagnostics."""

from datetime import datetime
from typing import Final, Literal, NewType, get_args

import msgspec

from pilotwire.kernel.ids import StationId

FileId = NewType("FileId", str)
"""The decimal form of the record's number."""
TicketId = NewType("TicketId", str)
"""Names a ticket and is no secret: part of the hash of the secret that opens it."""
FileKind = Literal["firmware", "log", "diagnostics", "other"]
FILE_KINDS: Final[tuple[FileKind, ...]] = get_args(FileKind)


class KeptFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file whose content is kept. `sha256` is of the content, in hex.

    `station` sent it, or is the only one that it is for; `actor` stored it, or asked for it. `ticket`: by which it came
    in. After `expires_at` it is removed. `signature` (base64) and `certificate` (PEM) are what a station checks
    firmware with.
    """

    id: FileId
    name: str
    kind: FileKind
    size_bytes: int
    sha256: str
    content_type: str
    created_at: datetime
    station: StationId | None = None
    actor: str | None = None
    ticket: TicketId | None = None
    expires_at: datetime | None = None
    signature: str | None = None
    certificate: str | None = None
    version: str | None = None
    note: str | None = None


class NewFile(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file before its content has come; `name` as it was given, however strange."""

    name: str
    kind: FileKind
    content_type: str = ""
    station: StationId | None = None
    actor: str | None = None
    expires_at: datetime | None = None
    signature: str | None = None
    certificate: str | None = None
    version: str | None = None
    note: str | None = None
