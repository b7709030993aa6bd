"""Keys of meters on every storage."""

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.meter_key import MeterKey, MeterKeys
from pilotwire.domain.station import ChargingStation
from pilotwire.services.work import Removed

from .records import CS1, CS2, EVSE1, EXACTLY, work


async def test_keys_come_back_whole_and_go_with_their_station(storage: Storage) -> None:
    keys = MeterKeys(
        CS1, (MeterKey("ab12", "3059", EXACTLY, EVSE1, "Z\u00e4hler", "ops"), MeterKey("cd", "00", EXACTLY))
    )
    await storage.store.commit(work(keys, MeterKeys(CS2)))
    assert await storage.queries.meter_keys(CS1) == keys
    await storage.store.commit(work(Removed(ChargingStation, CS1)))
    assert await storage.queries.meter_keys(CS1) is None
    assert await storage.queries.meter_keys(CS2) == MeterKeys(CS2)
