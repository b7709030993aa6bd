"""Any OCPP call, and the station's own answer."""

import asyncio
import json

import aiohttp
import msgspec
import pytest

from pilotwire.client.call import CallError, CallRequest, CallResult
from pilotwire.client.client import Client
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.events import StationDisconnected
from pilotwire.domain.message import Refusal
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services import station_link

from .conftest import IN_SHARED_LOOP, NOON, Answer, Site

RESET = CallRequest(action="Reset", payload=msgspec.Raw(b'{"type": "OnIdle"}'))


def says(payload: bytes) -> Answer:
    async def answer(action: str, sent: bytes) -> station_link.CallResult | station_link.CallError:
        return station_link.CallResult("m-1", msgspec.Raw(payload), 41.25)

    return answer


def fails(error: Exception) -> Answer:
    async def answer(action: str, sent: bytes) -> station_link.CallResult | station_link.CallError:
        raise error

    return answer


@pytest.fixture
async def station(site: Site) -> str:
    """A known station, not connected."""
    await site.holds(ChargingStation(StationId("CS-1"), NOON, NOON))
    return "CS-1"


async def test_the_stations_own_answer_is_the_answer(site: Site, client: Client, station: str) -> None:
    site.link.connect(station, says(b'{"status":"Rejected"}'))
    outcome = await client.call(station, RESET)
    assert isinstance(outcome, CallResult)
    assert (outcome.message_id, outcome.latency_ms) == ("m-1", 41.25)
    assert bytes(outcome.payload) == b'{"status":"Rejected"}'
    assert site.link.calls == [("CS-1", "Reset", b'{"type":"OnIdle"}', 30.0)]


async def test_an_answer_has_the_documented_form(site: Site, raw: aiohttp.ClientSession, station: str) -> None:
    site.link.connect(station, says(b'{"status":"Accepted"}'))
    async with raw.post(
        "/api/v1/stations/CS-1/calls", json={"action": "Reset", "payload": {"type": "OnIdle"}}
    ) as answer:
        assert answer.status == 200
        assert await answer.json() == {
            "outcome": "result",
            "message_id": "m-1",
            "latency_ms": 41.25,
            "payload": {"status": "Accepted"},
        }


async def test_a_call_error_of_the_station_is_an_answer_too(site: Site, client: Client, station: str) -> None:
    async def answer(action: str, sent: bytes) -> station_link.CallResult | station_link.CallError:
        return station_link.CallError("m-1", "NotSupported", "no <b>Reset</b>", msgspec.Raw(b'{"x":1}'), 3.0)

    site.link.connect(station, answer)
    outcome = await client.call(station, RESET)
    assert isinstance(outcome, CallError)
    assert (outcome.code, outcome.description, bytes(outcome.details)) == (
        "NotSupported",
        "no <b>Reset</b>",
        b'{"x":1}',
    )


async def test_a_call_without_a_payload_sends_an_empty_object(site: Site, client: Client, station: str) -> None:
    site.link.connect(station, says(b'{"status":"Accepted"}'))
    await client.call(station, CallRequest(action="ClearCache", timeout_s=1.5))
    assert site.link.calls == [("CS-1", "ClearCache", b"{}", 1.5)]


async def test_a_station_that_never_connected_is_said_so(client: Client, station: str) -> None:
    with pytest.raises(ApiProblem) as refused:
        await client.call(station, RESET)
    assert (refused.value.status, refused.value.title) == (409, "Station not connected")
    assert refused.value.detail == "Station 'CS-1' has never been connected."


async def test_a_station_that_left_is_said_since_when_and_why(site: Site, client: Client) -> None:
    await site.holds(ChargingStation(StationId("CS-1"), NOON, NOON, connected_at=NOON, disconnected_at=NOON))
    await site.tells(
        StationDisconnected(station=StationId("CS-1"), at=NOON, reason="It closed the connection.", generation=1)
    )
    with pytest.raises(ApiProblem) as refused:
        await client.call("CS-1", RESET)
    assert refused.value.detail == (
        "Station 'CS-1' has not been connected since 2026-03-01T12:00:00.000Z (It closed the connection)."
    )


