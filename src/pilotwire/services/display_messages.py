"""Texts on displays: what is checked before one is sent, what is kept of it, and how it is taken off again."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from pilotwire.domain.command import CannotError, NoWordError, Reply
from pilotwire.domain.display_commands import ClearDisplayMessage, SetDisplayMessage
from pilotwire.domain.display_events import (
    DisplayMessageCleared,
    DisplayMessageRequested,
    DisplayMessagesReported,
)
from pilotwire.domain.display_facts import ADDRESSES, display_facts, obstacles
from pilotwire.domain.display_message import SHOWN, DisplayMessage, DisplayState, moved, objections, standing
from pilotwire.domain.event import Event
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.vendor_data import DisplayAct
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import StationId

from .context import Context
from .ports import Queries
from .remote_control import Asker, ObstacleError, Settle, Told, ask, check_evse
from .station_link import NotConnectedError, QueueFullError
from .station_record import known_station
from .work import Work

_WITH_FORCE: Final = "; send it with force if you know better"
_NUMBERS: Final = 0x7FFF_FFFF


class DisplayAnswer(msgspec.Struct, frozen=True):
    """The station's answer, the message as it stands after it, and what is worth noticing."""

    reply: Reply
    message: DisplayMessage
    noticed: tuple[str, ...] = ()


async def display_messages(asker: Asker, queries: Queries, station: StationId) -> list[DisplayMessage]:
    """What the station is believed to hold and what became of the rest, newest first. Raises NotFoundError."""
    known_station(asker.store, station)
    running = [one.id for one in asker.store.open_transactions(station)]
    now = asker.clock.now()
    return [standing(one, now, running) for one in await queries.display_messages_of(station)]


async def show(asker: Asker, queries: Queries, wanted: DisplayMessage, *, force: bool = False) -> DisplayAnswer:
    """Have a station show a text; with the number of one that it holds in its place. 0: a new number.

    Raises NotFoundError, BadInputError naming the field, ObstacleError when what the station has told stands against
    it (not with `force`), and as `StationLink.request`. Source: OCPP 2.0.1 part 2, O01, O02 and O06.
    """
    known_station(asker.store, wanted.station)
    for found in objections(wanted, asker.clock.now()):
        raise BadInputError(found.message, found.pointer, found.remedy)
    _check_transaction(asker, wanted)
    check_evse(asker, wanted.station, wanted.evse_id)
    held = await display_messages(asker, queries, wanted.station)
    facts = display_facts(await queries.variables_of(wanted.station, ADDRESSES))
    against = [
        ObstacleError(one.message, one.pointer, one.remedy + _WITH_FORCE) for one in obstacles(wanted, facts, held)
    ]
    if against and not force:
        raise against[0]
    number = wanted.id or asker.store.next_transaction_number()
    message = msgspec.structs.replace(wanted, id=number, state="requested", state_at=asker.clock.now())
    reply = await _shown(asker, message, held)
    kept = await queries.display_message(message.station, message.id)
    return DisplayAnswer(reply, kept or message, tuple(f"sent although {one.message}" for one in against))


