"""Reservations: what is checked before one is sent, what is kept of it, and how one is taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.event import Event
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reservation import HOLDING, MOST_AHEAD, SHORTEST, Reservation, answered, moved
from pilotwire.domain.reservation_commands import CancelReservation, Reserve
from pilotwire.domain.reservation_conflict import conflict
from pilotwire.domain.reservation_events import ReservationCancelRequested, ReservationEnded, ReservationRequested
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import EvseId, StationId

from .authorize import judge
from .context import Context
from .ports import Queries, Store
from .remote_control import Asker, ObstacleError, Told, ask
from .remote_start import check_form
from .station_link import (
    NotConnectedError,
    QueueFullError,
)
from .station_record import known_station
from .tariff_choice import tariff_at
from .work import Work

_WITH_FORCE: Final = "send it with force if you know better"
_CONTROLLER: Final = Component("ReservationCtrlr")
ANYWHERE: Final = Address(_CONTROLLER, "NonEvseSpecific")
ENABLED: Final = Address(_CONTROLLER, "Enabled")


class WantedReservation(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks for: an EVSE, any with a connector of a type, or (both None) any."""

    id_token: IdToken
    expires_at: datetime
    evse_id: EvseId | None = None
    connector_type: str | None = None
    group_id: str | None = None
    force: bool = False


class ReservationFacts(msgspec.Struct, frozen=True):
    """What the station has told of itself: whether it reserves at all, and without an EVSE named. None: not told."""

    enabled: bool | None = None
    anywhere: bool | None = None


NOTHING_TOLD: Final = ReservationFacts()


class ReservationAnswer(msgspec.Struct, frozen=True):
    """The station's answer, the reservation as it stands after it, and what is worth noticing."""

    reply: Reply
    reservation: Reservation
    noticed: tuple[str, ...] = ()


async def reservation_facts(queries: Queries, station: StationId) -> ReservationFacts:
    """What is stored of the station's settings. Source: OCPP 2.0.1 part 2, H01.FR.18 and H01.FR.19; OCPP 1.6, 9.2."""
    found = {one.address.key: one for one in await queries.variables_of(station, (ENABLED, ANYWHERE))}
    told: list[bool | None] = []
    for address in (ENABLED, ANYWHERE):
        known = found.get(address.key)
        actual = None if known is None else known.attribute("Actual")
        value = None if actual is None or actual.value is None else actual.value.strip().casefold()
        told.append({"true": True, "false": False}.get(value or ""))
    return ReservationFacts(*told)


async def reserve(
    asker: Asker, station: StationId, wanted: WantedReservation, facts: ReservationFacts = NOTHING_TOLD
) -> ReservationAnswer:
    """Ask for a reservation; it is kept from before it is sent.

    Raises NotFoundError, BadInputError for a token or a time of the wrong form, ObstacleError when what is known stands
    against it (not with `force`), and as `StationLink.request`. Source: OCPP 2.0.1 part 2, H01; OCPP 1.6, 5.13.
    """
    known_station(asker.store, station)
    check_form(wanted.id_token)
    now = asker.clock.now()
    _check_time(wanted.expires_at, now)
    if wanted.evse_id is not None and wanted.connector_type is not None:
        raise BadInputError(
            "A reservation is of an EVSE or of a type of connector.", "/connector_type", "Leave one of them out."
        )
    known = await asker.store.token(wanted.id_token.key)
    kind = wanted.id_token.type or ("" if known is None else known.type)
    group = wanted.group_id or (None if known is None else known.group_id)
    tariff = tariff_at(asker.store, station, wanted.evse_id, wanted.id_token.value, group, now)
    kept = Reservation(
        station, asker.store.next_transaction_number(), msgspec.structs.replace(wanted.id_token, type=kind),
        now, wanted.expires_at, evse_id=wanted.evse_id, connector_type=wanted.connector_type,
        group_id=group, actor=asker.actor, tariff=None if tariff is None else tariff.reference,
    )  # fmt: skip
    obstacles = [found for found in (_refused_by(facts, kept), _conflict(asker.store, kept)) if found]
    obstacles += await _token_obstacles(asker, kept)
    if obstacles and not wanted.force:
        raise obstacles[0]
    kept = msgspec.structs.replace(kept, forced=bool(obstacles))
    await _keep(asker.store, kept)
    reply = await _asked(asker, kept)
    noticed = tuple(f"sent although {found.message}" for found in obstacles)
    return ReservationAnswer(reply, _present(asker.store, kept) or answered(kept, reply, asker.clock.now()), noticed)


