"""Remote control of stations of all three versions, made of the `ocpp` package, against the running server."""

from typing import Any

import ocpp.v16.call as call16
import pytest

from pilotwire.client import control as shapes
from pilotwire.client.client import Client
from pilotwire.client.filters import TransactionFilter
from pilotwire.client.problem import ApiProblem
from pilotwire.client.token import TokenInput
from pilotwire.client.transaction import Transaction

from .answering_stations import KINDS, connected
from .conftest import Running
from .foreign_stations import clock

ALL = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")
TAG = shapes.StartToken(value="04A2B3")
START = {"ocpp1.6": "RemoteStartTransaction", "ocpp2.0.1": "RequestStartTransaction"}
START["ocpp2.1"] = START["ocpp2.0.1"]
STOP = {"ocpp1.6": "RemoteStopTransaction", "ocpp2.0.1": "RequestStopTransaction"}
STOP["ocpp2.1"] = STOP["ocpp2.0.1"]


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


async def knows(client: Client, value: str = "04A2B3", **more: Any) -> None:
    await client.put_token(value, TokenInput(type="ISO14443", group_id="fleet", **more))


async def tells_status(station: Any, protocol: str, status: str) -> None:
    calls = KINDS[protocol][1]
    if protocol == "ocpp1.6":
        await station.call(
            calls.StatusNotification(connector_id=1, error_code="NoError", status=status, timestamp=clock())
        )
        return
    await station.call(calls.StatusNotification(timestamp=clock(), connector_status=status, evse_id=1, connector_id=1))


async def begins(station: Any, protocol: str, remote_start_id: int | None = None) -> None:
    calls = KINDS[protocol][1]
    if protocol == "ocpp1.6":
        await station.call(
            call16.StartTransaction(connector_id=1, id_tag="04A2B3", meter_start=1000, timestamp=clock(1))
        )
        return
    info: dict[str, Any] = {"transaction_id": "t-1", "charging_state": "Charging"}
    if remote_start_id is not None:
        info["remote_start_id"] = remote_start_id
    answer = await station.call(
        calls.TransactionEvent(
            event_type="Started",
            timestamp=clock(1),
            trigger_reason="Authorized" if remote_start_id is None else "RemoteStart",
            seq_no=0,
            transaction_info=info,
            evse={"id": 1, "connector_id": 1},
            id_token={"id_token": "04A2B3", "type": "ISO14443"},
        )
    )
    assert answer.id_token_info["status"] == "Accepted"


async def running(client: Client, identity: str) -> Transaction:
    return (await client.transactions(TransactionFilter(station=identity, state="open"))).items[0]


async def refused(act: Any) -> tuple[int, str, str, list[str | None]]:
    """The status, kind, text and fields of a refusal."""
    with pytest.raises(ApiProblem) as told:
        await act
    problem = told.value.problem
    fields = [one.pointer for one in problem.errors or []]
    return problem.status, problem.type.partition("#")[2], problem.detail, fields


@pytest.mark.requirement("F01.FR.03", "F01.FR.04", "F01.FR.06", "F02.FR.11", "F02.FR.12", "F02.FR.14")
@pytest.mark.parametrize("protocol", ["ocpp2.0.1", "ocpp2.1"])
async def test_the_transaction_that_comes_of_a_start_shows_its_number(server: Running, protocol: str) -> None:
    answers = {START[protocol]: {"status": "Accepted"}}
    async with server.client() as client, connected(server.ocpp_url, "CP-GO", protocol, **answers) as station:
        await knows(client)
        answer = await client.start("CP-GO", shapes.StartInput(id_token=TAG, evse_id=1))
        assert (answer.status, answer.noticed) == ("Accepted", [])
        asked = {
            "id_token": {"id_token": "04A2B3", "type": "ISO14443"},
            "group_id_token": {"id_token": "fleet", "type": "Central"},
            "evse_id": 1,
            "remote_start_id": answer.remote_start_id,
        }
        assert station.asked == [(START[protocol], asked)]
        await begins(station, protocol, answer.remote_start_id)
        assert (await running(client, "CP-GO")).remote_start_id == answer.remote_start_id


