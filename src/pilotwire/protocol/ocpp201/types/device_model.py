# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""Shared object types: device model."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
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
from pilotwire.protocol.ocpp201.scalars import Text16, Text36, Text50, Text500, Text1000, Text2500
from pilotwire.protocol.ocpp201.types.station import EVSE
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class ClearMonitoringResult(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """Whether a monitor was removed."""

    custom_data: Maybe[CustomData] = None
    status: ClearMonitoringStatus
    id: int
    status_info: Maybe[StatusInfo] = None


class Component(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A part of the station, real or logical."""

    custom_data: Maybe[CustomData] = None
    evse: Maybe[EVSE] = None
    name: Text50
    instance: Maybe[Text50] = None


class ComponentVariable(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A component, with one of its variables or all."""

    custom_data: Maybe[CustomData] = None
    component: Component
    variable: Maybe[Variable] = None


class EventData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "event_id": "eventId",
        "actual_value": "actualValue",
        "tech_code": "techCode",
        "tech_info": "techInfo",
        "transaction_id": "transactionId",
        "variable_monitoring_id": "variableMonitoringId",
        "event_notification_type": "eventNotificationType",
    },
):
    """One event: what changed, why it is told, and the value."""

    custom_data: Maybe[CustomData] = None
    event_id: int
    timestamp: Instant
    trigger: EventTrigger
    cause: Maybe[int] = None
    actual_value: Text2500
    tech_code: Maybe[Text50] = None
    tech_info: Maybe[Text500] = None
    cleared: Maybe[bool] = None
    transaction_id: Maybe[Text36] = None
    component: Component
    variable_monitoring_id: Maybe[int] = None
    event_notification_type: EventNotification
    variable: Variable


class GetVariableData(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "attribute_type": "attributeType"}
):
    """One attribute to read."""

    custom_data: Maybe[CustomData] = None
    attribute_type: Maybe[AttributeKind] = None
    component: Component
    variable: Variable


class GetVariableResult(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "attribute_status_info": "attributeStatusInfo",
        "attribute_status": "attributeStatus",
        "attribute_type": "attributeType",
        "attribute_value": "attributeValue",
    },
):
    """One attribute as read, or why not."""

    custom_data: Maybe[CustomData] = None
    attribute_status_info: Maybe[StatusInfo] = None
    attribute_status: GetVariableStatus
    attribute_type: Maybe[AttributeKind] = None
    attribute_value: Maybe[Text2500] = None
    component: Component
    variable: Variable


class MonitoringData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "variable_monitoring": "variableMonitoring"},
):
    """The monitors of one variable."""

    custom_data: Maybe[CustomData] = None
    component: Component
    variable: Variable
    variable_monitoring: Annotated[tuple[VariableMonitoring, ...], Meta(min_length=1)]


class ReportData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "variable_attribute": "variableAttribute",
        "variable_characteristics": "variableCharacteristics",
    },
):
    """One variable with its attributes and characteristics."""

    custom_data: Maybe[CustomData] = None
    component: Component
    variable: Variable
    variable_attribute: Annotated[tuple[VariableAttribute, ...], Meta(min_length=1, max_length=4)]
    variable_characteristics: Maybe[VariableCharacteristics] = None


class SetMonitoringData(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """One monitor to set."""

    custom_data: Maybe[CustomData] = None
    id: Maybe[int] = None
    transaction: Maybe[bool] = None
    value: float
    type: MonitorKind
    severity: int
    component: Component
    variable: Variable


class SetMonitoringResult(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """Whether a monitor was set."""

    custom_data: Maybe[CustomData] = None
    id: Maybe[int] = None
    status_info: Maybe[StatusInfo] = None
    status: SetMonitoringStatus
    type: MonitorKind
    component: Component
    variable: Variable
    severity: int


class SetVariableData(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "attribute_type": "attributeType", "attribute_value": "attributeValue"},
):
    """One attribute to write."""

    custom_data: Maybe[CustomData] = None
    attribute_type: Maybe[AttributeKind] = None
    attribute_value: Text1000
    component: Component
    variable: Variable


class SetVariableResult(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "attribute_type": "attributeType",
        "attribute_status": "attributeStatus",
        "attribute_status_info": "attributeStatusInfo",
    },
):
    """Whether an attribute was written."""

    custom_data: Maybe[CustomData] = None
    attribute_type: Maybe[AttributeKind] = None
    attribute_status: SetVariableStatus
    attribute_status_info: Maybe[StatusInfo] = None
    component: Component
    variable: Variable


class VariableAttribute(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A value of a variable, and what may be done with it."""

    custom_data: Maybe[CustomData] = None
    type: Maybe[AttributeKind] = None
    value: Maybe[Text2500] = None
    mutability: Maybe[Mutability] = None
    persistent: Maybe[bool] = None
    constant: Maybe[bool] = None


class VariableCharacteristics(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "data_type": "dataType",
        "min_limit": "minLimit",
        "max_limit": "maxLimit",
        "values_list": "valuesList",
        "supports_monitoring": "supportsMonitoring",
    },
):
    """Type, unit and limits of a variable."""

    custom_data: Maybe[CustomData] = None
    unit: Maybe[Text16] = None
    data_type: DataKind
    min_limit: Maybe[float] = None
    max_limit: Maybe[float] = None
    values_list: Maybe[Text1000] = None
    supports_monitoring: bool


class VariableMonitoring(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """A monitor as it is set."""

    custom_data: Maybe[CustomData] = None
    id: int
    transaction: bool
    value: float
    type: MonitorKind
    severity: int


class Variable(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The name of a variable."""

    custom_data: Maybe[CustomData] = None
    name: Text50
    instance: Maybe[Text50] = None
