"""Routes of firmware campaigns: begin one, look at it station by station, pause it, end it."""

from datetime import datetime, time, timedelta, tzinfo
from typing import Final
from uuid import uuid4

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import campaign as shapes
from pilotwire.client.codec import shaped
from pilotwire.domain import campaign as domain
from pilotwire.domain.campaign_plan import hindrance
from pilotwire.domain.campaign_window import Window, is_open, next_opening
from pilotwire.domain.operation import OperationId
from pilotwire.kernel.errors import BadInputError, ConflictError
from pilotwire.kernel.ids import StationId
from pilotwire.services import firmware_ports as filters
from pilotwire.services.campaign import (
    CampaignPorts,
    WantedCampaign,
    begin_campaign,
    known_campaign,
    left_over,
)
from pilotwire.services.campaign_attempt import facts_of

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query
from .bulk import chosen_stations, selection_of
from .control import actor_of
from .firmware_times import update_times
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@post("/campaigns", status_code=201)
async def start_campaign(request: ApiRequest, parts: Parts) -> Response[shapes.Campaign]:
    """Begin a firmware campaign.

    Its stations are settled now: those named, or those that the selection finds. It runs as an operation
    `firmware.campaign` of the same id, which begins one `station.update_firmware` after another.
    """
    given = await read_body(request, shapes.CampaignInput)
    zone = _zone(parts, given.time_zone)
    selection = None if given.selection is None else selection_of(given.selection)
    stations = await chosen_stations(parts, given.stations, selection)
    wanted = WantedCampaign(name=given.name, plan=_plan(given), stations=stations, selection=selection, note=given.note)
    return await _begun(parts, wanted, zone, actor_of(request, parts))


@get("/campaigns")
async def list_campaigns(request: ApiRequest, parts: Parts) -> shapes.CampaignList:
    """List firmware campaigns.

    Newest first.
    """
    page = await parts.queries.campaigns(read_part(request))
    items = [await _shown(parts, one) for one in page.items]
    return shapes.CampaignList(items=items, next_cursor=page.next_cursor)


@get("/campaigns/{campaign_id:str}")
async def get_campaign(campaign_id: FromPath[str], parts: Parts) -> shapes.Campaign:
    """Read a firmware campaign.

    How far it is, and whether updates may begin now.
    """
    return await _shown(parts, await _known(parts, campaign_id))


@get("/campaigns/{campaign_id:str}/stations")
async def list_campaign_stations(campaign_id: FromPath[str], request: ApiRequest, parts: Parts) -> shapes.MemberList:
    """List the stations of a firmware campaign.

    In its order: how each stands, why, and how long it took.
    """
    campaign = await _known(parts, campaign_id)
    given = msgspec.structs.asdict(read_query(request, shapes.MemberFilter))
    wanted = msgspec.convert(given, filters.MemberFilter)
    page = await parts.queries.campaign_members(read_part(request), campaign.id, wanted)
    paused = await _is_paused(parts, campaign)
    items = [_shown_member(parts, campaign, one, paused) for one in page.items]
    return shapes.MemberList(items=items, next_cursor=page.next_cursor)


@post("/campaigns/{campaign_id:str}/pause", status_code=200)
async def pause_campaign(campaign_id: FromPath[str], request: ApiRequest, parts: Parts) -> shapes.Campaign:
    """Pause a firmware campaign.

    It begins nothing more; what runs goes on.
    """
    return await _paused(parts, campaign_id, True, actor_of(request, parts))


@post("/campaigns/{campaign_id:str}/resume", status_code=200)
async def resume_campaign(campaign_id: FromPath[str], request: ApiRequest, parts: Parts) -> shapes.Campaign:
    """Go on with a firmware campaign.

    Also with one that holds after a wave.
    """
    return await _paused(parts, campaign_id, False, actor_of(request, parts))


@post("/campaigns/{campaign_id:str}/cancel", status_code=202)
async def cancel_campaign(campaign_id: FromPath[str], parts: Parts) -> shapes.Campaign:
    """Cancel a firmware campaign.

    It ends at its next step and calls off what runs; stations that have begun to install go on.
    """
    campaign = await _known(parts, campaign_id)
    await parts.operations.cancel(OperationId(campaign.id))
    return await _shown(parts, await known_campaign(parts.queries, campaign.id))


@post("/campaigns/{campaign_id:str}/retry", status_code=201)
async def retry_campaign(campaign_id: FromPath[str], request: ApiRequest, parts: Parts) -> Response[shapes.Campaign]:
    """Begin a firmware campaign anew for the stations that were left over.

    Those that failed, were cancelled or were not reached by one that has ended; by the same plan, in a single wave.
    """
    campaign = await _known(parts, campaign_id)
    stations = await left_over(parts.queries, campaign)
    ends_at = campaign.plan.ends_at
    if ends_at is not None and ends_at <= parts.clock.now():
        raise ConflictError("The campaign's own end is over.", "Begin a new campaign with a later end.")
    plan = msgspec.structs.replace(campaign.plan, waves=(domain.Wave(),))
    wanted = WantedCampaign(name=campaign.name, plan=plan, stations=stations, note=campaign.note)
    return await _begun(parts, wanted, _zone(parts, plan.zone), actor_of(request, parts))