@pytest.mark.requirement("1.6 5.11 start")
async def test_a_1_6_station_is_asked_to_start_at_its_connector(server: Running) -> None:
    answers = {"RemoteStartTransaction": {"status": "Accepted"}}
    async with server.client() as client, connected(server.ocpp_url, "CP-GO16", "ocpp1.6", **answers) as station:
        await knows(client)
        answer = await client.start("CP-GO16", shapes.StartInput(id_token=TAG, evse_id=1))
        assert answer.status == "Accepted"
        assert station.asked == [("RemoteStartTransaction", {"id_tag": "04A2B3", "connector_id": 1})]


@pytest.mark.parametrize("protocol", ALL)
async def test_a_rejected_start_is_told_as_it_is(server: Running, protocol: str) -> None:
    answers = {START[protocol]: {"status": "Rejected"}}
    async with server.client() as client, connected(server.ocpp_url, "CP-NO", protocol, **answers):
        await knows(client)
        answer = await client.start("CP-NO", shapes.StartInput(id_token=TAG))
        assert answer.status == "Rejected"


@pytest.mark.parametrize("protocol", ALL)
async def test_nothing_is_sent_to_an_evse_that_cannot_be_used_unless_forced(server: Running, protocol: str) -> None:
    answers = {START[protocol]: {"status": "Rejected"}}
    async with server.client() as client, connected(server.ocpp_url, "CP-BAD", protocol, **answers) as station:
        await knows(client)
        await tells_status(station, protocol, "Faulted")
        told = await refused(client.start("CP-BAD", shapes.StartInput(id_token=TAG, evse_id=1)))
        assert told[:2] == (409, "conflict")
        assert told[2].startswith("EVSE 1 is Faulted since ")
        assert told[3] == ["/evse_id"]
        unknown = await refused(client.start("CP-BAD", shapes.StartInput(id_token=TAG, evse_id=9)))
        assert unknown[2] == "The station has told of no EVSE 9, only of 1."
        assert station.asked == []
        forced = await client.start("CP-BAD", shapes.StartInput(id_token=TAG, evse_id=1, force=True))
        assert forced.status == "Rejected"
        assert forced.noticed[0].startswith("sent although EVSE 1 is Faulted since ")


@pytest.mark.parametrize("protocol", ALL)
async def test_a_busy_evse_is_named_with_its_transaction(server: Running, protocol: str) -> None:
    async with server.client() as client, connected(server.ocpp_url, "CP-BUSY", protocol) as station:
        await knows(client)
        await knows(client, "0OTHER")
        await tells_status(station, protocol, "Preparing" if protocol == "ocpp1.6" else "Occupied")
        await begins(station, protocol)
        name = (await running(client, "CP-BUSY")).id
        other = shapes.StartToken(value="0OTHER")
        told = await refused(client.start("CP-BUSY", shapes.StartInput(id_token=other, evse_id=1)))
        assert told[2].startswith(f"EVSE 1 is busy: transaction {name} runs there since ")
        assert station.asked == []


@pytest.mark.parametrize(
    ("value", "why"),
    [("x" * 300, "Expected `str` of length <= 36."), ("04\x07A2", "Expected text without control characters.")],
)
async def test_a_token_that_cannot_be_carried_is_refused_with_its_field(server: Running, value: str, why: str) -> None:
    async with server.client() as client, connected(server.ocpp_url, "CP-TOK", "ocpp2.0.1") as station:
        token = shapes.StartToken(value=value)
        told = await refused(client.start("CP-TOK", shapes.StartInput(id_token=token)))
        assert told == (422, "invalid-input", why, ["/id_token/value"])
        assert station.asked == []


async def test_a_token_of_21_characters_cannot_go_to_a_1_6_station(server: Running) -> None:
    async with server.client() as client, connected(server.ocpp_url, "CP-TOK16", "ocpp1.6") as station:
        await knows(client, "123456789012345678901")
        token = shapes.StartToken(value="123456789012345678901")
        told = await refused(client.start("CP-TOK16", shapes.StartInput(id_token=token)))
        assert told[:3] == (409, "cannot-ask", "OCPP 1.6 holds tokens of 20 characters; this one has 21.")
        assert station.asked == []


async def test_a_blocked_token_is_not_sent(server: Running) -> None:
    async with server.client() as client, connected(server.ocpp_url, "CP-BLK", "ocpp2.0.1") as station:
        await knows(client, blocked=True)
        told = await refused(client.start("CP-BLK", shapes.StartInput(id_token=TAG)))
        assert told == (409, "conflict", "Token 04A2B3 is Blocked.", ["/id_token/value"])
        assert station.asked == []


