"""The route of what cars told of their needs."""

from typing import Final

import msgspec
from litestar import get
from litestar.params import FromPath

from pilotwire.client.profiles import ChargingNeeds, ChargingNeedsList
from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_record import known_station

from .asking import path_text
from .parts import Parts
from .shaping import instant


@get("/stations/{station_id:str}/charging-needs")
async def list_charging_needs(station_id: FromPath[str], parts: Parts) -> ChargingNeedsList:
    """List the needs of cars.

    As the cars at its EVSEs told them last by ISO 15118, with the schedules that they have chosen. From OCPP 2.0.1 on.
    """
    station = known_station(parts.store, StationId(path_text(station_id))).id
    schedules = {one.evse_id: one for one in await parts.queries.ev_schedules(station)}
    needs = await parts.queries.charging_needs(station)
    return ChargingNeedsList(items=[_shown(one, schedules.get(one.evse_id)) for one in needs])


def _shown(one: ToldNeeds, chosen: ToldSchedule | None) -> ChargingNeeds:
    later = chosen if chosen is not None and chosen.received_at >= one.received_at else None
    return ChargingNeeds(
        station=one.station, evse_id=one.evse_id, received_at=instant(one.received_at),
        energy_transfer=one.energy_transfer, parameters=one.parameters, answer=one.answer,
        transaction_id=one.transaction, control_mode=one.control_mode, departure_at=instant(one.departure_at),
        max_tuples=one.max_tuples,
        schedule=None if later is None else msgspec.json.decode(_NUMBERS.encode(later.schedule)),
        schedule_base_at=None if later is None else instant(later.base_at),
    )  # fmt: skip


_NUMBERS: Final = msgspec.json.Encoder(decimal_format="number")
CHARGING_NEEDS_ROUTES: Final = (list_charging_needs,)
