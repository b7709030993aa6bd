"""When the database will not take work: nothing is answered, nothing is lost, and health says why."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import websockets

from pilotwire.apps.server.app import Server
from pilotwire.apps.server.settings import Settings
from pilotwire.client.client import Client
from pilotwire.client.filters import TransactionFilter
from pilotwire.kernel.errors import PilotwireError

from .conftest import Running

BOOT = '[2,"boot","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]'
START = '[2,"s1","StartTransaction",{"connectorId":1,"idTag":"X","meterStart":5,"timestamp":"2026-03-01T11:00:00Z"}]'


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process's write lock on the database."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def until_degraded(client: Client) -> str:
    """What health says of the storage, once it has noticed."""
    for _ in range(300):
        storage = next(check for check in (await client.health()).checks if check.name == "storage")
        if storage.state == "degraded":
            assert storage.remedy
            return storage.detail or ""
        await asyncio.sleep(0.05)
    raise AssertionError("health never said that the storage is in trouble")


async def test_a_locked_database_stops_answers_and_loses_nothing(server: Running, tmp_path: Path) -> None:
    async with (
        server.client() as client,
        websockets.connect(f"{server.ocpp_url}/CP01", subprotocols=[websockets.Subprotocol("ocpp1.6")]) as socket,
    ):
        await socket.send(BOOT)
        assert json.loads(await asyncio.wait_for(socket.recv(), 5))[0] == 3
        with locked(tmp_path / "pilotwire.db"):
            await socket.send(START)
            assert "lock" in (await until_degraded(client)).lower()
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(socket.recv(), 0.2)
        answer = json.loads(await asyncio.wait_for(socket.recv(), 30))
        assert answer[:2] == [3, "s1"]
        [transaction] = (await client.transactions(TransactionFilter(station="CP01"))).items
        assert transaction.id == str(answer[2]["transactionId"])


async def test_a_port_that_is_taken_is_told_with_what_to_do(server: Running, tmp_path: Path) -> None:
    taken = server.csms.port
    second = Server(Settings(data_dir=tmp_path / "second", ocpp_port=taken, http_port=0, files_port=0))
    with pytest.raises(PilotwireError, match=str(taken)) as refused:
        await second.start()
    assert refused.value.remedy != ""


async def test_a_data_folder_that_cannot_be_made_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(PilotwireError, match="cannot be made") as refused:
        await Server(Settings(data_dir=tmp_path / "file" / "data", ocpp_port=0, http_port=0)).start()
    assert "--data-dir" in refused.value.remedy


async def test_a_file_that_is_no_database_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "pilotwire.db").write_bytes(b"this is a shopping list, not a database\n" * 100)
    with pytest.raises(PilotwireError) as refused:
        await Server(Settings(data_dir=tmp_path, ocpp_port=0, http_port=0)).start()
    assert refused.value.remedy != ""
