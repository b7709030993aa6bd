"""Routes of transactions and their readings."""

from typing import Final

import msgspec
from litestar import get
from litestar.params import FromPath

from pilotwire.client.codec import shaped
from pilotwire.client.filters import TransactionFilter
from pilotwire.client.listing import ReadingList, TransactionList
from pilotwire.client.transaction import Reading, Sample, Transaction
from pilotwire.domain import transaction as domain
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services import ports

from .asking import path_text, read_part, read_query
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant, shown_id_token


@get("/transactions")
async def list_transactions(request: ApiRequest, parts: Parts) -> TransactionList:
    """List transactions.

    By start, newest first.
    """
    given = read_query(request, TransactionFilter)
    token = None if given.token is None else given.token.casefold()
    wanted = msgspec.convert({**msgspec.structs.asdict(given), "token": token}, ports.TransactionFilter)
    page = await parts.queries.transactions(read_part(request), wanted)
    return TransactionList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/stations/{station_id:str}/transactions/{transaction_id:str}")
async def get_transaction(station_id: FromPath[str], transaction_id: FromPath[str], parts: Parts) -> Transaction:
    """Read a transaction.

    Its id is unique within its station only. It can be read as long as it is kept, even when its station is gone.
    """
    return _shown(await _known(parts, station_id, transaction_id))


@get("/stations/{station_id:str}/transactions/{transaction_id:str}/readings")
async def list_readings(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts
) -> ReadingList:
    """List a transaction's readings.

    Oldest first; values are converted to Wh, W, A, V and percent, and kept as sent beside where that changed them.
    """
    known = await _known(parts, station_id, transaction_id)
    page = await parts.queries.readings(read_part(request), known.station, known.id)
    return ReadingList(items=[_shown_reading(row) for row in page.items], next_cursor=page.next_cursor)


async def _known(parts: ApiParts, station_id: str, transaction_id: str) -> domain.Transaction:
    station, transaction = StationId(path_text(station_id)), TransactionId(path_text(transaction_id))
    found = await parts.store.transaction(station, transaction)
    if found is None:
        raise NotFoundError(
            f"Station '{station}' has no transaction '{transaction}'.", "Look at the list of transactions."
        )
    return found


def _shown(one: domain.Transaction) -> Transaction:
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


def _shown_reading(row: ports.ReadingRow) -> Reading:
    return Reading(
        evse_id=row.evse_id,
        at=instant(row.reading.at),
        received_at=instant(row.received_at),
        context=row.reading.context,
        samples=[shaped(sample, Sample) for sample in row.reading.samples],
        import_wh=row.reading.import_wh,
    )


TRANSACTION_ROUTES: Final = (list_transactions, get_transaction, list_readings)
