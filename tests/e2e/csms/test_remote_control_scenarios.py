"""F03 to F06 told to their end by stations of literal frames in each version."""

from typing import Any

import pytest

from pilotwire.client import control as shapes
from pilotwire.client.client import Client
from pilotwire.client.filters import TransactionFilter
from pilotwire.client.token import TokenInput

from .charging_frames import TAG, begins, ends, event, now, status
from .conftest import Running
from .raw_station import EACH, RawStation, station

STOPS: dict[str, Any] = {
    "RemoteStopTransaction": {"status": "Accepted"},
    "RequestStopTransaction": {"status": "Accepted"},
}
UNLOCKS = [
    ("ocpp1.6", "Unlocked"), ("ocpp1.6", "UnlockFailed"), ("ocpp1.6", "NotSupported"),
    *((version, word) for version in ("ocpp2.0.1", "ocpp2.1")
      for word in ("Unlocked", "UnlockFailed", "OngoingAuthorizedTransaction", "UnknownConnector")),
]  # fmt: skip


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """On both databases."""
    return server_of_each_kind


async def charging(client: Client, one: RawStation) -> str:
    """A transaction that runs; its id."""
    await client.put_token(TAG, TokenInput(type="ISO14443"))
    await begins(one)
    (running,) = (await client.transactions(TransactionFilter(station=one.name, state="open"))).items
    return running.id


@pytest.mark.requirement("F03.FR.01", "F04.FR.01", "1.6 5.12 stop")
@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize("cable_stays", [False, True], ids=["F03", "F04"])
async def test_f03_f04_a_transaction_is_stopped_by_its_id_and_ends(
    server: Running, version: str, cable_stays: bool
) -> None:
    one = station("CS-STOP", version, answers=dict(STOPS))
    async with server.client() as client, one.connected(server.ocpp_url):
        name = await charging(client, one)
        answer = await client.stop("CS-STOP", shapes.StopInput(transaction_id=name))
        assert answer.status == "Accepted"
        assert one.asked == [
            ("RemoteStopTransaction", {"transactionId": int(name)})
            if version == "ocpp1.6"
            else ("RequestStopTransaction", {"transactionId": "t-1"})
        ]
        if cable_stays and version != "ocpp1.6":
            await event(one, "Updated", "RemoteStop", 1, chargingState="EVConnected")
            assert (await client.transaction("CS-STOP", name)).state == "open"
        await ends(one, name, "Remote", "EVDeparted" if cable_stays else "RemoteStop")
        ended = await client.transaction("CS-STOP", name)
        assert (ended.state, ended.stopped_reason) == ("ended", "Remote")


@pytest.mark.requirement("1.6 5.18 unlock")
@pytest.mark.parametrize(("version", "word"), UNLOCKS)
async def test_f05_what_became_of_the_cable_is_told_in_the_stations_word(
    server: Running, version: str, word: str
) -> None:
    one = station("CS-CABLE", version, answers={"UnlockConnector": {"status": word}})
    async with server.client() as client, one.connected(server.ocpp_url):
        answer = await client.unlock("CS-CABLE", shapes.UnlockInput(evse_id=2))
        assert answer.status == word
        sent = {"connectorId": 2} if version == "ocpp1.6" else {"evseId": 2, "connectorId": 1}
        assert one.asked == [("UnlockConnector", sent)]


@pytest.mark.parametrize("version", EACH)
async def test_f05_a_transaction_in_the_way_is_named(server: Running, version: str) -> None:
    one = station("CS-WAY", version, answers={"UnlockConnector": {"status": "Unlocked"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        name = await charging(client, one)
        answer = await client.unlock("CS-WAY", shapes.UnlockInput(evse_id=1))
        assert answer.noticed[0].startswith(f"transaction {name} runs at EVSE 1 since ")


async def sends(one: RawStation, kind: str) -> Any:
    """The message that was triggered."""
    if kind == "StatusNotification":
        return await status(one, "Available")
    if kind == "MeterValues" and one.version == "ocpp1.6":
        sampled = [{"timestamp": now(), "sampledValue": [{"value": "1"}]}]
        return await one.call("MeterValues", {"connectorId": 1, "meterValue": sampled})
    if kind == "MeterValues":
        sampled = [{"timestamp": now(), "sampledValue": [{"value": 1.0}]}]
        return await one.call("MeterValues", {"evseId": 1, "meterValue": sampled})
    return await one.call("Heartbeat", {})


@pytest.mark.requirement("F06.FR.01", "F06.FR.02", "F06.FR.13", "1.6 5.17 trigger")
@pytest.mark.parametrize("version", EACH)
@pytest.mark.parametrize(
    ("kind", "where"),
    [("Heartbeat", {}), ("MeterValues", {"evse_id": 1}), ("StatusNotification", {"evse_id": 1, "connector_id": 1})],
)
async def test_f06_a_triggered_message_comes_after_the_answer(
    server: Running, version: str, kind: shapes.TriggerKind, where: dict[str, Any]
) -> None:
    one = station("CS-TRIG", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        answer = await client.trigger("CS-TRIG", shapes.TriggerInput(kind=kind, **where))
        assert answer.status == "Accepted"
        sent: dict[str, Any] = {"requestedMessage": kind}
        if where and version == "ocpp1.6":
            sent["connectorId"] = 1
        elif where:
            sent["evse"] = {"id": 1} | ({"connectorId": 1} if "connector_id" in where else {})
        assert one.asked == [("TriggerMessage", sent)]
        reply = await sends(one, kind)
        assert reply is None or "currentTime" in reply or reply == {}


@pytest.mark.parametrize("version", EACH)
async def test_f06_a_station_that_has_no_such_message_says_so(server: Running, version: str) -> None:
    one = station("CS-NOT", version, answers={"TriggerMessage": {"status": "NotImplemented"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        answer = await client.trigger("CS-NOT", shapes.TriggerInput(kind="FirmwareStatusNotification"))
        assert answer.status == "NotImplemented"
