"""The server killed at twenty random moments under load: what it answered is kept, whole, and once."""

import asyncio
import json
import os
import random
import secrets
import signal
import socket as sockets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import websockets

from pilotwire.client.client import Client
from pilotwire.client.filters import ChargeRecordFilter, MessageFilter, TransactionFilter
from pilotwire.client.tariff import PriceComponentInput, TariffAssignmentInput, TariffElementInput, TariffInput

STATIONS: Final = 8
KILLS: Final = 20
REPORTS: Final = 5
EPOCH: Final = datetime(2026, 3, 1, tzinfo=UTC)
BOOT: Final = {"reason": "PowerUp", "chargingStation": {"model": "M", "vendorName": "V"}}


def free_port() -> int:
    """A port that nobody has now, nor gets from the system while its server is away: it lies below those it gives."""
    while True:
        port = 15_000 + secrets.randbelow(17_000)
        with sockets.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class Station:
    """Runs one transaction after the other; repeats what was not answered, as stations do."""

    name: str
    step: int = 0
    answered: list[str] = field(default_factory=list)

    def event(self) -> tuple[str, dict[str, Any]]:
        """The message that is due: a station's whole life follows from its step."""
        number, seq_no = divmod(self.step, REPORTS)
        kind = "Started" if seq_no == 0 else "Ended" if seq_no == REPORTS - 1 else "Updated"
        context = {"Started": "Transaction.Begin", "Ended": "Transaction.End"}.get(kind, "Sample.Periodic")
        at = (EPOCH + timedelta(seconds=self.step)).strftime("%Y-%m-%dT%H:%M:%SZ")
        sample = {"value": 100.0 * self.step, "context": context}
        return f"{self.name}-{self.step}", {
            "eventType": kind,
            "timestamp": at,
            "triggerReason": "MeterValuePeriodic",
            "seqNo": seq_no,
            "transactionInfo": {"transactionId": f"{self.name}-t{number}"},
            "evse": {"id": 1, "connectorId": 1},
            "meterValue": [{"timestamp": at, "sampledValue": [sample]}],
        }

    async def run(self, url: str) -> None:
        """Charge until the connection ends."""
        with suppress(OSError, websockets.WebSocketException):
            async with websockets.connect(
                f"{url}/{self.name}", subprotocols=[websockets.Subprotocol("ocpp2.0.1")], open_timeout=5
            ) as socket:
                await socket.send(json.dumps([2, f"boot-{self.step}", "BootNotification", BOOT]))
                assert json.loads(await socket.recv())[0] == 3
                while True:
                    message_id, payload = self.event()
                    await socket.send(json.dumps([2, message_id, "TransactionEvent", payload]))
                    answer = json.loads(await socket.recv())
                    assert answer[:2] == [3, message_id], answer
                    self.answered.append(message_id)
                    self.step += 1


@dataclass
class Process:
    """The server as its user starts it."""

    data_dir: Path
    database_url: str | None
    ocpp_port: int
    http_port: int
    more_flags: tuple[object, ...] = ()
    files_port: int = field(default_factory=lambda: free_port())

    @property
    def ocpp_url(self) -> str:
        """What stations dial."""
        return f"ws://127.0.0.1:{self.ocpp_port}/ocpp"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """Started and listening; killed at the end, if it still lives."""
        flags = ["--data-dir", self.data_dir, "--ocpp-port", self.ocpp_port, "--http-port", self.http_port]
        flags += ["--files-port", self.files_port]
        flags += ["--database-url", self.database_url] if self.database_url else []
        flags += self.more_flags
        process = await asyncio.create_subprocess_exec(
            Path(sys.executable).parent / "pilotwire", "serve", *(str(flag) for flag in flags),
            stdout=asyncio.subprocess.PIPE, env={**os.environ, "PILOTWIRE_QUIET": "true"},
        )  # fmt: skip
        assert process.stdout is not None
        try:
            async with asyncio.timeout(60):
                while b"Pilotwire is running" not in (line := await process.stdout.readline()):
                    assert line, f"the server ended at its start with {await process.wait()}"
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def client(self) -> Client:
        """A client with the admin key."""
        return Client(f"http://127.0.0.1:{self.http_port}", (self.data_dir / "admin.key").read_text().strip())


