"""Acting on a station at once: what is checked before it is asked, what it answered, and what is worth noticing."""

from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

from pilotwire.domain import readiness
from pilotwire.domain import remote_control as ask
from pilotwire.domain.authorization import WITHOUT_CHECK, check_start, most_transactions
from pilotwire.domain.command import Command, Reply
from pilotwire.domain.events import (
    AvailabilityRequested,
    CacheClearRequested,
    Event,
    RemoteStartRequested,
    RemoteStopRequested,
    ResetRequested,
    TriggerRequested,
    UnlockRequested,
)
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.transaction import Transaction, is_over
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.kernel.time import Clock

from .advisers import NO_ADVISERS, Advisers
from .authorize import judge
from .context import Context, Rules
from .ports import (
    Store,
)
from .station_link import (
    CallRefusedError,
    NoAnswerError,
    StationLink,
    UnusableAnswerError,
)
from .station_record import known_station
from .work import Work

R = TypeVar("R", Reply, ask.RemoteStartReply)

_ID_CHARACTERS: Final = 36
_REMOTE_START_IDS: Final = 2_147_483_629
"""A prime below 31 bits: record ids of the same half second stay apart in what is left of them."""
_PLAIN: Final = ("Blocked", "Unknown")
"""What needs no reason beside it."""
_WITH_FORCE: Final = "send it with force if you know better"


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, by which rules, and over which ports; `timeout_s` None is the deployment's.

    `quiet`: nothing is sent to stations by itself.
    """

    store: Store
    link: StationLink
    clock: Clock
    rules: Rules = Rules()
    advisers: Advisers = NO_ADVISERS
    actor: str | None = None
    timeout_s: float | None = None
    quiet: bool = False


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The station's own answer, and in `noticed` what somebody who asks this should know."""

    status: str
    reason_code: str | None = None
    info: str | None = None
    noticed: tuple[str, ...] = ()


class StartAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to a remote start; `transaction` where one runs already, its cable having been in."""

    status: str
    remote_start_id: int
    transaction: TransactionId | None = None
    reason_code: str | None = None
    info: str | None = None
    noticed: tuple[str, ...] = ()


class ObstacleError(ConflictError):
    """What is known stands against it; `pointer` names the field that it is about. Nothing was sent."""

    def __init__(self, message: str, pointer: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.pointer = pointer


async def start(
    asker: Asker, station: StationId, presented: IdToken, evse_id: EvseId | None = None, *, force: bool = False
) -> StartAnswer:
    """Ask for a transaction; its own `remote_start_id` comes back in it, where the version has one.

    Raises NotFoundError, BadInputError for a token of the wrong form, ObstacleError when EVSE or token cannot
    be used as far as is known (not with `force`), and as `StationLink.request`. Source: OCPP 2.0.1 part 2, F01 and F02;
    OCPP 1.6, 5.11.
    """
    known_station(asker.store, station)
    check_form(presented)
    known = await asker.store.token(presented.key)
    refusal = await _refusal(asker, station, presented, evse_id)
    obstacles = [found for found in (_evse_obstacle(asker, station, evse_id), refusal) if found]
    if obstacles and not force:
        raise obstacles[0]
    token = _completed(presented, known)
    remote_start_id = asker.store.next_id() % _REMOTE_START_IDS + 1
    group_id = known.group_id if known is not None and len(known.group_id or "") <= _ID_CHARACTERS else None
    command = ask.RemoteStart(token, remote_start_id, evse_id, group_id)

    def event(reply: Reply) -> Event:
        return RemoteStartRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, id_token=token, evse_id=evse_id,
            remote_start_id=remote_start_id, forced=bool(obstacles), **msgspec.structs.asdict(reply),
        )  # fmt: skip

    reply = await _ask(asker, station, command, event)
    noticed = tuple(f"sent although {found.message}" for found in obstacles)
    return StartAnswer(reply.status, remote_start_id, reply.transaction, reply.reason_code, reply.info, noticed)


async def stop(asker: Asker, station: StationId, transaction: TransactionId) -> Answer:
    """Ask for the end of a transaction. Raises NotFoundError, ConflictError when it has ended, and as `request`.

    One whose end was only assumed may be stopped: it may run after all. Source: OCPP 2.0.1 part 2, F03; OCPP 1.6, 5.12.
    """
    known_station(asker.store, station)
    found = await asker.store.transaction(station, transaction)
    if found is None:
        raise NotFoundError(
            f"Station '{station}' has no transaction '{transaction}'.", "Look at its open transactions."
        )
    if is_over(found):
        ended = "" if found.ended_at is None else f" at {found.ended_at:%Y-%m-%d %H:%M:%S} UTC"
        why = f" ({found.stopped_reason})" if found.stopped_reason else ""
        raise ConflictError(f"Transaction {transaction} ended{ended}{why}.", "There is nothing left to stop.")

    def event(reply: Reply) -> Event:
        return RemoteStopRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, transaction_id=transaction,
            **msgspec.structs.asdict(reply),
        )  # fmt: skip

    noticed = (f"the end of transaction {transaction} was assumed already",) if found.ended else ()
    return _answer(await _ask(asker, station, ask.RemoteStop(transaction), event), noticed)


async def unlock(asker: Asker, station: StationId, command: ask.Unlock) -> Answer:
    """Ask for a cable's release. Raises NotFoundError, ObstacleError for an unknown EVSE, and as `request`.

    Source: OCPP 2.0.1 part 2, F05; OCPP 1.6, 5.18.
    """
    known_station(asker.store, station)
    _check_evse(asker, station, command.evse_id)
    running = readiness.running_at(asker.store.open_transactions(station), command.evse_id)

    def event(reply: Reply) -> Event:
        return UnlockRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, evse_id=command.evse_id,
            connector_id=command.connector_id, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    return _answer(await _ask(asker, station, command, event), _told(running))


async def reset(asker: Asker, station: StationId, command: ask.Reset) -> Answer:
    """Ask for a new start of the station or one EVSE; the answer names transactions that run there.

    Raises NotFoundError, ObstacleError for an unknown EVSE, and as `request`. Source: OCPP 2.0.1 part 2, B11 and B12.
    """
    known_station(asker.store, station)
    _check_evse(asker, station, command.evse_id)
    running = readiness.running_at(asker.store.open_transactions(station), command.evse_id)

    def event(reply: Reply) -> Event:
        return ResetRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, kind=command.kind, evse_id=command.evse_id,
            **msgspec.structs.asdict(reply),
        )  # fmt: skip

    return _answer(await _ask(asker, station, command, event), _told(running))


async def change_availability(asker: Asker, station: StationId, command: ask.ChangeAvailability) -> Answer:
    """Ask for a station, EVSE or connector in or out of service; the wish is kept as event `availability.requested`.

    Raises NotFoundError, BadInputError, ObstacleError for an unknown EVSE, and as `request`. Source: OCPP 2.0.1 part 2,
    G03 and G04; OCPP 1.6, 5.2.
    """
    known_station(asker.store, station)
    _check_place(command.evse_id, command.connector_id is not None)
    _check_evse(asker, station, command.evse_id)
    open_here = readiness.running_at(asker.store.open_transactions(station), command.evse_id)
    running = open_here if command.status == "Inoperative" else ()

    def event(reply: Reply) -> Event:
        return AvailabilityRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, wanted=command.status,
            evse_id=command.evse_id, connector_id=command.connector_id, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    return _answer(await _ask(asker, station, command, event), _told(running))


async def trigger(asker: Asker, station: StationId, command: ask.Trigger) -> Answer:
    """Ask for a message. Raises NotFoundError, BadInputError, and as `request`.

    Source: OCPP 2.0.1 part 2, F06; OCPP 2.1 part 2, F06.FR.20; OCPP 1.6, 5.17.
    """
    known_station(asker.store, station)
    _check_place(command.evse_id, command.connector_id is not None)
    if (command.kind == "CustomTrigger") != (command.custom is not None):
        raise BadInputError(
            "A custom trigger has the kind CustomTrigger and a name, and nothing else has.", "/custom",
            "Give both, or neither.",
        )  # fmt: skip

    def event(reply: Reply) -> Event:
        return TriggerRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, kind=command.kind, evse_id=command.evse_id,
            connector_id=command.connector_id, custom=command.custom, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    return _answer(await _ask(asker, station, command, event))


async def clear_cache(asker: Asker, station: StationId) -> Answer:
    """Ask a station to forget remembered tokens. Raises NotFoundError, and as `request`.

    Source: OCPP 2.0.1 part 2, C11; OCPP 1.6, 5.4.
    """
    known_station(asker.store, station)

    def event(reply: Reply) -> Event:
        return CacheClearRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, **msgspec.structs.asdict(reply)
        )

    return _answer(await _ask(asker, station, ask.ClearCache(), event))


async def transaction_status(
    asker: Asker, station: StationId, transaction: TransactionId | None = None
) -> ask.TransactionStatus:
    """Whether messages wait in the station, and whether the transaction runs; only asks, so it is no event.

    Raises NotFoundError, and as `request`. Source: OCPP 2.0.1 part 2, E14.
    """
    known_station(asker.store, station)
    return await asker.link.request(station, ask.GetTransactionStatus(transaction), asker.timeout_s)


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


async def _ask(asker: Asker, station: StationId, command: Command[R], event: Callable[[Reply], Event]) -> R:
    """Ask, and store the event of it, whatever the station said. What was never sent is no event."""
    try:
        reply = await asker.link.request(station, command, asker.timeout_s)
    except CallRefusedError as error:
        told = f"{error.code}: {error.description}" if error.description else error.code
        await _store(asker, event(Reply("CallError", info=told)))
        raise
    except (NoAnswerError, UnusableAnswerError) as error:
        await _store(asker, event(Reply("NoAnswer", info=error.message)))
        raise
    told_by_station = event(Reply(reply.status, reply.reason_code, reply.info))
    if isinstance(reply, ask.RemoteStartReply) and reply.transaction is not None:
        told_by_station = msgspec.structs.replace(told_by_station, transaction_id=reply.transaction)
    await _store(asker, told_by_station)
    return reply


async def _store(asker: Asker, event: Event) -> None:
    work = Work()
    work.tell(event)
    await asker.store.commit(work)


def _answer(reply: Reply, noticed: tuple[str, ...] = ()) -> Answer:
    return Answer(reply.status, reply.reason_code, reply.info, noticed)


def _told(running: tuple[Transaction, ...]) -> tuple[str, ...]:
    return tuple(
        f"transaction {one.id} runs{'' if one.evse_id is None else f' at EVSE {one.evse_id}'}"
        f" since {one.started_at:%Y-%m-%d %H:%M:%S} UTC"
        for one in running
    )


def _evse_obstacle(asker: Asker, station: StationId, evse_id: EvseId | None) -> ObstacleError | None:
    if evse_id is not None and evse_id < 1:
        raise BadInputError(f"There is no EVSE {evse_id} to start at.", "/evse_id", "Name one from 1 on, or none.")
    found = readiness.obstacle(asker.store.connectors(station), asker.store.open_transactions(station), evse_id)
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


def _completed(presented: IdToken, known: Token | None) -> IdToken:
    """The token with the type that is known of it, where the request names none."""
    if known is None or presented.type:
        return presented
    return msgspec.structs.replace(presented, type=known.type, additional=presented.additional or known.additional)


def _check_place(evse_id: EvseId | None, has_connector: bool) -> None:
    if has_connector and evse_id is None:
        raise BadInputError("A connector is one of an EVSE, and none is named.", "/evse_id", "Name its EVSE too.")


def _check_evse(asker: Asker, station: StationId, evse_id: EvseId | None) -> None:
    known = readiness.known_evses(asker.store.connectors(station))
    if evse_id and known and evse_id not in known:
        raise ObstacleError(
            f"the station has told of no EVSE {evse_id}, only of {', '.join(map(str, known))}", "/evse_id",
            "name one of these, or let the station tell of its connectors first",
        )  # fmt: skip
