"""Routes of remote starts: asking for one, and what became of those that were asked for."""

import re
from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import control as shapes
from pilotwire.client.charging_profile import ChargingProfileInput
from pilotwire.client.codec import shaped
from pilotwire.client.remote_start import RemoteStart, RemoteStartList
from pilotwire.client.transaction_history import TransactionLimit
from pilotwire.domain import transaction_limit as limits
from pilotwire.domain.charging_profile import ChargingProfile
from pilotwire.domain.id_token import UNSPECIFIED, IdToken
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.charging_facts import charging_facts
from pilotwire.services.remote_control import Asker
from pilotwire.services.remote_start import WantedStart, start
from pilotwire.services.station_record import known_station

from .asking import path_text, read_part
from .control import acted, desk_of, evse_of
from .once import Answers
from .parts import ApiRequest, Parts
from .shaping import instant, shown_token


@post("/stations/{station_id:str}/start", status_code=200)
async def start_transaction(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.StartAnswer]:
    """Start a transaction.

    Refused before anything is sent when the EVSE, the token or the charging profile cannot be used as far as is known;
    `force` sends it all the same. Accepted means that the station will try: the transaction comes as event
    `remote_start.started`, or the time to plug in runs out, `remote_start.timed_out`.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.StartInput)
    whole = WantedStart(
        id_token=IdToken(wanted.id_token.value, wanted.id_token.type or UNSPECIFIED),
        evse_id=evse_of(wanted.evse_id),
        group_id=wanted.group_id,
        charging_profile=None if wanted.charging_profile is None else profile_of(wanted.charging_profile),
        limit=None if wanted.limits is None else msgspec.convert(wanted.limits, _Limit, from_attributes=True),
        force=wanted.force,
    )

    async def act(asker: Asker) -> shapes.StartAnswer:
        told = await start(asker, desk.station, whole, await charging_facts(parts.queries, desk.station))
        return shapes.StartAnswer(
            status=told.status, noticed=list(told.noticed), reason_code=told.reason_code, info=told.info,
            remote_start_id=told.remote_start_id, transaction_id=told.transaction,
        )  # fmt: skip

    return await acted(desk, wanted, act)


@get("/stations/{station_id:str}/remote-starts")
async def list_remote_starts(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> RemoteStartList:
    """List remote starts.

    Of a station, newest first, each with what became of it.
    """
    station = known_station(parts.store, StationId(path_text(station_id))).id
    page = await parts.queries.requested_starts(read_part(request), station)
    return RemoteStartList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/stations/{station_id:str}/remote-starts/{remote_start_id:str}")
async def get_remote_start(station_id: FromPath[str], remote_start_id: FromPath[str], parts: Parts) -> RemoteStart:
    """Read a remote start.

    `started` with its transaction, `timed-out` when nothing came of it in time; every other state can still change, but
    for refused and not-sent.
    """
    station, name = StationId(path_text(station_id)), path_text(remote_start_id)
    number = int(name) if _NUMBER.fullmatch(name) else 0
    found = await parts.queries.requested_start(station, number) if number else None
    if found is None:
        raise NotFoundError(f"Station '{station}' has no remote start '{name}'.", "Look at the list of remote starts.")
    return _shown(found)


def profile_of(given: ChargingProfileInput) -> ChargingProfile:
    """A profile as the domain holds it; without a number of its own it has 0."""
    transaction = None if given.transaction_id is None else TransactionId(given.transaction_id)
    plain = {name: getattr(given, name) for name in given.__struct_fields__ if name not in ("id", "transaction_id")}
    return msgspec.convert(
        {**plain, "id": given.id or 0, "transaction": transaction}, ChargingProfile, from_attributes=True
    )


def _shown(one: RequestedStart) -> RemoteStart:
    return RemoteStart(
        id=one.id,
        station=one.station,
        state=one.state,
        id_token=shown_token(one.id_token),
        requested_at=instant(one.requested_at),
        expires_at=instant(one.expires_at),
        state_at=instant(one.state_at),
        evse_id=one.evse_id,
        group_id=one.group_id,
        charging_profile_id=None if one.charging_profile is None else one.charging_profile.id,
        limits=None if one.limit is None else shaped(one.limit, TransactionLimit),
        actor=one.actor,
        status=one.status,
        reason_code=one.reason_code,
        info=one.info,
        transaction_id=one.transaction,
    )


_Limit = limits.TransactionLimit
_NUMBER: Final = re.compile("[0-9]{1,10}", re.ASCII)
REMOTE_START_ROUTES: Final = (start_transaction, list_remote_starts, get_remote_start)
