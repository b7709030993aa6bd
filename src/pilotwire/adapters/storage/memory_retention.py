"""Forgetting in the store in memory: the twin of the SQL retention."""

from datetime import datetime
from typing import TypeVar

from pilotwire.kernel.ids import first_id_at
from pilotwire.kernel.time import unix_ms

from .memory import MemoryStore

T = TypeVar("T")


class MemoryRetention:
    """Fits `Retention` over a `MemoryStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def forget_answers(self, before: datetime, most: int, most_bytes: int) -> int:
        """See `Retention`."""
        kept, count, size = self._store.kept_answers, len(self._store.kept_answers), 0
        for number, answer in enumerate(sorted(kept.values(), key=lambda one: one.at, reverse=True), 1):
            size += len(answer.body)
            if answer.at < before or number > most or size > most_bytes:
                del kept[answer.id]
        return count - len(kept)

    async def forget_tickets(self, before: datetime) -> int:
        """See `Retention`."""
        kept = self._store.file_tickets_kept
        old = [
            one.id for one in kept.values() if not one.is_held and one.ended_at is not None and one.ended_at < before
        ]
        for ticket in old:
            del kept[ticket]
        return len(old)

    async def forget_before(self, messages: datetime | None, events: datetime | None) -> int:
        """See `Retention`."""
        store, gone = self._store, 0
        if messages is not None:
            end = first_id_at(unix_ms(messages))
            old = [record for record in store.messages if record < end]
            for record in old:
                del store.messages[record]
            gone += len(old)
        if events is not None:
            end = first_id_at(unix_ms(events))
            kept = [stored for stored in store.events if stored.id >= end]
            gone += len(store.events) - len(kept)
            store.events[:] = kept
            refused = [record for record in store.refusals if record < end]
            for record in refused:
                del store.refusals[record]
            gone += len(refused) + store.monitoring.forget_before(end, events)
        return gone
