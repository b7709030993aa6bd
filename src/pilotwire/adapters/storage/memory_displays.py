"""Displays out of the store in memory."""

from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.kernel.ids import StationId
from pilotwire.services.page import Page, Slice

from .memory import MemoryStore
from .memory_page import has, page_of


class MemoryDisplays:
    """Part of `MemoryQueries`."""

    _store: MemoryStore

    async def display_messages_of(self, station: StationId) -> list[DisplayMessage]:
        """See `Queries`."""
        known = [one for one in self._store.display_messages.values() if one.station == station]
        return sorted(known, key=lambda one: (one.state_at, one.id), reverse=True)[:500]

    async def display_message(self, station: StationId, number: int) -> DisplayMessage | None:
        """See `Queries`."""
        return self._store.display_messages.get((station, number))

    async def display_templates(self, part: Slice, q: str | None = None) -> Page[DisplayTemplate]:
        """See `Queries`."""
        known = (one for one in self._store.display_templates.values() if has(q, one.name, one.note))
        return page_of(known, part, lambda one: (one.name,), tuple[str])

    async def display_template(self, name: str) -> DisplayTemplate | None:
        """See `Queries`."""
        return self._store.display_templates.get(name)