async def test_a_station_that_is_away_is_told_with_since_when(server: Running) -> None:
    async with server.client() as client:
        await knows(client)
        async with connected(server.ocpp_url, "CP-AWAY", "ocpp2.0.1"):
            pass
        for _ in range(500):
            if (await client.station("CP-AWAY")).state == "disconnected":
                break
        told = await refused(client.start("CP-AWAY", shapes.StartInput(id_token=TAG)))
        assert told[:2] == (409, "not-connected")
        assert told[2].startswith("Station 'CP-AWAY' has not been connected since ")


@pytest.mark.requirement("F03.FR.01", "1.6 5.12 stop")
@pytest.mark.parametrize("protocol", ALL)
async def test_a_running_transaction_is_stopped_by_its_id(server: Running, protocol: str) -> None:
    answers = {STOP[protocol]: {"status": "Accepted"}}
    async with server.client() as client, connected(server.ocpp_url, "CP-STOP", protocol, **answers) as station:
        await knows(client)
        await begins(station, protocol)
        name = (await running(client, "CP-STOP")).id
        answer = await client.stop("CP-STOP", shapes.StopInput(transaction_id=name))
        assert answer.status == "Accepted"
        asked = int(name) if protocol == "ocpp1.6" else name
        assert station.asked == [(STOP[protocol], {"transaction_id": asked})]


@pytest.mark.requirement(
    "1.6 5.18 unlock", "1.6 5.14 reset", "1.6 5.2 availability", "1.6 5.17 trigger", "1.6 5.4 clear-cache"
)
async def test_a_1_6_station_is_controlled_in_its_own_words(server: Running) -> None:
    answers = {
        "UnlockConnector": {"status": "Unlocked"},
        "Reset": {"status": "Accepted"},
        "ChangeAvailability": {"status": "Scheduled"},
        "TriggerMessage": {"status": "NotImplemented"},
        "ClearCache": {"status": "Rejected"},
    }
    async with server.client() as client, connected(server.ocpp_url, "CP-16", "ocpp1.6", **answers) as station:
        unlocked = await client.unlock("CP-16", shapes.UnlockInput(evse_id=1))
        reset = await client.reset("CP-16", shapes.ResetInput(kind="Immediate"))
        wanted = shapes.AvailabilityInput(status="Inoperative", evse_id=1)
        availability = await client.change_availability("CP-16", wanted)
        triggered = await client.trigger("CP-16", shapes.TriggerInput(kind="MeterValues", evse_id=1))
        cleared = await client.clear_cache("CP-16")
        assert [one.status for one in (unlocked, reset, availability, triggered, cleared)] == [
            "Unlocked", "Accepted", "Scheduled", "NotImplemented", "Rejected",
        ]  # fmt: skip
        assert station.asked == [
            ("UnlockConnector", {"connector_id": 1}),
            ("Reset", {"type": "Hard"}),
            ("ChangeAvailability", {"connector_id": 1, "type": "Inoperative"}),
            ("TriggerMessage", {"requested_message": "MeterValues", "connector_id": 1}),
            ("ClearCache", {}),
        ]


