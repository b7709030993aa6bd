"""Routes that act on one transaction: its limits, what its station says of it, and closing it."""

from typing import Final

from litestar import post
from litestar.params import FromPath

from pilotwire.client.transaction_history import LimitsAnswer, LimitsInput
from pilotwire.dialects.sample import exact
from pilotwire.domain.transaction_limit import TransactionLimit
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.remote_control import Asker
from pilotwire.services.transaction_limits import set_limits

from .asking import path_text, read_body
from .control import actor_of
from .parts import ApiParts, ApiRequest, Parts
from .transactions import shown_limits


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


def asker_of(request: ApiRequest, parts: ApiParts) -> Asker:
    """Who asks stations on behalf of this request."""
    return Asker(
        store=parts.store,
        link=parts.link,
        clock=parts.clock,
        rules=parts.rules,
        actor=actor_of(request, parts),
        timeout_s=parts.settings.call_timeout_s,
        quiet=parts.settings.quiet,
    )


TRANSACTION_CARE_ROUTES: Final = (limit_transaction,)
