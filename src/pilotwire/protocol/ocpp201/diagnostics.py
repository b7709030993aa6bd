# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about logs, monitors, events and customer data."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
    CustomerInformationStatus,
    GenericDeviceModelStatus,
    GenericStatus,
    LogKind,
    LogStatus,
    MonitoringBase,
    MonitoringCriterion,
    UploadLogStatus,
)
from pilotwire.protocol.ocpp201.scalars import Text64, Text255, Text512
from pilotwire.protocol.ocpp201.types.certificate import CertificateHashData
from pilotwire.protocol.ocpp201.types.device_model import (
    ClearMonitoringResult,
    ComponentVariable,
    EventData,
    MonitoringData,
    SetMonitoringData,
    SetMonitoringResult,
)
from pilotwire.protocol.ocpp201.types.file_transfer import LogParameters
from pilotwire.protocol.ocpp201.types.id_token import IdToken
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class ClearVariableMonitoringRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: removes monitors. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    id: Annotated[tuple[int, ...], Meta(min_length=1)]


class ClearVariableMonitoringResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "clear_monitoring_result": "clearMonitoringResult"},
):
    """The answer to ClearVariableMonitoring. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    clear_monitoring_result: Annotated[tuple[ClearMonitoringResult, ...], Meta(min_length=1)]


class CustomerInformationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "customer_certificate": "customerCertificate",
        "id_token": "idToken",
        "request_id": "requestId",
        "customer_identifier": "customerIdentifier",
    },
):
    """CSMS to station: asks for, or to clear, data about a customer. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    customer_certificate: Maybe[CertificateHashData] = None
    id_token: Maybe[IdToken] = None
    request_id: int
    report: bool
    clear: bool
    customer_identifier: Maybe[Text64] = None


class CustomerInformationResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to CustomerInformation. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    status: CustomerInformationStatus
    status_info: Maybe[StatusInfo] = None


class GetLogRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "log_type": "logType",
        "request_id": "requestId",
        "retry_interval": "retryInterval",
    },
):
    """CSMS to station: asks for an upload of a log. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    log: LogParameters
    log_type: LogKind
    request_id: int
    retries: Maybe[int] = None
    retry_interval: Maybe[int] = None


class GetLogResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to GetLog. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    status: LogStatus
    status_info: Maybe[StatusInfo] = None
    filename: Maybe[Text255] = None


class GetMonitoringReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "custom_data": "customData",
        "component_variable": "componentVariable",
        "request_id": "requestId",
        "monitoring_criteria": "monitoringCriteria",
    },
):
    """CSMS to station: asks for a report of monitors. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    component_variable: Maybe[Annotated[tuple[ComponentVariable, ...], Meta(min_length=1)]] = None
    request_id: int
    monitoring_criteria: Maybe[Annotated[tuple[MonitoringCriterion, ...], Meta(min_length=1, max_length=3)]] = None


class GetMonitoringReportResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to GetMonitoringReport. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    status: GenericDeviceModelStatus
    status_info: Maybe[StatusInfo] = None


class LogStatusNotificationRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "request_id": "requestId"}
):
    """Station to CSMS: tells how an upload of a log goes. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    status: UploadLogStatus
    request_id: Maybe[int] = None


class LogStatusNotificationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to LogStatusNotification. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None


class NotifyCustomerInformationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "seq_no": "seqNo", "generated_at": "generatedAt", "request_id": "requestId"},
):
    """Station to CSMS: sends a part of the data about a customer. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    data: Text512
    tbc: Maybe[bool] = None
    seq_no: int
    generated_at: Instant
    request_id: int


class NotifyCustomerInformationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyCustomerInformation. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None


class NotifyEventRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "generated_at": "generatedAt", "seq_no": "seqNo", "event_data": "eventData"},
):
    """Station to CSMS: reports events, from monitors mostly. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    generated_at: Instant
    tbc: Maybe[bool] = None
    seq_no: int
    event_data: Annotated[tuple[EventData, ...], Meta(min_length=1)]


class NotifyEventResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyEvent. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None


class NotifyMonitoringReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "request_id": "requestId", "seq_no": "seqNo", "generated_at": "generatedAt"},
):
    """Station to CSMS: sends a part of a report of monitors. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    monitor: Maybe[Annotated[tuple[MonitoringData, ...], Meta(min_length=1)]] = None
    request_id: int
    tbc: Maybe[bool] = None
    seq_no: int
    generated_at: Instant


class NotifyMonitoringReportResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyMonitoringReport. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None


class SetMonitoringBaseRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "monitoring_base": "monitoringBase"}
):
    """CSMS to station: chooses the set of monitors that is active. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    monitoring_base: MonitoringBase


class SetMonitoringBaseResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to SetMonitoringBase. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    status: GenericDeviceModelStatus
    status_info: Maybe[StatusInfo] = None


class SetMonitoringLevelRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: chooses from which severity on events are sent. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    severity: int


class SetMonitoringLevelResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to SetMonitoringLevel. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    status: GenericStatus
    status_info: Maybe[StatusInfo] = None


class SetVariableMonitoringRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "set_monitoring_data": "setMonitoringData"}
):
    """CSMS to station: sets monitors. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    set_monitoring_data: Annotated[tuple[SetMonitoringData, ...], Meta(min_length=1)]


class SetVariableMonitoringResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "set_monitoring_result": "setMonitoringResult"},
):
    """The answer to SetVariableMonitoring. OCPP 2.0.1, block N."""

    custom_data: Maybe[CustomData] = None
    set_monitoring_result: Annotated[tuple[SetMonitoringResult, ...], Meta(min_length=1)]
