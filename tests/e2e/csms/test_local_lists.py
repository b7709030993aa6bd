"""Local lists brought to stations of all three versions, made of the `ocpp` package, against the running server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import ocpp.v16.call as call16
import ocpp.v21.call as call21
import ocpp.v201.call as call201
import pytest
import websockets

from pilotwire.client.client import Client
from pilotwire.client.local_list import LocalListInput
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput
from pilotwire.client.token import TokenInput
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.kernel.ids import StationId
from pilotwire.services.work import Work

from .conftest import Running
from .local_list_stations import Keeper16, Keeper21, Keeper201

BOOT16 = call16.BootNotification(charge_point_model="One", charge_point_vendor="Acme")
BOOT201, BOOT21 = (
    calls.BootNotification(charging_station={"model": "Two", "vendor_name": "Acme"}, reason="PowerUp")
    for calls in (call201, call21)
)
EACH_VERSION = pytest.mark.parametrize(
    ("kind", "subprotocol", "boot"),
    [(Keeper16, "ocpp1.6", BOOT16), (Keeper201, "ocpp2.0.1", BOOT201), (Keeper21, "ocpp2.1", BOOT21)],
    ids=["1.6", "2.0.1", "2.1"],
)


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


@asynccontextmanager
async def connected(server: Running, kind: Any, subprotocol: str, boot: Any) -> AsyncIterator[Any]:
    """The station CS-1, booted, reading in the background."""
    url = f"{server.ocpp_url}/CS-1"
    async with websockets.connect(url, subprotocols=[websockets.Subprotocol(subprotocol)]) as socket:
        station = kind("CS-1", socket)
        reading = asyncio.create_task(station.start())
        try:
            assert (await station.call(boot)).status == "Accepted"
            yield station
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


async def with_fleet(client: Client) -> None:
    """Three vans, the last one blocked, on a list for CS-1."""
    for number in (1, 2, 3):
        token = TokenInput(type="ISO14443", group_id="FLEET", blocked=number == 3)
        await client.put_token(f"VAN-{number}", token)
    await client.put_station("CS-1", StationInput())
    await client.put_local_list("depot", LocalListInput(groups=["FLEET"], stations=["CS-1"]))


async def synced(client: Client) -> Operation:
    """The station brought in step, one way or the other."""
    return await ended(client, (await client.sync_station_local_list("CS-1")).id)


async def ended(client: Client, operation: str) -> Operation:
    return await until(client, operation, "done", "failed")


async def until(client: Client, operation: str, *states: str) -> Operation:
    """The operation once it is in one of these states."""
    async with asyncio.timeout(20):
        while True:
            found = await client.operation(operation)
            if found.state in states:
                return found
            await asyncio.sleep(0.02)


@pytest.mark.requirement("D01.FR.01", "D01.FR.18", "1.6 5.10 list-version", "1.6 5.15 list")
@EACH_VERSION
async def test_a_list_comes_whole_then_as_a_change(server: Running, kind: Any, subprotocol: str, boot: Any) -> None:
    async with server.client() as client, connected(server, kind, subprotocol, boot) as station:
        await with_fleet(client)
        assert (await client.station_local_list("CS-1")).state == "unknown"
        done = await synced(client)
        assert (done.state, bytes(done.result)) == ("done", b'{"version":1,"entries":3,"updates":1,"left_out":[]}')
        assert station.kept.entries == {"VAN-1": "Accepted", "VAN-2": "Accepted", "VAN-3": "Blocked"}
        await client.put_token("VAN-3", TokenInput(type="ISO14443", group_id="FLEET"))
        await client.delete_token("VAN-1")
        await client.put_token("VAN-4", TokenInput(type="eMAID", group_id="FLEET"))
        between = await client.station_local_list("CS-1")
        assert (between.state, between.to_add, between.to_change, between.to_remove) == ("outdated", 1, 1, 1)
        assert (await synced(client)).state == "done"
        assert station.kept.entries == {"VAN-2": "Accepted", "VAN-3": "Accepted", "VAN-4": "Accepted"}
        assert station.kept.sent == [("Full", 1, 3), ("Differential", 2, 3)]
        now = await client.station_local_list("CS-1")
        assert now.reported is not None
        assert (now.state, now.reported.version, now.reported.entries, now.reported.list) == ("in-sync", 2, 3, "depot")


@pytest.mark.requirement("D01.FR.11")
@EACH_VERSION
async def test_a_list_is_split_as_the_station_s_limits_say(
    server: Running, kind: Any, subprotocol: str, boot: Any
) -> None:
    async with server.client() as client, connected(server, kind, subprotocol, boot) as station:
        await with_fleet(client)
        address = Address(Component("LocalAuthListCtrlr"), "ItemsPerMessage")
        work = Work()
        work.save(Variable(StationId("CS-1"), address, server.csms.parts.clock.now(), (Attribute(value="2"),)))
        await server.csms.parts.store.commit(work)
        assert (await synced(client)).state == "done"
        assert station.kept.sent == [("Full", 1, 2), ("Differential", 2, 1)]
        assert sorted(station.kept.entries) == ["VAN-1", "VAN-2", "VAN-3"]


@pytest.mark.requirement("D01.FR.03", "1.6 5.15 full-after-mismatch")
@EACH_VERSION
@pytest.mark.parametrize("refusal", ["VersionMismatch", "Failed"])
async def test_a_refused_change_is_followed_by_the_whole_list(
    server: Running, kind: Any, subprotocol: str, boot: Any, refusal: str
) -> None:
    async with server.client() as client, connected(server, kind, subprotocol, boot) as station:
        await with_fleet(client)
        await synced(client)
        await client.delete_token("VAN-1")
        station.kept.answers = [refusal]
        assert (await synced(client)).state == "done"
        assert station.kept.sent == [("Full", 1, 3), ("Differential", 2, 1), ("Full", 3, 2)]
        assert sorted(station.kept.entries) == ["VAN-2", "VAN-3"]


@EACH_VERSION
async def test_a_version_that_went_back_means_the_whole_list(
    server: Running, kind: Any, subprotocol: str, boot: Any
) -> None:
    async with server.client() as client, connected(server, kind, subprotocol, boot) as station:
        await with_fleet(client)
        await synced(client)
        station.kept.version, station.kept.entries = 0, {}
        await client.delete_token("VAN-1")
        assert (await synced(client)).state == "done"
        assert station.kept.sent == [("Full", 1, 3), ("Full", 2, 2)]


@EACH_VERSION
async def test_a_station_that_fails_twice_is_left_with_the_error(
    server: Running, kind: Any, subprotocol: str, boot: Any
) -> None:
    async with server.client() as client, connected(server, kind, subprotocol, boot) as station:
        await with_fleet(client)
        station.kept.answers = ["Failed", "Failed"]
        failed = await synced(client)
        assert (failed.state, failed.errors[-1].message) == (
            "failed",
            "station CS-1 answers Failed to Full updates, again",
        )
        now = await client.station_local_list("CS-1")
        assert (now.state, now.error) == ("failed", failed.errors[-1].message)


@EACH_VERSION
async def test_a_station_without_lists_is_named(server: Running, kind: Any, subprotocol: str, boot: Any) -> None:
    async with server.client() as client, connected(server, kind, subprotocol, boot) as station:
        await with_fleet(client)
        station.kept.without_lists = True
        failed = await synced(client)
        assert failed.state == "failed"
        assert "station CS-1 keeps no local list" in failed.errors[-1].message
        assert station.kept.sent == []


@EACH_VERSION
async def test_a_station_that_is_away_gets_its_list_when_it_comes(
    server: Running, kind: Any, subprotocol: str, boot: Any
) -> None:
    async with server.client() as client:
        await with_fleet(client)
        begun = (await client.sync_local_list("depot")).operations[0]
        again = await client.sync_local_list("depot")
        assert (again.operations, [one.station for one in again.not_started]) == ([], ["CS-1"])
        with pytest.raises(ApiProblem) as refused:
            await client.sync_station_local_list("CS-1")
        assert refused.value.problem.status == 409
        await until(client, begun.id, "waiting")
        async with connected(server, kind, subprotocol, boot) as station:
            assert (await ended(client, begun.id)).state == "done"
            assert sorted(station.kept.entries) == ["VAN-1", "VAN-2", "VAN-3"]


async def test_long_tokens_are_left_off_the_list_of_a_1_6_station(server: Running) -> None:
    async with server.client() as client, connected(server, Keeper16, "ocpp1.6", BOOT16) as station:
        await with_fleet(client)
        await client.put_token("L" * 30, TokenInput(type="eMAID", group_id="FLEET"))
        done = await synced(client)
        assert (done.state, [one.subject for one in done.errors]) == ("done", ["L" * 30])
        now = await client.station_local_list("CS-1")
        assert (now.state, now.left_out) == ("in-sync", ["L" * 30])
        assert sorted(station.kept.entries) == ["VAN-1", "VAN-2", "VAN-3"]