async def cancel(asker: Asker, queries: Queries, number: int) -> ReservationAnswer:
    """Ask a station to give a reservation up. One that says it has none such is believed.

    Raises NotFoundError, ConflictError when it holds nothing any more, and as `StationLink.request`.
    Source: OCPP 2.0.1 part 2, H02; OCPP 1.6, 5.1.
    """
    stored = await queries.reservation(number)
    if stored is None:
        raise NotFoundError(f"There is no reservation {number}.", "Look at the list of reservations.")
    kept = _present(asker.store, stored) or stored
    if kept.state not in HOLDING:
        remedy = "Stop its transaction." if kept.state == "in-use" else "There is nothing left to cancel."
        raise ConflictError(f"Reservation {number} is {kept.state}.", remedy)

    def event(reply: Reply) -> Event:
        return ReservationCancelRequested(
            station=kept.station, at=asker.clock.now(), actor=asker.actor, reservation_id=number,
            **msgspec.structs.asdict(reply),
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        now = _present(asker.store, kept)
        if now is None or now.state not in HOLDING or reply.status not in ("Accepted", "Rejected"):
            return
        after = moved(now, "cancelled" if reply.status == "Accepted" else "removed", asker.clock.now())
        work.save(after)
        work.tell(
            ReservationEnded(station=after.station, at=asker.clock.now(), reservation_id=number, state=after.state)
        )

    reply = await ask(asker, kept.station, CancelReservation(number), event, settle)
    noticed = () if reply.status != "Rejected" else ("the station knows no such reservation",)
    return ReservationAnswer(reply, await queries.reservation(number) or kept, noticed)


def _check_time(expires_at: datetime, now: datetime) -> None:
    if expires_at < now + SHORTEST:
        raise BadInputError(
            f"The reservation would end at {expires_at:%Y-%m-%d %H:%M:%S} UTC, and it is {now:%H:%M:%S} UTC.",
            "/expires_at", "Give a time at least a minute ahead.",
        )  # fmt: skip
    if expires_at > now + MOST_AHEAD:
        raise BadInputError(
            f"A reservation begins at once and holds {MOST_AHEAD.days} days at most.", "/expires_at",
            "Give an earlier time.",
        )  # fmt: skip


def _refused_by(facts: ReservationFacts, wanted: Reservation) -> ObstacleError | None:
    if facts.enabled is False:
        return ObstacleError("the station's reservations are turned off", "", f"set {ENABLED}; {_WITH_FORCE}")
    if facts.anywhere is False and wanted.evse_id is None:
        return ObstacleError(
            f"the station takes no reservation without an EVSE ({ANYWHERE} is false)", "/evse_id",
            f"name an EVSE; {_WITH_FORCE}",
        )  # fmt: skip
    return None


def _conflict(store: Store, wanted: Reservation) -> ObstacleError | None:
    station = wanted.station
    found = conflict(wanted, store.reservations(station), store.connectors(station), store.open_transactions(station))
    pointer = "/connector_type" if wanted.connector_type is not None else "/evse_id"
    return None if found is None else ObstacleError(str(found), pointer, f"use another EVSE; {_WITH_FORCE}")


async def _token_obstacles(asker: Asker, wanted: Reservation) -> Sequence[ObstacleError]:
    around = Context(
        wanted.station, wanted.requested_at, "ReserveNow", msgspec.Raw(b"{}"), asker.store, Work(), asker.rules,
        asker.advisers,
    )  # fmt: skip
    answer, _, _ = await judge(around, wanted.id_token, wanted.evse_id)
    if answer.status == "Accepted":
        return ()
    why = f"token {wanted.id_token.value} is {answer.status}" + (f": {answer.reason}" if answer.reason else "")
    return (ObstacleError(why, "/id_token/value", f"change the token, or use another; {_WITH_FORCE}"),)


async def _asked(asker: Asker, kept: Reservation) -> Reply:
    command = Reserve(kept.id, kept.id_token, kept.expires_at, kept.evse_id, kept.connector_type, kept.group_id)

    def event(reply: Reply) -> Event:
        return ReservationRequested(
            station=kept.station, at=asker.clock.now(), actor=asker.actor, reservation_id=kept.id,
            id_token=kept.id_token, expires_at=kept.expires_at, evse_id=kept.evse_id,
            connector_type=kept.connector_type, forced=kept.forced, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        work.save(answered(_present(asker.store, kept) or kept, reply, asker.clock.now()))

    try:
        return await ask(asker, kept.station, command, event, settle)
    except (NotConnectedError, CannotError, QueueFullError) as error:
        await _keep(asker.store, msgspec.structs.replace(moved(kept, "not-sent", asker.clock.now()), info=str(error)))
        raise


async def _keep(store: Store, reservation: Reservation) -> None:
    work = Work()
    work.save(reservation)
    await store.commit(work)


def _present(store: Store, kept: Reservation) -> Reservation | None:
    return next((one for one in store.reservations(kept.station) if one.id == kept.id), None)
