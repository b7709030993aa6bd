"""Routes of charge detail records."""

import asyncio
from datetime import tzinfo
from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import charge_record as shapes
from pilotwire.client.filters import ChargeRecordFilter
from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.tariff import Tariff
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services import ports
from pilotwire.services.charge_record import Desk, Reckoned, known_record, make_record, reckon
from pilotwire.services.transaction_cost import Material

from .answer import JsonResponse
from .asking import path_text, read_part, read_query
from .costs import shown_cost
from .parts import ApiRequest, Parts
from .shaping import instant, shown_id_token
from .station_costs import shown_station_cost


@get("/cdrs")
async def list_charge_records(request: ApiRequest, parts: Parts) -> shapes.ChargeRecordList:
    """List charge detail records.

    By the end of their transaction, newest first. A transaction that changed after its end has several; the last one
    counts, and `corrects` names the one before.
    """
    given = read_query(request, ChargeRecordFilter)
    token = None if given.token is None else given.token.casefold()
    wanted = msgspec.convert({**msgspec.structs.asdict(given), "token": token}, ports.ChargeRecordFilter)
    page = await parts.queries.charge_records(read_part(request), wanted)
    return shapes.ChargeRecordList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/cdrs/{cdr_id:str}")
async def get_charge_record(cdr_id: FromPath[str], parts: Parts) -> shapes.ChargeRecord:
    """Read a charge detail record.

    It never changes.
    """
    return _shown(await known_record(parts.queries, path_text(cdr_id)))


@post("/stations/{station_id:str}/transactions/{transaction_id:str}/cdr", status_code=200)
async def make_charge_record(
    station_id: FromPath[str], transaction_id: FromPath[str], parts: Parts
) -> Response[shapes.ChargeRecord]:
    """Make the charge detail record of an ended transaction.

    They are made without being asked for some seconds after the end; this does not wait, and is for transactions that
    ended long ago. 201 where it is new, 200 where the last one says the same.
    """
    desk = Desk(parts.store, parts.queries, parts.rules.zone, _aside, parts.clock.now)
    made = await make_record(desk, StationId(path_text(station_id)), TransactionId(path_text(transaction_id)))
    return JsonResponse(_shown(made.record), status_code=201 if made.is_new else 200)


async def _aside(material: Material, tariff: Tariff | None, zone: tzinfo) -> Reckoned:
    return await asyncio.to_thread(reckon, material, tariff, zone)


def _shown(record: ChargeRecord) -> shapes.ChargeRecord:
    version = (record.tariff or "").rpartition("@")[2]
    return shapes.ChargeRecord(
        id=record.id,
        station=record.station,
        transaction_id=record.transaction,
        number=record.number,
        created_at=instant(record.created_at),
        started_at=instant(record.started_at),
        ended_at=instant(record.ended_at),
        energy_wh=record.energy_wh,
        time_s=record.time_s,
        parking_s=record.parking_s,
        flags=list(record.flags),
        evse_id=record.evse_id,
        connector_id=record.connector_id,
        id_token=shown_id_token(record.id_token),
        group_id=record.group_id,
        account=record.account,
        stopped_reason=record.stopped_reason,
        corrects=record.corrects,
        cost=None if record.cost is None else shown_cost(record.cost, version),
        station_cost=None if record.station_cost is None else shown_station_cost(record.station_cost),
        reservation_id=record.reservation,
    )


CHARGE_RECORD_ROUTES: Final = (list_charge_records, get_charge_record, make_charge_record)
