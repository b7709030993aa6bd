# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about boot, variables, reports, reset and network profiles."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
    BootReason,
    ComponentCriterion,
    GenericDeviceModelStatus,
    RegistrationStatus,
    ReportBase,
    ResetKind,
    ResetStatus,
    SetNetworkProfileStatus,
)
from pilotwire.protocol.ocpp201.types.device_model import (
    ComponentVariable,
    GetVariableData,
    GetVariableResult,
    ReportData,
    SetVariableData,
    SetVariableResult,
)
from pilotwire.protocol.ocpp201.types.station import ChargingStation, NetworkConnectionProfile
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class BootNotificationRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "charging_station": "chargingStation"}
):
    """Station to CSMS: tells what it is after a start, and asks to be accepted. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    charging_station: ChargingStation
    reason: BootReason


class BootNotificationResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "current_time": "currentTime", "status_info": "statusInfo"},
):
    """The answer to BootNotification. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    current_time: Instant
    interval: int
    status: RegistrationStatus
    status_info: Maybe[StatusInfo] = None


class GetBaseReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "request_id": "requestId", "report_base": "reportBase"},
):
    """CSMS to station: asks for one of the standard reports of variables. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    request_id: int
    report_base: ReportBase


class GetBaseReportResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to GetBaseReport. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    status: GenericDeviceModelStatus
    status_info: Maybe[StatusInfo] = None


class GetReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "component_variable": "componentVariable",
        "request_id": "requestId",
        "component_criteria": "componentCriteria",
    },
):
    """CSMS to station: asks for a report of chosen variables. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    component_variable: Maybe[Annotated[tuple[ComponentVariable, ...], Meta(min_length=1)]] = None
    request_id: int
    component_criteria: Maybe[Annotated[tuple[ComponentCriterion, ...], Meta(min_length=1, max_length=4)]] = None


class GetReportResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to GetReport. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    status: GenericDeviceModelStatus
    status_info: Maybe[StatusInfo] = None


class GetVariablesRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "get_variable_data": "getVariableData"}
):
    """CSMS to station: reads variables. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    get_variable_data: Annotated[tuple[GetVariableData, ...], Meta(min_length=1)]


class GetVariablesResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "get_variable_result": "getVariableResult"}
):
    """The answer to GetVariables. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    get_variable_result: Annotated[tuple[GetVariableResult, ...], Meta(min_length=1)]


class NotifyReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "request_id": "requestId",
        "generated_at": "generatedAt",
        "report_data": "reportData",
        "seq_no": "seqNo",
    },
):
    """Station to CSMS: sends a part of a report of variables. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    request_id: int
    generated_at: Instant
    report_data: Maybe[Annotated[tuple[ReportData, ...], Meta(min_length=1)]] = None
    tbc: Maybe[bool] = None
    seq_no: int


class NotifyReportResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyReport. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None


class ResetRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "evse_id": "evseId"}):
    """CSMS to station: asks for a restart. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    type: ResetKind
    evse_id: Maybe[int] = None


class ResetResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to Reset. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    status: ResetStatus
    status_info: Maybe[StatusInfo] = None


class SetNetworkProfileRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "configuration_slot": "configurationSlot",
        "connection_data": "connectionData",
    },
):
    """CSMS to station: stores a way to connect to a CSMS. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    configuration_slot: int
    connection_data: NetworkConnectionProfile


class SetNetworkProfileResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to SetNetworkProfile. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    status: SetNetworkProfileStatus
    status_info: Maybe[StatusInfo] = None


class SetVariablesRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "set_variable_data": "setVariableData"}
):
    """CSMS to station: writes variables. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    set_variable_data: Annotated[tuple[SetVariableData, ...], Meta(min_length=1)]


class SetVariablesResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "set_variable_result": "setVariableResult"}
):
    """The answer to SetVariables. OCPP 2.0.1, block B."""

    custom_data: Maybe[CustomData] = None
    set_variable_result: Annotated[tuple[SetVariableResult, ...], Meta(min_length=1)]
