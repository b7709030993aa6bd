# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about boot, variables, reports, reset and network profiles."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    BootReason,
    ComponentCriterion,
    GenericDeviceModelStatus,
    RegistrationStatus,
    ReportBase,
    ResetKind,
    ResetStatus,
    SetNetworkProfileStatus,
)
from pilotwire.protocol.ocpp21.scalars import IntFrom0
from pilotwire.protocol.ocpp21.types.device_model import (
    ComponentVariable,
    GetVariableData,
    GetVariableResult,
    ReportData,
    SetVariableData,
    SetVariableResult,
)
from pilotwire.protocol.ocpp21.types.station import ChargingStation, NetworkConnectionProfile
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class BootNotificationRequest(
    Payload, frozen=True, kw_only=True, rename={"charging_station": "chargingStation", "custom_data": "customData"}
):
    """Station to CSMS: tells what it is after a start, and asks to be accepted. OCPP 2.1, block B."""

    charging_station: ChargingStation
    reason: BootReason
    custom_data: Maybe[CustomData] = None


class BootNotificationResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"current_time": "currentTime", "status_info": "statusInfo", "custom_data": "customData"},
):
    """The answer to BootNotification. OCPP 2.1, block B."""

    current_time: Instant
    interval: int
    status: RegistrationStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class GetBaseReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"request_id": "requestId", "report_base": "reportBase", "custom_data": "customData"},
):
    """CSMS to station: asks for one of the standard reports of variables. OCPP 2.1, block B."""

    request_id: int
    report_base: ReportBase
    custom_data: Maybe[CustomData] = None


class GetBaseReportResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to GetBaseReport. OCPP 2.1, block B."""

    status: GenericDeviceModelStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class GetReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "component_variable": "componentVariable",
        "request_id": "requestId",
        "component_criteria": "componentCriteria",
        "custom_data": "customData",
    },
):
    """CSMS to station: asks for a report of chosen variables. OCPP 2.1, block B."""

    component_variable: Maybe[Annotated[tuple[ComponentVariable, ...], Meta(min_length=1)]] = None
    request_id: int
    component_criteria: Maybe[Annotated[tuple[ComponentCriterion, ...], Meta(min_length=1, max_length=4)]] = None
    custom_data: Maybe[CustomData] = None


class GetReportResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to GetReport. OCPP 2.1, block B."""

    status: GenericDeviceModelStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class GetVariablesRequest(
    Payload, frozen=True, kw_only=True, rename={"get_variable_data": "getVariableData", "custom_data": "customData"}
):
    """CSMS to station: reads variables. OCPP 2.1, block B."""

    get_variable_data: Annotated[tuple[GetVariableData, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class GetVariablesResponse(
    Payload, frozen=True, kw_only=True, rename={"get_variable_result": "getVariableResult", "custom_data": "customData"}
):
    """The answer to GetVariables. OCPP 2.1, block B."""

    get_variable_result: Annotated[tuple[GetVariableResult, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class NotifyReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "request_id": "requestId",
        "generated_at": "generatedAt",
        "report_data": "reportData",
        "seq_no": "seqNo",
        "custom_data": "customData",
    },
):
    """Station to CSMS: sends a part of a report of variables. OCPP 2.1, block B."""

    request_id: int
    generated_at: Instant
    report_data: Maybe[Annotated[tuple[ReportData, ...], Meta(min_length=1)]] = None
    tbc: Maybe[bool] = None
    seq_no: IntFrom0
    custom_data: Maybe[CustomData] = None


class NotifyReportResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyReport. OCPP 2.1, block B."""

    custom_data: Maybe[CustomData] = None


class ResetRequest(Payload, frozen=True, kw_only=True, rename={"evse_id": "evseId", "custom_data": "customData"}):
    """CSMS to station: asks for a restart. OCPP 2.1, block B."""

    type: ResetKind
    evse_id: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class ResetResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to Reset. OCPP 2.1, block B."""

    status: ResetStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class SetNetworkProfileRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "configuration_slot": "configurationSlot",
        "connection_data": "connectionData",
        "custom_data": "customData",
    },
):
    """CSMS to station: stores a way to connect to a CSMS. OCPP 2.1, block B."""

    configuration_slot: int
    connection_data: NetworkConnectionProfile
    custom_data: Maybe[CustomData] = None


class SetNetworkProfileResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to SetNetworkProfile. OCPP 2.1, block B."""

    status: SetNetworkProfileStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class SetVariablesRequest(
    Payload, frozen=True, kw_only=True, rename={"set_variable_data": "setVariableData", "custom_data": "customData"}
):
    """CSMS to station: writes variables. OCPP 2.1, block B."""

    set_variable_data: Annotated[tuple[SetVariableData, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class SetVariablesResponse(
    Payload, frozen=True, kw_only=True, rename={"set_variable_result": "setVariableResult", "custom_data": "customData"}
):
    """The answer to SetVariables. OCPP 2.1, block B."""

    set_variable_result: Annotated[tuple[SetVariableResult, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None
