"""What goes wrong between a charger and a CSMS: the answer that it must get, and the trace that it must leave."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import websockets
from websockets.asyncio.client import ClientConnection

from pilotwire.client.client import Client
from pilotwire.client.filters import FindingFilter, MessageFilter, TransactionFilter
from pilotwire.client.message import Refusal
from pilotwire.client.station import StationInput

from .conftest import Running

BOOT16 = '[2,"boot","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]'
BOOT2X = '[2,"boot","BootNotification",{"reason":"PowerUp","chargingStation":{"model":"M","vendorName":"V"}}]'


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """On both databases."""
    return server_of_each_kind


@asynccontextmanager
async def connected(
    server: Running, identity: str, version: str = "ocpp1.6", password: str | None = None
) -> AsyncIterator[ClientConnection]:
    """A bare socket in a station's place."""
    headers = {}
    if password is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{identity}:{password}".encode()).decode()
    async with websockets.connect(
        f"{server.ocpp_url}/{identity}", subprotocols=[websockets.Subprotocol(version)], additional_headers=headers
    ) as socket:
        yield socket


async def ask(socket: ClientConnection, text: str | bytes) -> Any:
    """Send a frame and bring the next one."""
    await socket.send(text)
    return json.loads(await asyncio.wait_for(socket.recv(), 5))


async def refused_so_far(client: Client) -> list[Refusal]:
    """The refusals, once there are any: they are stored behind the answer, not before it."""
    for _ in range(500):
        if found := (await client.refusals()).items:
            return found
        await asyncio.sleep(0.01)
    raise AssertionError("no refusal was recorded")


@pytest.mark.requirement("FR.03", "1.6 J 4.2.3 error-code")
@pytest.mark.parametrize(
    ("version", "text", "reply"),
    [
        ("ocpp2.0.1", "garbage", [4, "-1", "RpcFrameworkError"]),
        ("ocpp2.0.1", '{"no":"array"}', [4, "-1", "RpcFrameworkError"]),
        ("ocpp2.0.1", '[2,"7"]', [4, "7", "RpcFrameworkError"]),
        ("ocpp2.0.1", '[2,"7","Heartbeat",{},{}]', [4, "7", "RpcFrameworkError"]),
        ("ocpp2.0.1", '[2,"7","Heartbeat",[]]', [4, "7", "RpcFrameworkError"]),
        ("ocpp2.0.1", '[9,"7","Heartbeat",{}]', [4, "7", "MessageTypeNotSupported"]),
        ("ocpp2.0.1", '[2,"7","FlyToTheMoon",{}]', [4, "7", "NotImplemented"]),
        ("ocpp2.0.1", '[2,"7","Reset",{"type":"Immediate"}]', [4, "7", "NotSupported"]),
        ("ocpp1.6", '[2,"7","FlyToTheMoon",{}]', [4, "7", "NotImplemented"]),
        ("ocpp1.6", '[2,"7","StatusNotification",{"connectorId":1}]', [4, "7", "OccurenceConstraintViolation"]),
        ("ocpp2.1", '[2,"7","StatusNotification",{"evseId":1}]', [4, "7", "OccurrenceConstraintViolation"]),
    ],
)
async def test_a_bad_frame_gets_its_code_and_the_connection_stays(
    server: Running, version: str, text: str, reply: list[Any]
) -> None:
    async with connected(server, "BAD", version) as socket:
        await ask(socket, BOOT16 if version == "ocpp1.6" else BOOT2X)
        assert (await ask(socket, text))[: len(reply)] == reply
        assert (await ask(socket, '[2,"8","Heartbeat",{}]'))[:2] == [3, "8"]


@pytest.mark.parametrize("text", ["garbage", "", "[" * 5000, '[3,"never-called",{}]', '[4,"never","X","",{}]'])
async def test_what_must_not_be_answered_is_not_and_the_next_call_is(server: Running, text: str) -> None:
    async with connected(server, "SILENT") as socket:
        await ask(socket, BOOT16)
        await socket.send(text)
        assert (await ask(socket, '[2,"8","Heartbeat",{}]'))[:2] == [3, "8"]
    async with server.client() as client:
        logged = (await client.messages(MessageFilter(station="SILENT", direction="in"))).items
        assert text in {message.text for message in logged}


