"""`pilotwire alerts` and `pilotwire event-streams` as they are, against an API that runs beside them."""

import json

import msgspec

from pilotwire.domain.alert import Alert
from pilotwire.domain.device_event import DeviceEvent
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.monitor import StreamPace
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.station_link import CallError, CallResult
from pilotwire.services.work import StoredDeviceEvent

from ..api.conftest import NOON
from .conftest import Beside, Run

CP = StationId("CP-1")
PLUG = Address(Component("Connector"), "Temperature")


def test_alerts_are_listed_the_most_severe_first_and_all_on_request(pilotwire: Run, beside: Beside) -> None:
    hot = Alert(RecordId(1), CP, PLUG, NOON, NOON, NOON, severity=3, value="81", tech_code="T-81")
    worse = msgspec.structs.replace(hot, id=RecordId(2), severity=0, monitor=7)
    over = msgspec.structs.replace(hot, id=RecordId(3), monitor=8, cleared_at=NOON, cleared_by="station")
    told = DeviceEvent(CP, 5, NOON, "Alerting", "CustomMonitor", PLUG, "81", 3, monitor=7)
    beside.do(beside.site.holds(hot, worse, over, StoredDeviceEvent(RecordId(9), told, NOON)))
    lines = pilotwire("alerts", "list", "--utc").out.splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [
        ["CP-1", "0", "danger"], ["CP-1", "3", "critical"],
    ]  # fmt: skip
    assert lines[2].endswith("T-81")
    shown = [json.loads(line) for line in pilotwire("alerts", "list", "--all", "--json").out.splitlines()]
    assert [(one["id"], one["state"]) for one in shown] == [("3", "cleared"), ("2", "open"), ("1", "open")]
    line = pilotwire("alerts", "events", "--monitor", "7", "--utc").out.splitlines()[1]
    assert line.split()[2:] == ["CP-1", "5", "3", "critical", "Alerting", "Connector/Temperature", "81", "7"]
    assert pilotwire("alerts", "events", "--severity", "2").err == "There are none.\n"


def test_streams_are_listed_read_adjusted_and_their_values_shown(pilotwire: Run, beside: Beside) -> None:
    async def answering(action: str, payload: bytes) -> CallResult | CallError:
        told = {"status": "Accepted"} if action.startswith("Adjust") else {}
        return CallResult("m", msgspec.Raw(msgspec.json.encode(told)), 4.0)

    stream = EventStream(CP, 3, 7, NOON, StreamPace(60, 10), PLUG, values=2, pending=4, grown=3)
    batch = StreamBatch(RecordId(4), CP, 3, 7, NOON, NOON, ((0.0, "20.5"), (1.0, "20.6")))
    beside.do(beside.site.holds(ChargingStation(CP, NOON, NOON), stream, batch))
    beside.site.link.connect("CP-1", answering, "ocpp2.1")
    line = pilotwire("event-streams", "list").out.splitlines()[1]
    assert line.split()[:8] == ["CP-1", "3", "7", "Connector/Temperature", "60", "s", "or", "10"]
    assert "4, behind" in line
    values = pilotwire("event-streams", "values", "CP-1", "3", "--utc").out.splitlines()[1:]
    assert [line.split()[-1] for line in values] == ["20.6", "20.5"]
    assert pilotwire("event-streams", "adjust", "CP-1", "3", "--interval-s", "30").code == 0
    assert json.loads(beside.site.link.calls[0][2]) == {"id": 3, "params": {"interval": 30}}
    assert pilotwire("event-streams", "read", "CP-1").err == "No stream is open.\n"
    assert pilotwire("event-streams", "list").err == "There are none.\n"
