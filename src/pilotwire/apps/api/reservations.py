"""Routes of reservations: asking for one, taking it back, and all of them as a calendar."""

import re
from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client.control import ControlInput
from pilotwire.client.filters import ReservationFilter
from pilotwire.client.reservation import Reservation, ReservationAnswer, ReservationInput, ReservationList
from pilotwire.domain import reservation as domain
from pilotwire.domain.id_token import UNSPECIFIED, IdToken
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services import ports
from pilotwire.services import reservation as service
from pilotwire.services.remote_control import Asker

from .asking import path_text, read_part, read_query
from .control import acted, desk_of, evse_of
from .once import Answers
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant, shown_token


@get("/reservations")
async def list_reservations(request: ApiRequest, parts: Parts) -> ReservationList:
    """List reservations.

    As a calendar: `since` and `until` bound the time for which they hold, or held. By when they were asked for, newest
    first.
    """
    given = read_query(request, ReservationFilter)
    token = None if given.token is None else given.token.casefold()
    wanted = msgspec.convert({**msgspec.structs.asdict(given), "token": token}, ports.ReservationFilter)
    page = await parts.queries.reservations(read_part(request), wanted)
    return ReservationList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@post("/stations/{station_id:str}/reservations", status_code=200)
async def make_reservation(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ReservationAnswer]:
    """Reserve.

    Keeps an EVSE free for a token from now on. Refused before anything is sent when what is known stands against it;
    `force` sends it all the same. Accepted means that the station keeps it free; what becomes of it comes as events
    `reservation.used` and `reservation.ended`.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, ReservationInput)
    whole = service.WantedReservation(
        id_token=IdToken(wanted.id_token.value, wanted.id_token.type or UNSPECIFIED),
        expires_at=wanted.expires_at,
        evse_id=evse_of(wanted.evse_id),
        connector_type=wanted.connector_type,
        group_id=wanted.group_id,
        force=wanted.force,
    )

    async def act(asker: Asker) -> ReservationAnswer:
        facts = await service.reservation_facts(parts.queries, desk.station)
        return _told(await service.reserve(asker, desk.station, whole, facts))

    return await acted(desk, wanted, act)


@get("/stations/{station_id:str}/reservations/{reservation_id:str}")
async def get_reservation(station_id: FromPath[str], reservation_id: FromPath[str], parts: Parts) -> Reservation:
    """Read a reservation.

    As it stands now, and who asked for it.
    """
    return _shown(await _known(parts, StationId(path_text(station_id)), path_text(reservation_id)))


@post("/stations/{station_id:str}/reservations/{reservation_id:str}/cancel", status_code=200)
async def cancel_reservation(
    station_id: FromPath[str], reservation_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ReservationAnswer]:
    """Cancel a reservation.

    A station that answers Rejected holds no such reservation: it is `removed` then.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, ControlInput)
    known = await _known(parts, desk.station, path_text(reservation_id))

    async def act(asker: Asker) -> ReservationAnswer:
        return _told(await service.cancel(asker, parts.queries, known.id))

    return await acted(desk, wanted, act)


async def _known(parts: ApiParts, station: StationId, name: str) -> domain.Reservation:
    found = await parts.queries.reservation(int(name)) if _NUMBER.fullmatch(name) else None
    if found is None or found.station != station:
        raise NotFoundError(f"Station '{station}' has no reservation '{name}'.", "Look at the list of reservations.")
    return found


def _told(answer: service.ReservationAnswer) -> ReservationAnswer:
    reply = answer.reply
    return ReservationAnswer(
        status=reply.status, noticed=list(answer.noticed), reason_code=reply.reason_code, info=reply.info,
        reservation=_shown(answer.reservation),
    )  # fmt: skip


def _shown(one: domain.Reservation) -> Reservation:
    return Reservation(
        id=one.id,
        station=one.station,
        state=one.state,
        id_token=shown_token(one.id_token),
        requested_at=instant(one.requested_at),
        expires_at=instant(one.expires_at),
        state_at=instant(one.state_at),
        evse_id=one.evse_id,
        connector_type=one.connector_type,
        group_id=one.group_id,
        actor=one.actor,
        forced=one.forced,
        status=one.status,
        reason_code=one.reason_code,
        info=one.info,
        transaction_id=one.transaction,
        ended_by=one.ended_by,
    )


_NUMBER: Final = re.compile("[0-9]{1,10}", re.ASCII)
RESERVATION_ROUTES: Final = (list_reservations, make_reservation, get_reservation, cancel_reservation)
