"""What holds for every message and connection: one call at a time, ids, text, and what nobody answers."""

import asyncio
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import websockets

from pilotwire.client import control as shapes
from pilotwire.client.call import CallRequest, CallResult
from pilotwire.client.hold import HoldInput
from pilotwire.client.problem import ApiProblem
from pilotwire.client.token import TokenInput

from .conftest import Running, running
from .raw_station import EACH, station
from .test_bad_input import BOOT2X, BOOT16, connected

TWO_X = ("ocpp2.0.1", "ocpp2.1")
BOOT = {"ocpp1.6": BOOT16, "ocpp2.0.1": BOOT2X, "ocpp2.1": BOOT2X}
CLEAR_CACHE = CallRequest(action="ClearCache")


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """On both databases."""
    return server_of_each_kind


async def received(socket: Any) -> list[Any]:
    frame: list[Any] = json.loads(await asyncio.wait_for(socket.recv(), 5))
    return frame


@pytest.mark.requirement("FR.01", "1.6 J 4.1.1 one-call")
@pytest.mark.parametrize("version", EACH)
async def test_the_next_call_leaves_when_the_last_one_is_answered_and_calls_are_answered_meanwhile(
    server: Running, version: str
) -> None:
    async with server.client() as client, connected(server, "CS-1", version) as socket:
        await socket.send(BOOT[version])
        assert (await received(socket))[:2] == [3, "boot"]
        both = [asyncio.create_task(client.call("CS-1", CLEAR_CACHE)) for _ in range(2)]
        first = await received(socket)
        assert (first[0], first[2]) == (2, "ClearCache")
        await socket.send('[2,"h","Heartbeat",{}]')
        assert (await received(socket))[:2] == [3, "h"]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.3)
        await socket.send(json.dumps([3, first[1], {"status": "Accepted"}]))
        second = await received(socket)
        assert (second[0], second[2]) == (2, "ClearCache")
        assert second[1] != first[1]
        await socket.send(json.dumps([3, second[1], {"status": "Accepted"}]))
        await asyncio.gather(*both)


@pytest.mark.requirement("FR.01")
async def test_the_next_call_leaves_when_the_last_one_has_timed_out(server: Running) -> None:
    async with server.client() as client, connected(server, "CS-2", "ocpp2.0.1") as socket:
        await socket.send(BOOT2X)
        await received(socket)
        silent = asyncio.create_task(client.call("CS-2", CallRequest(action="ClearCache", timeout_s=0.5)))
        assert (await received(socket))[2] == "ClearCache"
        next_one = asyncio.create_task(client.call("CS-2", CLEAR_CACHE))
        with pytest.raises(ApiProblem):
            await silent
        after = await received(socket)
        await socket.send(json.dumps([3, after[1], {"status": "Accepted"}]))
        assert (await next_one).message_id == after[1]


@pytest.mark.requirement("1.6 J 4.1.4 message-id")
@pytest.mark.parametrize("version", EACH)
async def test_no_id_of_ours_comes_twice_and_an_answer_has_the_calls_own(server: Running, version: str) -> None:
    ids = []
    async with server.client() as client, connected(server, "CS-3", version) as socket:
        await socket.send(BOOT[version])
        await received(socket)
        for number in range(20):
            await socket.send(f'[2,"own-{number}","Heartbeat",{{}}]')
            assert (await received(socket))[:2] == [3, f"own-{number}"]
            call = asyncio.create_task(client.call("CS-3", CLEAR_CACHE))
            frame = await received(socket)
            ids.append(frame[1])
            await socket.send(json.dumps([3, frame[1], {"status": "Accepted"}]))
            await call
    assert len(set(ids)) == 20
    assert all(isinstance(one, str) and 0 < len(one) <= 36 for one in ids)


@pytest.mark.requirement("1.6 J 4.1.2 utf-8")
@pytest.mark.parametrize("version", EACH)
async def test_what_leaves_is_json_in_utf_8_in_text_frames(server: Running, version: str) -> None:
    payload = {"vendorId": "Grüße", "data": "ß€\U0001f50c\n"}
    async with server.client() as client, connected(server, "CS-4", version) as socket:
        await socket.send(BOOT[version])
        await received(socket)
        call = asyncio.create_task(client.call("CS-4", CallRequest(action="DataTransfer", payload=raw(payload))))
        data = await asyncio.wait_for(socket.recv(decode=False), 5)
        assert isinstance(data, bytes)
        frame = json.loads(data.decode("utf-8"))
        assert frame[2:] == ["DataTransfer", payload]
        await socket.send(json.dumps([3, frame[1], {"status": "Accepted"}]))
        await call


def raw(payload: dict[str, Any]) -> msgspec.Raw:
    """A payload as JSON."""
    return msgspec.Raw(msgspec.json.encode(payload))


@pytest.mark.requirement("1.6 J 3.2 unknown-station")
@pytest.mark.parametrize("version", EACH)
async def test_a_station_that_is_not_known_gets_no_connection(
    tmp_path: Path, database_url: str | None, version: str
) -> None:
    async with running(tmp_path, database_url, onboarding="refuse") as server, server.client() as client:
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with connected(server, "CS-5", version):
                pass
        assert refused.value.response.status_code == 404
        for _ in range(500):
            if found := (await client.refusals()).items:
                break
            await asyncio.sleep(0.01)
        assert [(one.station, one.reason) for one in found] == [("CS-5", "unknown-station")]


