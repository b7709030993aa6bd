"""Campaigns as people begin them: everything is checked before, and the stations are settled then."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

import msgspec

from pilotwire.domain.campaign import Campaign, CampaignId, CampaignPlan, Member, wave_sizes
from pilotwire.domain.campaign_window import check_windows
from pilotwire.domain.firmware_events import CampaignStarted
from pilotwire.domain.operation import OperationId
from pilotwire.domain.selection import Selection
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import StationId

from .campaign_job import CAMPAIGN, CampaignRequest
from .firmware_release import known_release
from .kept_record import check_name
from .operations import Operations
from .ports import Queries, Store
from .work import Work


class WantedCampaign(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks for. `stations` are in the order in which they are to be updated."""

    name: str
    plan: CampaignPlan
    stations: Sequence[StationId]
    selection: Selection | None = None
    note: str | None = None


class CampaignPorts(NamedTuple):
    """What a campaign is begun with."""

    store: Store
    queries: Queries
    operations: Operations


async def begin_campaign(
    ports: CampaignPorts, wanted: WantedCampaign, name: CampaignId, zone: tzinfo, now: datetime, actor: str | None
) -> Campaign:
    """Store a campaign with its stations and its operation, all in one commit, and begin.

    Raises NotFoundError for the release, BadInputError naming the field.
    """
    check_name("A campaign", wanted.name)
    plan = wanted.plan
    release = known_release(ports.store, plan.release)
    if plan.signing == "require" and not release.is_signed:
        raise BadInputError(f"release {release.name} has no signature", "/signing", "give it one, or prefer it")
    if plan.ends_at is not None and plan.ends_at <= now:
        raise BadInputError("the end is in the past", "/ends_at", "give a time to come, or leave it out")
    check_windows(plan.windows, zone, now, plan.ends_at)
    sizes = wave_sizes(plan.waves, len(wanted.stations))
    campaign = Campaign(
        name, wanted.name, plan, now, now, len(wanted.stations), sizes, selection=wanted.selection, note=wanted.note,
        actor=actor,
    )  # fmt: skip
    work = Work()
    work.save(campaign, *_members(name, wanted.stations, sizes))
    work.tell(
        CampaignStarted(
            at=now, campaign=name, name=campaign.name, release=plan.release, stations=campaign.stations,
            waves=len(sizes), actor=actor,
        )
    )  # fmt: skip
    own = OperationId(name)
    await ports.operations.start(CAMPAIGN, CampaignRequest(), None, actor, work, (own, own))
    return campaign


async def known_campaign(queries: Queries, name: CampaignId) -> Campaign:
    """A campaign by its id. Raises NotFoundError."""
    found = await queries.campaign(name)
    if found is None:
        raise NotFoundError(f"There is no campaign '{name}'.", "Look at the list of campaigns.")
    return found


async def left_over(queries: Queries, campaign: Campaign) -> list[StationId]:
    """The stations of a campaign that has ended at which the release is not, in its order.

    Raises ConflictError while it runs, and where there are none.
    """
    if campaign.is_open:
        raise ConflictError(f"Campaign {campaign.id} still runs.", "Cancel it, or wait for its end.")
    members = await queries.members_of(campaign.id)
    found = [one.station for one in members if one.state in ("failed", "unreached", "cancelled")]
    if not found:
        raise ConflictError(f"Campaign {campaign.id} left no station over.", "There is nothing to be done again.")
    return found


def _members(campaign: CampaignId, stations: Sequence[StationId], sizes: Sequence[int]) -> list[Member]:
    waves = [wave for wave, size in enumerate(sizes, 1) for _ in range(size)]
    return [
        Member(campaign, position, station, wave)
        for position, (station, wave) in enumerate(zip(stations, waves, strict=True))
    ]
