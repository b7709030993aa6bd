"""Routes of tariffs that stations reckon by themselves, and of the tariff of a running transaction."""

from typing import Final

from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import station_tariff as shapes
from pilotwire.client.control import ControlAnswer
from pilotwire.client.operation import Operation
from pilotwire.domain.pricing_ability import takes_tariffs
from pilotwire.domain.station_tariff import reference_of
from pilotwire.domain.tariff_commands import ClearTariffs
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services import station_tariffs as service
from pilotwire.services.remote_control import Asker
from pilotwire.services.station_record import known_station
from pilotwire.services.tariff_change import change_tariff
from pilotwire.services.tariff_jobs import INSTALL, InstallRequest

from .answer import JsonResponse
from .asking import path_text, read_body
from .control import acted, actor_of, answer_shown, desk_of, evse_of
from .once import Answers
from .operations import accepted
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/stations/{station_id:str}/tariffs")
async def get_station_tariffs(station_id: FromPath[str], parts: Parts) -> shapes.StationTariffs:
    """Read the tariffs of a station.

    For each EVSE the default tariff that is assigned beside the one that the station said to hold, and what keeps it
    from being told. Stations of other versions than OCPP 2.1 reckon nothing, so they hold none.
    """
    record, held = known_station(parts.store, StationId(path_text(station_id))), []
    rows = service.wanted_tariffs(parts.store, record, parts.clock.now())
    if record.tariffs is not None:
        held = [
            shapes.HeldTariff(
                name=one.name, kind=one.kind, evse_ids=list(one.evse_ids), id_tokens=list(one.id_tokens),
                valid_from=None if one.valid_from is None else instant(one.valid_from),
            )
            for one in record.tariffs.tariffs
        ]  # fmt: skip
    evses = []
    for row in rows:
        wanted = None if row.wanted is None else row.wanted.reference
        name = None if record.tariffs is None else record.tariffs.default_at(row.evse_id)
        at_station = None if name is None else reference_of(name)
        against = [
            shapes.TariffObstacle(pointer=one.pointer, message=one.message, remedy=one.remedy) for one in row.obstacles
        ]
        evses.append(
            shapes.EvseTariff(
                evse_id=row.evse_id, in_step=wanted == at_station, obstacles=against, wanted=wanted, held=at_station
            )
        )
    return shapes.StationTariffs(
        station=record.id,
        takes_tariffs=takes_tariffs(record.pricing, record.capabilities),
        evses=evses,
        held=held,
        read_at=None if record.tariffs is None else instant(record.tariffs.at),
    )


@post("/stations/{station_id:str}/tariffs", status_code=202)
async def install_station_tariffs(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> JsonResponse[Operation]:
    """Bring a station's tariffs into step.

    Begins an operation `station.tariffs`: the station is asked what it holds, and what differs is installed or removed.
    """
    await read_body(request, shapes.InstallTariffsInput)
    station = known_station(parts.store, StationId(path_text(station_id)))
    service.check_takes_tariffs(station)
    return accepted(await parts.operations.start(INSTALL, InstallRequest(), station.id, actor_of(request, parts)))


@post("/stations/{station_id:str}/tariffs/clear", status_code=200)
async def clear_station_tariffs(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.ClearTariffsAnswer]:
    """Remove default tariffs from a station.

    Transactions that run keep theirs. What is still assigned there comes back with the next installation, so take it
    from its assignment first.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.ClearTariffsInput)
    command = ClearTariffs(tuple(wanted.names or ()), evse_of(wanted.evse_id))

    async def act(asker: Asker) -> shapes.ClearTariffsAnswer:
        found = await service.clear(asker, desk.station, command)
        return shapes.ClearTariffsAnswer(
            results=[shapes.ClearedTariff(status=one.status, name=one.name) for one in found]
        )

    return await acted(desk, wanted, act)


@post("/stations/{station_id:str}/transactions/{transaction_id:str}/tariff", status_code=200)
async def change_transaction_tariff(
    station_id: FromPath[str], transaction_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Change the tariff of a running transaction.

    From now on; what was used until then keeps its price. A station that reckons by itself is told first, and nothing
    changes where it refuses; another one is told the new tariff's words with the answer to its next message.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.ChangeTariffInput)
    transaction = TransactionId(path_text(transaction_id))
    return await acted(
        desk, wanted,
        lambda asker: answer_shown(change_tariff(asker, parts.queries, desk.station, transaction, wanted.tariff)),
    )  # fmt: skip


STATION_TARIFF_ROUTES: Final = (
    get_station_tariffs, install_station_tariffs, clear_station_tariffs, change_transaction_tariff,
)  # fmt: skip