async def test_a_huge_frame_closes_the_connection_with_1009(server: Running) -> None:
    async with connected(server, "HUGE") as socket:
        await socket.send('[2,"1","Heartbeat",{"x":"' + "y" * 2_000_000 + '"}]')
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await asyncio.wait_for(socket.recv(), 5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


async def test_a_binary_frame_is_taken_as_text_and_noted(server: Running) -> None:
    async with connected(server, "BINARY") as socket:
        await ask(socket, BOOT16)
        assert (await ask(socket, b'[2,"8","Heartbeat",{}]'))[:2] == [3, "8"]
    async with server.client() as client:
        assert "binary-frame" in {f.name for f in (await client.findings(FindingFilter(station="BINARY"))).items}


@pytest.mark.requirement("FR.04")
@pytest.mark.parametrize(("version", "code"), [("ocpp1.6", "SecurityError"), ("ocpp2.0.1", "SecurityError")])
async def test_a_call_before_the_boot_is_a_security_error(server: Running, version: str, code: str) -> None:
    async with connected(server, "EARLY", version) as socket:
        assert (await ask(socket, '[2,"1","Heartbeat",{}]'))[:3] == [4, "1", code]


@pytest.mark.requirement("B01.FR.02", "B01.FR.10", "B02.FR.06", "B02.FR.09")
async def test_a_pending_station_hears_security_error_until_it_is_accepted(server: Running) -> None:
    async with server.client() as client:
        await client.put_station("WAITS", StationInput(onboarding="pending"))
        async with connected(server, "WAITS", "ocpp2.0.1") as socket:
            assert (await ask(socket, BOOT2X))[2]["status"] == "Pending"
            assert (await ask(socket, '[2,"1","Heartbeat",{}]'))[2] == "SecurityError"
            await client.put_station("WAITS", StationInput(onboarding="accept"))
            assert (await ask(socket, BOOT2X))[2]["status"] == "Accepted"
            assert (await ask(socket, '[2,"2","Heartbeat",{}]'))[:2] == [3, "2"]


async def test_registration_outlives_the_connection(server: Running) -> None:
    async with connected(server, "BACK") as socket:
        await ask(socket, BOOT16)
    async with connected(server, "BACK") as socket:
        assert (await ask(socket, '[2,"2","Heartbeat",{}]'))[:2] == [3, "2"]


@pytest.mark.parametrize(
    ("password", "reason"), [(None, "credentials-missing"), ("not-the-right-password", "credentials-wrong")]
)
async def test_without_the_right_password_the_door_stays_closed_and_says_why(
    server: Running, password: str | None, reason: str
) -> None:
    async with server.client() as client:
        await client.put_station("LOCKED", StationInput(password="sixteen-letters-and-more"))
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with connected(server, "LOCKED", password=password):
                pass
        assert refused.value.response.status_code == 401
        refusals = await refused_so_far(client)
        assert [refusal.reason for refusal in refusals] == [reason]
        assert refusals[0].remedy != ""


async def test_with_the_right_password_the_door_opens(server: Running) -> None:
    async with server.client() as client:
        await client.put_station("LOCKED", StationInput(password="sixteen-letters-and-more"))
        async with connected(server, "LOCKED", password="sixteen-letters-and-more") as socket:
            assert (await ask(socket, BOOT16))[2]["status"] == "Accepted"
            station = await client.station("LOCKED")
            assert station.connection is not None
            assert station.connection.security_profile == 1


async def test_a_blocked_station_is_refused(server: Running) -> None:
    async with server.client() as client:
        await client.put_station("BLOCKED", StationInput(onboarding="refuse"))
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with connected(server, "BLOCKED"):
                pass
        assert refused.value.response.status_code == 403


async def test_a_second_connection_of_the_same_id_wins(server: Running) -> None:
    async with connected(server, "TWICE") as first:
        await ask(first, BOOT16)
        async with connected(server, "TWICE") as second:
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await asyncio.wait_for(first.recv(), 5)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4001
            assert (await ask(second, '[2,"2","Heartbeat",{}]'))[:2] == [3, "2"]
            async with server.client() as client:
                assert (await client.station("TWICE")).connection is not None


async def test_a_heartbeat_is_answered_while_a_call_of_ours_is_open(server: Running) -> None:
    async with connected(server, "CROSS") as socket:
        await ask(socket, BOOT16)
        calling = asyncio.create_task(server.csms.stations.call("CROSS", "ClearCache", b"{}", 20.0))  # type: ignore[arg-type]
        call = json.loads(await asyncio.wait_for(socket.recv(), 5))
        assert call[2] == "ClearCache"
        started = asyncio.get_running_loop().time()
        assert (await ask(socket, '[2,"hb","Heartbeat",{}]'))[:2] == [3, "hb"]
        assert asyncio.get_running_loop().time() - started < 1.0
        await socket.send(json.dumps([3, call[1], {"status": "Accepted"}]))
        assert bytes((await calling).payload) == b'{"status": "Accepted"}'  # type: ignore[union-attr]


async def test_the_same_call_again_gets_the_same_answer_and_changes_nothing(server: Running) -> None:
    start = (
        '[2,"s1","StartTransaction",{"connectorId":1,"idTag":"X","meterStart":5,"timestamp":"2026-03-01T11:00:00Z"}]'
    )
    async with connected(server, "AGAIN") as socket:
        await ask(socket, BOOT16)
        first = await ask(socket, start)
        assert await ask(socket, start) == first
    async with connected(server, "AGAIN") as socket:
        assert await ask(socket, start) == first
    async with server.client() as client:
        assert len((await client.transactions(TransactionFilter(station="AGAIN"))).items) == 1


async def test_a_clock_in_1970_is_kept_beside_ours_and_noted(server: Running) -> None:
    start = (
        '[2,"s1","StartTransaction",{"connectorId":1,"idTag":"X","meterStart":5,"timestamp":"1970-01-01T00:00:05Z"}]'
    )
    async with connected(server, "SEVENTIES") as socket:
        await ask(socket, BOOT16)
        assert (await ask(socket, start))[0] == 3
    async with server.client() as client:
        [transaction] = (await client.transactions(TransactionFilter(station="SEVENTIES"))).items
        assert transaction.started_at.year == 1970
        assert transaction.started_received_at.year >= 2026
        assert "clock-wrong" in {f.name for f in (await client.findings(FindingFilter(station="SEVENTIES"))).items}


@pytest.mark.requirement("1.6 J 3.2 subprotocol")
@pytest.mark.parametrize(
    ("path", "versions", "status", "reason"),
    [
        ("/ocpp/X", [], 400, "subprotocol-missing"),
        ("/ocpp/X", ["ocpp0.1"], 400, "subprotocol-unknown"),
        ("/ocpp/", ["ocpp1.6"], 404, "identity-missing"),
        ("/elsewhere/X", ["ocpp1.6"], 404, "path-unknown"),
        ("/ocpp/" + "x" * 300, ["ocpp2.0.1"], 400, "identity-too-long"),
    ],
)
async def test_a_handshake_against_the_rules_is_refused_and_recorded(
    server: Running, path: str, versions: list[str], status: int, reason: str
) -> None:
    base = server.ocpp_url.removesuffix("/ocpp")
    offered = [websockets.Subprotocol(version) for version in versions] or None
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with websockets.connect(base + path, subprotocols=offered):
            pass
    assert refused.value.response.status_code == status
    async with server.client() as client:
        assert [refusal.reason for refusal in await refused_so_far(client)] == [reason]


async def test_an_identity_with_percent_signs_is_decoded_once(server: Running) -> None:
    async with connected(server, "Scame%20Wallbox") as socket:
        await ask(socket, BOOT16)
        async with server.client() as client:
            assert (await client.station("Scame Wallbox")).id == "Scame Wallbox"


@pytest.mark.requirement("1.6 J 3.2 subprotocol")
async def test_the_second_choice_of_a_station_is_taken_when_the_first_is_unknown(server: Running) -> None:
    offered = [websockets.Subprotocol("ocpp0.1"), websockets.Subprotocol("ocpp1.6")]
    async with websockets.connect(f"{server.ocpp_url}/CHOICE", subprotocols=offered) as socket:
        assert socket.subprotocol == "ocpp1.6"
