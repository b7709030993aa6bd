"""Firmware and campaigns out of the store in memory."""

from collections.abc import Sequence

from pilotwire.domain.campaign import Campaign, CampaignId, Member
from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.firmware_update import FirmwareUpdate
from pilotwire.kernel.ids import StationId
from pilotwire.services.firmware_ports import MemberFilter, UpdateFilter
from pilotwire.services.page import Page, Slice

from .memory import MemoryStore
from .memory_page import has, page_of


class MemoryFirmware:
    """Part of `MemoryQueries`."""

    _store: MemoryStore

    async def firmware_releases(self, part: Slice, q: str | None = None) -> Page[FirmwareRelease]:
        """See `FirmwareQueries`."""
        known = self._store.firmware_releases().values()
        found = [one for one in known if has(q, one.name, one.version, one.vendor, *one.models, one.note)]
        return page_of(found, part, lambda one: (one.name,), tuple[str])

    async def firmware_updates(self, part: Slice, wanted: UpdateFilter) -> Page[FirmwareUpdate]:
        """See `FirmwareQueries`."""
        known = [one for one in self._store.updates_kept.values() if _is_wanted(one, wanted)]
        return page_of(known, part, _request, tuple[str, int], newest_first=True)

    async def firmware_update(self, number: int) -> FirmwareUpdate | None:
        """See `FirmwareQueries`."""
        return self._store.updates_kept.get(number)

    async def publications(self, part: Slice, station: StationId | None = None) -> Page[Publication]:
        """See `FirmwareQueries`."""
        known = [one for one in self._store.publications_kept.values() if station in (None, one.station)]
        return page_of(known, part, _request, tuple[str, int], newest_first=True)

    async def publication(self, number: int) -> Publication | None:
        """See `FirmwareQueries`."""
        return self._store.publications_kept.get(number)

    async def campaigns(self, part: Slice) -> Page[Campaign]:
        """See `FirmwareQueries`."""
        return page_of(
            self._store.campaigns.values(), part,
            lambda one: (one.started_at.isoformat(timespec="microseconds"), one.id), tuple[str, str],
            newest_first=True,
        )  # fmt: skip

    async def campaign(self, campaign: CampaignId) -> Campaign | None:
        """See `FirmwareQueries`."""
        return self._store.campaigns.get(campaign)

    async def campaign_members(self, part: Slice, campaign: CampaignId, wanted: MemberFilter) -> Page[Member]:
        """See `FirmwareQueries`."""
        known = [
            one
            for one in await self.members_of(campaign)
            if wanted.state in (None, one.state) and wanted.wave in (None, one.wave)
        ]
        return page_of(known, part, lambda one: (one.position,), tuple[int])

    async def members_of(self, campaign: CampaignId) -> Sequence[Member]:
        """See `FirmwareQueries`."""
        known = [one for one in self._store.members.values() if one.campaign == campaign]
        return sorted(known, key=lambda one: one.position)


def _is_wanted(one: FirmwareUpdate, wanted: UpdateFilter) -> bool:
    return (
        wanted.station in (None, one.station)
        and wanted.state in (None, one.state)
        and wanted.release in (None, one.release)
        and (wanted.since is None or one.requested_at >= wanted.since)
        and (wanted.until is None or one.requested_at < wanted.until)
    )


def _request(one: FirmwareUpdate | Publication) -> tuple[str, int]:
    return one.requested_at.isoformat(timespec="microseconds"), one.number
