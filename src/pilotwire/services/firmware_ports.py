"""Firmware in the store and in its lists: parts of the ports `Store` and `Queries`; and the check of signatures."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from pilotwire.domain.campaign import Campaign, CampaignId, Member, MemberState
from pilotwire.domain.certificate import RootCertificate
from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_release import FirmwareRelease, SignatureProof, Signed
from pilotwire.domain.firmware_update import FirmwareUpdate, UpdateState
from pilotwire.kernel.ids import StationId

from .page import Page, Slice


class UpdateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Updates of one station, state or release; `since` and `until` bound when they were asked for."""

    station: StationId | None = None
    state: UpdateState | None = None
    release: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class MemberFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Stations of a campaign in one state, or of one wave (from 1)."""

    state: MemberState | None = None
    wave: int | None = None


class FirmwareReads(Protocol):
    """From memory."""

    def firmware_releases(self) -> Mapping[str, FirmwareRelease]:
        """All releases by name. Not to be changed."""
        ...

    def firmware_updates(self, station: StationId) -> Sequence[FirmwareUpdate]:
        """The station's updates that are open, and the last few that have ended; oldest first."""
        ...

    def firmware_update(self, station: StationId, number: int) -> FirmwareUpdate | None:
        """One of these."""
        ...

    def publications(self, station: StationId) -> Sequence[Publication]:
        """What a local controller offers, or is about to; oldest first."""
        ...


class FirmwareQueries(Protocol):
    """Newest first unless said otherwise."""

    async def firmware_releases(self, part: Slice, q: str | None = None) -> Page[FirmwareRelease]:
        """Releases by name, rising; `q` is text within name, version, vendor, models or note."""
        ...

    async def firmware_updates(self, part: Slice, wanted: UpdateFilter) -> Page[FirmwareUpdate]:
        """Updates by when they were asked for."""
        ...

    async def firmware_update(self, number: int) -> FirmwareUpdate | None:
        """One update."""
        ...

    async def publications(self, part: Slice, station: StationId | None = None) -> Page[Publication]:
        """What local controllers offer and have offered."""
        ...

    async def publication(self, number: int) -> Publication | None:
        """One of them."""
        ...

    async def campaigns(self, part: Slice) -> Page[Campaign]:
        """Campaigns by their beginning."""
        ...

    async def campaign(self, campaign: CampaignId) -> Campaign | None:
        """One campaign."""
        ...

    async def campaign_members(self, part: Slice, campaign: CampaignId, wanted: MemberFilter) -> Page[Member]:
        """Stations of a campaign, in its order."""
        ...

    async def members_of(self, campaign: CampaignId) -> Sequence[Member]:
        """All stations of a campaign, in its order."""
        ...


SignatureCheck = Callable[[Signed, Sequence[RootCertificate], datetime], SignatureProof]
"""Checks a signature and where its certificate leads. Raises BadInputError at /signature or /signing_certificate."""
