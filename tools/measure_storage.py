"""Measures what it costs to store a TransactionEvent durably: process CPU per work, works per second, latencies.

Each committer stands for a station: it commits a work (two frames, its transaction, one reading of six samples, one
event), waits until that is durable, and begins again. `--busy` keeps the event loop busy with other things as well.
"""

import argparse
import asyncio
import gc
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import uvloop

from pilotwire.adapters.clock import SystemClock
from pilotwire.adapters.storage.opening import Storage, open_storage
from pilotwire.domain.events import TransactionUpdated
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.message import LoggedMessage
from pilotwire.domain.meter import Meter
from pilotwire.domain.reading import Reading, Sample
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId
from pilotwire.services.ports import Store
from pilotwire.services.work import StoredReadings, Work

REQUEST = (
    '[2,"3c1f9d64-5a0e-4b76-9c55-0d8b7d1f2a90","TransactionEvent",{"eventType":"Updated","timestamp":"2026-03-01T12:00:00Z",'
    '"triggerReason":"MeterValuePeriodic","seqNo":17,"transactionInfo":{"transactionId":"t-1","chargingState":"Charging"},'
    '"evse":{"id":1,"connectorId":1},"meterValue":[{"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{"value":12345.6}]}]}]'
)
ANSWER = '[3,"3c1f9d64-5a0e-4b76-9c55-0d8b7d1f2a90",{}]'
MESSAGE_ID = "3c1f9d64-5a0e-4b76-9c55-0d8b7d1f2a90"
MEASURED = (
    ("Energy.Active.Import.Register", "Wh", None),
    ("Power.Active.Import", "W", None),
    ("Current.Import", "A", "L1"),
    ("Current.Import", "A", "L2"),
    ("Current.Import", "A", "L3"),
    ("SoC", "Percent", None),
)
EVSE, CONNECTOR, TOKEN = EvseId(1), ConnectorId(1), IdToken("04A1B2C3D4", "ISO14443")
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def work_of(store: Store, station: StationId, number: int) -> Work:
    """The work that one TransactionEvent makes."""
    at = START + timedelta(seconds=number)
    samples = tuple(
        Sample(name, Decimal(f"{12345 + number}.{index}"), unit, phase)
        for index, (name, unit, phase) in enumerate(MEASURED)
    )
    transaction = TransactionId("t-1")
    state = Transaction(
        station, transaction, START, START, at, at, evse_id=EVSE, connector_id=CONNECTOR, id_token=TOKEN,
        charging_state="Charging", meter=Meter(Decimal(1000), None, Decimal(1000), samples[0].value, at, Decimal(11)),
        power_w=samples[1].value, seen=((0, number),),
    )  # fmt: skip
    work = Work()
    asked = store.next_id()
    work.save(
        LoggedMessage(asked, station, at, "in", "call", REQUEST, 3, MESSAGE_ID, "TransactionEvent", "valid"),
        LoggedMessage(
            store.next_id(), station, at, "out", "result", ANSWER, 3, MESSAGE_ID, "TransactionEvent", "valid", None,
            asked, 850,
        ),
        state,
        StoredReadings(station, transaction, EVSE, (Reading(at, samples),), at),
    )  # fmt: skip
    work.tell(
        TransactionUpdated(
            station=station, at=at, transaction_id=transaction, happened_at=at, energy_wh=1234.5, evse_id=EVSE,
            connector_id=CONNECTOR, id_token=TOKEN, charging_state="Charging", trigger="MeterValuePeriodic",
        )
    )  # fmt: skip
    return work


async def measured(storage: Storage, committers: int, works: int) -> tuple[float, float, list[float]]:
    """CPU seconds, seconds, and the latency of each commit."""
    latencies: list[float] = []
    left = iter(range(works))

    async def station(name: StationId) -> None:
        for number, _ in enumerate(left):
            work = work_of(storage.store, name, number)
            begun = time.perf_counter()
            await storage.store.commit(work)
            latencies.append(time.perf_counter() - begun)

    cpu_s, begun_s = time.process_time(), time.perf_counter()
    await asyncio.gather(*(station(StationId(f"CS-{number:06d}")) for number in range(committers)))
    return time.process_time() - cpu_s, time.perf_counter() - begun_s, latencies


async def keep_busy(share: float) -> None:
    """Take this share of the event loop's time, in slices of half a millisecond."""
    while True:
        until = time.perf_counter() + 0.0005
        while time.perf_counter() < until:
            pass
        await asyncio.sleep(0.0005 * (1 - share) / share)


async def cost_of_making(committers: int) -> float:
    """CPU seconds that it takes to make one work and to switch tasks, without any storage."""
    storage = await open_storage("memory:", SystemClock())
    works = 20_000

    async def station(name: StationId) -> None:
        for number in range(works // committers):
            work_of(storage.store, name, number)
            await asyncio.sleep(0)

    cpu_s = time.process_time()
    await asyncio.gather(*(station(StationId(f"CS-{number:06d}")) for number in range(committers)))
    return (time.process_time() - cpu_s) / works


async def run(options: argparse.Namespace, url: str) -> None:
    """Measure and print, a line for each number of committers."""
    gc.set_threshold(100_000, 50, 100)
    if options.switch_interval:
        sys.setswitchinterval(options.switch_interval)
    storage = await open_storage(url, SystemClock())
    busy = asyncio.create_task(keep_busy(options.busy)) if options.busy else None
    if options.fill:
        await measured(storage, 2000, options.fill)
    for committers in options.committers:
        making_s = await cost_of_making(committers) if busy is None else 0.0
        cpu_s, seconds, latencies = await measured(storage, committers, options.works)
        latencies.sort()
        per_work_us = (cpu_s / options.works - making_s) * 1e6
        median_ms, slow_ms = latencies[len(latencies) // 2] * 1e3, latencies[int(len(latencies) * 0.99)] * 1e3
        print(
            f"{committers:6} committers: {per_work_us:6.1f} us CPU per work, {options.works / seconds:7.0f} works/s,"
            f" p50 {median_ms:6.1f} ms, p99 {slow_ms:6.1f} ms"
        )
    if busy is not None:
        busy.cancel()
    await storage.close()


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a database (default: an SQLite file in a folder of its own)")
    parser.add_argument("--committers", type=int, nargs="+", default=[50, 2000])
    parser.add_argument("--works", type=int, default=40_000)
    parser.add_argument("--fill", type=int, default=0, help="works stored before the measurement")
    parser.add_argument("--busy", type=float, default=0.0, help="share of the loop's time taken by other things")
    parser.add_argument("--switch-interval", type=float, default=0.0, help="sys.setswitchinterval, in seconds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        uvloop.run(run(options, options.url or f"sqlite:///{Path(folder) / 'measured.db'}"))


if __name__ == "__main__":
    main()
