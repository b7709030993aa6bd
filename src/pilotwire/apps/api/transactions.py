"""Routes of transactions and their readings."""

from typing import Final

import msgspec
from litestar import get
from litestar.params import FromPath

from pilotwire.client.codec import shaped
from pilotwire.client.filters import ReadingFilter, TransactionFilter
from pilotwire.client.listing import ReadingList, TransactionList
from pilotwire.client.transaction import Reading, ReadingKind, Sample, Transaction
from pilotwire.client.transaction_history import Step, StepList, TransactionCheck, TransactionLimit, TransactionLimits
from pilotwire.domain import transaction as domain
from pilotwire.domain import transaction_point as points
from pilotwire.domain.device_model import Address, Component, Variable
from pilotwire.domain.transaction_limit import Limits
from pilotwire.domain.transaction_limit import TransactionLimit as DomainLimit
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services import ports
from pilotwire.services.transaction_record import known_transaction

from .asking import path_text, read_part, read_query
from .meter_oddities import shown_oddities
from .parts import ApiParts, ApiRequest, Parts
from .payments import shown_settlement
from .shaping import instant, shown_id_token
from .station_costs import shown_station_cost


@get("/transactions")
async def list_transactions(request: ApiRequest, parts: Parts) -> TransactionList:
    """List transactions.

    By start, newest first.
    """
    given = read_query(request, TransactionFilter)
    token = None if given.token is None else given.token.casefold()
    wanted = msgspec.convert({**msgspec.structs.asdict(given), "token": token}, ports.TransactionFilter)
    page = await parts.queries.transactions(read_part(request), wanted)
    return TransactionList(items=[shown_transaction(one) for one in page.items], next_cursor=page.next_cursor)


@get("/stations/{station_id:str}/transactions/{transaction_id:str}")
async def get_transaction(station_id: FromPath[str], transaction_id: FromPath[str], parts: Parts) -> Transaction:
    """Read a transaction.

    Its id is unique within its station only. It can be read as long as it is kept, even when its station is gone.
    `meter_oddities` name gaps, jumps and steps back among its readings.
    """
    known = await _known(parts, station_id, transaction_id)
    shown = shown_transaction(await _in_light_of_settings(parts, known))
    return msgspec.structs.replace(shown, meter_oddities=await shown_oddities(parts.queries, known) or None)


@get("/stations/{station_id:str}/transactions/{transaction_id:str}/readings")
async def list_readings(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts
) -> ReadingList:
    """List a transaction's readings.

    Oldest first; values are converted to Wh, W, A, V and percent, and kept as sent beside where that changed them. With
    a kind wanted, a page may hold fewer than `limit`.
    """
    known = await _known(parts, station_id, transaction_id)
    page = await parts.queries.readings(read_part(request), known.station, known.id)
    wanted = read_query(request, ReadingFilter).kind
    items = [one for one in map(shown_reading, page.items) if wanted in (None, one.kind)]
    return ReadingList(items=items, next_cursor=page.next_cursor)


@get("/stations/{station_id:str}/transactions/{transaction_id:str}/history")
async def list_steps(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts
) -> StepList:
    """List a transaction's history.

    Its charging states with the time of each, tokens shown, connection and power lost and back, limits, and what was
    done about it. Oldest first.
    """
    known = await _known(parts, station_id, transaction_id)
    page = await parts.queries.steps(read_part(request), known.station, known.id)
    return StepList(items=[_shown_step(row) for row in page.items], next_cursor=page.next_cursor)


async def _known(parts: ApiParts, station_id: str, transaction_id: str) -> domain.Transaction:
    station, transaction = StationId(path_text(station_id)), TransactionId(path_text(transaction_id))
    return await known_transaction(parts.store, station, transaction)


async def _in_light_of_settings(parts: ApiParts, one: domain.Transaction) -> domain.Transaction:
    """The transaction with the points that began and ended it as the station's own settings tell them."""
    stored = {known.address.key: known for known in await parts.queries.variables_of(one.station, _POINTS)}
    start, stop = (_members(stored.get(address.key)) for address in _POINTS)
    return msgspec.structs.replace(
        one,
        start_point=points.as_configured(one.start_point, one.start_trigger, start),
        stop_point=points.as_configured(one.stop_point, one.stop_trigger, stop),
    )


