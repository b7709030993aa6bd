"""Routes that act on one transaction: its limits, what its station says of it, and closing it."""

from typing import Final

from litestar import post
from litestar.params import FromPath

from pilotwire.client.transaction import Transaction
from pilotwire.client.transaction_history import LimitsAnswer, LimitsInput, TransactionCheck
from pilotwire.client.transaction_problem import CloseInput
from pilotwire.dialects.sample import exact
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.remote_control import Asker
from pilotwire.services.station_link import NotConnectedError
from pilotwire.services.station_record import known_station
from pilotwire.services.transaction_care import check, close
from pilotwire.services.transaction_limits import set_limits

from .asking import path_text, read_body
from .calls import not_connected
from .control import actor_of
from .parts import ApiParts, ApiRequest, Parts
from .transactions import shown_check, shown_limits, shown_transaction


@post("/stations/{station_id:str}/transactions/{transaction_id:str}/limits", status_code=200)
async def limit_transaction(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts
) -> LimitsAnswer:
    """Limit a transaction.

    In energy, time, state of charge or cost; what is not named stays. Stations of OCPP 2.1 that can are told and keep
    the limit themselves; with others this server asks for the end once the limit is reached. `noticed` says which.
    """
    wanted = await read_body(request, LimitsInput)
    limit = TransactionLimit(
        None if wanted.max_cost is None else exact(wanted.max_cost),
        None if wanted.max_energy_wh is None else exact(wanted.max_energy_wh),
        wanted.max_time_s,
        wanted.max_soc_percent,
    )
    done = await set_limits(
        asker_of(request, parts), StationId(path_text(station_id)), TransactionId(path_text(transaction_id)), limit,
        wanted.message,
    )  # fmt: skip
    limits = done.transaction.limits
    return LimitsAnswer(noticed=list(done.noticed), limits=None if limits is None else shown_limits(limits))


@post("/stations/{station_id:str}/transactions/{transaction_id:str}/check", status_code=200)
async def check_transaction(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts
) -> TransactionCheck:
    """Ask about a transaction.

    Whether it runs and whether messages of it wait in its station, kept with the transaction. From OCPP 2.0.1 on.
    """
    station, transaction = StationId(path_text(station_id)), TransactionId(path_text(transaction_id))
    try:
        told = await check(asker_of(request, parts), station, transaction)
    except NotConnectedError:
        raise await not_connected(parts, known_station(parts.store, station)) from None
    return shown_check(told)


@post("/stations/{station_id:str}/transactions/{transaction_id:str}/close", status_code=200)
async def close_transaction(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts
) -> Transaction:
    """Close a transaction.

    That cannot be running any more. It ends when it was last heard of; an end that the station still sends takes the
    place of ours. Nothing is sent to the station: to stop what runs, use `stop`.
    """
    wanted = await read_body(request, CloseInput)
    station, transaction = StationId(path_text(station_id)), TransactionId(path_text(transaction_id))
    return shown_transaction(await close(asker_of(request, parts), station, transaction, wanted.reason))


def asker_of(request: ApiRequest, parts: ApiParts) -> Asker:
    """Who asks stations on behalf of this request."""
    return Asker(
        store=parts.store,
        link=parts.link,
        clock=parts.clock,
        rules=parts.rules,
        advisers=parts.advisers,
        actor=actor_of(request, parts),
        timeout_s=parts.settings.call_timeout_s,
        quiet=not parts.settings.stops_at_limits,
    )


TRANSACTION_CARE_ROUTES: Final = (limit_transaction, check_transaction, close_transaction)
