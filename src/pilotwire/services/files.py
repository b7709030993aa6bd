"""The file service: what is kept for stations and from them, and the tickets by which they fetch and bring it."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from typing import Final

import msgspec

from pilotwire.domain.file_events import FileRemoved
from pilotwire.domain.file_location import Location, check_location, is_private
from pilotwire.domain.file_name import safe_name
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import FileId, FileKind, KeptFile, NewFile, TicketId
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import StationId

from .api_key import RandomBytes
from .file_delivery import Delivery
from .file_intake import Intake
from .file_rules import FileAddresses, FileRules
from .file_store import FileStore, HostLookup, Opened
from .file_tickets import Issued, Tickets
from .ports import Queries, Store
from .work import Removed, Work

PART_BYTES: Final = 256 * 1024
"""How much content is in memory at a time while a file is read."""
MOST_USES: Final = 1000
_UNISSUED: Final = TicketId("")


class Files:
    """One per process."""

    def __init__(
        self, store: Store, queries: Queries, contents: FileStore, rules: FileRules, addresses: FileAddresses,
        lookup: HostLookup, now: Callable[[], datetime], random_bytes: RandomBytes,
    ) -> None:  # fmt: skip
        self.rules = rules
        self.addresses = addresses
        self.contents = contents
        self.tickets = Tickets(store, queries, addresses, now, random_bytes)
        self.intake = Intake(store, queries, contents, rules, now)
        self.delivery = Delivery(store, queries, contents, self.tickets, now)
        self._store = store
        self.queries = queries
        self._lookup = lookup
        self._now = now

    @property
    def schemes(self) -> tuple[str, ...]:
        """By which schemes stations can fetch and bring files here, the safest first."""
        return self.addresses.schemes

    async def kept_file(self, file: FileId) -> KeptFile:
        """The record of a file. Raises NotFoundError."""
        found = await self.queries.kept_file(file)
        if found is None:
            raise NotFoundError(f"There is no file '{file}'.", "Look at the list of files; what is old is removed.")
        return found

    async def keep(self, wish: NewFile, body: AsyncIterator[bytes], size: int | None = None) -> KeptFile:
        """Take a file in; `size` where it is known before. Raises FileRefusedError, FileTroubleError."""
        coming = await self.intake.begin(wish, size)
        try:
            async for part in body:
                await coming.write(part)
        except BaseException as error:
            await coming.abandon("broken-off", f"The upload broke off: {type(error).__name__}.")
            raise
        return await coming.finish()

    async def content(self, file: KeptFile, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The content from `start` on and before `end`, part by part. Raises NotFoundError, FileTroubleError."""
        opened = await self.contents.open(file.id)
        return parts(opened, start, file.size_bytes if end is None else end)

    async def change(self, file: FileId, changes: Mapping[str, object]) -> KeptFile:
        """Change what is said of a file: its fields by name. Raises NotFoundError."""
        found = await self.kept_file(file)
        named = {**changes, "name": safe_name(str(changes["name"]))} if "name" in changes else changes
        after = msgspec.structs.replace(found, **named)
        if after != found:
            work = Work()
            work.save(after)
            await self._store.commit(work)
        return after

    async def remove(self, file: FileId, actor: str | None = None) -> KeptFile:
        """Remove a file; tickets for it end. Raises NotFoundError."""
        found = await self.kept_file(file)
        work = Work()
        for ticket in self._store.file_tickets():
            if ticket.file == file and ticket.is_held:
                self.tickets.note_end(work, ticket, "ended", "the file was removed")
        work.save(Removed(KeptFile, file))
        work.tell(
            FileRemoved(station=found.station, at=self._now(), file=file, name=found.name, kind=found.kind, actor=actor)
        )
        await self._store.commit(work)
        await self.contents.remove(file)
        self.intake.removed(found.size_bytes)
        return found

    async def issue_download(
        self, file: FileId, station: StationId | None, purpose: FileKind, expires_at: datetime, uses: int = 1,
        scheme: str = "http", work: Work | None = None, actor: str | None = None, subject: str | None = None,
    ) -> Issued:  # fmt: skip
        """An address under which a station fetches the file completely `uses` times, and the ticket behind it.

        `work` is stored in the same commit; the address holds a secret and is kept nowhere. Raises NotFoundError,
        ConflictError where there is no listener for the scheme, BadInputError.
        """
        made = await self.prepared_download(file, station, purpose, expires_at, uses, scheme, actor, subject)
        return await self.tickets.issue(made, work)

    async def prepared_download(
        self, file: FileId, station: StationId | None, purpose: FileKind, expires_at: datetime, uses: int = 1,
        scheme: str = "http", actor: str | None = None, subject: str | None = None,
    ) -> Issued:  # fmt: skip
        """The same, not stored yet: `tickets.note_issue` puts it into a work."""
        if not 0 < uses <= MOST_USES:
            raise BadInputError(f"{uses} uses are not within 1..{MOST_USES}", "/uses", "choose a number within them")
        found = await self.kept_file(file)
        ticket = FileTicket(
            _UNISSUED, "download", purpose, self._now(), expires_at, station=station, actor=actor, subject=subject,
            file=file, uses=uses,
        )  # fmt: skip
        return self.tickets.make(scheme, ticket, found.name)

    async def issue_upload(
        self, station: StationId | None, purpose: FileKind, expires_at: datetime, max_bytes: int | None = None,
        max_files: int = 10, scheme: str = "http", work: Work | None = None, actor: str | None = None,
        subject: str | None = None,
    ) -> Issued:  # fmt: skip
        """An address to which a station may bring files, and the ticket behind it. As `issue_download`."""
        made = self.prepared_upload(station, purpose, expires_at, max_bytes, max_files, scheme, actor, subject)
        return await self.tickets.issue(made, work)

    def prepared_upload(
        self, station: StationId | None, purpose: FileKind, expires_at: datetime, max_bytes: int | None = None,
        max_files: int = 10, scheme: str = "http", actor: str | None = None, subject: str | None = None,
    ) -> Issued:  # fmt: skip
        """The same, not stored yet: `tickets.note_issue` puts it into a work."""
        ticket = FileTicket(
            _UNISSUED, "upload", purpose, self._now(), expires_at, station=station, actor=actor, subject=subject,
            max_files=max_files, max_bytes=max_bytes,
        )  # fmt: skip
        return self.tickets.make(scheme, ticket)

    async def end_ticket(self, ticket: TicketId, reason: str, work: Work | None = None) -> bool:
        """Have nobody get in with it any more; whether somebody could until now. `work` is stored with it."""
        return await self.tickets.end(ticket, reason, work=work)

    def ticket(self, ticket: TicketId) -> FileTicket | None:
        """A ticket with which somebody may get in, as it stands; None once it has ended."""
        return self._store.file_ticket(ticket)

    async def ticket_as_it_stands(self, ticket: TicketId) -> FileTicket | None:
        """A ticket, also one that has ended."""
        return self._store.file_ticket(ticket) or await self.queries.file_ticket(ticket)

    async def checked_location(self, url: str, longest: int = 512, pointer: str = "/location") -> Location:
        """An address outside that somebody wants a station to use. Raises BadInputError: no such scheme, or its host
        is, or leads to, this machine or a private network, unless that is allowed.
        """
        allow_private = self.rules.private_addresses
        location = check_location(url, allow_private=allow_private, longest=longest, pointer=pointer)
        if allow_private:
            return location
        found = await self._lookup.addresses(location.host)
        if not found:
            raise BadInputError(f"there is no host {location.host}", pointer, "check how it is written")
        if any(is_private(one) for one in found):
            raise BadInputError(
                f"{location.host} leads to this machine or into a private network",
                pointer,
                "name a public host, or allow private ones with file_private_addresses",
            )
        return location


async def parts(opened: Opened, start: int, end: int) -> AsyncIterator[bytes]:
    """Content part by part; it is closed at the end, and when nobody reads on."""
    try:
        while start < end:
            data = await opened.read(start, min(PART_BYTES, end - start))
            if not data:
                return
            start += len(data)
            yield data
    finally:
        await opened.close()
