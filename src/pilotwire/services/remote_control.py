"""Acting on a station at once: what is checked before it is asked, what it answered, and what is worth noticing."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from pilotwire.domain import readiness
from pilotwire.domain import remote_control as domain
from pilotwire.domain.command import Command, Reply
from pilotwire.domain.control_events import (
    CacheClearRequested,
    RemoteStopRequested,
    ResetRequested,
    TriggerRequested,
    UnlockRequested,
)
from pilotwire.domain.event import Event
from pilotwire.domain.transaction import Transaction, is_over
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.kernel.time import Clock

from .advisers import NO_ADVISERS, Advisers
from .context import Rules
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

Told = Reply | domain.RemoteStartReply
R = TypeVar("R", bound=Told)
Settle = Callable[[Work, Told], None]
"""Adds to the work that keeps an answer."""


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


class ObstacleError(ConflictError):
    """What is known stands against it; `pointer` names the field that it is about. Nothing was sent."""

    def __init__(self, message: str, pointer: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.pointer = pointer


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
    return answer_of(await ask(asker, station, domain.RemoteStop(transaction), event), noticed)


async def unlock(asker: Asker, station: StationId, command: domain.Unlock) -> Answer:
    """Ask for a cable's release. Raises NotFoundError, ObstacleError for an unknown EVSE, and as `request`.

    Source: OCPP 2.0.1 part 2, F05; OCPP 1.6, 5.18.
    """
    known_station(asker.store, station)
    check_evse(asker, station, command.evse_id)
    running = readiness.running_at(asker.store.open_transactions(station), command.evse_id)

    def event(reply: Reply) -> Event:
        return UnlockRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, evse_id=command.evse_id,
            connector_id=command.connector_id, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    return answer_of(await ask(asker, station, command, event), told_of(running))


async def reset(asker: Asker, station: StationId, command: domain.Reset) -> Answer:
    """Ask for a new start of the station or one EVSE; the answer names transactions that run there.

    Raises NotFoundError, ObstacleError for an unknown EVSE, and as `request`. Source: OCPP 2.0.1 part 2, B11 and B12.
    """
    known_station(asker.store, station)
    check_evse(asker, station, command.evse_id)
    running = readiness.running_at(asker.store.open_transactions(station), command.evse_id)

    def event(reply: Reply) -> Event:
        return ResetRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, kind=command.kind, evse_id=command.evse_id,
            **msgspec.structs.asdict(reply),
        )  # fmt: skip

    return answer_of(await ask(asker, station, command, event), told_of(running))


async def trigger(asker: Asker, station: StationId, command: domain.Trigger) -> Answer:
    """Ask for a message. Raises NotFoundError, BadInputError, and as `request`.

    Source: OCPP 2.0.1 part 2, F06; OCPP 2.1 part 2, F06.FR.20; OCPP 1.6, 5.17.
    """
    known_station(asker.store, station)
    check_place(command.evse_id, command.connector_id is not None)
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

    return answer_of(await ask(asker, station, command, event))


async def clear_cache(asker: Asker, station: StationId) -> Answer:
    """Ask a station to forget remembered tokens. Raises NotFoundError, and as `request`.

    Source: OCPP 2.0.1 part 2, C11; OCPP 1.6, 5.4.
    """
    known_station(asker.store, station)

    def event(reply: Reply) -> Event:
        return CacheClearRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, **msgspec.structs.asdict(reply)
        )

    return answer_of(await ask(asker, station, domain.ClearCache(), event))


async def transaction_status(
    asker: Asker, station: StationId, transaction: TransactionId | None = None
) -> domain.TransactionStatus:
    """Whether messages wait in the station, and whether the transaction runs; only asks, so it is no event.

    Raises NotFoundError, and as `request`. Source: OCPP 2.0.1 part 2, E14.
    """
    known_station(asker.store, station)
    return await asker.link.request(station, domain.GetTransactionStatus(transaction), asker.timeout_s)


async def ask(
    asker: Asker, station: StationId, command: Command[R], event: Callable[[Reply], Event],
    settle: Settle | None = None,
) -> R:  # fmt: skip
    """Ask, and store the event of it, whatever the station said, with what `settle` adds. What was never sent is no
    event. Raises as `StationLink.request`.
    """
    try:
        reply = await asker.link.request(station, command, asker.timeout_s)
    except CallRefusedError as error:
        told = f"{error.code}: {error.description}" if error.description else error.code
        await _store(asker, Reply("CallError", info=told), event, settle)
        raise
    except (NoAnswerError, UnusableAnswerError) as error:
        await _store(asker, Reply("NoAnswer", info=error.message), event, settle)
        raise
    await _store(asker, reply, event, settle)
    return reply


async def _store(asker: Asker, reply: Told, event: Callable[[Reply], Event], settle: Settle | None) -> None:
    plain = Reply(reply.status, reply.reason_code, reply.info) if isinstance(reply, domain.RemoteStartReply) else reply
    told = event(plain)
    if isinstance(reply, domain.RemoteStartReply) and reply.transaction is not None:
        told = msgspec.structs.replace(told, transaction_id=reply.transaction)
    work = Work()
    work.tell(told)
    if settle is not None:
        settle(work, reply)
    await asker.store.commit(work)


def answer_of(reply: Reply, noticed: tuple[str, ...] = ()) -> Answer:
    return Answer(reply.status, reply.reason_code, reply.info, noticed)


def told_of(running: tuple[Transaction, ...]) -> tuple[str, ...]:
    return tuple(
        f"transaction {one.id} runs{'' if one.evse_id is None else f' at EVSE {one.evse_id}'}"
        f" since {one.started_at:%Y-%m-%d %H:%M:%S} UTC"
        for one in running
    )


def check_place(evse_id: EvseId | None, has_connector: bool) -> None:
    if has_connector and evse_id is None:
        raise BadInputError("A connector is one of an EVSE, and none is named.", "/evse_id", "Name its EVSE too.")


def check_evse(asker: Asker, station: StationId, evse_id: EvseId | None) -> None:
    known = readiness.known_evses(asker.store.connectors(station))
    if evse_id and known and evse_id not in known:
        raise ObstacleError(
            f"the station has told of no EVSE {evse_id}, only of {', '.join(map(str, known))}", "/evse_id",
            "name one of these, or let the station tell of its connectors first",
        )  # fmt: skip
