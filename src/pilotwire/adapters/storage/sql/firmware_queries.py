"""The part of the port `Queries` that is about firmware, over a database."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from pilotwire.domain.campaign import Campaign, CampaignId, Member
from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.firmware_update import FirmwareUpdate
from pilotwire.kernel.ids import StationId
from pilotwire.services.firmware_ports import MemberFilter, UpdateFilter
from pilotwire.services.page import Page, Slice

from . import campaigns, firmware
from .named import named_page
from .schema import HIGHEST

T = TypeVar("T")


class _Reader(Protocol):
    def _read(self, ask: Callable[[Connection], T]) -> Awaitable[T]: ...


class SqlFirmwareQueries:
    """Fits `FirmwareQueries`; part of `SqlQueries`."""

    async def firmware_releases(self: _Reader, part: Slice, q: str | None = None) -> Page[FirmwareRelease]:
        """See `FirmwareQueries`."""
        return await self._read(lambda link: named_page(link, firmware.RELEASES, firmware.RELEASE, part, q))

    async def firmware_updates(self: _Reader, part: Slice, wanted: UpdateFilter) -> Page[FirmwareUpdate]:
        """See `FirmwareQueries`."""
        return await self._read(lambda link: firmware.updates(link, part, wanted))

    async def firmware_update(self: _Reader, number: int) -> FirmwareUpdate | None:
        """See `FirmwareQueries`."""
        if not 0 <= number <= HIGHEST:
            return None
        return await self._read(lambda link: firmware.update(link, number))

    async def publications(self: _Reader, part: Slice, station: StationId | None = None) -> Page[Publication]:
        """See `FirmwareQueries`."""
        return await self._read(lambda link: firmware.publications(link, part, station))

    async def publication(self: _Reader, number: int) -> Publication | None:
        """See `FirmwareQueries`."""
        if not 0 <= number <= HIGHEST:
            return None
        return await self._read(lambda link: firmware.publication(link, number))

    async def campaigns(self: _Reader, part: Slice) -> Page[Campaign]:
        """See `FirmwareQueries`."""
        return await self._read(lambda link: campaigns.campaigns(link, part))

    async def campaign(self: _Reader, campaign: CampaignId) -> Campaign | None:
        """See `FirmwareQueries`."""
        return await self._read(lambda link: campaigns.campaign(link, campaign))

    async def campaign_members(self: _Reader, part: Slice, campaign: CampaignId, wanted: MemberFilter) -> Page[Member]:
        """See `FirmwareQueries`."""
        return await self._read(lambda link: campaigns.members(link, part, campaign, wanted))

    async def members_of(self: _Reader, campaign: CampaignId) -> Sequence[Member]:
        """See `FirmwareQueries`."""
        return await self._read(lambda link: campaigns.members_of(link, campaign))