@pytest.mark.requirement("FR.06")
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({}, "OccurrenceConstraintViolation"),
        ({"status": ["Accepted"]}, "TypeConstraintViolation"),
    ],
)
async def test_a_result_that_breaks_its_schema_is_told_to_a_2_1_station_and_to_whoever_asked(
    server: Running, answer: dict[str, Any], code: str
) -> None:
    async with server.client() as client, connected(server, "CS-6", "ocpp2.1") as socket:
        await socket.send(BOOT2X)
        await received(socket)
        asking = asyncio.create_task(client.clear_cache("CS-6"))
        frame = await received(socket)
        await socket.send(json.dumps([3, frame[1], answer]))
        told = await received(socket)
        assert told[:3] == [5, frame[1], code]
        with pytest.raises(ApiProblem) as refused:
            await asking
        assert (refused.value.status, refused.value.problem.type.partition("#")[2]) == (502, "unusable-answer")
        await socket.send('[2,"h","Heartbeat",{}]')
        assert (await received(socket))[:2] == [3, "h"]


@pytest.mark.parametrize("version", ["ocpp1.6", "ocpp2.0.1"])
async def test_versions_without_a_word_for_it_are_told_nothing_of_a_bad_result(server: Running, version: str) -> None:
    async with server.client() as client, connected(server, "CS-7", version) as socket:
        await socket.send(BOOT[version])
        await received(socket)
        asking = asyncio.create_task(client.clear_cache("CS-7"))
        frame = await received(socket)
        await socket.send(json.dumps([3, frame[1], {}]))
        with pytest.raises(ApiProblem):
            await asking
        await socket.send('[2,"h","Heartbeat",{}]')
        assert (await received(socket))[:2] == [3, "h"]


@pytest.mark.requirement("FR.07")
async def test_a_send_of_2_1_is_kept_and_never_answered(server: Running) -> None:
    stream = {"id": 1, "pending": 0, "basetime": "2026-03-01T12:00:00Z", "data": [{"t": 0.0, "v": "1"}]}
    async with server.client() as client, connected(server, "CS-8", "ocpp2.1") as socket:
        await socket.send(BOOT2X)
        await received(socket)
        await socket.send(json.dumps([6, "s-1", "NotifyPeriodicEventStream", stream]))
        await socket.send(json.dumps([6, "s-2", "NotifyPeriodicEventStream", {"wrong": True}]))
        await socket.send(json.dumps([6, "s-3", "NoSuchAction", {}]))
        await socket.send('[2,"h","Heartbeat",{}]')
        assert (await received(socket))[:2] == [3, "h"]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.3)
        kinds = [one.kind for one in (await client.messages()).items if one.message_id in ("s-1", "s-2", "s-3")]
        assert kinds == ["send"] * 3


@pytest.mark.requirement("1.6 4.1 parent")
async def test_the_parent_of_an_accepted_tag_is_told(server: Running) -> None:
    one = station("CS-9", "ocpp1.6")
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.put_token("04A2B3", TokenInput(group_id="fleet"))
        answer = await one.call("Authorize", {"idTag": "04A2B3"})
        assert answer["idTagInfo"] == {"status": "Accepted", "parentIdTag": "fleet"}


@pytest.mark.requirement("1.6 4.2 pending-no-start", "1.6 4.2 pending-open", "1.6 4.2 pending-calls")
async def test_a_pending_1_6_station_keeps_its_connection_and_is_configured_but_not_started(server: Running) -> None:
    one = station("CS-10", "ocpp1.6")
    async with server.client() as client, one.connected(server.ocpp_url, boots=False):
        await client.provisioning.hold("CS-10", HoldInput(registration="Pending"))
        assert await one.boot() == "Pending"
        await client.put_token("04A2B3", TokenInput())
        with pytest.raises(ApiProblem) as refused:
            await client.start("CS-10", shapes.StartInput(id_token=shapes.StartToken(value="04A2B3")))
        assert refused.value.problem.type.partition("#")[2] == "cannot-ask"
        assert "RemoteStartTransaction" not in one.actions
        reading = CallRequest(action="GetConfiguration", payload=raw({"key": ["HeartbeatInterval"]}))
        answered = await client.call("CS-10", reading)
        assert isinstance(answered, CallResult)
        assert set(one.actions) == {"GetConfiguration"}
        assert one.socket is not None
        assert one.socket.state is websockets.State.OPEN


@pytest.mark.requirement("1.6 4.2 rejected-silence")
async def test_nothing_is_sent_by_itself_to_a_rejected_1_6_station(tmp_path: Path, database_url: str | None) -> None:
    one = station("CS-11", "ocpp1.6")
    eager: dict[str, Any] = {"first_report": True, "heartbeat_interval_s": 1, "silent_heartbeats": 1}
    async with (
        running(tmp_path, database_url, **eager) as server, server.client() as client,
        one.connected(server.ocpp_url, boots=False),
    ):  # fmt: skip
        await client.provisioning.hold("CS-11", HoldInput(registration="Rejected"))
        assert await one.boot() == "Rejected"
        before = len(one.asked)
        await asyncio.sleep(2.5)
        assert one.asked[before:] == []
