"""Examples of monitors and what comes of them; they go with those in `examples`."""

from datetime import UTC
from typing import Final

import msgspec

from pilotwire.client import customer as c
from pilotwire.client import device_event as d
from pilotwire.client import monitor as m
from pilotwire.client.codec import Instant
from pilotwire.client.control import StartToken
from pilotwire.client.operation import Operation, Progress, StartedOperations
from pilotwire.client.variable import ComponentInput, ComponentName, VariableInput, VariableName


def at(hour: int, minute: int, second: int = 0) -> Instant:
    """An instant of the day of all examples."""
    return Instant(2026, 3, 1, hour, minute, second, tzinfo=UTC)


COMPONENT: Final = ComponentName(name="Connector", evse_id=1, connector_id=1)
TEMPERATURE: Final = VariableName(name="Temperature")
_COMPONENT_INPUT: Final = ComponentInput(name="Connector", evse_id=1, connector_id=1)
_TEMPERATURE_INPUT: Final = VariableInput(name="Temperature")

SETTING: Final = m.MonitorSetting(
    component=COMPONENT, variable=TEMPERATURE, kind="UpperThreshold", value=80.0, severity=3, transaction=False
)
MONITOR: Final = m.Monitor(
    station="CS-0042", id=14, setting=SETTING, state="same", origin="CustomMonitor", told_at=at(9, 5), set_at=at(9, 0),
    set_by="Grafana",
)  # fmt: skip
MONITORS_INPUT: Final = m.MonitorsInput(
    monitors=[
        m.MonitorInput(
            component=_COMPONENT_INPUT, variable=_TEMPERATURE_INPUT, kind="UpperThreshold", severity=3, value=80.0
        )
    ]
)
MONITORS_SET: Final = m.MonitorAnswers(
    items=[
        m.MonitorAnswer(
            status="Accepted", id=14, component=COMPONENT, variable=TEMPERATURE, kind="UpperThreshold", severity=3
        )
    ]
)
CLEAR_INPUT: Final = m.ClearMonitorsInput(ids=[14])
CLEARED: Final = m.MonitorAnswers(items=[m.MonitorAnswer(status="Accepted", id=14)])
REPORTING: Final = Operation(
    id="0f8d2f5e-6c1a-4c55-9a51-6f7f4f6f2b11",
    kind="station.monitoring_report",
    state="running",
    created_at=at(9, 4),
    updated_at=at(9, 5),
    progress=Progress(done=12, message="2 parts"),
    errors=[],
    request=msgspec.Raw(b"{}"),
    result=msgspec.Raw(b"null"),
    station="CS-0042",
    actor="Grafana",
    cancelling=False,
)
APPLYING: Final = msgspec.structs.replace(
    REPORTING,
    id="0f8d2f5e-6c1a-4c55-9a51-6f7f4f6f2b12",
    kind="monitor_template.apply",
    progress=Progress(done=0, total=1, message="setting"),
    request=msgspec.Raw(b'{"template":"hot-plugs"}'),
)
STARTED: Final = StartedOperations(operations=[APPLYING], not_started=[])
TEMPLATE: Final = m.MonitorTemplate(
    name="hot-plugs", version="8c1f20aa93e0b7d4", monitors=[SETTING], created_at=at(8, 0), updated_at=at(8, 30),
    note="all stations with cooled cables",
)  # fmt: skip
TEMPLATE_INPUT: Final = m.MonitorTemplateInput(
    monitors=[
        m.WantedMonitor(
            component=_COMPONENT_INPUT, variable=_TEMPERATURE_INPUT, kind="UpperThreshold", value=80.0, severity=3
        )
    ],
    note="all stations with cooled cables",
)
DRIFT: Final = m.MonitorDriftReport(
    station="CS-0042", template="hot-plugs", version="8c1f20aa93e0b7d4", drifted=0,
    items=[m.MonitorDriftItem(wanted=SETTING, state="same", found=MONITOR)],
)  # fmt: skip
DEVICE_EVENT: Final = d.DeviceEvent(
    id="154811237654541", station="CS-0042", event_id=311, at=at(9, 12, 3), received_at=at(9, 12, 4),
    trigger="Alerting", notification="CustomMonitor", component=COMPONENT, variable=TEMPERATURE, value="81.5",
    cleared=False, severity=3, tech_code="T-81", monitor=14,
)  # fmt: skip
ALERT: Final = d.Alert(
    id="154811237654542", station="CS-0042", component=COMPONENT, variable=TEMPERATURE, state="open",
    last_at=at(9, 12, 3), received_at=at(9, 12, 4), value="81.5", count=1, opened_at=at(9, 12, 3), severity=3,
    monitor=14, tech_code="T-81",
)  # fmt: skip
STREAM: Final = d.EventStream(
    station="CS-0042", id=3, monitor=21, pace=m.StreamPace(interval_s=60, values=60), opened_at=at(9, 0), values=720,
    pending=0, behind=False, component=COMPONENT, variable=VariableName(name="Power"), severity=8,
    origin="CustomMonitor", last_at=at(9, 12), last_value="7300",
)  # fmt: skip
BATCH: Final = d.StreamBatch(
    id="154811237654543", received_at=at(9, 12, 1), monitor=21,
    values=[d.StreamValue(at=at(9, 11, 59), value="7310"), d.StreamValue(at=at(9, 12), value="7300")],
)  # fmt: skip
CUSTOMER_INPUT: Final = c.CustomerInput(id_token=StartToken(value="04E1B2C3D4", type="ISO14443"), clear=True)
ASKING_CUSTOMER: Final = msgspec.structs.replace(
    REPORTING,
    id="0f8d2f5e-6c1a-4c55-9a51-6f7f4f6f2b13",
    kind="station.customer_information",
    progress=Progress(message="waiting for the answer"),
    request=msgspec.Raw(b'{"inquiry":"154811237654551"}'),
)
CUSTOMER_INQUIRY: Final = c.CustomerInquiry(
    id="154811237654551", station="CS-0042", about="id-token", report=True, clear=True, state="complete",
    asked_at=at(9, 0), expires_at=Instant(2026, 3, 2, 9, 0, tzinfo=UTC), parts=2,
    id_token=c.CustomerToken(value="04E1B2C3D4", type="ISO14443"), actor="privacy desk",
)  # fmt: skip
CUSTOMER_ANSWER: Final = c.CustomerAnswer(
    inquiry=CUSTOMER_INQUIRY, text="last charged 2026-02-11 at EVSE 1; language de", missing=[]
)
