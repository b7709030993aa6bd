"""Events of the device model and event streams from stations of literal frames, and from the `ocpp` package."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import ocpp.v21.call
import ocpp.v201.call
import pytest
import websockets

from pilotwire.client.client import Client
from pilotwire.client.device_event import (
    AdjustStreamInput,
    AlertFilter,
    DeviceEventFilter,
    EventStreamFilter,
)
from pilotwire.client.filters import FindingFilter
from pilotwire.client.monitor import ClearMonitorsInput, MonitorInput, MonitorsInput
from pilotwire.client.problem import ApiProblem
from pilotwire.client.variable import ComponentInput, VariableInput

from .conftest import Running
from .foreign_stations import Station21, Station201
from .raw_station import EACH, NOON, RawStation, station
from .watching_station import WatchingStation

IN_2X: Final = pytest.mark.parametrize("version", EACH[1:])
BEGIN: Final = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)


def minutes(count: int) -> str:
    """So long after the begin, as a station writes it."""
    return (BEGIN + timedelta(minutes=count)).strftime("%Y-%m-%dT%H:%M:%SZ")


def event(number: int, minute: int, **more: Any) -> dict[str, Any]:
    return {
        "eventId": number, "timestamp": minutes(minute), "trigger": "Alerting", "actualValue": "81.5",
        "component": {"name": "Connector", "evse": {"id": 1, "connectorId": 1}}, "variable": {"name": "Temperature"},
        "eventNotificationType": "CustomMonitor", "variableMonitoringId": 1, **more,
    }  # fmt: skip


async def notify(one: RawStation, *events: dict[str, Any], seq_no: int = 0, more: bool = False) -> None:
    payload = {"generatedAt": NOON, "seqNo": seq_no, "tbc": more, "eventData": list(events)}
    assert await one.call("NotifyEvent", payload) == {}


async def sends(one: RawStation, stream: int, pending: int = 0, *values: str) -> None:
    """A message of values that nobody answers."""
    assert one.socket is not None
    data = [{"t": float(place), "v": value} for place, value in enumerate(values)]
    payload = {"id": stream, "pending": pending, "basetime": minutes(0), "data": data}
    await one.socket.send(json.dumps([6, f"send-{stream}-{pending}", "NotifyPeriodicEventStream", payload]))


async def set_hot(client: Client) -> None:
    plug = ComponentInput(name="Connector", evse_id=1, connector_id=1)
    hot = MonitorInput(
        component=plug, variable=VariableInput(name="Temperature"), kind="UpperThreshold", value=80, severity=3
    )
    await client.monitoring.set_monitors("CS", MonitorsInput(monitors=[hot]))


@pytest.mark.requirement("N07.FR.03", "N08.FR.02")
@IN_2X
async def test_an_alert_runs_from_its_event_to_its_clear_whatever_the_order(
    server_of_each_kind: Running, version: str
) -> None:
    server, one = server_of_each_kind, WatchingStation("CS", version)
    own = {"severity": 2} if version == "ocpp2.1" else {}
    async with server.client() as client, one.connected(server.ocpp_url):
        await set_hot(client)
        await notify(one, event(3, 5, cleared=True, actualValue="79"), seq_no=1)
        await notify(one, event(1, 0, **own), event(2, 1, techCode="T-81", techInfo="hot"), more=True)
        await notify(one, event(1, 0, **own))
        (alert,) = (await client.alerts.list()).items
        assert (alert.state, alert.opened_at, alert.cleared_at) == (
            "cleared", BEGIN, BEGIN + timedelta(minutes=5),
        )  # fmt: skip
        assert (alert.count, alert.monitor) == (3, 1)
        found = (await client.alerts.events(DeviceEventFilter(station="CS"))).items
        assert [told.event_id for told in found] == [2, 1, 3]
        assert [told.severity for told in found] == [3, own.get("severity", 3), 3]
        assert (found[0].tech_code, found[0].tech_info, found[0].value) == ("T-81", "hot", "81.5")
        await notify(one, event(4, 10, actualValue="88"))
        (alert,) = (await client.alerts.list(AlertFilter(open="yes", severity=3, order="severity"))).items
        assert (alert.value, alert.opened_at) == ("88", BEGIN + timedelta(minutes=10))
        await client.monitoring.clear_monitors("CS", ClearMonitorsInput(ids=[1]))
        assert (await client.alerts.list(AlertFilter(open="yes"))).items == []
        assert (await client.alerts.list()).items[0].cleared_by == "monitor-removed"


@IN_2X
async def test_a_problem_of_a_component_is_an_alert_and_a_state_of_a_connector_is_none(
    server: Running, version: str
) -> None:
    one = station("CS", version)
    more: dict[str, Any] = {"trigger": "Delta", "eventNotificationType": "HardWiredNotification"}
    async with server.client() as client, one.connected(server.ocpp_url):
        problem = {"variable": {"name": "Problem"}, "component": {"name": "Fan"}, **more}
        await notify(one, event(1, 0, actualValue="true", cause=7, transactionId="t-1", **problem))
        await notify(one, event(2, 1, actualValue="Occupied", **more, variable={"name": "AvailabilityState"}))
        (alert,) = (await client.alerts.list()).items
        assert (alert.component.name, alert.variable.name, alert.state) == ("Fan", "Problem", "open")
        assert alert.transaction_id == "t-1"
        (connector,) = (await client.connectors("CS")).items
        assert connector.status == "Occupied"
        await notify(one, event(3, 2, actualValue="false", **problem))
        assert (await client.alerts.list(AlertFilter(open="yes"))).items == []
        causes = [told.cause for told in (await client.alerts.events()).items]
        assert causes == [7, None, 7] or causes == [None, None, 7]


@pytest.mark.requirement("N11.FR.06", "N15.FR.02")
async def test_a_stream_is_opened_filled_adjusted_and_closed_and_no_send_is_answered(
    server_of_each_kind: Running,
) -> None:
    server, one = server_of_each_kind, WatchingStation("CS", "ocpp2.1")
    one.answers["AdjustPeriodicEventStream"] = {"status": "Accepted"}
    one.answers["GetPeriodicEventStream"] = {
        "constantStreamData": [{"id": 3, "variableMonitoringId": 1, "params": {"interval": 30, "values": 5}}]
    }
    async with server.client() as client, one.connected(server.ocpp_url):
        await set_hot(client)
        opened = {"constantStreamData": {"id": 3, "variableMonitoringId": 1, "params": {"interval": 60, "values": 5}}}
        assert await one.call("OpenPeriodicEventStream", opened) == {"status": "Accepted"}
        await sends(one, 3, 0, "20.5", "20.6")
        await sends(one, 8, 0, "1")
        await sends(one, 3, 1, "20.7")
        await one.call("Heartbeat", {})
        (stream,) = (await client.alerts.streams(EventStreamFilter(station="CS"))).items
        assert (stream.values, stream.last_value, stream.monitor, stream.severity) == (3, "20.7", 1, 3)
        assert stream.variable is not None
        assert stream.variable.name == "Temperature"
        batches = (await client.alerts.values("CS", 3)).items
        assert [[value.value for value in batch.values] for batch in batches] == [["20.7"], ["20.5", "20.6"]]
        assert batches[1].values[1].at == BEGIN + timedelta(seconds=1)
        (finding,) = (await client.findings(FindingFilter(name="stream-unknown"))).items
        assert finding.detail == "values for stream 8, which is not open"
        assert (await client.alerts.adjust("CS", 3, AdjustStreamInput(interval_s=30))).status == "Accepted"
        assert one.asked[-1] == ("AdjustPeriodicEventStream", {"id": 3, "params": {"interval": 30}})
        with pytest.raises(ApiProblem, match="no open stream 8"):
            await client.alerts.adjust("CS", 8, AdjustStreamInput(interval_s=30))
        (told,) = (await client.alerts.read_streams("CS")).items
        assert (told.pace.interval_s, told.pace.values) == (30, 5)
        assert await one.call("ClosePeriodicEventStream", {"id": 3}) == {}
        assert (await client.alerts.streams(EventStreamFilter(open="yes"))).items == []
        frames = (await client.messages(limit=100)).items
        assert [frame.kind for frame in frames if (frame.message_id or "").startswith("send-")] == ["send"] * 3


async def test_streams_are_of_2_1_and_refused_elsewhere_before_anything_is_sent(server: Running) -> None:
    for version in ("ocpp1.6", "ocpp2.0.1"):
        why = f"OCPP {version[4:]} has no event streams"
        one = station(f"CS-{version}", version)
        async with server.client() as client, one.connected(server.ocpp_url):
            with pytest.raises(ApiProblem) as told:
                await client.alerts.read_streams(one.name)
            assert (told.value.status, why in told.value.problem.detail, one.asked) == (409, True, [])


@pytest.mark.parametrize(("version", "kind"), [("ocpp2.0.1", Station201), ("ocpp2.1", Station21)])
async def test_a_station_of_the_ocpp_package_tells_an_event(server: Running, version: str, kind: Any) -> None:
    call = ocpp.v201.call if version == "ocpp2.0.1" else ocpp.v21.call
    told = {
        "event_id": 1, "timestamp": minutes(0), "trigger": "Alerting", "actual_value": "81.5",
        "component": {"name": "Connector", "evse": {"id": 1, "connector_id": 1}},
        "variable": {"name": "Temperature"}, "event_notification_type": "HardWiredMonitor",
    }  # fmt: skip
    async with (
        server.client() as client,
        websockets.connect(f"{server.ocpp_url}/CS", subprotocols=[websockets.Subprotocol(version)]) as socket,
    ):
        one = kind("CS", socket)
        reading = asyncio.create_task(one.start())
        await one.call(call.BootNotification({"vendor_name": "Acme", "model": "One"}, "PowerUp"))
        await one.call(call.NotifyEvent(generated_at=NOON, seq_no=0, event_data=[told]))
        (alert,) = (await client.alerts.list()).items
        assert (alert.value, alert.state, alert.opened_at) == ("81.5", "open", BEGIN)
        reading.cancel()
