"""The routes that act on a station: their form, their refusals, and acting once."""

import aiohttp
import msgspec
import pytest

from pilotwire.client import control as shapes
from pilotwire.client.client import Client
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.control_events import ResetRequested
from pilotwire.domain.id_token import Token
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services import station_link

from .conftest import NOON, Answer, Site


def says(payload: bytes) -> Answer:
    async def answer(action: str, sent: bytes) -> station_link.CallResult | station_link.CallError:
        return station_link.CallResult("m-1", msgspec.Raw(payload), 41.25)

    return answer


def errs(code: str, description: str) -> Answer:
    async def answer(action: str, sent: bytes) -> station_link.CallResult | station_link.CallError:
        return station_link.CallError("m-1", code, description, msgspec.Raw(b"{}"), 3.0)

    return answer


@pytest.fixture(autouse=True)
async def _known(site: Site) -> None:
    await site.holds(ChargingStation(StationId("CS-1"), NOON, NOON), Token("04A2B3"))


async def test_an_answer_has_the_documented_form(site: Site, raw: aiohttp.ClientSession) -> None:
    site.link.connect("CS-1", says(b'{"status":"Rejected","statusInfo":{"reasonCode":"Busy"}}'))
    async with raw.post("/api/v1/stations/CS-1/reset", json={"kind": "OnIdle", "timeout_s": 5}) as answer:
        assert answer.status == 200
        assert await answer.json() == {"status": "Rejected", "noticed": [], "reason_code": "Busy"}
    assert site.link.calls == [("CS-1", "Reset", b'{"type":"OnIdle"}', 5.0)]


async def test_a_start_brings_the_number_that_its_transaction_will_show(site: Site, client: Client) -> None:
    site.link.connect("CS-1", says(b'{"status":"Accepted","transactionId":"t-7"}'))
    wanted = shapes.StartInput(id_token=shapes.StartToken(value="04A2B3"), evse_id=1)
    answer = await client.start("CS-1", wanted)
    assert (answer.status, answer.transaction_id) == ("Accepted", "t-7")
    sent = msgspec.json.decode(site.link.calls[0][2])
    assert sent["remoteStartId"] == answer.remote_start_id


async def test_who_asked_is_in_the_event(site: Site, client: Client) -> None:
    site.link.connect("CS-1", says(b'{"status":"Accepted"}'))
    await client.reset("CS-1", shapes.ResetInput())
    told = site.store.events[-1].event
    assert isinstance(told, ResetRequested)
    assert (told.actor, told.status, told.kind) == ("admin", "Accepted", "OnIdle")


async def test_a_repeat_with_the_same_key_acts_once(site: Site, raw: aiohttp.ClientSession) -> None:
    site.link.connect("CS-1", says(b'{"status":"Accepted"}'))
    for repeat in (False, True):
        async with raw.post("/api/v1/stations/CS-1/reset", json={}, headers={"Idempotency-Key": "k-1"}) as answer:
            assert answer.status == 200
            assert ("Idempotent-Replayed" in answer.headers) is repeat
            assert await answer.json() == {"status": "Accepted", "noticed": []}
    assert len(site.link.calls) == 1


async def test_a_key_of_another_act_is_refused(site: Site, raw: aiohttp.ClientSession) -> None:
    site.link.connect("CS-1", says(b'{"status":"Accepted"}'))
    headers = {"Idempotency-Key": "k-1"}
    async with raw.post("/api/v1/stations/CS-1/reset", json={}, headers=headers) as answer:
        assert answer.status == 200
    async with raw.post("/api/v1/stations/CS-1/clear-cache", json={}, headers=headers) as answer:
        assert answer.status == 422
        assert (await answer.json())["type"] == "/docs/errors#key-reused"
    assert len(site.link.calls) == 1


async def test_an_error_of_the_station_is_told_in_its_own_words_and_not_tried_again(
    site: Site, raw: aiohttp.ClientSession
) -> None:
    site.link.connect("CS-1", errs("NotSupported", "no reset here"))
    for _ in range(2):
        async with raw.post("/api/v1/stations/CS-1/reset", json={}, headers={"Idempotency-Key": "k-1"}) as answer:
            assert answer.status == 502
            problem = await answer.json()
            assert problem["type"] == "/docs/errors#station-error"
            assert problem["detail"] == "The station answered Reset with NotSupported (no reset here)."
    assert len(site.link.calls) == 1


async def test_an_answer_that_says_nothing_is_told(site: Site, raw: aiohttp.ClientSession) -> None:
    site.link.connect("CS-1", says(b"{}"))
    async with raw.post("/api/v1/stations/CS-1/reset", json={}) as answer:
        assert answer.status == 502
        assert (await answer.json())["type"] == "/docs/errors#unusable-answer"


async def test_what_a_version_lacks_is_told_and_not_sent(site: Site, raw: aiohttp.ClientSession) -> None:
    site.link.connect("CS-1", says(b"{}"), "ocpp1.6")
    async with raw.post("/api/v1/stations/CS-1/transaction-status", json={}) as answer:
        assert answer.status == 409
        assert (await answer.json())["type"] == "/docs/errors#cannot-ask"
    assert site.link.calls == []


async def test_a_station_that_is_away_is_told_as_for_any_call(client: Client) -> None:
    with pytest.raises(ApiProblem) as told:
        await client.reset("CS-1", shapes.ResetInput())
    assert told.value.problem.type == "/docs/errors#not-connected"
    assert told.value.message == "Station 'CS-1' has never been connected."


async def test_a_token_that_may_not_charge_is_told_with_its_field(site: Site, client: Client) -> None:
    site.link.connect("CS-1", says(b'{"status":"Accepted"}'))
    with pytest.raises(ApiProblem) as told:
        await client.start("CS-1", shapes.StartInput(id_token=shapes.StartToken(value="0NONE")))
    assert told.value.status == 409
    assert [(one.pointer, one.message) for one in told.value.problem.errors or []] == [
        ("/id_token/value", "Token 0NONE is Unknown.")
    ]
    assert site.link.calls == []


@pytest.mark.parametrize(
    "act", ["start", "stop", "unlock", "reset", "availability", "trigger", "clear-cache", "transaction-status",
            "close-stale-transactions"],
)  # fmt: skip
async def test_reading_is_not_enough_to_act(site: Site, act: str) -> None:
    headers = {"Authorization": f"Bearer {site.keys['read']}"}
    async with (
        aiohttp.ClientSession(site.url, headers=headers) as session,
        session.post(f"/api/v1/stations/CS-1/{act}", json={}) as answer,
    ):
        assert answer.status == 403


async def test_an_unknown_station_is_not_found(client: Client) -> None:
    with pytest.raises(ApiProblem) as told:
        await client.clear_cache("CS-9")
    assert told.value.status == 404