def _members(variable: Variable | None) -> tuple[str, ...]:
    actual = None if variable is None else variable.attribute("Actual")
    return tuple(word.strip() for word in (actual.value or "").split(",")) if actual is not None else ()


def shown_transaction(one: domain.Transaction) -> Transaction:
    """A transaction as the API shows it."""
    tariff, _, tariff_version = (one.tariff or "").rpartition("@")
    return msgspec.structs.replace(
        _facts(one),
        account=one.account,
        charging_state_since=instant(one.state_since),
        start_point=one.start_point,
        start_trigger=one.start_trigger,
        stop_point=one.stop_point,
        stop_trigger=one.stop_trigger,
        interruption=one.interruption,
        limits=None if one.limits is None else shown_limits(one.limits),
        message=one.message,
        checked=None if one.checked is None else shown_check(one.checked),
        tariff=tariff or None,
        tariff_version=tariff_version or None,
        station_tariff=one.station_tariff,
        settlement=None if one.settlement is None else shown_settlement(one.settlement),
        station_cost=None if one.station_cost is None else shown_station_cost(one.station_cost),
    )


def _facts(one: domain.Transaction) -> Transaction:
    """What is known of a transaction in every version."""
    return Transaction(
        station=one.station,
        id=one.id,
        state="ended" if one.ended else "open",
        started_at=instant(one.started_at),
        started_received_at=instant(one.started_received_at),
        last_at=instant(one.last_at),
        last_received_at=instant(one.last_received_at),
        energy_wh=one.energy_wh,
        offline=one.offline,
        flags=list(one.flags),
        missing=list(domain.missing_reports(one)),
        evse_id=one.evse_id,
        connector_id=one.connector_id,
        ended_at=instant(one.ended_at),
        ended_received_at=instant(one.ended_received_at),
        charging_state=one.charging_state,
        id_token=shown_id_token(one.id_token),
        stop_token=shown_id_token(one.stop_token),
        group_id=one.group_id,
        authorization=one.authorization,
        stopped_reason=one.stopped_reason,
        remote_start_id=one.remote_start_id,
        reservation_id=one.reservation_id,
        meter_start_wh=one.meter.start_wh,
        meter_stop_wh=one.meter.stop_wh,
        power_w=one.power_w,
        soc_percent=one.soc_percent,
    )


def shown_check(told: domain.Checked) -> TransactionCheck:
    """What a station said of a transaction, as the API shows it."""
    return TransactionCheck(at=instant(told.at), messages_in_queue=told.messages_in_queue, ongoing=told.ongoing)


def shown_limits(limits: Limits) -> TransactionLimits:
    """Limits as the API shows them."""
    return TransactionLimits(
        wanted=_shown_limit(limits.wanted),
        sent=_shown_limit(limits.sent),
        reported=_shown_limit(limits.reported),
        set_by=limits.set_by,
        reached=limits.reached,
        stop_asked_at=instant(limits.stop_asked_at),
    )


def _shown_limit(limit: DomainLimit) -> TransactionLimit:
    return shaped(limit, TransactionLimit)


def _shown_step(row: ports.StepRow) -> Step:
    step = row.step
    return Step(
        at=instant(step.at),
        received_at=instant(row.received_at),
        kind=step.kind,
        state=step.state,
        trigger=step.trigger,
        id_token=shown_id_token(step.id_token),
        limit=None if step.limit is None else _shown_limit(step.limit),
        detail=step.detail,
    )


def shown_reading(row: ports.ReadingRow) -> Reading:
    """A reading as the API shows it."""
    return Reading(
        evse_id=row.evse_id,
        at=instant(row.reading.at),
        received_at=instant(row.received_at),
        context=row.reading.context,
        kind=_KINDS.get(row.reading.context, "other"),
        samples=[shaped(sample, Sample) for sample in row.reading.samples],
        import_wh=row.reading.import_wh,
    )


_KINDS: Final[dict[str, ReadingKind]] = {
    "Sample.Periodic": "sampled", "Sample.Clock": "clock-aligned", "Transaction.Begin": "transaction",
    "Transaction.End": "transaction",
}  # fmt: skip
_TX: Final = Component("TxCtrlr")
_POINTS: Final = (Address(_TX, "TxStartPoint"), Address(_TX, "TxStopPoint"))
TRANSACTION_ROUTES: Final = (list_transactions, get_transaction, list_readings, list_steps)
