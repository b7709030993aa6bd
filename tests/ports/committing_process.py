"""A process that commits works without end and says which are acknowledged, to be killed from outside.

Work n of a station: two frames, its transaction after n messages, a reading of n Wh, and event number n.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.adapters.clock import SystemClock
from pilotwire.adapters.storage.opening import open_storage
from pilotwire.domain.events import StationConnected
from pilotwire.domain.message import LoggedMessage
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.ports import Store
from pilotwire.services.work import StoredReadings, Work

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
STATIONS = 20


def work_of(store: Store, station: StationId, number: int) -> Work:
    """Work n of a station."""
    at, transaction = START + timedelta(seconds=number), TransactionId("t-1")
    made = Work()
    made.save(
        LoggedMessage(store.next_id(), station, at, "in", "call", "[2]", message_id=str(number)),
        LoggedMessage(store.next_id(), station, at, "out", "result", "[3]", message_id=str(number)),
        Transaction(station, transaction, START, START, at, at, seen=((0, number),)),
        StoredReadings(station, transaction, EvseId(1), (Reading(at, (Sample(value=Decimal(number)),)),), at),
    )
    made.tell(StationConnected(station=station, at=at, protocol="ocpp2.0.1", address="", generation=number))
    return made


async def commit_for_ever(url: str) -> None:
    """Commit, and print station and number of every acknowledged work."""
    store = (await open_storage(url, SystemClock())).store

    async def station(name: StationId) -> None:
        number = 0
        while True:
            await store.commit(work_of(store, name, number))
            sys.stdout.write(f"{name} {number}\n")
            sys.stdout.flush()
            number += 1

    await asyncio.gather(*(station(StationId(f"CS-{number}")) for number in range(STATIONS)))


if __name__ == "__main__":
    asyncio.run(commit_for_ever(sys.argv[1]))
