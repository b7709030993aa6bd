"""Routes of charging profiles: what stations keep, setting, clearing and reading it, and what it comes to."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import profiles as shapes
from pilotwire.client.operation import Operation
from pilotwire.domain.charging_profile import RateUnit
from pilotwire.domain.charging_profile_commands import CompositeReply, GetCompositeSchedule
from pilotwire.domain.composite_schedule import CompositePeriod
from pilotwire.domain.installed_profile import InstalledProfile, ProfileCriteria
from pilotwire.kernel.ids import EvseId, StationId
from pilotwire.services import charging_profiles as service
from pilotwire.services.profile_read_job import READ, ReadRequest
from pilotwire.services.remote_control import Asker, check_evse
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body, read_query
from .control import acted, actor_of, asker_of, desk_of, evse_of
from .once import Answers
from .operations import accepted
from .parts import ApiRequest, Parts
from .remote_starts import profile_of
from .shaping import instant


@get("/stations/{station_id:str}/charging-profiles")
async def list_charging_profiles(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> shapes.InstalledProfileList:
    """List charging profiles.

    What the station is believed to keep, limits from outside among it, and what became of the rest.
    """
    station = StationId(path_text(station_id))
    found = await service.installed_profiles(asker_of(request, parts), parts.queries, station)
    return shapes.InstalledProfileList(items=[shown(one) for one in found])


@post("/stations/{station_id:str}/charging-profiles", status_code=200)
async def set_charging_profile(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ProfileAnswer]:
    """Set a charging profile.

    What is wrong with it is refused by its field before anything is sent, and so is what the station has told that it
    does not take (`force` sends that). With the id of one that the station keeps, in its place.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.SetProfileInput)

    async def act(asker: Asker) -> shapes.ProfileAnswer:
        whole = service.WantedProfile(
            evse_id=EvseId(wanted.evse_id), profile=profile_of(wanted.profile), force=wanted.force
        )
        return _told(await service.set_profile(asker, parts.queries, desk.station, whole))

    return await acted(desk, wanted, act)


@post("/stations/{station_id:str}/charging-profiles/clear", status_code=200)
async def clear_charging_profiles(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ProfileAnswer]:
    """Clear charging profiles.

    By id, or those that fit all else that is given. A station that answers Unknown keeps no such profile.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.ClearProfilesInput)
    criteria = ProfileCriteria(wanted.id, evse_of(wanted.evse_id), wanted.purpose, wanted.stack_level)

    async def act(asker: Asker) -> shapes.ProfileAnswer:
        return _told(await service.clear_profiles(asker, parts.queries, desk.station, criteria))

    return await acted(desk, wanted, act)


@post("/stations/{station_id:str}/charging-profiles/read", status_code=202)
async def read_charging_profiles(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> JsonResponse[Operation]:
    """Read the charging profiles from the station.

    Begins an operation `charging_profile.read`: what the station tells is stored, and what it keeps no longer is
    marked. From OCPP 2.0.1 on.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = await read_body(request, shapes.ReadProfilesInput)
    wish = ReadRequest(evse_of(given.evse_id), given.purpose, given.stack_level)
    return accepted(await parts.operations.start(READ, wish, station.id, actor_of(request, parts)))


@get("/stations/{station_id:str}/composite-schedule")
async def predict_composite_schedule(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> shapes.CompositeSchedule:
    """Reckon the composite schedule.

    What all profiles together allow that the station is believed to keep, from now on. The station is not asked.
    """
    given, asker = read_query(request, shapes.CompositeWish), asker_of(request, parts)
    station, now = known_station(parts.store, StationId(path_text(station_id))).id, parts.clock.now()
    check_evse(asker, station, EvseId(given.evse_id))
    periods = await service.predicted(
        asker, parts.queries, station, EvseId(given.evse_id), now, given.duration_s, given.rate_unit
    )
    return _schedule(now, given.duration_s, given.rate_unit, periods)


@post("/stations/{station_id:str}/composite-schedule", status_code=200)
async def compare_composite_schedule(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.CompositeAnswer]:
    """Ask for the composite schedule.

    The station's own, beside the one that its profiles come to as far as they are known here. Where they differ it
    becomes a finding and event `composite_schedule.differed`.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.CompositeInput)
    command = GetCompositeSchedule(EvseId(wanted.evse_id), wanted.duration_s, wanted.rate_unit)

    async def act(asker: Asker) -> shapes.CompositeAnswer:
        told = await service.compare(asker, parts.queries, desk.station, command)
        return _compared(told, parts.clock.now(), wanted.duration_s)

    return await acted(desk, wanted, act)


def shown(one: InstalledProfile) -> shapes.InstalledProfile:
    """A profile as the API shows it."""
    profile = one.profile
    return shapes.InstalledProfile(
        station=one.station, evse_id=one.evse_id, id=one.id, state=one.state, state_at=instant(one.state_at),
        purpose=profile.purpose, kind=profile.kind, stack_level=profile.stack_level,
        schedules=[msgspec.json.decode(_NUMBERS.encode(schedule)) for schedule in profile.schedules],
        source=one.source, recurrency=profile.recurrency, valid_from=instant(profile.valid_from),
        valid_to=instant(profile.valid_to), transaction_id=profile.transaction, grid_critical=one.grid_critical,
        actor=one.actor, status=one.status, reason_code=one.reason_code, info=one.info,
    )  # fmt: skip


def _compared(told: service.CompositeAnswer, now: datetime, duration_s: int) -> shapes.CompositeAnswer:
    reply: CompositeReply = told.reply
    start_at, unit = reply.start_at or now, reply.rate_unit
    theirs = None if unit is None else shapes.CompositeSchedule(
        start_at=instant(start_at), duration_s=reply.duration_s or duration_s, rate_unit=unit,
        periods=[
            shapes.CompositePeriod(start_s=one.start_s, limit=_number(one.limit), phases=one.phases)
            for one in reply.periods
        ],
    )  # fmt: skip
    ours = None if unit is None else _schedule(start_at, duration_s, unit, told.ours)
    return shapes.CompositeAnswer(
        status=reply.status, noticed=[], reason_code=reply.reason_code, info=reply.info, station_schedule=theirs,
        our_schedule=ours,
        differences=[
            shapes.CompositeDifference(start_s=one.start_s, station=_number(one.station), ours=_number(one.ours))
            for one in told.differences
        ],
    )  # fmt: skip


def _schedule(
    start_at: datetime, duration_s: int, unit: RateUnit, periods: Sequence[CompositePeriod]
) -> shapes.CompositeSchedule:
    return shapes.CompositeSchedule(
        start_at=instant(start_at), duration_s=duration_s, rate_unit=unit,
        periods=[
            shapes.CompositePeriod(
                start_s=one.start_s, limit=_number(one.allowed.limit), phases=one.allowed.phases,
                discharge_limit=_number(one.allowed.discharge_limit), setpoint=_number(one.allowed.setpoint),
                by=one.allowed.by,
            )
            for one in periods
        ],
    )  # fmt: skip


def _told(answer: service.ProfileAnswer) -> shapes.ProfileAnswer:
    reply = answer.reply
    return shapes.ProfileAnswer(
        status=reply.status, noticed=list(answer.noticed), reason_code=reply.reason_code, info=reply.info,
        profiles=[shown(one) for one in answer.profiles],
    )  # fmt: skip


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


_NUMBERS: Final = msgspec.json.Encoder(decimal_format="number")
PROFILE_ROUTES: Final = (
    list_charging_profiles, set_charging_profile, clear_charging_profiles, read_charging_profiles,
    predict_composite_schedule, compare_composite_schedule,
)  # fmt: skip
