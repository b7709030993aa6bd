"""Monitors in the words of OCPP 2.0.1 and 2.1: how they are set, cleared and asked for, and what is told about them.

Requests are built of 2.0.1's structs where 2.1 accepts them; a function whose name ends in 21 is for 2.1 alone.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias, get_args

from pilotwire.domain.command import CannotError
from pilotwire.domain.monitor import Monitor, MonitorKind, MonitorOrigin, MonitorSetting, StreamPace
from pilotwire.domain.monitor_commands import (
    ClearMonitors,
    GetMonitoringReport,
    MonitorAnswer,
    MonitorWrite,
    SetMonitoringBase,
    SetMonitoringLevel,
    SetMonitors,
)
from pilotwire.domain.report import Part
from pilotwire.kernel.ids import StationId
from pilotwire.protocol.ocpp21 import diagnostics as diagnostics21
from pilotwire.protocol.ocpp21.types import device_model as types21
from pilotwire.protocol.ocpp21.types.event_stream import PeriodicEventStreamParams
from pilotwire.protocol.ocpp201 import diagnostics, enums
from pilotwire.protocol.ocpp201.types import device_model as types

from .ocpp2x_device_model import (
    check_length,
    said_component,
    said_component21,
    said_variable,
    told_address,
    told_reason,
)

SetAnswer: TypeAlias = diagnostics.SetVariableMonitoringResponse | diagnostics21.SetVariableMonitoringResponse
ClearAnswer: TypeAlias = diagnostics.ClearVariableMonitoringResponse | diagnostics21.ClearVariableMonitoringResponse
NotifyMonitoringReport: TypeAlias = (
    diagnostics.NotifyMonitoringReportRequest | diagnostics21.NotifyMonitoringReportRequest
)
Note: TypeAlias = Callable[[str, str], None]

KINDS: Final[dict[str, MonitorKind]] = {word: word for word in get_args(MonitorKind)}
_KINDS_201: Final[dict[str, enums.MonitorKind]] = {word: word for word in get_args(enums.MonitorKind)}
_ORIGINS: Final[dict[str, MonitorOrigin]] = {word: word for word in get_args(MonitorOrigin)}
_DECIMALS: Final = 6
"""Digits behind the point of a number that is sent. Source: OCPP 2.0.1 part 2, 2.1.3."""


def set_base(command: SetMonitoringBase) -> diagnostics.SetMonitoringBaseRequest:
    """SetMonitoringBase."""
    return diagnostics.SetMonitoringBaseRequest(monitoring_base=command.base)


def set_level(command: SetMonitoringLevel) -> diagnostics.SetMonitoringLevelRequest:
    """SetMonitoringLevel."""
    return diagnostics.SetMonitoringLevelRequest(severity=command.severity)


def set_monitors(command: SetMonitors) -> diagnostics.SetVariableMonitoringRequest:
    """SetVariableMonitoring. Raises CannotError for kinds and streams, which only 2.1 has."""
    return diagnostics.SetVariableMonitoringRequest(set_monitoring_data=tuple(_said(one) for one in command.wanted))


def set_monitors21(command: SetMonitors) -> diagnostics21.SetVariableMonitoringRequest:
    """SetVariableMonitoring, with the kinds and the event streams of 2.1. Source: OCPP 2.1 part 2, N04 and N11."""
    return diagnostics21.SetVariableMonitoringRequest(set_monitoring_data=tuple(_said21(one) for one in command.wanted))


def monitors_set(answer: SetAnswer) -> tuple[MonitorAnswer, ...]:
    """How each monitor went."""
    return tuple(
        MonitorAnswer(
            one.status,
            one.id,
            (*told_address(one.component, one.variable).key, one.type, one.severity),
            *told_reason(one.status_info),
        )
        for one in answer.set_monitoring_result
    )


def clear_monitors(command: ClearMonitors) -> diagnostics.ClearVariableMonitoringRequest:
    """ClearVariableMonitoring."""
    return diagnostics.ClearVariableMonitoringRequest(id=command.ids)


def monitors_cleared(answer: ClearAnswer) -> tuple[MonitorAnswer, ...]:
    """How each removal went."""
    return tuple(
        MonitorAnswer(one.status, one.id, None, *told_reason(one.status_info)) for one in answer.clear_monitoring_result
    )


def get_report(command: GetMonitoringReport) -> diagnostics.GetMonitoringReportRequest:
    """GetMonitoringReport."""
    wanted = (
        *(types.ComponentVariable(component=said_component(one)) for one in command.components),
        *(
            types.ComponentVariable(component=said_component(one.component), variable=said_variable(one))
            for one in command.variables
        ),
    )
    return diagnostics.GetMonitoringReportRequest(
        request_id=command.request_id,
        component_variable=wanted or None,
        monitoring_criteria=command.criteria or None,
    )


def report_part(message: NotifyMonitoringReport, size_bytes: int) -> Part:
    """Which part of which report a message is. Source: OCPP 2.0.1 part 2, N02."""
    return Part(
        request_id=message.request_id,
        seq_no=message.seq_no,
        more=bool(message.tbc),
        variables=sum(len(one.variable_monitoring) for one in message.monitor or ()),
        bytes=size_bytes,
    )


def reported_monitors(
    message: NotifyMonitoringReport, station: StationId, at: datetime, note: Note
) -> Sequence[Monitor]:
    """The monitors that a part of a report tells; one of an unknown kind is noted and left out."""
    return list(_reported(message, station, at, note))


def _reported(message: NotifyMonitoringReport, station: StationId, at: datetime, note: Note) -> Iterator[Monitor]:
    for told in message.monitor or ():
        address = told_address(told.component, told.variable)
        for one in told.variable_monitoring:
            kind = KINDS.get(one.type)
            if kind is None:
                note("monitor-kind-unknown", f"a monitor of kind '{one.type}' on {address}")
                continue
            setting = MonitorSetting(address, kind, one.value, one.severity, one.transaction)
            said = one.event_notification_type if isinstance(one, types21.VariableMonitoring) else ""
            yield Monitor(station, one.id, setting, at, message.request_id, _ORIGINS.get(said))


def _said(one: MonitorWrite) -> types.SetMonitoringData:
    setting = one.setting
    kind = _KINDS_201.get(setting.kind)
    if kind is None:
        raise CannotError(
            f"OCPP 2.0.1 has no monitor of kind {setting.kind} (wanted on {setting.address})",
            f"use one of {', '.join(_KINDS_201)}",
        )
    if setting.stream is not None:
        raise CannotError(
            f"OCPP 2.0.1 has no event streams (wanted for {setting.address})",
            "leave the stream out: each value comes as an event",
        )
    check_length(setting.address.variable, setting.address.instance)
    return types.SetMonitoringData(
        id=one.id,
        transaction=setting.transaction or None,
        value=round(setting.value, _DECIMALS),
        type=kind,
        severity=setting.severity,
        component=said_component(setting.address.component),
        variable=said_variable(setting.address),
    )


def _said21(one: MonitorWrite) -> types21.SetMonitoringData:
    setting = one.setting
    check_length(setting.address.variable, setting.address.instance)
    return types21.SetMonitoringData(
        id=one.id,
        periodic_event_stream=None if setting.stream is None else said_pace(setting.stream),
        transaction=setting.transaction or None,
        value=round(setting.value, _DECIMALS),
        type=setting.kind,
        severity=setting.severity,
        component=said_component21(setting.address.component),
        variable=types21.Variable(name=setting.address.variable, instance=setting.address.instance),
    )


def said_pace(pace: StreamPace) -> PeriodicEventStreamParams:
    """When a stream sends what has gathered. Source: OCPP 2.1 part 2, N11.FR.09."""
    return PeriodicEventStreamParams(interval=pace.interval_s, values=pace.values)
