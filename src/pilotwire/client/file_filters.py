"""What lists of files and tickets can be narrowed to, and what is said of a file that is brought."""

from typing import Annotated

import msgspec
from msgspec import Meta

from .file_kind import FileDirection, FileKind, TicketState
from .filters import Moment, Wanted


class FileWish(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a file besides its content, as query parameters of the upload."""

    name: Annotated[Wanted, Meta(description="Its name, with its ending.")] | None = None
    kind: Annotated[FileKind, Meta(description="What it is.")] = "firmware"
    station: Annotated[Wanted, Meta(description="The station that it is for alone.")] | None = None
    version: Annotated[Wanted, Meta(description="The version of a firmware.")] | None = None
    note: Annotated[Wanted, Meta(description="A note for people.")] | None = None
    expires_at: Annotated[Moment, Meta(description="When it is removed; none: never.")] | None = None


class FileFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name, version or note."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    kind: Annotated[FileKind, Meta(description="What they are.")] | None = None
    ticket: Annotated[Wanted, Meta(description="The ticket by which they came.")] | None = None
    since: Annotated[Moment, Meta(description="Stored at this instant or later.")] | None = None
    until: Annotated[Moment, Meta(description="Stored before this instant.")] | None = None
    q: Annotated[Wanted, Meta(description="Text within name, version or note.")] | None = None


class FileTicketFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Tickets of one station, direction, state or file."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    direction: Annotated[FileDirection, Meta(description="Whether files are fetched or brought.")] | None = None
    state: Annotated[TicketState, Meta(description="How it stands.")] | None = None
    file: Annotated[Wanted, Meta(description="The file that is fetched.")] | None = None
