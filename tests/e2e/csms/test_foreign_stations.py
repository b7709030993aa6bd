"""Stations of all three versions, made of the `ocpp` package, run from boot to stop against the running server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import ocpp.v16.call as call16
import ocpp.v21.call as call21
import ocpp.v201.call as call201
import pytest
import websockets

from pilotwire.client.call import CallError, CallRequest, CallResult
from pilotwire.client.client import Client
from pilotwire.client.filters import MessageFilter, TransactionFilter
from pilotwire.client.token import TokenInput

from .conftest import Running
from .foreign_stations import Station16, Station21, Station201, clock


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


@asynccontextmanager
async def connected(server: Running, kind: Any, identity: str, subprotocol: str) -> AsyncIterator[Any]:
    """A station of the `ocpp` package, reading in the background."""
    url = f"{server.ocpp_url}/{identity}"
    async with websockets.connect(url, subprotocols=[websockets.Subprotocol(subprotocol)]) as socket:
        assert socket.subprotocol == subprotocol
        station = kind(identity, socket)
        reading = asyncio.create_task(station.start())
        try:
            yield station
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


async def with_token(client: Client, value: str) -> None:
    await client.put_token(value, TokenInput(type="ISO14443", group_id="fleet"))


@pytest.mark.requirement(
    "1.6 4.1 status",
    "1.6 4.2 answer",
    "1.6 4.7 answer",
    "1.6 4.8 status",
    "1.6 4.8 transaction-id",
    "1.6 4.9 answer",
    "1.6 4.10 answer",
)
async def test_a_1_6_station_charges_from_boot_to_stop(server: Running) -> None:
    async with server.client() as client, connected(server, Station16, "CP16", "ocpp1.6") as station:
        await with_token(client, "04A2B3")
        boot = await station.call(call16.BootNotification(charge_point_model="One", charge_point_vendor="Acme"))
        assert (boot.status, boot.interval) == ("Accepted", 300)
        await station.call(call16.StatusNotification(connector_id=1, error_code="NoError", status="Preparing"))
        assert (await station.call(call16.Authorize(id_tag="04A2B3"))).id_tag_info["status"] == "Accepted"
        started = await station.call(
            call16.StartTransaction(connector_id=1, id_tag="04A2B3", meter_start=1000, timestamp=clock())
        )
        assert started.id_tag_info == {"status": "Accepted", "parent_id_tag": "fleet"}
        value = {"timestamp": clock(5), "sampled_value": [{"value": "1.5", "unit": "kWh"}]}
        await station.call(
            call16.MeterValues(connector_id=1, transaction_id=started.transaction_id, meter_value=[value])
        )
        running = (await client.transactions(TransactionFilter(station="CP16", state="open"))).items[0]
        assert (running.id, float(running.energy_wh)) == (str(started.transaction_id), 500.0)
        await station.call(
            call16.StopTransaction(
                meter_stop=8400, timestamp=clock(10), transaction_id=started.transaction_id, id_tag="04A2B3"
            )
        )
        ended = (await client.transactions(TransactionFilter(station="CP16", state="ended"))).items[0]
        assert (float(ended.energy_wh), ended.stopped_reason, ended.flags) == (7400.0, "Local", [])
        readings = (await client.readings("CP16", ended.id)).items
        assert [reading.context for reading in readings] == ["Transaction.Begin", "Sample.Periodic", "Transaction.End"]
        connectors = (await client.connectors("CP16")).items
        assert [(c.evse_id, c.connector_id, c.status, c.detail) for c in connectors] == [
            (1, 1, "Occupied", "Preparing")
        ]


async def charge_by_events(client: Client, station: Any, calls: Any, identity: str) -> None:
    """Boot to stop in the words of 2.x."""
    await with_token(client, "04A2B3")
    boot = await station.call(
        calls.BootNotification(charging_station={"model": "Two", "vendor_name": "Acme"}, reason="PowerUp")
    )
    assert boot.status == "Accepted"
    await station.call(
        calls.StatusNotification(timestamp=clock(), connector_status="Occupied", evse_id=1, connector_id=1)
    )
    token = {"id_token": "04A2B3", "type": "ISO14443"}
    authorized = await station.call(calls.Authorize(id_token=token))
    assert authorized.id_token_info["status"] == "Accepted"

    def event(kind: str, seq_no: int, register: float, context: str, **more: Any) -> Any:
        sample = {"value": register, "context": context, "unit_of_measure": {"unit": "Wh"}}
        return calls.TransactionEvent(
            event_type=kind,
            timestamp=clock(seq_no),
            trigger_reason="Authorized" if kind == "Started" else "MeterValuePeriodic",
            seq_no=seq_no,
            transaction_info={"transaction_id": f"{identity}-t1", "charging_state": "Charging"},
            meter_value=[{"timestamp": clock(seq_no), "sampled_value": [sample]}],
            **more,
        )

    started = await station.call(
        event("Started", 0, 1000.0, "Transaction.Begin", evse={"id": 1, "connector_id": 1}, id_token=token)
    )
    assert started.id_token_info["status"] == "Accepted"
    assert started.id_token_info["group_id_token"] == {"id_token": "fleet", "type": "Central"}
    await station.call(event("Updated", 1, 2500.5, "Sample.Periodic"))
    await station.call(event("Ended", 2, 8400.25, "Transaction.End"))
    ended = (await client.transactions(TransactionFilter(station=identity, state="ended"))).items[0]
    assert (ended.id, float(ended.energy_wh), ended.flags) == (f"{identity}-t1", 7400.25, [])
    assert len((await client.readings(identity, ended.id)).items) == 3


@pytest.mark.requirement("B01.FR.02", "C01.FR.07", "C09.FR.12", "C09.FR.13", "E01.FR.12", "E03.FR.02")
async def test_a_2_0_1_station_charges_from_boot_to_stop(server: Running) -> None:
    async with server.client() as client, connected(server, Station201, "CP201", "ocpp2.0.1") as station:
        await charge_by_events(client, station, call201, "CP201")


@pytest.mark.requirement("B01.FR.02", "C01.FR.07", "C09.FR.12", "C09.FR.13", "E01.FR.12", "E03.FR.02")
async def test_a_2_1_station_charges_from_boot_to_stop(server: Running) -> None:
    async with server.client() as client, connected(server, Station21, "CP21", "ocpp2.1") as station:
        await charge_by_events(client, station, call21, "CP21")


@pytest.mark.requirement("1.6 5.8 get-configuration", "1.6 5.14 reset")
@pytest.mark.parametrize(
    ("kind", "subprotocol", "action", "payload", "answer"),
    [
        (
            Station16,
            "ocpp1.6",
            "GetConfiguration",
            {"key": ["HeartbeatInterval"]},
            {"configurationKey": [{"key": "HeartbeatInterval", "readonly": False, "value": "300"}]},
        ),
        (Station16, "ocpp1.6", "Reset", {"type": "Soft"}, {"status": "Rejected"}),
        (Station201, "ocpp2.0.1", "Reset", {"type": "Immediate"}, {"status": "Rejected"}),
        (Station21, "ocpp2.1", "Reset", {"type": "OnIdle"}, {"status": "Rejected"}),
    ],
)
async def test_a_call_brings_the_stations_own_answer(
    server: Running, kind: Any, subprotocol: str, action: str, payload: dict[str, Any], answer: dict[str, Any]
) -> None:
    async with server.client() as client, connected(server, kind, "CP-ASK", subprotocol):
        outcome = await client.call(
            "CP-ASK", CallRequest(action=action, payload=msgspec.Raw(msgspec.json.encode(payload)))
        )
        assert isinstance(outcome, CallResult)
        assert msgspec.json.decode(outcome.payload) == answer


async def test_a_call_that_the_station_does_not_know_brings_its_error(server: Running) -> None:
    async with server.client() as client, connected(server, Station16, "CP-ERR", "ocpp1.6"):
        outcome = await client.call("CP-ERR", CallRequest(action="ClearCache"))
        assert isinstance(outcome, CallError)
        assert outcome.code in {"NotSupported", "NotImplemented"}


async def test_every_frame_of_both_directions_is_in_the_log(server: Running) -> None:
    async with server.client() as client, connected(server, Station16, "CP-LOG", "ocpp1.6") as station:
        await station.call(call16.BootNotification(charge_point_model="One", charge_point_vendor="Acme"))
        await client.call("CP-LOG", CallRequest(action="Reset", payload=msgspec.Raw(b'{"type":"Soft"}')))
        for _ in range(500):  # the last frame is stored behind the answer to the API, not before it
            frames = (await client.messages(MessageFilter(station="CP-LOG"))).items
            if len(frames) == 4:
                break
            await asyncio.sleep(0.01)
        told = [(frame.direction, frame.kind, frame.action) for frame in reversed(frames)]
        assert told == [
            ("in", "call", "BootNotification"),
            ("out", "result", "BootNotification"),
            ("out", "call", "Reset"),
            ("in", "result", "Reset"),
        ]