@pytest.mark.requirement("F06.FR.01", "F06.FR.02", "F06.FR.13")
@pytest.mark.parametrize("protocol", ["ocpp2.0.1", "ocpp2.1"])
async def test_a_2_x_station_is_controlled_in_its_own_words(server: Running, protocol: str) -> None:
    answers: dict[str, dict[str, Any]] = {
        "UnlockConnector": {"status": "OngoingAuthorizedTransaction"},
        "Reset": {"status": "Rejected", "status_info": {"reason_code": "NotEnabled", "additional_info": "not now"}},
        "ChangeAvailability": {"status": "Scheduled"},
        "TriggerMessage": {"status": "Accepted"},
        "ClearCache": {"status": "Accepted"},
        "GetTransactionStatus": {"messages_in_queue": False, "ongoing_indicator": True},
    }
    async with server.client() as client, connected(server.ocpp_url, "CP-2X", protocol, **answers) as station:
        await knows(client)
        await begins(station, protocol)
        unlocked = await client.unlock("CP-2X", shapes.UnlockInput(evse_id=1))
        assert unlocked.status == "OngoingAuthorizedTransaction"
        assert unlocked.noticed[0].startswith("transaction t-1 runs at EVSE 1 since ")
        reset = await client.reset("CP-2X", shapes.ResetInput(evse_id=1))
        assert (reset.status, reset.reason_code, reset.info) == ("Rejected", "NotEnabled", "not now")
        wanted = shapes.AvailabilityInput(status="Inoperative", evse_id=1)
        assert (await client.change_availability("CP-2X", wanted)).status == "Scheduled"
        one = shapes.TriggerInput(kind="StatusNotification", evse_id=1, connector_id=1)
        assert (await client.trigger("CP-2X", one)).status == "Accepted"
        assert (await client.clear_cache("CP-2X")).status == "Accepted"
        status = await client.transaction_status("CP-2X", shapes.TransactionStatusInput(transaction_id="t-1"))
        assert (status.messages_in_queue, status.ongoing) == (False, True)
        assert station.asked == [
            ("UnlockConnector", {"evse_id": 1, "connector_id": 1}),
            ("Reset", {"type": "OnIdle", "evse_id": 1}),
            ("ChangeAvailability", {"operational_status": "Inoperative", "evse": {"id": 1}}),
            ("TriggerMessage", {"requested_message": "StatusNotification", "evse": {"id": 1, "connector_id": 1}}),
            ("ClearCache", {}),
            ("GetTransactionStatus", {"transaction_id": "t-1"}),
        ]


@pytest.mark.requirement("F06.FR.20")
async def test_a_custom_trigger_goes_to_a_2_1_station_alone(server: Running) -> None:
    answers = {"TriggerMessage": {"status": "Accepted"}}
    wanted = shapes.TriggerInput(kind="CustomTrigger", custom="acme.temperature")
    async with server.client() as client:
        async with connected(server.ocpp_url, "CP-C21", "ocpp2.1", **answers) as station:
            assert (await client.trigger("CP-C21", wanted)).status == "Accepted"
            told = {"requested_message": "CustomTrigger", "custom_trigger": "acme.temperature"}
            assert station.asked == [("TriggerMessage", told)]
        for protocol, version in (("ocpp1.6", "1.6"), ("ocpp2.0.1", "2.0.1")):
            async with connected(server.ocpp_url, "CP-C", protocol, **answers) as station:
                refusal = await refused(client.trigger("CP-C", wanted))
                assert refusal[:3] == (409, "cannot-ask", f"OCPP {version} has no trigger 'CustomTrigger'.")
                assert station.asked == []


@pytest.mark.parametrize("protocol", ["ocpp2.0.1", "ocpp2.1"])
async def test_a_transaction_that_the_station_no_longer_runs_is_closed(server: Running, protocol: str) -> None:
    answers = {"GetTransactionStatus": {"messages_in_queue": False, "ongoing_indicator": False}}
    async with server.client() as client, connected(server.ocpp_url, "CP-STALE", protocol, **answers) as station:
        await knows(client)
        await begins(station, protocol)
        looked = await client.close_stale_transactions("CP-STALE", shapes.StaleInput(dry_run=True))
        assert [(one.transaction_id, one.stale) for one in looked.transactions] == [("t-1", True)]
        assert looked.closed == 0
        assert (await client.transaction("CP-STALE", "t-1")).state == "open"
        done = await client.close_stale_transactions("CP-STALE", shapes.StaleInput())
        assert done.closed == 1
        closed = await client.transaction("CP-STALE", "t-1")
        assert (closed.state, closed.flags) == ("ended", ["end-missing", "closed-by-operator"])


async def test_a_1_6_transaction_whose_connector_is_available_again_is_closed(server: Running) -> None:
    async with server.client() as client, connected(server.ocpp_url, "CP-STALE16", "ocpp1.6") as station:
        await knows(client)
        await begins(station, "ocpp1.6")
        before = await client.close_stale_transactions("CP-STALE16", shapes.StaleInput())
        assert before.closed == 0
        await station.call(
            call16.StatusNotification(connector_id=1, error_code="NoError", status="Available", timestamp=clock(30))
        )
        done = await client.close_stale_transactions("CP-STALE16", shapes.StaleInput())
        assert done.closed == 1
        assert (await client.transaction("CP-STALE16", done.transactions[0].transaction_id)).state == "ended"
