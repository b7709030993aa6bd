"""Monitors between the words of OCPP 2.0.1 and 2.1 and the domain's."""

import msgspec
import pytest

from pilotwire.dialects import ocpp2x_monitoring as dialect
from pilotwire.domain.command import CannotError
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.monitor import Monitor, MonitorSetting, StreamPace
from pilotwire.domain.monitor_commands import GetMonitoringReport, MonitorAnswer, MonitorWrite, SetMonitors
from pilotwire.domain.report import Part
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId
from pilotwire.protocol.decode import decode_tolerant_raw, encode
from pilotwire.protocol.ocpp21 import diagnostics as diagnostics21
from pilotwire.protocol.ocpp201 import diagnostics

from ..services.conftest import NOON

PLUG = Address(Component("Connector", None, EvseId(1), ConnectorId(2)), "Temperature", "inlet")
CS = StationId("CS")


def said(setting: MonitorSetting, number: int | None = None) -> SetMonitors:
    return SetMonitors((MonitorWrite(setting, number),))


def test_a_monitor_is_said_in_both_versions_with_six_decimals_at_most() -> None:
    command = said(MonitorSetting(PLUG, "UpperThreshold", 80.12345678, 3, transaction=True), 7)
    expected = (
        b'{"setMonitoringData":[{"id":7,"transaction":true,"value":80.123457,"type":"UpperThreshold","severity":3,'
        b'"component":{"name":"Connector","evse":{"id":1,"connectorId":2}},'
        b'"variable":{"name":"Temperature","instance":"inlet"}}]}'
    )
    told = msgspec.json.decode(expected)
    assert msgspec.json.decode(encode(dialect.set_monitors(command))) == told
    assert msgspec.json.decode(encode(dialect.set_monitors21(command))) == told


def test_what_2_0_1_lacks_is_named_and_2_1_says_it() -> None:
    relative = said(MonitorSetting(PLUG, "TargetDeltaRelative", 0.1, 3))
    streamed = said(MonitorSetting(PLUG, "Periodic", 1.0, 9, stream=StreamPace(60)))
    for command, why in ((relative, "no monitor of kind TargetDeltaRelative"), (streamed, "no event streams")):
        with pytest.raises(CannotError, match=why):
            dialect.set_monitors(command)
    (first,) = dialect.set_monitors21(streamed).set_monitoring_data
    assert first.periodic_event_stream is not None
    assert (first.periodic_event_stream.interval, first.periodic_event_stream.values) == (60, None)
    assert dialect.set_monitors21(relative).set_monitoring_data[0].type == "TargetDeltaRelative"


def test_answers_are_known_by_what_they_are_about() -> None:
    raw = msgspec.Raw(
        b'{"setMonitoringResult":[{"id":4,"status":"Accepted","type":"Delta","severity":8,'
        b'"component":{"name":"CONNECTOR"},"variable":{"name":"temperature"}},{"status":"Rejected","type":"Delta",'
        b'"severity":9,"component":{"name":"A"},"variable":{"name":"B"},"statusInfo":{"reasonCode":"Full"}}]}'
    )
    answer = decode_tolerant_raw(diagnostics.SetVariableMonitoringResponse, raw).value
    assert answer is not None
    key = Address(Component("Connector"), "Temperature").key
    assert dialect.monitors_set(answer) == (
        MonitorAnswer("Accepted", 4, (*key, "Delta", 8)),
        MonitorAnswer("Rejected", None, (*Address(Component("A"), "B").key, "Delta", 9), "Full"),
    )


@pytest.mark.parametrize(
    ("message", "origin"),
    [
        (diagnostics.NotifyMonitoringReportRequest, None),
        (diagnostics21.NotifyMonitoringReportRequest, "PreconfiguredMonitor"),
    ],
)
def test_a_part_of_a_report_tells_monitors_and_notes_kinds_that_nobody_knows(
    message: type[dialect.NotifyMonitoringReport], origin: str | None
) -> None:
    raw = msgspec.Raw(
        b'{"requestId":5,"seqNo":0,"tbc":true,"generatedAt":"2026-03-01T12:00:00Z","monitor":[{"component":'
        b'{"name":"Fan"},"variable":{"name":"Speed"},"variableMonitoring":[{"id":1,"transaction":false,"value":5,'
        b'"type":"Delta","severity":8,"eventNotificationType":"PreconfiguredMonitor"},{"id":2,"transaction":false,'
        b'"value":5,"type":"Smell","severity":8,"eventNotificationType":"CustomMonitor"}]}]}'
    )
    told = decode_tolerant_raw(message, raw).value
    assert told is not None
    notes: list[tuple[str, str]] = []
    setting = MonitorSetting(Address(Component("Fan"), "Speed"), "Delta", 5.0, 8)
    assert dialect.reported_monitors(told, CS, NOON, lambda *note: notes.append(note)) == [
        Monitor(CS, 1, setting, NOON, 5, origin)  # type: ignore[arg-type]  # a literal of the table
    ]
    assert notes == [("monitor-kind-unknown", "a monitor of kind 'Smell' on Fan/Speed")]
    assert dialect.report_part(told, 99) == Part(request_id=5, seq_no=0, more=True, variables=2, bytes=99)


def test_a_report_is_asked_for_by_kind_component_and_variable() -> None:
    command = GetMonitoringReport(9, ("PeriodicMonitoring",), (Component("Fan"),), (PLUG,))
    assert not command.is_whole
    assert msgspec.json.decode(encode(dialect.get_report(command))) == {
        "requestId": 9,
        "monitoringCriteria": ["PeriodicMonitoring"],
        "componentVariable": [
            {"component": {"name": "Fan"}},
            {
                "component": {"name": "Connector", "evse": {"id": 1, "connectorId": 2}},
                "variable": {"name": "Temperature", "instance": "inlet"},
            },
        ],
    }
    assert encode(dialect.get_report(GetMonitoringReport(9))) == b'{"requestId":9}'
