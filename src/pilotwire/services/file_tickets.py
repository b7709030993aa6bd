"""Issuing tickets, finding the one that a secret opens, and ending them."""

from base64 import b32encode
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple
from urllib.parse import quote

import msgspec

from pilotwire.domain.file_events import FileTicketEnded, FileTicketIssued
from pilotwire.domain.file_ticket import Direction, FileTicket, Refusal, TicketState, ended, entry_refusal
from pilotwire.domain.kept_file import TicketId
from pilotwire.kernel.errors import BadInputError

from .api_key import RandomBytes
from .file_faults import FileRefusedError
from .file_rules import TICKET_BYTES, FileAddresses
from .ports import Queries, Store
from .work import Work

UNKNOWN: Final = Refusal("unknown-ticket", "There is nothing at this address.")
_ID_LENGTH: Final = 32
_SECRET_LENGTH: Final = 26


class Issued(NamedTuple):
    """A new ticket, and the whole address with its secret, which is not kept anywhere."""

    url: str
    ticket: FileTicket


class Tickets:
    """All tickets of this deployment. Those that are open are found in memory."""

    def __init__(
        self, store: Store, queries: Queries, addresses: FileAddresses, now: Callable[[], datetime],
        random_bytes: RandomBytes,
    ) -> None:  # fmt: skip
        self._store = store
        self._queries = queries
        self._addresses = addresses
        self._now = now
        self._random_bytes = random_bytes

    def make(self, scheme: str, ticket: FileTicket, name: str = "") -> Issued:
        """A ticket like this one, which has no id yet, with its address. Raises ConflictError, BadInputError."""
        if ticket.expires_at <= ticket.created_at:
            raise BadInputError("the time is over already", "/expires_at", "choose a time to come")
        secret = b32encode(self._random_bytes(TICKET_BYTES)).decode("ascii").rstrip("=").lower()
        given = msgspec.structs.replace(ticket, id=ticket_id(secret))
        return Issued(self._addresses.url(scheme, secret, given, quote(name, safe="")), given)

    async def issue(self, made: Issued, work: Work | None = None) -> Issued:
        """Store it, with what else the work holds in the same commit."""
        work = work or Work()
        self.note_issue(work, made)
        await self._store.commit(work)
        return made

    def note_issue(self, work: Work, made: Issued) -> None:
        """Put a new ticket into a work."""
        ticket = made.ticket
        work.save(ticket)
        work.tell(
            FileTicketIssued(
                station=ticket.station, at=ticket.created_at, ticket=ticket.id, direction=ticket.direction,
                kind=ticket.purpose, expires_at=ticket.expires_at, file=ticket.file, subject=ticket.subject,
                actor=ticket.actor,
            )
        )  # fmt: skip

    async def opened(self, secret: str, direction: Direction | None, *, resumes: bool = False) -> FileTicket:
        """The ticket that a secret opens now. Raises FileRefusedError; also for the right secret of an old ticket, and
        then with its reason. No direction: whichever.
        """
        ticket = await self.found(secret)
        if ticket is None:
            raise FileRefusedError(*UNKNOWN)
        refusal = entry_refusal(ticket, direction or ticket.direction, self._now(), resumes=resumes)
        if refusal is not None:
            raise FileRefusedError(*refusal)
        return ticket

    async def found(self, secret: str) -> FileTicket | None:
        """The ticket of a secret, however it stands."""
        if len(secret) != _SECRET_LENGTH or not secret.isascii() or not secret.isalnum():
            return None
        name = ticket_id(secret.lower())
        return self._store.file_ticket(name) or await self._queries.file_ticket(name)

    async def end(self, ticket: TicketId, reason: str, state: TicketState = "ended", work: Work | None = None) -> bool:
        """End a ticket, if it has not ended; whether it did just now. `work` is stored either way."""
        held, work = self._store.file_ticket(ticket), work or Work()
        if held is not None and held.is_held:
            self.note_end(work, held, state, reason)
        if work.changes or work.events:
            await self._store.commit(work)
        return held is not None and held.is_held

    def note_end(self, work: Work, ticket: FileTicket, state: TicketState, reason: str) -> None:
        """Put the end of a ticket into a work."""
        at = self._now()
        work.save(ended(ticket, state, reason, at))
        work.tell(
            FileTicketEnded(
                station=ticket.station, at=at, ticket=ticket.id, direction=ticket.direction, kind=ticket.purpose,
                state=state, reason=reason, subject=ticket.subject,
            )
        )  # fmt: skip


def ticket_id(secret: str) -> TicketId:
    """The name of the ticket that a secret opens."""
    return TicketId(sha256(secret.encode("ascii")).hexdigest()[:_ID_LENGTH])
