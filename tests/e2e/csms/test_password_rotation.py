"""New passwords for many stations by operations, at stations of the `ocpp` package."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import SecurityEventFilter
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.security import RotateInput
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
    return (await client.security.rotate_passwords(RotateInput(stations=["CP"]))).operations[0].id


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
    await client.put_station("OPEN", StationInput())
    answer = await client.security.rotate_passwords(RotateInput(all=True))
    assert sorted(one.station or "" for one in answer.operations) == ["CP", "OTHER"]
    again = await client.security.rotate_passwords(RotateInput(stations=["CP", "OPEN"]))
    assert sorted((one.station, one.message[:32]) for one in again.not_started) == [
        ("CP", "station.rotate_password runs for"), ("OPEN", "The station has no password."),
    ]  # fmt: skip
    mine = next(one.id for one in answer.operations if one.station == "CP")
    async with dialled(server, Keeping201, OLD.encode()):
        assert (await ended(client, mine)).state == "done"
    first = Keeping201.password
    assert not await is_let_in(server, Keeping201, OLD.encode())
    async with dialled(server, Keeping201, first):
        assert (await ended(client, await begun(client))).state == "done"
    assert Keeping201.password != first


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


async def test_either_stations_or_all_are_named(client: Client) -> None:
    for wrong in (RotateInput(), RotateInput(stations=["CP"], all=True)):
        with pytest.raises(ApiProblem, match="Name stations, or all of them"):
            await client.security.rotate_passwords(wrong)
