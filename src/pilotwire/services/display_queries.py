"""What is read of displays; part of the port `Queries`."""

from typing import Protocol

from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.kernel.ids import StationId

from .page import Page, Slice


class DisplayQueries(Protocol):
    """Texts on displays and their templates."""

    async def display_messages_of(self, station: StationId) -> list[DisplayMessage]:
        """Texts that the station holds or held, newest first; the last 500."""
        ...

    async def display_message(self, station: StationId, number: int) -> DisplayMessage | None:
        """One of them."""
        ...

    async def display_templates(self, part: Slice, q: str | None = None) -> Page[DisplayTemplate]:
        """Templates of texts for displays by name, rising; `q` is text within name or note."""
        ...

    async def display_template(self, name: str) -> DisplayTemplate | None:
        """One of them."""
        ...
