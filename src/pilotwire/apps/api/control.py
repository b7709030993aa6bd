"""Routes that act on a station at once: start, stop, unlock, reset, availability, trigger, and the like."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final, NamedTuple, TypeVar

from litestar import Response, post
from litestar.params import FromPath

from pilotwire.client import control as shapes
from pilotwire.domain import remote_control as ask
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services import remote_control as control
from pilotwire.services.availability import change_availability as change
from pilotwire.services.remote_control import Asker
from pilotwire.services.stale_transactions import Judged, close_stale
from pilotwire.services.station_link import (
    NotConnectedError,
)
from pilotwire.services.station_record import known_station

from .asking import decoded_body, path_text, raw_body
from .calls import not_connected
from .once import Answers, answered_once
from .parts import ApiParts, ApiRequest, Parts
from .remembered import RememberedAnswers
from .shaping import instant

T = TypeVar("T")
W = TypeVar("W", bound=shapes.ControlInput)


@post("/stations/{station_id:str}/stop", status_code=200)
async def stop_transaction(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ControlAnswer]:
    """Stop a transaction.

    Accepted means that the station will stop it: the end comes as event `transaction.ended`.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.StopInput)
    transaction = TransactionId(wanted.transaction_id)
    return await acted(desk, wanted, lambda asker: answer_shown(control.stop(asker, desk.station, transaction)))


@post("/stations/{station_id:str}/unlock", status_code=200)
async def unlock_connector(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ControlAnswer]:
    """Unlock a connector.

    Releases a stuck cable. It is no way to stop a transaction: one that runs there is named in `noticed`.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.UnlockInput)
    command = ask.Unlock(EvseId(wanted.evse_id), ConnectorId(wanted.connector_id))
    return await acted(desk, wanted, lambda asker: answer_shown(control.unlock(asker, desk.station, command)))


@post("/stations/{station_id:str}/reset", status_code=200)
async def reset_station(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ControlAnswer]:
    """Reset a station.

    Or one of its EVSEs. Transactions that run are named in `noticed`; Scheduled means once they have ended.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.ResetInput)
    command = ask.Reset(wanted.kind, evse_of(wanted.evse_id))
    return await acted(desk, wanted, lambda asker: answer_shown(control.reset(asker, desk.station, command)))


@post("/stations/{station_id:str}/availability", status_code=200)
async def change_availability(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ControlAnswer]:
    """Change the availability.

    Of the station, an EVSE or a connector. Scheduled means once the transactions named in `noticed` have ended; what
    was wanted is kept as event `availability.requested`.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.AvailabilityInput)
    command = ask.ChangeAvailability(wanted.status, evse_of(wanted.evse_id), _connector(wanted.connector_id))
    return await acted(desk, wanted, lambda asker: answer_shown(change(asker, desk.station, command)))


@post("/stations/{station_id:str}/trigger", status_code=200)
async def trigger_message(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ControlAnswer]:
    """Trigger a message.

    Accepted means that the station will send it; it comes like any other.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.TriggerInput)
    command = ask.Trigger(wanted.kind, evse_of(wanted.evse_id), _connector(wanted.connector_id), wanted.custom)
    return await acted(desk, wanted, lambda asker: answer_shown(control.trigger(asker, desk.station, command)))


@post("/stations/{station_id:str}/clear-cache", status_code=200)
async def clear_cache(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ControlAnswer]:
    """Clear the authorization cache.

    The station forgets the tokens that it remembers, and asks about each one again.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.ControlInput)
    return await acted(desk, wanted, lambda asker: answer_shown(control.clear_cache(asker, desk.station)))


@post("/stations/{station_id:str}/transaction-status", status_code=200)
async def ask_transaction_status(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.TransactionStatusAnswer]:
    """Ask for waiting messages.

    Whether messages wait in the station, and whether the transaction named still runs. From OCPP 2.0.1 on.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.TransactionStatusInput)
    transaction = None if wanted.transaction_id is None else TransactionId(wanted.transaction_id)

    async def act(asker: Asker) -> shapes.TransactionStatusAnswer:
        told = await control.transaction_status(asker, desk.station, transaction)
        return shapes.TransactionStatusAnswer(messages_in_queue=told.messages_in_queue, ongoing=told.ongoing)

    return await acted(desk, wanted, act)