async def clear(asker: Asker, queries: Queries, station: StationId, number: int) -> DisplayAnswer:
    """Have a station show a text no more. One that says it has none such is believed.

    Raises NotFoundError for a station or a text that nobody knows, and as `StationLink.request`.
    Source: OCPP 2.0.1 part 2, O05.
    """
    known_station(asker.store, station)
    kept = await queries.display_message(station, number)
    if kept is None:
        raise NotFoundError(
            f"Station '{station}' has no display message {number}.", "Look at its list, or read it from the station."
        )

    def event(reply: Reply) -> Event:
        return DisplayMessageCleared(
            station=station, at=asker.clock.now(), actor=asker.actor, message_id=number, status=reply.status,
            reason_code=reply.reason_code, info=reply.info,
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        if reply.status == "Accepted" or (reply.status == "Unknown" and kept.state in SHOWN):
            gone: DisplayState = "cleared" if reply.status == "Accepted" else "missing"
            work.save(moved(kept, gone, asker.clock.now()))

    reply = await _said(asker, kept, ClearDisplayMessage(number), event, settle)
    noticed = ("the station knows no such message",) if reply.status == "Unknown" else ()
    return DisplayAnswer(reply, await queries.display_message(station, number) or kept, noticed)


def reported(context: Context, request_id: int, more: bool, messages: Sequence[DisplayMessage]) -> None:
    """A station tells of texts that it holds. Source: OCPP 2.0.1 part 2, O03.FR.02 to O03.FR.05."""
    context.work.tell(
        DisplayMessagesReported(
            station=context.station, at=context.received_at, request_id=request_id, more=more, messages=tuple(messages)
        )
    )


async def _shown(asker: Asker, message: DisplayMessage, held: Sequence[DisplayMessage]) -> Reply:
    def event(reply: Reply) -> Event:
        return DisplayMessageRequested(
            station=message.station, at=asker.clock.now(), actor=asker.actor, message_id=message.id,
            text=message.content.text, priority=message.priority, template=message.template, status=reply.status,
            reason_code=reply.reason_code, info=reply.info,
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        now = asker.clock.now()
        work.save(_answered(message, reply, now))
        if reply.status == "Accepted" and message.priority == "AlwaysFront":
            # Source: O01.FR.16: of such messages the station holds but one
            work.save(*(moved(one, "replaced", now) for one in held if _gives_way(one, message)))

    work = Work()
    work.save(message)
    await asker.store.commit(work)
    try:
        return await _said(asker, message, SetDisplayMessage(message), event, settle)
    except (NotConnectedError, CannotError, QueueFullError) as error:
        unsent = Work()
        failed = moved(message, "not-sent", asker.clock.now())
        before = next((one for one in held if one.id == message.id and one.state in SHOWN), None)
        unsent.save(before or msgspec.structs.replace(failed, info=str(error)))
        await asker.store.commit(unsent)
        raise


def _answered(message: DisplayMessage, reply: Told, now: datetime) -> DisplayMessage:
    known = msgspec.structs.replace(message, status=reply.status, reason_code=reply.reason_code, info=reply.info)
    state: DisplayState = "accepted" if reply.status == "Accepted" else "refused"
    return moved(known, "unanswered" if reply.status == "NoAnswer" else state, now)


def _gives_way(one: DisplayMessage, newer: DisplayMessage) -> bool:
    return one.id != newer.id and one.priority == "AlwaysFront" and one.state in SHOWN and one.evse_id == newer.evse_id


async def _said(
    asker: Asker, message: DisplayMessage, command: SetDisplayMessage | ClearDisplayMessage,
    event: Callable[[Reply], Event], settle: Settle,
) -> Reply:  # fmt: skip
    """Ask in OCPP's words, or in those of the station's maker where its version has none and a plug-in knows them."""
    try:
        return await ask(asker, message.station, command, event, settle)
    except NoWordError as error:
        made_by = known_station(asker.store, message.station).identity
        act = DisplayAct(made_by.vendor, made_by.model, message, isinstance(command, SetDisplayMessage))
        vendor = asker.advisers.vendor_plugins.display(act)
        if vendor is None:
            raise CannotError(
                f"{error.message}, and no plug-in knows how {made_by.vendor or 'its maker'} says it",
                "describe the maker's own message in display_vendors_file, or send it with data-transfers",
            ) from error
        return await ask(asker, message.station, vendor, event, settle)


def _check_transaction(asker: Asker, wanted: DisplayMessage) -> None:
    if wanted.transaction is None:
        return
    running: list[Transaction] = [
        one for one in asker.store.open_transactions(wanted.station) if one.id == wanted.transaction
    ]
    if not running:
        raise BadInputError(
            f"No transaction '{wanted.transaction}' is open at station '{wanted.station}'.", "/transaction_id",
            "Look at its open transactions, or leave it out.",
        )  # fmt: skip