async def test_a_station_whose_handshake_was_refused_is_said_why(site: Site, client: Client, station: str) -> None:
    await site.holds(
        Refusal(RecordId(5), NOON, "wrong-password", "The password does not match.", "Enter the same in both.", 401,
                "192.0.2.7", "/ocpp/CS-1", StationId("CS-1"))
    )  # fmt: skip
    with pytest.raises(ApiProblem) as refused:
        await client.call(station, RESET)
    assert refused.value.detail == (
        "Station 'CS-1' has never been connected. "
        "It tried at 2026-03-01T12:00:00.000Z and was refused: The password does not match."
    )
    assert refused.value.remedy == "Enter the same in both."


@IN_SHARED_LOOP
async def test_an_unknown_station_is_not_found(shared_client: Client) -> None:
    with pytest.raises(ApiProblem) as refused:
        await shared_client.call("CS-9", RESET)
    assert refused.value.status == 404


async def test_a_call_that_breaks_the_schema_is_not_sent(site: Site, client: Client, station: str) -> None:
    site.link.connect(station, says(b"{}"))
    with pytest.raises(ApiProblem) as refused:
        await client.call(station, CallRequest(action="Reset", payload=msgspec.Raw(b'{"type":"Gently"}')))
    assert (refused.value.status, refused.value.title) == (422, "Call breaks the schema")
    assert [one.pointer for one in refused.value.errors] == ["/payload/type"]
    with pytest.raises(ApiProblem) as refused:
        await client.call(station, CallRequest(action="Rest"))
    assert refused.value.status == 422
    assert site.link.calls == []


async def test_without_the_check_the_call_goes_out_as_it_is(site: Site, client: Client, station: str) -> None:
    site.link.connect(station, says(b"{}"))
    payload = msgspec.Raw(b'{ "type":"Gently",  "x": 1.50 }')
    await client.call(station, CallRequest(action="Odd", payload=payload, validate=False))
    assert site.link.calls == [("CS-1", "Odd", b'{ "type":"Gently",  "x": 1.50 }', 30.0)]


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (station_link.NoAnswerError("No answer within 30 s.", "Look at its messages."), 504, "No answer in time"),
        (station_link.QueueFullError("32 calls wait.", "Wait."), 429, "Queue full"),
        (station_link.NotConnectedError("It has just gone.", "Wait."), 409, "Station not connected"),
    ],
)
async def test_what_goes_wrong_on_the_way_is_told(
    site: Site, client: Client, station: str, error: Exception, status: int, title: str
) -> None:
    site.link.connect(station, fails(error))
    with pytest.raises(ApiProblem) as refused:
        await client.call(station, RESET)
    assert (refused.value.status, refused.value.title, refused.value.detail) == (status, title, str(error))
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"action": ""}, "/action"),
        ({"action": "x" * 51}, "/action"),
        ({"payload": {}}, ""),
        ({"action": "Reset", "timeout_s": 0}, "/timeout_s"),
        ({"action": "Reset", "timeout_s": 301}, "/timeout_s"),
        ({"action": "Reset", "timeout_s": "30"}, "/timeout_s"),
        ({"action": "Reset", "validate": "no"}, "/validate"),
        ({"action": "Reset", "paylaod": {}}, ""),
    ],
)
async def test_a_request_that_does_not_fit_is_pointed_at(
    raw: aiohttp.ClientSession, station: str, body: object, pointer: str
) -> None:
    async with raw.post("/api/v1/stations/CS-1/calls", json=body) as answer:
        assert answer.status == 422
        assert [one["pointer"] for one in (await answer.json())["errors"]] == [pointer]


