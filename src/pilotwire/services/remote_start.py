"""Remote starts: what is checked before one is sent, what is kept of it, and what the station answered."""

from datetime import timedelta
from typing import Final

import msgspec

from pilotwire.domain import readiness
from pilotwire.domain.authorization import WITHOUT_CHECK, check_start, most_transactions
from pilotwire.domain.charging_profile import ChargingProfile, start_faults
from pilotwire.domain.command import Reply
from pilotwire.domain.control_events import RemoteStartRequested
from pilotwire.domain.event import Event
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.remote_control import RemoteStart, RemoteStartReply
from pilotwire.domain.requested_start import RequestedStart, answered, not_sent
from pilotwire.domain.reservation_conflict import described, kept_for, kept_from
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import EvseId, StationId, TransactionId

from .authorize import judge
from .charging_facts import NOTHING_TOLD, ChargingFacts, beyond
from .context import Context
from .remote_control import Asker, ObstacleError, ask
from .station_link import CallRefusedError, NoAnswerError, UnusableAnswerError
from .station_record import known_station
from .tariff_choice import tariff_at
from .transaction_limits import keepers
from .work import Work

_ID_CHARACTERS: Final = 36
_REMOTE_START_IDS: Final = 2_147_483_629
"""A prime below 31 bits: record ids of the same half second stay apart in what is left of them."""
_PLAIN: Final = ("Blocked", "Unknown")
"""What needs no reason beside it."""
_WITH_FORCE: Final = "send it with force if you know better"
_CONNECTION_TIMEOUT_S: Final = 120
"""How long a driver has to plug in, where the station has not told."""
_MARGIN_S: Final = 30


