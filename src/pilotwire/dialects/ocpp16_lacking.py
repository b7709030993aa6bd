"""What OCPP 1.6 has no words for, and what it has instead; told before anything is sent."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from pilotwire.domain import event_stream as streams
from pilotwire.domain import monitor_commands as watch
from pilotwire.domain.command import Command
from pilotwire.domain.customer import CustomerInformation

Lacking: TypeAlias = Mapping[type[Command[Any]], tuple[str, str]]

_MONITORS: Final = (
    "OCPP 1.6 has no monitors of variables",
    "in 1.6 StatusNotification tells faults of connectors, and MeterValues tell the measurands in the key"
    " MeterValuesSampledData every MeterValueSampleInterval seconds; set those keys",
)
_STREAMS: Final = (
    "OCPP 1.6 has no event streams",
    "in 1.6 MeterValues tell the measurands in the key MeterValuesSampledData every MeterValueSampleInterval seconds",
)
LACKING: Final[Lacking] = {
    watch.SetMonitoringBase: _MONITORS,
    watch.SetMonitoringLevel: _MONITORS,
    watch.SetMonitors: _MONITORS,
    watch.ClearMonitors: _MONITORS,
    watch.GetMonitoringReport: _MONITORS,
    CustomerInformation: (
        "OCPP 1.6 has no way to ask a station what it knows of a customer, or to forget it",
        "take the token out of its local list and clear its authorization cache",
    ),
    streams.GetEventStreams: _STREAMS,
    streams.AdjustEventStream: _STREAMS,
}
"""Of each command, what is lacking and what to do instead."""
