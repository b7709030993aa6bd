"""Giving files out by tickets, in parts that can be taken up again."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from pilotwire.domain.byte_range import ByteRange, wanted_range
from pilotwire.domain.file_events import FileDownloaded, FileDownloadRefused, FileDownloadStarted
from pilotwire.domain.file_ticket import FileTicket, Refusal, delivered, entry_refusal
from pilotwire.domain.kept_file import KeptFile
from pilotwire.kernel.errors import NotFoundError

from .file_faults import FileRefusedError
from .file_store import FileStore, Opened
from .file_telling import Telling
from .file_tickets import UNKNOWN, Tickets
from .ports import Queries, Store
from .work import Work


class Asked(NamedTuple):
    """What a request for a file says: its headers Range and If-Range, and whether it wants only the headers."""

    range: str | None = None
    if_range: str | None = None
    head: bool = False


class Given(NamedTuple):
    """What it is given: a part of the file, or the whole (`part` None). `content` is None for headers alone."""

    ticket: FileTicket
    file: KeptFile
    part: ByteRange | None
    content: Opened | None

    @property
    def start(self) -> int:
        """The first byte to send."""
        return 0 if self.part is None else self.part.start

    @property
    def end(self) -> int:
        """Before which byte it ends."""
        return self.file.size_bytes if self.part is None else self.part.end


class Delivery:
    """Gives files out, and counts what arrived."""

    def __init__(
        self, store: Store, queries: Queries, contents: FileStore, tickets: Tickets, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._queries = queries
        self._contents = contents
        self._tickets = tickets
        self._now = now
        self._telling = Telling(now)
        self.delivered = 0
        self.delivered_bytes = 0

    async def give(self, secret: str, asked: Asked) -> Given:
        """What this request is given. Raises FileRefusedError, UnsatisfiableRangeError, FileTroubleError.

        The caller closes the content, and says with `gave` how far it got.
        """
        ticket = await self._tickets.found(secret)
        if ticket is None:
            raise FileRefusedError(*UNKNOWN)
        kept = None if ticket.file is None else await self._queries.kept_file(ticket.file)
        part = None if kept is None else _part(asked, kept)
        refusal = entry_refusal(ticket, "download", self._now(), resumes=part is not None and part.start > 0)
        if refusal is None and kept is None:
            refusal = Refusal("file-gone", "The file was removed.")
        if refusal is not None or kept is None:
            raise self._refused(ticket, refusal or UNKNOWN)
        if asked.head:
            return Given(ticket, kept, part, None)
        try:
            content = await self._contents.open(kept.id)
        except NotFoundError:
            raise self._refused(ticket, Refusal("file-gone", "The content of the file is missing.")) from None
        self._tell_start(ticket, kept, 0 if part is None else part.start)
        return Given(ticket, kept, part, content)

    async def gave(self, given: Given, end: int) -> None:
        """The part up to here has arrived. A file that has arrived completely is told as an event; a use is spent."""
        held = self._store.file_ticket(given.ticket.id)
        self.delivered_bytes += max(0, end - given.start)
        if held is None or not held.is_held or (end <= given.start and given.file.size_bytes > 0):
            return
        after, whole = delivered(held, given.start, end, given.file.size_bytes)
        if after == held:
            return
        work = Work()
        work.save(after)
        if whole:
            self.delivered += 1
            work.tell(
                FileDownloaded(
                    station=held.station, at=self._now(), file=given.file.id, ticket=held.id, kind=held.purpose,
                    used=after.used, uses=after.uses,
                )
            )  # fmt: skip
        await self._store.commit(work)

    def _tell_start(self, ticket: FileTicket, file: KeptFile, offset: int) -> None:
        work = Work()
        work.tell(
            FileDownloadStarted(
                station=ticket.station, at=self._now(), file=file.id, ticket=ticket.id, kind=ticket.purpose,
                offset=offset,
            )
        )  # fmt: skip
        self._store.submit(work)

    def _refused(self, ticket: FileTicket, refusal: Refusal) -> FileRefusedError:
        if ticket.direction == "download" and self._telling.is_new(ticket.id, refusal.reason):
            work = Work()
            work.tell(
                FileDownloadRefused(
                    station=ticket.station, at=self._now(), ticket=ticket.id, kind=ticket.purpose,
                    reason=refusal.reason, detail=refusal.detail, file=ticket.file,
                )
            )  # fmt: skip
            self._store.submit(work)
        return FileRefusedError(*refusal)


def etag_of(file: KeptFile) -> str:
    """The strong validator of a file, in quotes: its content."""
    return f'"{file.sha256[:32]}"'


def _part(asked: Asked, file: KeptFile) -> ByteRange | None:
    """An If-Range of another version means the whole. Source: RFC 9110, 13.1.5."""
    if asked.if_range is not None and asked.if_range.strip() != etag_of(file):
        return None
    return wanted_range(asked.range, file.size_bytes)