class WantedStart(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks for. A profile without a number (0) gets that of the start.

    `limit` is told to the station with the answer to the first message of the transaction that comes of it.
    """

    id_token: IdToken
    evse_id: EvseId | None = None
    group_id: str | None = None
    charging_profile: ChargingProfile | None = None
    limit: TransactionLimit | None = None
    force: bool = False


class StartAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to a remote start; `transaction` where one runs already, its cable having been in."""

    status: str
    remote_start_id: int
    transaction: TransactionId | None = None
    reason_code: str | None = None
    info: str | None = None
    noticed: tuple[str, ...] = ()


async def start(
    asker: Asker, station: StationId, wanted: WantedStart, facts: ChargingFacts = NOTHING_TOLD
) -> StartAnswer:
    """Ask for a transaction. What became of it is kept from before it is sent, and goes on with its transaction.

    Raises NotFoundError, BadInputError for a token or a profile of the wrong form, ObstacleError when EVSE, token or
    profile cannot be used as far as is known (not with `force`), and as `StationLink.request`.
    Source: OCPP 2.0.1 part 2, F01 and F02; OCPP 2.1 part 2, F07; OCPP 1.6, 5.11.
    """
    known_station(asker.store, station)
    check_form(wanted.id_token)
    _check_profile(wanted.charging_profile)
    known = await asker.store.token(wanted.id_token.key)
    obstacles = await _obstacles(asker, station, wanted, facts, _group_of(wanted, known))
    if obstacles and not wanted.force:
        raise obstacles[0]
    noticed = [f"sent although {found.message}" for found in obstacles]
    if wanted.limit:
        group, now = _group_of(wanted, known), asker.clock.now()
        tariff = tariff_at(asker.store, station, wanted.evse_id, wanted.id_token.value, group, now)
        keeping = await keepers(asker, station, wanted.limit, "/limits", has_price=tariff is not None)
        noticed += keeping.noticed
    kept = _kept(asker, station, wanted, known, facts)
    work = Work()
    work.save(kept)
    await asker.store.commit(work)
    reply = await _asked(asker, kept, forced=bool(obstacles))
    return StartAnswer(reply.status, kept.id, reply.transaction, reply.reason_code, reply.info, tuple(noticed))


def check_form(token: IdToken) -> None:
    """Raise BadInputError unless a token has 1 to 36 characters that print. Source: OCPP 2.0.1 part 2, IdTokenType."""
    if not 1 <= len(token.value) <= _ID_CHARACTERS:
        raise BadInputError(
            f"A token has 1 to {_ID_CHARACTERS} characters; this one has {len(token.value)}.", "/id_token/value",
            "Use the token's number as it stands on the card.",
        )  # fmt: skip
    if not token.value.isprintable():
        raise BadInputError(
            f"The token {token.value!a} holds characters that do not print.", "/id_token/value", "Leave them out."
        )


async def _asked(asker: Asker, kept: RequestedStart, *, forced: bool) -> RemoteStartReply:
    command = RemoteStart(kept.id_token, kept.id, kept.evse_id, kept.group_id, kept.charging_profile)

    def event(reply: Reply) -> Event:
        return RemoteStartRequested(
            station=kept.station, at=asker.clock.now(), actor=asker.actor, id_token=kept.id_token,
            evse_id=kept.evse_id, remote_start_id=kept.id, forced=forced, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    def settle(work: Work, reply: Reply | RemoteStartReply) -> None:
        work.save(answered(_present(asker, kept), reply, asker.clock.now()))

    try:
        return await ask(asker, kept.station, command, event, settle)
    except (CallRefusedError, NoAnswerError, UnusableAnswerError):
        raise
    except PilotwireError as error:
        work = Work()
        work.save(not_sent(_present(asker, kept), error.message, asker.clock.now()))
        await asker.store.commit(work)
        raise


def _present(asker: Asker, kept: RequestedStart) -> RequestedStart:
    """The start as it is now: its transaction may have begun before the answer came."""
    return asker.store.requested_start(kept.station, kept.id) or kept


def _kept(
    asker: Asker, station: StationId, wanted: WantedStart, known: Token | None, facts: ChargingFacts
) -> RequestedStart:
    number = asker.store.next_id() % _REMOTE_START_IDS + 1
    now, profile = asker.clock.now(), wanted.charging_profile
    group_id = _group_of(wanted, known)
    return RequestedStart(
        station,
        number,
        _completed(wanted.id_token, known),
        now,
        now + timedelta(seconds=(facts.connection_timeout_s or _CONNECTION_TIMEOUT_S) + _MARGIN_S),
        evse_id=wanted.evse_id,
        group_id=group_id if len(group_id or "") <= _ID_CHARACTERS else None,
        charging_profile=profile and (profile if profile.id else msgspec.structs.replace(profile, id=number)),
        limit=wanted.limit or None,
        actor=asker.actor,
    )


def _check_profile(profile: ChargingProfile | None) -> None:
    if profile is None:
        return
    for fault in start_faults(profile):
        raise BadInputError(fault.message, f"/charging_profile{fault.pointer}", fault.remedy)


async def _obstacles(
    asker: Asker, station: StationId, wanted: WantedStart, facts: ChargingFacts, group_id: str | None
) -> list[ObstacleError]:
    found = (
        _reserved(asker, station, wanted, group_id) or _evse_obstacle(asker, station, wanted, group_id),
        await _refusal(asker, station, wanted.id_token, wanted.evse_id),
        _profile_obstacle(wanted.charging_profile, facts),
    )
    return [one for one in found if one is not None]


def _group_of(wanted: WantedStart, known: Token | None) -> str | None:
    return wanted.group_id or (known.group_id if known is not None else None)


def _reserved(asker: Asker, station: StationId, wanted: WantedStart, group_id: str | None) -> ObstacleError | None:
    store, evse_id = asker.store, wanted.evse_id
    found = kept_from(
        wanted.id_token, group_id, evse_id, store.reservations(station), store.connectors(station), asker.clock.now()
    )
    if found is None:
        return None
    where = "every EVSE" if evse_id is None else f"EVSE {evse_id}"
    return ObstacleError(
        f"{where} is kept for others: {described(found)}", "/evse_id",
        f"use another EVSE, or cancel the reservation first; {_WITH_FORCE}",
    )  # fmt: skip


def _evse_obstacle(asker: Asker, station: StationId, wanted: WantedStart, group_id: str | None) -> ObstacleError | None:
    store, evse_id = asker.store, wanted.evse_id
    if evse_id is not None and evse_id < 1:
        raise BadInputError(f"There is no EVSE {evse_id} to start at.", "/evse_id", "Name one from 1 on, or none.")
    connectors = kept_for(
        wanted.id_token, group_id, store.reservations(station), store.connectors(station), asker.clock.now()
    )
    found = readiness.obstacle(connectors, store.open_transactions(station), evse_id)
    if found is None:
        return None
    if found.transaction is not None:
        remedy = f"stop transaction {found.transaction} first; {_WITH_FORCE}"
    else:
        remedy = f"use another EVSE; {_WITH_FORCE}"
    return ObstacleError(str(found), "/evse_id", remedy)


async def _refusal(
    asker: Asker, station: StationId, presented: IdToken, evse_id: EvseId | None
) -> ObstacleError | None:
    now = asker.clock.now()
    around = Context(
        station, now, "RequestStartTransaction", msgspec.Raw(b"{}"), asker.store, Work(), asker.rules, asker.advisers
    )
    answer, known, group = await judge(around, presented, evse_id)
    if presented.type not in WITHOUT_CHECK:
        most = most_transactions(known, group, asker.rules.allow_concurrent)
        answer = check_start(answer, asker.store.open_with_token(presented.key), "", most)
    if answer.status == "Accepted":
        return None
    why = f"token {presented.value} is {answer.status}"
    if answer.status == "Expired" and answer.expires_at is not None:
        why += f" since {answer.expires_at:%Y-%m-%d %H:%M:%S} UTC"
    elif answer.status == "ConcurrentTx":
        running = next(iter(asker.store.open_with_token(presented.key)))
        why += f": it runs transaction {running.id} at station '{running.station}'"
    elif answer.reason is not None and answer.status not in _PLAIN:
        why += f": {answer.reason}"
    return ObstacleError(why, "/id_token/value", f"change the token, or use another; {_WITH_FORCE}")


def _profile_obstacle(profile: ChargingProfile | None, facts: ChargingFacts) -> ObstacleError | None:
    found = None if profile is None else beyond(facts, profile)
    if found is None:
        return None
    return ObstacleError(found[1], f"/charging_profile{found[0]}", f"change the profile; {_WITH_FORCE}")


def _completed(presented: IdToken, known: Token | None) -> IdToken:
    """The token with the type that is known of it, where the request names none."""
    if known is None or presented.type:
        return presented
    return msgspec.structs.replace(presented, type=known.type, additional=presented.additional or known.additional)
