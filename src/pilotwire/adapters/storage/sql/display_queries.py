"""Reading of displays; part of `SqlQueries`."""

from pilotwire.domain.display_message import DisplayMessage
from pilotwire.domain.display_template import DisplayTemplate
from pilotwire.kernel.ids import StationId
from pilotwire.services.page import Page, Slice

from . import displays
from .named import named_page
from .reading import Reader


class SqlDisplayQueries(Reader):
    """Texts on displays and their templates."""

    async def display_messages_of(self, station: StationId) -> list[DisplayMessage]:
        """See `Queries`."""
        return await self._read(lambda connection: displays.messages_of(connection, station))

    async def display_message(self, station: StationId, number: int) -> DisplayMessage | None:
        """See `Queries`."""
        return await self._read(lambda connection: displays.message(connection, station, number))

    async def display_templates(self, part: Slice, q: str | None = None) -> Page[DisplayTemplate]:
        """See `Queries`."""
        return await self._read(
            lambda connection: named_page(connection, displays.DISPLAY_TEMPLATES, displays.TEMPLATE, part, q)
        )

    async def display_template(self, name: str) -> DisplayTemplate | None:
        """See `Queries`."""
        return await self._read(lambda connection: displays.template(connection, name))
