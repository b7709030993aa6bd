"""Keys of meters as an administrator enters them."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from pilotwire.domain.meter_key import MOST_KEYS, MeterKey, MeterKeys, key_bytes, key_id
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError
from pilotwire.kernel.ids import EvseId, StationId

from .ports import Queries, Store
from .station_record import known_station
from .work import Work


class WantedKey(NamedTuple):
    """A key as it is entered."""

    public_key: str
    evse_id: EvseId | None
    note: str | None
    actor: str | None


async def add_key(
    store: Store, queries: Queries, station: StationId, wanted: WantedKey, is_key: Callable[[bytes], bool], at: datetime
) -> MeterKey:
    """Keep a key for a station's meters; the same key for the same EVSE again changes nothing.

    Raises NotFoundError, BadInputError for what is no key, ConflictError when there are too many.
    """
    known_station(store, station)
    data = key_bytes(wanted.public_key)
    if data is None or not is_key(data):
        raise BadInputError(
            "This is no public key on an elliptic curve.", "/public_key",
            "Give it as PEM, as DER in hexadecimal or Base64, or as oca:base16:asn1:... as it is printed on the meter.",
        )  # fmt: skip
    kept = await queries.meter_keys(station) or MeterKeys(station)
    name = key_id(data)
    same = next((one for one in kept.keys if (one.id, one.evse_id) == (name, wanted.evse_id)), None)
    if same is not None:
        return same
    if len(kept.keys) >= MOST_KEYS:
        raise ConflictError(f"A station has at most {MOST_KEYS} keys.", "Remove those of meters that are gone.")
    new = MeterKey(name, data.hex(), at, wanted.evse_id, wanted.note, wanted.actor)
    await _keep(store, MeterKeys(station, (*kept.keys, new)))
    return new


async def remove_key(store: Store, queries: Queries, station: StationId, name: str) -> None:
    """Forget a key, whichever EVSEs it was entered for. Raises NotFoundError."""
    kept = await queries.meter_keys(station) or MeterKeys(station)
    left = tuple(one for one in kept.keys if one.id != name)
    if len(left) == len(kept.keys):
        raise NotFoundError(f"Station '{station}' has no meter key '{name}'.", "Look at the list of its keys.")
    await _keep(store, MeterKeys(station, left))


async def _keep(store: Store, keys: MeterKeys) -> None:
    work = Work()
    work.save(keys)
    await store.commit(work)