@post("/stations/{station_id:str}/close-stale-transactions", status_code=200)
async def close_stale_transactions(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.StaleAnswer]:
    """Close stale transactions.

    Closes open transactions that cannot be running: the station says so, or the connector has become Available since,
    or nothing was heard for `older_than_h`. Look first with `dry_run`. Nothing is deleted, and an end that the station
    still sends takes the place of ours.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.StaleInput)
    older_than = None if wanted.older_than_h is None else timedelta(hours=wanted.older_than_h)

    async def act(asker: Asker) -> shapes.StaleAnswer:
        judged = await close_stale(asker, desk.station, older_than, dry_run=wanted.dry_run)
        closed = 0 if wanted.dry_run else sum(one.is_stale for one in judged)
        return shapes.StaleAnswer(transactions=[_judged(one) for one in judged], closed=closed)

    return await acted(desk, wanted, act)


class ControlDesk(NamedTuple):
    """One request to act on one station."""

    station: StationId
    request: ApiRequest
    body: bytes
    parts: ApiParts
    answers: RememberedAnswers


async def desk_of(
    station_id: str, request: ApiRequest, parts: ApiParts, answers: RememberedAnswers, shape: type[W]
) -> tuple[ControlDesk, W]:
    """The station that a request is about, and what it asks for. Raises NotFoundError and as `decoded_body`."""
    station = known_station(parts.store, StationId(path_text(station_id)))
    body = await raw_body(request)
    return ControlDesk(station.id, request, body, parts, answers), decoded_body(body, shape)


async def acted(desk: ControlDesk, wanted: shapes.ControlInput, act: Callable[[Asker], Awaitable[T]]) -> Response[T]:
    """The answer to a request: what `act` brings, once for each Idempotency-Key."""
    parts = desk.parts
    asker = asker_of(desk.request, parts, wanted.timeout_s)

    async def once() -> T:
        try:
            return await act(asker)
        except NotConnectedError:
            raise await not_connected(parts, known_station(parts.store, desk.station)) from None

    return await answered_once(desk.request, desk.body, parts, desk.answers, once)


def asker_of(request: ApiRequest, parts: ApiParts, timeout_s: float | None = None) -> Asker:
    """Who asks stations in a request's name; `timeout_s` None is the deployment's."""
    return Asker(
        store=parts.store,
        link=parts.link,
        clock=parts.clock,
        rules=parts.rules,
        advisers=parts.advisers,
        actor=actor_of(request, parts),
        timeout_s=timeout_s or parts.settings.call_timeout_s,
        quiet=not parts.settings.stops_at_limits,
    )


def actor_of(request: ApiRequest, parts: ApiParts) -> str:
    """Who makes a request, as events show it: the key's name, or that it came from the console."""
    caller = request.auth
    return next((key.name for key in parts.store.api_keys() if key.id == caller.id), caller.by)


async def answer_shown(answer: Awaitable[control.Answer]) -> shapes.ControlAnswer:
    told = await answer
    return shapes.ControlAnswer(
        status=told.status, noticed=list(told.noticed), reason_code=told.reason_code, info=told.info
    )


def _judged(one: Judged) -> shapes.JudgedTransaction:
    transaction = one.transaction
    return shapes.JudgedTransaction(
        transaction_id=transaction.id,
        stale=one.is_stale,
        why=one.why,
        started_at=instant(transaction.started_at),
        last_received_at=instant(transaction.last_received_at),
        evse_id=transaction.evse_id,
    )


def evse_of(number: int | None) -> EvseId | None:
    """An EVSE by its number."""
    return None if number is None else EvseId(number)


def _connector(number: int | None) -> ConnectorId | None:
    return None if number is None else ConnectorId(number)


CONTROL_ROUTES: Final = (
    stop_transaction, unlock_connector, reset_station, change_availability, trigger_message,
    clear_cache, ask_transaction_status, close_stale_transactions,
)  # fmt: skip
