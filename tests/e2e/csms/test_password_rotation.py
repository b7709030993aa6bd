"""New passwords for many stations by operations, at stations of the `ocpp` package."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from pilotwire.client.bulk import BulkInput, SelectionInput
from pilotwire.client.client import Client
from pilotwire.client.filters import OperationFilter, SecurityEventFilter
from pilotwire.client.operation import Operation
from pilotwire.client.station import StationInput

from .conftest import Running
from .test_password import NEW, OLD, Keeping16, Keeping201, dialled, is_let_in


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


@pytest.fixture
async def client(server: Running) -> AsyncIterator[Client]:
    """A client, and a station with its old password."""
    Keeping201.password = Keeping16.password = OLD.encode()
    Keeping201.status, Keeping201.vanishes = "Accepted", False
    async with server.client() as made:
        await made.put_station("CP", StationInput(password=OLD))
        yield made


async def ended(client: Client, operation: str) -> Operation:
    async with asyncio.timeout(20):
        while True:
            found = await client.operation(operation)
            if found.state in ("done", "failed"):
                return found
            await asyncio.sleep(0.02)


async def begun(client: Client) -> str:
    """The operation of the one station."""
    return (await client.security.rotate_password("CP")).id


async def part_of(client: Client, bulk: str, station: str) -> str:
    """The operation of this station, once it is there."""
    async with asyncio.timeout(20):
        while True:
            parts = (await client.operations(OperationFilter(parent=bulk))).items
            found = next((one.id for one in parts if one.station == station), None)
            if found is not None:
                return found
            await asyncio.sleep(0.02)


@pytest.mark.requirement(
    "A01.FR.07", "1.6 sec A01.FR.07", "1.6 sec A01.FR.02", "1.6 sec A01.FR.03", "1.6 sec A01.FR.08"
)
@pytest.mark.parametrize("kind", [Keeping16, Keeping201], ids=["1.6", "2.0.1"])
async def test_a_station_gets_a_password_that_nobody_else_learns(server: Running, client: Client, kind: Any) -> None:
    async with dialled(server, kind, OLD.encode()):
        done = await ended(client, await begun(client))
        assert (done.state, bytes(done.result)) == ("done", b'{"outcome":"changed","attempts":1}')
    assert not await is_let_in(server, kind, OLD.encode())
    assert await is_let_in(server, kind, kind.password)
    secret = kind.password.hex() if kind is Keeping16 else kind.password.decode()
    assert len(secret) == 40
    everything = str([await client.messages(), await client.operation(done.id), await client.station("CP")])
    assert secret not in everything.lower()
    log = await client.security.events(SecurityEventFilter(station="CP", kind="ReconfigurationOfSecurityParameters"))
    assert [one.source for one in log.items] == ["csms"]


@pytest.mark.requirement("A01.FR.06", "1.6 sec A01.FR.06")
async def test_different_stations_get_different_passwords_each_when_it_comes(server: Running, client: Client) -> None:
    await client.put_station("OTHER", StationInput(password=NEW))
    wish = BulkInput(kind="station.rotate_password", selection=SelectionInput(all=True))
    bulk = await client.long_work.start_bulk(wish)
    mine, other = [await part_of(client, bulk.id, station) for station in ("CP", "OTHER")]
    async with dialled(server, Keeping201, OLD.encode()):
        assert (await ended(client, mine)).state == "done"
    first = Keeping201.password
    assert not await is_let_in(server, Keeping201, OLD.encode())
    async with dialled(server, Keeping201, first):
        assert (await ended(client, await begun(client))).state == "done"
    assert Keeping201.password != first
    await client.cancel_operation(bulk.id)
    async with asyncio.timeout(10):
        while (await client.operation(other)).state != "cancelled":  # noqa: ASYNC110 - it is the server that moves
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("applied", [True, False], ids=["taken", "not taken"])
async def test_a_lost_answer_is_cleared_up_when_the_station_comes_again(
    server: Running, client: Client, applied: bool
) -> None:
    Keeping201.vanishes = True
    async with dialled(server, Keeping201, OLD.encode()):
        operation = await begun(client)
        async with asyncio.timeout(10):
            while Keeping201.password == OLD.encode():  # noqa: ASYNC110 - it is the station that moves
                await asyncio.sleep(0.02)
    Keeping201.vanishes = False
    assert (await client.operation(operation)).state != "done"
    if not applied:
        Keeping201.password = OLD.encode()
    async with dialled(server, Keeping201, Keeping201.password):
        done = await ended(client, operation)
        attempts = b"1" if applied else b"2"
        assert (done.state, bytes(done.result)) == ("done", b'{"outcome":"changed","attempts":%s}' % attempts)
    assert await is_let_in(server, Keeping201, Keeping201.password)
    assert not await is_let_in(server, Keeping201, OLD.encode())


@pytest.mark.requirement("1.6 sec A01.FR.04", "A01.FR.04")
async def test_a_refusal_ends_it_and_the_old_password_stays(server: Running, client: Client) -> None:
    Keeping201.status = "Rejected"
    async with dialled(server, Keeping201, OLD.encode()):
        failed = await ended(client, await begun(client))
    assert failed.errors[-1].message == "password.refused: the station answered Rejected"
    assert await is_let_in(server, Keeping201, OLD.encode())


async def test_a_station_without_a_password_is_not_given_one_that_it_may_not_use(
    server: Running, client: Client
) -> None:
    await client.delete_station("CP")
    await client.put_station("CP", StationInput())
    async with dialled(server, Keeping201, b"none is asked for"):
        failed = await ended(client, await begun(client))
    assert failed.errors[-1].message.startswith("password.none: the station has no password")
    assert not (await client.station("CP")).has_password
