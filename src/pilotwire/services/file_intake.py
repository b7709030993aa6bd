"""Taking files in: within limits, with constant memory, whole or not at all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from pilotwire.domain.file_events import FileStored, FileUploadRefused
from pilotwire.domain.file_name import safe_content_type, safe_name
from pilotwire.domain.file_ticket import FileTicket, RefusalReason, entry_refusal, received
from pilotwire.domain.kept_file import FileId, KeptFile, NewFile, TicketId
from pilotwire.kernel.errors import PilotwireError

from .file_faults import FileRefusedError, FileTroubleError
from .file_rules import FileRules
from .file_store import FileStore, Stored, Writing
from .file_telling import Telling
from .ports import Queries, Store
from .work import Work

_LOOK_AT_DISK_EVERY: Final = 64 * 2**20
"""Bytes of one upload between two looks at how much room the disk has."""


class Intake:
    """Opens the way for files, and knows how much is kept and on its way."""

    def __init__(
        self, store: Store, queries: Queries, contents: FileStore, rules: FileRules, now: Callable[[], datetime]
    ) -> None:
        self.store = store
        self.contents = contents
        self.rules = rules
        self.now = now
        self._queries = queries
        self._kept_bytes: int | None = None
        self._coming: set[Incoming] = set()
        self._telling = Telling(now)
        self.stored = 0
        self.stored_bytes = 0
        self.refused: dict[str, int] = {}

    async def recount(self) -> None:
        """Learn anew how much is kept: others may share the files."""
        self._kept_bytes = await self._queries.files_bytes()

    def removed(self, size: int) -> None:
        """A file of this size is there no more."""
        if self._kept_bytes is not None:
            self._kept_bytes -= size

    @property
    def kept_bytes(self) -> int:
        """How much is kept, as far as is known."""
        return self._kept_bytes or 0

    def bytes_by(self, ticket: TicketId) -> int:
        """How many bytes of files that are on their way have come by a ticket."""
        return sum(one.size for one in self._coming if one.ticket_id == ticket)

    @property
    def coming(self) -> int:
        """How many files are on their way."""
        return len(self._coming)

    async def begin(self, wish: NewFile, size: int | None, ticket: FileTicket | None = None) -> "Incoming":
        """Begin to take a file of `size` bytes (None: nobody knows). Raises FileRefusedError, FileTroubleError.

        Refusals are told as events, and nothing is kept of what is refused.
        """
        if self._kept_bytes is None:
            await self.recount()
        coming = Incoming(self, wish, ticket, size)
        self._coming.add(coming)
        try:
            await self.check(coming, size or 0)
            coming.writing = await self.contents.begin()
        except PilotwireError as error:
            await coming.abandon(*_reason_of(error))
            raise
        except BaseException:
            self._coming.discard(coming)
            raise
        return coming

    async def check(self, coming: "Incoming", size: int, *, disk: bool = True) -> None:
        """Raise FileRefusedError where a file of this size has no room."""
        rules, ticket = self.rules, coming.ticket
        if size > rules.max_bytes:
            raise FileRefusedError(
                "too-large", f"A file may have {rules.max_bytes} bytes, this one has {size} or more.",
                "Raise files_max_bytes, or send a smaller one.",
            )  # fmt: skip
        if ticket is not None:
            self._check_ticket(ticket, coming, size)
        others = sum(one.size for one in self._coming if one is not coming)
        if (self._kept_bytes or 0) + others + size > rules.quota_bytes:
            raise FileRefusedError(
                "quota", f"All files together may have {rules.quota_bytes} bytes, and this one would be too much.",
                "Remove files, or raise files_quota_bytes.",
            )  # fmt: skip
        if disk and await self.contents.free_bytes() - max(0, size - coming.size) < rules.min_free_bytes:
            raise FileRefusedError("disk-full", "The disk with the files is nearly full.", "Make room on it.")

    def _check_ticket(self, ticket: FileTicket, coming: "Incoming", size: int) -> None:
        others = [one for one in self._coming if one is not coming and one.ticket_id == ticket.id]
        if len(ticket.files) + len(others) >= ticket.max_files:
            raise FileRefusedError("ticket-full", f"No more than {ticket.max_files} files may come by this address.")
        known = ticket.taken_bytes + sum(one.size for one in others) + size
        if ticket.max_bytes is not None and known > ticket.max_bytes:
            raise FileRefusedError(
                "too-large" if not ticket.files and not others else "ticket-full",
                f"By this address {ticket.max_bytes} bytes may come in all, and this is more.",
            )

    async def keep(self, coming: "Incoming", file: FileId, stored: Stored) -> KeptFile:
        """Store the record of content that lies there now."""
        wish, now, ticket = coming.wish, self.now(), coming.ticket
        days = self.rules.keep_days.get(wish.kind, 0) if ticket is not None else 0
        kept = KeptFile(
            file, safe_name(wish.name), wish.kind, stored.size_bytes, stored.sha256,
            safe_content_type(wish.content_type), now, station=wish.station, actor=wish.actor, ticket=coming.ticket_id,
            expires_at=wish.expires_at or (now + timedelta(days=days) if days else None), signature=wish.signature,
            certificate=wish.certificate, version=wish.version, note=wish.note,
        )  # fmt: skip
        work = Work()
        work.save(kept)
        if ticket is not None:
            work.save(received(ticket, file, stored.size_bytes))
        work.tell(
            FileStored(
                station=wish.station, at=now, file=file, name=kept.name, kind=kept.kind, size_bytes=kept.size_bytes,
                sha256=kept.sha256, ticket=coming.ticket_id, actor=wish.actor,
            )
        )  # fmt: skip
        await self.store.commit(work)
        self._kept_bytes = (self._kept_bytes or 0) + stored.size_bytes
        self.stored += 1
        self.stored_bytes += stored.size_bytes
        return kept

    async def twin(self, coming: "Incoming", stored: Stored) -> KeptFile | None:
        """The same file, that came by the same ticket before: a station whose answer got lost sends it again."""
        ticket = coming.ticket
        if ticket is None or not ticket.files:
            return None
        name, before = safe_name(coming.wish.name), await self._queries.files_among(ticket.files)
        return next((one for one in before if (one.name, one.sha256) == (name, stored.sha256)), None)

    async def ended_ticket(self, ticket: TicketId) -> FileTicket | None:
        """A ticket with which nobody gets in any more."""
        return await self._queries.file_ticket(ticket)

    def let_go(self, coming: "Incoming") -> None:
        """It is on its way no more."""
        self._coming.discard(coming)

    def tell_refusal(self, coming: "Incoming", reason: RefusalReason, detail: str) -> None:
        """Tell that a file was not taken."""
        self.refused[reason] = self.refused.get(reason, 0) + 1
        if coming.ticket_id is not None and not self._telling.is_new(coming.ticket_id, reason):
            return
        wish, work = coming.wish, Work()
        work.tell(
            FileUploadRefused(
                station=wish.station, at=self.now(), kind=wish.kind, reason=reason, detail=detail,
                ticket=coming.ticket_id, name=safe_name(wish.name), actor=wish.actor,
            )
        )  # fmt: skip
        self.store.submit(work)


class Incoming:
    """One file on its way in: `write` its content, then `finish`, or `abandon` it."""

    def __init__(self, intake: Intake, wish: NewFile, ticket: FileTicket | None, size: int | None) -> None:
        self._intake = intake
        self.wish = wish
        self.ticket_id: TicketId | None = None if ticket is None else ticket.id
        self._last_ticket = ticket
        self.writing: Writing | None = None
        self.size = 0
        self._told_size = size
        self._looked_at = 0
        self._over = False

    @property
    def ticket(self) -> FileTicket | None:
        """The ticket by which it comes, as it stands now, or stood when it ended."""
        if self.ticket_id is None:
            return None
        return self._intake.store.file_ticket(self.ticket_id) or self._last_ticket

    async def write(self, data: bytes) -> None:
        """Add to it. Raises FileRefusedError as soon as it is too large, and FileTroubleError; it is gone then."""
        try:
            look = self.size + len(data) - self._looked_at >= _LOOK_AT_DISK_EVERY
            await self._intake.check(self, self.size + len(data), disk=look)
            self.size += len(data)
            if look:
                self._looked_at = self.size
            await self._opened().write(data)
        except PilotwireError as error:
            await self.abandon(*_reason_of(error))
            raise

    async def finish(self) -> KeptFile:
        """Keep it: durable when this returns. The same once more by the same ticket is kept once.

        Raises as `write`, also where its ticket was withdrawn meanwhile.
        """
        try:
            await self._check_end()
            file = FileId(str(self._intake.store.next_id()))
            stored = await self._opened().finish(file)
            try:
                twin = await self._intake.twin(self, stored)
                if twin is not None:
                    await self._intake.contents.remove(file)
                kept = twin or await self._intake.keep(self, file, stored)
            except Exception:  # not a cancellation: the record may be stored all the same
                await self._intake.contents.remove(file)
                raise
        except PilotwireError as error:
            await self.abandon(*_reason_of(error))
            raise
        self._over = True
        self._intake.let_go(self)
        return kept

    async def abandon(self, reason: RefusalReason, detail: str) -> None:
        """Leave nothing of it, and tell why. Harmless once it is over."""
        if self._over:
            return
        self._over = True
        self._intake.let_go(self)
        self._intake.tell_refusal(self, reason, detail)
        if self.writing is not None:
            await self.writing.discard()

    async def _check_end(self) -> None:
        """Raise FileRefusedError for a file that is not whole, and one whose ticket was withdrawn meanwhile.

        A ticket that expired on the way still counts: what was begun in time may end. One that we ended does not."""
        if self._told_size is not None and self._told_size != self.size:
            detail = f"Of {self._told_size} bytes {self.size} came."
            raise FileRefusedError("broken-off", detail, "Send it again.")
        if self.ticket_id is not None and self._intake.store.file_ticket(self.ticket_id) is None:
            self._last_ticket = await self._intake.ended_ticket(self.ticket_id) or self._last_ticket
        ticket = self.ticket
        if ticket is not None and ticket.state in ("ended", "spent"):
            refusal = entry_refusal(ticket, "upload", self._intake.now())
            if refusal is not None:
                raise FileRefusedError(*refusal)

    def _opened(self) -> Writing:
        if self.writing is None or self._over:
            raise FileTroubleError("a file was written to that is not on its way", "report this")
        return self.writing


def _reason_of(error: PilotwireError) -> tuple[RefusalReason, str]:
    if isinstance(error, FileRefusedError):
        return error.reason, error.message
    return "storage-trouble", error.message