async def _begun(parts: ApiParts, wanted: WantedCampaign, zone: tzinfo, actor: str) -> Response[shapes.Campaign]:
    ports = CampaignPorts(parts.store, parts.queries, parts.operations)
    name = domain.CampaignId(str(uuid4()))
    campaign = await begin_campaign(ports, wanted, name, zone, parts.clock.now(), actor)
    shown = await _shown(parts, campaign)
    return JsonResponse(shown, status_code=201, headers={"Location": f"/api/v1/campaigns/{campaign.id}"})


async def _paused(parts: ApiParts, campaign_id: str, paused: bool, actor: str) -> shapes.Campaign:
    campaign = await _known(parts, campaign_id)
    await parts.operations.pause(OperationId(campaign.id), paused, actor)
    return await _shown(parts, campaign)


async def _known(parts: ApiParts, campaign_id: str) -> domain.Campaign:
    return await known_campaign(parts.queries, domain.CampaignId(path_text(campaign_id)))


async def _is_paused(parts: ApiParts, campaign: domain.Campaign) -> bool:
    found = await parts.queries.operation(OperationId(campaign.id)) if campaign.is_open else None
    return found is not None and found.paused


def _zone(parts: ApiParts, name: str | None) -> tzinfo:
    try:
        return parts.zone_of(name)
    except ValueError as error:
        raise BadInputError(
            f"there is no time zone '{(name or '')[:80]}'", "/time_zone", "name one like Europe/Berlin"
        ) from error


def _plan(given: shapes.CampaignInput) -> domain.CampaignPlan:
    return domain.CampaignPlan(
        release=given.release,
        waves=tuple(
            domain.Wave(one.stations, one.percent, one.ended_percent, one.soak_s, one.hold)
            for one in given.waves or (shapes.Wave(),)
        ),
        windows=tuple(
            Window(time.fromisoformat(one.start), time.fromisoformat(one.end), tuple(one.days)) for one in given.windows
        ),
        zone=given.time_zone,
        at_once=given.at_once,
        abort_percent=given.abort_percent,
        abort_minimum=given.abort_minimum,
        attempts=given.attempts,
        retry_after_s=given.retry_after_s,
        busy=given.when_busy,
        ends_at=given.ends_at,
        signing=given.signing,
        retries=given.retries,
        retry_interval_s=given.retry_interval_s,
        install_after_s=given.install_after_s,
        times=update_times(given.times),
        via=None if given.via is None else StationId(given.via),
    )


async def _shown(parts: ApiParts, one: domain.Campaign) -> shapes.Campaign:
    plan, now, zone = one.plan, parts.clock.now(), parts.zone_of(one.plan.zone)
    counts = one.counts
    if one.is_open:
        counts = domain.counted(await parts.queries.members_of(one.id))
    return shapes.Campaign(
        id=one.id,
        name=one.name,
        release=plan.release,
        state=one.state,
        started_at=instant(one.started_at),
        updated_at=instant(one.updated_at),
        stations=one.stations,
        counts=shaped(counts, shapes.Counts),
        wave=one.wave,
        waves=[
            shapes.ShownWave(stations=size, ended_percent=wave.ended_percent, soak_s=wave.soak_s, hold=wave.hold)
            for size, wave in zip(one.wave_sizes, plan.waves, strict=True)
        ],
        paused=await _is_paused(parts, one),
        windows=[
            shapes.ShownWindow(start=f"{each.start:%H:%M}", end=f"{each.end:%H:%M}", days=list(each.days))
            for each in plan.windows
        ],
        time_zone=plan.zone,
        is_open=is_open(plan.windows, zone, now),
        next_opening=instant(_next(one, zone, now)),
        at_once=plan.at_once,
        abort_percent=plan.abort_percent,
        abort_minimum=plan.abort_minimum,
        attempts=plan.attempts,
        retry_after_s=plan.retry_after_s,
        when_busy=plan.busy,
        ends_at=instant(plan.ends_at),
        note=one.note,
        actor=one.actor,
        ended_at=instant(one.ended_at),
    )


def _next(one: domain.Campaign, zone: tzinfo, now: datetime) -> datetime | None:
    if not one.is_open or not one.plan.windows or is_open(one.plan.windows, zone, now):
        return None
    return next_opening(one.plan.windows, zone, now, one.plan.ends_at or now + _LOOK_AHEAD)


def _shown_member(parts: ApiParts, campaign: domain.Campaign, one: domain.Member, paused: bool) -> shapes.Member:
    now, plan = parts.clock.now(), campaign.plan
    release = parts.store.firmware_releases().get(plan.release)
    facts = facts_of(parts.store, parts.link, one.station, release)
    waits_for = hindrance(campaign, one, facts, now, parts.zone_of(plan.zone))
    return shapes.Member(
        station=one.station,
        position=one.position,
        wave=one.wave,
        state=one.state,
        attempts=one.attempts,
        failures=one.failures,
        waits_for="paused" if waits_for is not None and paused else waits_for,
        why=one.why,
        detail=one.detail,
        not_before=instant(one.not_before),
        begun_at=instant(one.begun_at),
        ended_at=instant(one.ended_at),
        duration_s=None if one.begun_at is None else ((one.ended_at or now) - one.begun_at).total_seconds(),
        operation=one.operation,
        previous=one.previous,
        firmware=one.firmware,
    )


_LOOK_AHEAD: Final = timedelta(days=366)
CAMPAIGN_ROUTES: Final = (
    start_campaign,
    list_campaigns,
    get_campaign,
    list_campaign_stations,
    pause_campaign,
    resume_campaign,
    cancel_campaign,
    retry_campaign,
)
