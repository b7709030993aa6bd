# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""Shared object types: device model."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    AttributeKind,
    ClearMonitoringStatus,
    DataKind,
    EventNotification,
    EventTrigger,
    GetVariableStatus,
    MonitorKind,
    Mutability,
    SetMonitoringStatus,
    SetVariableStatus,
)
from pilotwire.protocol.ocpp21.scalars import IntFrom0, IntFrom1, Text16, Text36, Text50, Text500, Text1000, Text2500
from pilotwire.protocol.ocpp21.types.event_stream import PeriodicEventStreamParams
from pilotwire.protocol.ocpp21.types.station import EVSE
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class ClearMonitoringResult(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """Whether a monitor was removed."""

    status: ClearMonitoringStatus
    id: IntFrom0
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class Component(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A part of the station, real or logical."""

    evse: Maybe[EVSE] = None
    name: Text50
    instance: Maybe[Text50] = None
    custom_data: Maybe[CustomData] = None


class ComponentVariable(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A component, with one of its variables or all."""

    component: Component
    variable: Maybe[Variable] = None
    custom_data: Maybe[CustomData] = None


class EventData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "event_id": "eventId",
        "actual_value": "actualValue",
        "tech_code": "techCode",
        "tech_info": "techInfo",
        "transaction_id": "transactionId",
        "variable_monitoring_id": "variableMonitoringId",
        "event_notification_type": "eventNotificationType",
        "custom_data": "customData",
    },
):
    """One event: what changed, why it is told, and the value."""

    event_id: IntFrom0
    timestamp: Instant
    trigger: EventTrigger
    cause: Maybe[IntFrom0] = None
    actual_value: Text2500
    tech_code: Maybe[Text50] = None
    tech_info: Maybe[Text500] = None
    cleared: Maybe[bool] = None
    transaction_id: Maybe[Text36] = None
    component: Component
    variable_monitoring_id: Maybe[IntFrom0] = None
    event_notification_type: EventNotification
    variable: Variable
    severity: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class GetVariableData(
    Payload, frozen=True, kw_only=True, rename={"attribute_type": "attributeType", "custom_data": "customData"}
):
    """One attribute to read."""

    attribute_type: Maybe[AttributeKind] = None
    component: Component
    variable: Variable
    custom_data: Maybe[CustomData] = None


class GetVariableResult(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "attribute_status": "attributeStatus",
        "attribute_status_info": "attributeStatusInfo",
        "attribute_type": "attributeType",
        "attribute_value": "attributeValue",
        "custom_data": "customData",
    },
):
    """One attribute as read, or why not."""

    attribute_status: GetVariableStatus
    attribute_status_info: Maybe[StatusInfo] = None
    attribute_type: Maybe[AttributeKind] = None
    attribute_value: Maybe[Text2500] = None
    component: Component
    variable: Variable
    custom_data: Maybe[CustomData] = None


class MonitoringData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"variable_monitoring": "variableMonitoring", "custom_data": "customData"},
):
    """The monitors of one variable."""

    component: Component
    variable: Variable
    variable_monitoring: Annotated[tuple[VariableMonitoring, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class ReportData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "variable_attribute": "variableAttribute",
        "variable_characteristics": "variableCharacteristics",
        "custom_data": "customData",
    },
):
    """One variable with its attributes and characteristics."""

    component: Component
    variable: Variable
    variable_attribute: Annotated[tuple[VariableAttribute, ...], Meta(min_length=1, max_length=4)]
    variable_characteristics: Maybe[VariableCharacteristics] = None
    custom_data: Maybe[CustomData] = None


class SetMonitoringData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"periodic_event_stream": "periodicEventStream", "custom_data": "customData"},
):
    """One monitor to set."""

    id: Maybe[IntFrom0] = None
    periodic_event_stream: Maybe[PeriodicEventStreamParams] = None
    transaction: Maybe[bool] = None
    value: float
    type: MonitorKind
    severity: IntFrom0
    component: Component
    variable: Variable
    custom_data: Maybe[CustomData] = None


class SetMonitoringResult(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """Whether a monitor was set."""

    id: Maybe[IntFrom0] = None
    status_info: Maybe[StatusInfo] = None
    status: SetMonitoringStatus
    type: MonitorKind
    component: Component
    variable: Variable
    severity: IntFrom0
    custom_data: Maybe[CustomData] = None


class SetVariableData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"attribute_type": "attributeType", "attribute_value": "attributeValue", "custom_data": "customData"},
):
    """One attribute to write."""

    attribute_type: Maybe[AttributeKind] = None
    attribute_value: Text2500
    component: Component
    variable: Variable
    custom_data: Maybe[CustomData] = None


class SetVariableResult(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "attribute_type": "attributeType",
        "attribute_status": "attributeStatus",
        "attribute_status_info": "attributeStatusInfo",
        "custom_data": "customData",
    },
):
    """Whether an attribute was written."""

    attribute_type: Maybe[AttributeKind] = None
    attribute_status: SetVariableStatus
    attribute_status_info: Maybe[StatusInfo] = None
    component: Component
    variable: Variable
    custom_data: Maybe[CustomData] = None


class VariableAttribute(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A value of a variable, and what may be done with it."""

    type: Maybe[AttributeKind] = None
    value: Maybe[Text2500] = None
    mutability: Maybe[Mutability] = None
    persistent: Maybe[bool] = None
    constant: Maybe[bool] = None
    custom_data: Maybe[CustomData] = None


class VariableCharacteristics(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "data_type": "dataType",
        "min_limit": "minLimit",
        "max_limit": "maxLimit",
        "max_elements": "maxElements",
        "values_list": "valuesList",
        "supports_monitoring": "supportsMonitoring",
        "custom_data": "customData",
    },
):
    """Type, unit and limits of a variable."""

    unit: Maybe[Text16] = None
    data_type: DataKind
    min_limit: Maybe[float] = None
    max_limit: Maybe[float] = None
    max_elements: Maybe[IntFrom1] = None
    values_list: Maybe[Text1000] = None
    supports_monitoring: bool
    custom_data: Maybe[CustomData] = None


class VariableMonitoring(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"event_notification_type": "eventNotificationType", "custom_data": "customData"},
):
    """A monitor as it is set."""

    id: IntFrom0
    transaction: bool
    value: float
    type: MonitorKind
    severity: IntFrom0
    event_notification_type: EventNotification
    custom_data: Maybe[CustomData] = None


class Variable(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The name of a variable."""

    name: Text50
    instance: Maybe[Text50] = None
    custom_data: Maybe[CustomData] = None
