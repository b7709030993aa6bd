"""Tickets: who may fetch one file, or bring some, for a time and so many times. The secret is not in them."""

from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.kernel.ids import StationId

from .byte_range import with_part
from .kept_file import FileId, FileKind, TicketId

Direction = Literal["download", "upload"]
TicketState = Literal["open", "spent", "expired", "ended"]
"""`spent`: as often as was allowed; `ended`: by us, before its time."""
RefusalReason = Literal[
    "unknown-ticket", "expired", "spent", "ended", "wrong-direction", "file-gone",
    "too-large", "ticket-full", "quota", "disk-full", "busy", "broken-off", "unreadable", "too-slow", "storage-trouble",
]  # fmt: skip
MOST_PARTS: Final = 64
"""Parts of a delivery that are remembered; a peer that asks for more crumbs than that begins anew."""


class Refusal(NamedTuple):
    """Why not, as a word for programs and a sentence for people."""

    reason: RefusalReason
    detail: str


class FileTicket(msgspec.Struct, frozen=True, omit_defaults=True):
    """Leave to fetch `file` completely `uses` times, or to bring at most `max_files` with `max_bytes` in all.

    `delivered` are the parts that went out since the last complete delivery. `subject` is the operation that it is for.
    """

    id: TicketId
    direction: Direction
    purpose: FileKind
    created_at: datetime
    expires_at: datetime
    station: StationId | None = None
    actor: str | None = None
    subject: str | None = None
    file: FileId | None = None
    uses: int = 1
    used: int = 0
    delivered: tuple[tuple[int, int], ...] = ()
    max_files: int = 1
    max_bytes: int | None = None
    files: tuple[FileId, ...] = ()
    taken_bytes: int = 0
    state: TicketState = "open"
    ended_at: datetime | None = None
    end_reason: str | None = None

    @property
    def is_held(self) -> bool:
        """Whether somebody may still get in with it: also once spent, to take up a delivery that broke off."""
        return self.state in ("open", "spent")


def entry_refusal(ticket: FileTicket, direction: Direction, now: datetime, *, resumes: bool = False) -> Refusal | None:
    """Why nobody gets in with it now. `resumes`: only a later part of the file is asked for."""
    if ticket.direction != direction:
        meant = "fetching a file" if ticket.direction == "download" else "bringing files"
        return Refusal("wrong-direction", f"This address is for {meant}.")
    if ticket.state == "ended":
        return Refusal("ended", f"This address is good no more: {ticket.end_reason or 'it was withdrawn'}.")
    if ticket.state == "expired" or now >= ticket.expires_at:
        return Refusal("expired", f"This address was good until {ticket.expires_at:%Y-%m-%d %H:%M:%S} UTC.")
    if ticket.state == "spent" and direction == "download" and not resumes:
        return Refusal("spent", f"The file was fetched as often as this address allows ({ticket.uses}).")
    if ticket.state == "spent" and direction == "upload":
        return Refusal("ticket-full", f"No more than {ticket.max_files} files may come by this address.")
    return None


def delivered(ticket: FileTicket, start: int, end: int, size: int) -> tuple[FileTicket, bool]:
    """The ticket after this part went out, and whether the file has been delivered completely with it.

    A use is spent by a complete delivery, in however many parts; parts after that count towards the next.
    """
    parts = with_part(ticket.delivered, start, end)
    whole = parts == ((0, size),) or size == 0
    if not whole:
        return msgspec.structs.replace(ticket, delivered=parts if len(parts) <= MOST_PARTS else ()), False
    if ticket.state == "spent":  # taken up once more after we had believed that all of it arrived
        return msgspec.structs.replace(ticket, delivered=()), False
    used = ticket.used + 1
    state: TicketState = "spent" if used >= ticket.uses else "open"
    return msgspec.structs.replace(ticket, used=used, delivered=(), state=state), True


def received(ticket: FileTicket, file: FileId, size: int) -> FileTicket:
    """The ticket after a file came in by it."""
    files = (*ticket.files, file)
    is_full = len(files) >= ticket.max_files and ticket.state == "open"
    state: TicketState = "spent" if is_full else ticket.state
    return msgspec.structs.replace(ticket, files=files, taken_bytes=ticket.taken_bytes + size, state=state)


def ended(ticket: FileTicket, state: TicketState, reason: str, at: datetime) -> FileTicket:
    """The ticket once nobody gets in with it any more."""
    return msgspec.structs.replace(ticket, state=state, end_reason=reason, ended_at=at)
