"""The port through which what is old is forgotten."""

from datetime import datetime
from typing import Protocol


class Retention(Protocol):
    """Forgetting what is old."""

    async def forget_answers(self, before: datetime, most: int, most_bytes: int) -> int:
        """Delete answers to requests with a key that are older than this, and the oldest of the others until no more
        than so many with so many bytes are left; returns how many went.
        """
        ...

    async def forget_tickets(self, before: datetime) -> int:
        """Delete tickets of files that ended before this; returns how many went."""
        ...

    async def forget_before(self, messages: datetime | None, events: datetime | None) -> int:
        """Delete frames, and events with refusals, older than this, in bounded bites.

        Returns how many rows or partitions went.
        """
        ...