async def everything(fetch: Any) -> list[Any]:
    """All items of a list, page by page."""
    items, cursor = [], None
    while True:
        page = await fetch(cursor)
        items += page.items
        cursor = page.next_cursor
        if cursor is None:
            return items


async def check(client: Client, station: Station) -> None:
    """Nothing lost, nothing twice, nothing half."""
    wanted = MessageFilter(station=station.name, direction="out", action="TransactionEvent")
    frames = await everything(lambda cursor: client.messages(wanted, 500, cursor))
    assert set(station.answered) <= {frame.message_id for frame in frames}
    of_station = TransactionFilter(station=station.name)
    transactions = await everything(lambda cursor: client.transactions(of_station, 500, cursor))
    by_id = {transaction.id: transaction for transaction in transactions}
    assert len(by_id) == len(transactions)
    complete, rest = divmod(len(station.answered), REPORTS)
    assert len(by_id) in ({complete} if rest == 0 else set()) | {complete + 1}
    for number in range(complete):
        ended = by_id[f"{station.name}-t{number}"]
        assert (ended.state, float(ended.energy_wh), ended.flags, ended.missing) == ("ended", 400.0, [], [])
        readings = (await client.readings(station.name, ended.id)).items
        assert [reading.import_wh for reading in readings] == [
            100 * (number * REPORTS + seq_no) for seq_no in range(REPORTS)
        ]


async def check_records(client: Client, station: Station) -> None:
    """Each transaction that has ended has one charge detail record, and the right one, whenever the process died."""
    complete = len(station.answered) // REPORTS
    wanted = ChargeRecordFilter(station=station.name)
    for _ in range(300):
        records = await everything(lambda cursor: client.pricing.charge_records(wanted, 500, cursor))
        if len(records) >= complete:
            break
        await asyncio.sleep(0.1)
    names = sorted(record.transaction_id for record in records)
    assert names == sorted({f"{station.name}-t{number}" for number in range(len(names))})
    assert len(names) in (complete, complete + 1)  # the last end may have been stored and not been answered
    assert {(record.number, record.corrects) for record in records} == {(1, None)}
    costs = {record.cost.before_taxes.amount for record in records if record.cost and record.cost.before_taxes}
    assert costs == {"0.12"}  # 0.4 kWh at 0.30


PRICE: Final = TariffInput(
    currency="EUR",
    elements=[TariffElementInput(price_components=[PriceComponentInput(type="ENERGY", price="0.30", step_size=0)])],
)


@pytest.mark.slow
async def test_what_was_answered_outlives_every_kill(tmp_path: Path, database_url: str | None) -> None:
    process = Process(tmp_path, database_url, free_port(), free_port(), ("--charge-record-after-s", 0))
    async with process.running(), process.client() as client:
        await client.pricing.put_tariff("day", PRICE)
        await client.pricing.assign("default", TariffAssignmentInput(tariffs=["day"]))
    stations = [Station(f"K{number}") for number in range(STATIONS)]
    moments = random.Random(20)  # noqa: S311 - a test's dice
    for _ in range(KILLS):
        async with process.running() as server:
            charging = [asyncio.create_task(station.run(process.ocpp_url)) for station in stations]
            await asyncio.sleep(moments.uniform(0.05, 0.8))
            server.send_signal(signal.SIGKILL)
            await asyncio.gather(*charging)
    assert sum(len(station.answered) for station in stations) > KILLS
    async with process.running(), process.client() as client:
        for station in stations:
            await check(client, station)
            await check_records(client, station)
