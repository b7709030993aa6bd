# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about logs, monitors, events and customer data."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Instant, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    CustomerInformationStatus,
    GenericDeviceModelStatus,
    GenericStatus,
    LogKind,
    LogStatus,
    MonitoringBase,
    MonitoringCriterion,
    UploadLogStatus,
)
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text64, Text255, Text512
from pilotwire.protocol.ocpp21.types.certificate import CertificateHashData
from pilotwire.protocol.ocpp21.types.device_model import (
    ClearMonitoringResult,
    ComponentVariable,
    EventData,
    MonitoringData,
    SetMonitoringData,
    SetMonitoringResult,
)
from pilotwire.protocol.ocpp21.types.event_stream import (
    ConstantStreamData,
    PeriodicEventStreamParams,
    StreamDataElement,
)
from pilotwire.protocol.ocpp21.types.file_transfer import LogParameters
from pilotwire.protocol.ocpp21.types.id_token import IdToken
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class AdjustPeriodicEventStreamRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: changes the rate of an event stream. OCPP 2.1, block N."""

    id: IntFrom0
    params: PeriodicEventStreamParams
    custom_data: Maybe[CustomData] = None


class AdjustPeriodicEventStreamResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to AdjustPeriodicEventStream. OCPP 2.1, block N."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class ClearVariableMonitoringRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: removes monitors. OCPP 2.1, block N."""

    id: Annotated[tuple[IntFrom0, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class ClearVariableMonitoringResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"clear_monitoring_result": "clearMonitoringResult", "custom_data": "customData"},
):
    """The answer to ClearVariableMonitoring. OCPP 2.1, block N."""

    clear_monitoring_result: Annotated[tuple[ClearMonitoringResult, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class ClosePeriodicEventStreamRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """Station to CSMS: closes an event stream. OCPP 2.1, block N."""

    id: IntFrom0
    custom_data: Maybe[CustomData] = None


class ClosePeriodicEventStreamResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to ClosePeriodicEventStream. OCPP 2.1, block N."""

    custom_data: Maybe[CustomData] = None


class CustomerInformationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "customer_certificate": "customerCertificate",
        "id_token": "idToken",
        "request_id": "requestId",
        "customer_identifier": "customerIdentifier",
        "custom_data": "customData",
    },
):
    """CSMS to station: asks for, or to clear, data about a customer. OCPP 2.1, block N."""

    customer_certificate: Maybe[CertificateHashData] = None
    id_token: Maybe[IdToken] = None
    request_id: IntFrom0
    report: bool
    clear: bool
    customer_identifier: Maybe[Text64] = None
    custom_data: Maybe[CustomData] = None


class CustomerInformationResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to CustomerInformation. OCPP 2.1, block N."""

    status: CustomerInformationStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class GetLogRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "log_type": "logType",
        "request_id": "requestId",
        "retry_interval": "retryInterval",
        "custom_data": "customData",
    },
):
    """CSMS to station: asks for an upload of a log. OCPP 2.1, block N."""

    log: LogParameters
    log_type: LogKind
    request_id: int
    retries: Maybe[IntFrom0] = None
    retry_interval: Maybe[int] = None
    custom_data: Maybe[CustomData] = None


class GetLogResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to GetLog. OCPP 2.1, block N."""

    status: LogStatus
    status_info: Maybe[StatusInfo] = None
    filename: Maybe[Text255] = None
    custom_data: Maybe[CustomData] = None


class GetMonitoringReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "component_variable": "componentVariable",
        "request_id": "requestId",
        "monitoring_criteria": "monitoringCriteria",
        "custom_data": "customData",
    },
):
    """CSMS to station: asks for a report of monitors. OCPP 2.1, block N."""

    component_variable: Maybe[Annotated[tuple[ComponentVariable, ...], Meta(min_length=1)]] = None
    request_id: int
    monitoring_criteria: Maybe[Annotated[tuple[MonitoringCriterion, ...], Meta(min_length=1, max_length=3)]] = None
    custom_data: Maybe[CustomData] = None


class GetMonitoringReportResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to GetMonitoringReport. OCPP 2.1, block N."""

    status: GenericDeviceModelStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class GetPeriodicEventStreamRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: asks for the open event streams. OCPP 2.1, block N."""

    custom_data: Maybe[CustomData] = None


class GetPeriodicEventStreamResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"constant_stream_data": "constantStreamData", "custom_data": "customData"},
):
    """The answer to GetPeriodicEventStream. OCPP 2.1, block N."""

    constant_stream_data: Maybe[Annotated[tuple[ConstantStreamData, ...], Meta(min_length=1)]] = None
    custom_data: Maybe[CustomData] = None


class LogStatusNotificationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"request_id": "requestId", "status_info": "statusInfo", "custom_data": "customData"},
):
    """Station to CSMS: tells how an upload of a log goes. OCPP 2.1, block N."""

    status: UploadLogStatus
    request_id: Maybe[int] = None
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class LogStatusNotificationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to LogStatusNotification. OCPP 2.1, block N."""

    custom_data: Maybe[CustomData] = None


class NotifyCustomerInformationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"seq_no": "seqNo", "generated_at": "generatedAt", "request_id": "requestId", "custom_data": "customData"},
):
    """Station to CSMS: sends a part of the data about a customer. OCPP 2.1, block N."""

    data: Text512
    tbc: Maybe[bool] = None
    seq_no: IntFrom0
    generated_at: Instant
    request_id: IntFrom0
    custom_data: Maybe[CustomData] = None


class NotifyCustomerInformationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyCustomerInformation. OCPP 2.1, block N."""

    custom_data: Maybe[CustomData] = None


class NotifyEventRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"generated_at": "generatedAt", "seq_no": "seqNo", "event_data": "eventData", "custom_data": "customData"},
):
    """Station to CSMS: reports events, from monitors mostly. OCPP 2.1, block N."""

    generated_at: Instant
    tbc: Maybe[bool] = None
    seq_no: IntFrom0
    event_data: Annotated[tuple[EventData, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class NotifyEventResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyEvent. OCPP 2.1, block N."""

    custom_data: Maybe[CustomData] = None


class NotifyMonitoringReportRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"request_id": "requestId", "seq_no": "seqNo", "generated_at": "generatedAt", "custom_data": "customData"},
):
    """Station to CSMS: sends a part of a report of monitors. OCPP 2.1, block N."""

    monitor: Maybe[Annotated[tuple[MonitoringData, ...], Meta(min_length=1)]] = None
    request_id: int
    tbc: Maybe[bool] = None
    seq_no: IntFrom0
    generated_at: Instant
    custom_data: Maybe[CustomData] = None


class NotifyMonitoringReportResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to NotifyMonitoringReport. OCPP 2.1, block N."""

    custom_data: Maybe[CustomData] = None


class NotifyPeriodicEventStream(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """Station to CSMS: sends values of an event stream, unanswered. OCPP 2.1, block N."""

    data: Annotated[tuple[StreamDataElement, ...], Meta(min_length=1)]
    id: IntFrom0
    pending: IntFrom0
    basetime: Instant
    custom_data: Maybe[CustomData] = None


class OpenPeriodicEventStreamRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"constant_stream_data": "constantStreamData", "custom_data": "customData"},
):
    """Station to CSMS: opens an event stream. OCPP 2.1, block N."""

    constant_stream_data: ConstantStreamData
    custom_data: Maybe[CustomData] = None


class OpenPeriodicEventStreamResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to OpenPeriodicEventStream. OCPP 2.1, block N."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class SetMonitoringBaseRequest(
    Payload, frozen=True, kw_only=True, rename={"monitoring_base": "monitoringBase", "custom_data": "customData"}
):
    """CSMS to station: chooses the set of monitors that is active. OCPP 2.1, block N."""

    monitoring_base: MonitoringBase
    custom_data: Maybe[CustomData] = None


class SetMonitoringBaseResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to SetMonitoringBase. OCPP 2.1, block N."""

    status: GenericDeviceModelStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class SetMonitoringLevelRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: chooses from which severity on events are sent. OCPP 2.1, block N."""

    severity: IntFrom0
    custom_data: Maybe[CustomData] = None


class SetMonitoringLevelResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to SetMonitoringLevel. OCPP 2.1, block N."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class SetVariableMonitoringRequest(
    Payload, frozen=True, kw_only=True, rename={"set_monitoring_data": "setMonitoringData", "custom_data": "customData"}
):
    """CSMS to station: sets monitors. OCPP 2.1, block N."""

    set_monitoring_data: Annotated[tuple[SetMonitoringData, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None


class SetVariableMonitoringResponse(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"set_monitoring_result": "setMonitoringResult", "custom_data": "customData"},
):
    """The answer to SetVariableMonitoring. OCPP 2.1, block N."""

    set_monitoring_result: Annotated[tuple[SetMonitoringResult, ...], Meta(min_length=1)]
    custom_data: Maybe[CustomData] = None
