"""How tickets of files are held in memory."""

from collections.abc import Sequence

from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.kept_file import TicketId


class FileTickets:
    """Tickets with which somebody may get in; others until they are stored."""

    def __init__(self) -> None:
        self._held: dict[TicketId, FileTicket] = {}

    def key_of(self, record: FileTicket) -> TicketId:
        """Its id."""
        return record.id

    def get(self, key: TicketId) -> FileTicket | None:
        """One of them."""
        return self._held.get(key)

    def opening(self, key: TicketId) -> FileTicket | None:
        """One with which somebody may get in."""
        found = self._held.get(key)
        return found if found is not None and found.is_held else None

    def all(self) -> Sequence[FileTicket]:
        """All with which somebody may get in."""
        return [one for one in self._held.values() if one.is_held]

    def put(self, key: TicketId, after: FileTicket | None) -> None:
        """Hold it, or with None no longer."""
        if after is None:
            self._held.pop(key, None)
        else:
            self._held[key] = after

    restore = put

    def settle(self, key: TicketId, after: FileTicket | None) -> None:
        """Let go of one that has ended."""
        if after is not None and not after.is_held and self._held.get(key) is after:
            del self._held[key]