async def test_a_repeat_with_the_same_key_calls_once(site: Site, raw: aiohttp.ClientSession, station: str) -> None:
    site.link.connect(station, says(b'{"status":"Accepted"}'))
    body = json.dumps({"action": "Reset", "payload": {"type": "OnIdle"}})
    headers = {"Idempotency-Key": "k-1", "Content-Type": "application/json"}
    async with raw.post("/api/v1/stations/CS-1/calls", data=body, headers=headers) as first:
        assert "Idempotent-Replayed" not in first.headers
        told = await first.read()
    async with raw.post("/api/v1/stations/CS-1/calls", data=body, headers=headers) as second:
        assert second.headers["Idempotent-Replayed"] == "true"
        assert second.headers["Content-Type"] == "application/json"
        assert await second.read() == told
    assert len(site.link.calls) == 1


async def test_a_repeat_while_the_call_is_open_waits_for_the_same_answer(
    site: Site, client: Client, station: str
) -> None:
    called, answered = asyncio.Event(), asyncio.Event()

    async def answer(action: str, sent: bytes) -> station_link.CallResult | station_link.CallError:
        called.set()
        await answered.wait()
        return station_link.CallResult("m-1", msgspec.Raw(b'{"status":"Accepted"}'), 5.0)

    site.link.connect(station, answer)
    both = [asyncio.create_task(client.call(station, RESET, "k-1")) for _ in range(2)]
    await called.wait()
    await asyncio.sleep(0.1)  # enough for the second request to arrive
    answered.set()
    first, second = await asyncio.gather(*both)
    assert (first.message_id, second.message_id) == ("m-1", "m-1")
    assert len(site.link.calls) == 1


async def test_another_request_with_the_same_key_is_refused(site: Site, client: Client, station: str) -> None:
    site.link.connect(station, says(b'{"status":"Accepted"}'))
    await client.call(station, RESET, "k-1")
    with pytest.raises(ApiProblem) as refused:
        await client.call(station, CallRequest(action="ClearCache"), "k-1")
    assert (refused.value.status, refused.value.title) == (422, "Idempotency key used before")


async def test_the_same_key_of_another_caller_is_another_key(site: Site, client: Client, station: str) -> None:
    site.link.connect(station, says(b'{"status":"Accepted"}'))
    await client.call(station, RESET, "k-1")
    async with site.client("operate") as other:
        await other.call(station, RESET, "k-1")
    assert len(site.link.calls) == 2


async def test_a_call_that_never_left_may_be_repeated_with_its_key(site: Site, client: Client, station: str) -> None:
    with pytest.raises(ApiProblem):
        await client.call(station, RESET, "k-1")
    site.link.connect(station, says(b'{"status":"Accepted"}'))
    assert isinstance(await client.call(station, RESET, "k-1"), CallResult)


async def test_a_call_that_may_have_arrived_is_not_made_again(site: Site, client: Client, station: str) -> None:
    site.link.connect(station, fails(station_link.NoAnswerError("No answer within 30 s.", "Look at its messages.")))
    for _ in range(2):
        with pytest.raises(ApiProblem) as refused:
            await client.call(station, RESET, "k-1")
        assert refused.value.status == 504
    assert len(site.link.calls) == 1


async def test_a_key_is_forgotten_after_a_day(site: Site, client: Client, station: str) -> None:
    site.link.connect(station, says(b'{"status":"Accepted"}'))
    await client.call(station, RESET, "k-1")
    site.clock.pass_by(24 * 3600 + 1)
    await client.call(station, RESET, "k-1")
    assert len(site.link.calls) == 2


async def test_an_idempotency_key_is_short_and_printable(raw: aiohttp.ClientSession, station: str) -> None:
    body = {"action": "Reset"}
    async with raw.post("/api/v1/stations/CS-1/calls", json=body, headers={"Idempotency-Key": "x" * 256}) as answer:
        assert answer.status == 422
        assert (await answer.json())["errors"][0]["parameter"] == "Idempotency-Key"
