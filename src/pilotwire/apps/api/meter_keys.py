"""Routes of the public keys of meters, with which signed readings are checked."""

from typing import Final

from litestar import delete, get, post
from litestar.params import FromPath

from pilotwire.adapters.pki.meter_signature import is_key
from pilotwire.client.signed_reading import MeterKey, MeterKeyInput, MeterKeyList
from pilotwire.domain import meter_key as domain
from pilotwire.kernel.ids import StationId
from pilotwire.services.meter_key_record import WantedKey, add_key, remove_key
from pilotwire.services.station_record import known_station

from .asking import path_text, read_body
from .control import actor_of, evse_of
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/stations/{station_id:str}/meter-keys")
async def list_meter_keys(station_id: FromPath[str], parts: Parts) -> MeterKeyList:
    """List the keys of a station's meters.

    Those that were entered here; what the station tells itself is among its variables.
    """
    station = known_station(parts.store, StationId(path_text(station_id))).id
    kept = await parts.queries.meter_keys(station)
    return MeterKeyList(items=[] if kept is None else [_shown(one) for one in kept.keys])


@post("/stations/{station_id:str}/meter-keys", status_code=201)
async def add_meter_key(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> MeterKey:
    """Enter a meter's key.

    As it is printed on the meter. From then on only keys that were entered count for its signed readings. After a
    change of meters enter the new one too: readings of the old meter are still checked with the old key.
    """
    given = await read_body(request, MeterKeyInput)
    wanted = WantedKey(given.public_key, evse_of(given.evse_id), given.note, actor_of(request, parts))
    station = StationId(path_text(station_id))
    return _shown(await add_key(parts.store, parts.queries, station, wanted, is_key, parts.clock.now()))


@delete("/stations/{station_id:str}/meter-keys/{key_id:str}", status_code=204)
async def delete_meter_key(station_id: FromPath[str], key_id: FromPath[str], parts: Parts) -> None:
    """Forget a meter's key.

    Readings stay as they are; they can no longer be checked with it.
    """
    await remove_key(parts.store, parts.queries, StationId(path_text(station_id)), path_text(key_id))


def _shown(one: domain.MeterKey) -> MeterKey:
    return MeterKey(
        id=one.id,
        public_key=one.data,
        created_at=instant(one.created_at),
        evse_id=one.evse_id,
        note=one.note,
        actor=one.actor,
    )


METER_KEY_ROUTES: Final = (list_meter_keys, add_meter_key, delete_meter_key)
