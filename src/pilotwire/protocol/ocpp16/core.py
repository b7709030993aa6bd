# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The messages about boot, transactions, meter values, availability and configuration."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from pilotwire.protocol.message import Instant, Maybe, Payload
from pilotwire.protocol.ocpp16.enums import (
    AvailabilityKind,
    AvailabilityStatus,
    ChargePointErrorCode,
    ChargePointStatus,
    ClearCacheStatus,
    ConfigurationStatus,
    DataTransferStatus,
    Reason,
    RegistrationStatus,
    RemoteStartStopStatus,
    ResetKind,
    ResetStatus,
    UnlockStatus,
)
from pilotwire.protocol.ocpp16.scalars import Text20, Text25, Text50, Text255, Text500
from pilotwire.protocol.ocpp16.types import ChargingProfile, IdTagInfo, KeyValue, MeterValue


class AuthorizeRequest(Payload, frozen=True, kw_only=True, rename={"id_tag": "idTag"}):
    """Station to CSMS: asks whether an id tag may charge. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    id_tag: Text20


class AuthorizeResponse(Payload, frozen=True, kw_only=True, rename={"id_tag_info": "idTagInfo"}):
    """The answer to Authorize. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    id_tag_info: IdTagInfo


class BootNotificationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "charge_point_vendor": "chargePointVendor",
        "charge_point_model": "chargePointModel",
        "charge_point_serial_number": "chargePointSerialNumber",
        "charge_box_serial_number": "chargeBoxSerialNumber",
        "firmware_version": "firmwareVersion",
        "meter_type": "meterType",
        "meter_serial_number": "meterSerialNumber",
    },
):
    """Station to CSMS: tells what it is after a start, and asks to be accepted. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    charge_point_vendor: Text20
    charge_point_model: Text20
    charge_point_serial_number: Maybe[Text25] = None
    charge_box_serial_number: Maybe[Text25] = None
    firmware_version: Maybe[Text50] = None
    iccid: Maybe[Text20] = None
    imsi: Maybe[Text20] = None
    meter_type: Maybe[Text25] = None
    meter_serial_number: Maybe[Text25] = None


class BootNotificationResponse(Payload, frozen=True, kw_only=True, rename={"current_time": "currentTime"}):
    """The answer to BootNotification. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: RegistrationStatus
    current_time: Instant
    interval: int


class ChangeAvailabilityRequest(Payload, frozen=True, kw_only=True, rename={"connector_id": "connectorId"}):
    """CSMS to station: makes a connector or the station operative or not. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: int
    type: AvailabilityKind


class ChangeAvailabilityResponse(Payload, frozen=True, kw_only=True):
    """The answer to ChangeAvailability. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: AvailabilityStatus


class ChangeConfigurationRequest(Payload, frozen=True, kw_only=True):
    """CSMS to station: sets one configuration key. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    key: Text50
    value: Text500


class ChangeConfigurationResponse(Payload, frozen=True, kw_only=True):
    """The answer to ChangeConfiguration. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: ConfigurationStatus


class ClearCacheRequest(Payload, frozen=True, kw_only=True):
    """CSMS to station: empties the authorization cache. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4


class ClearCacheResponse(Payload, frozen=True, kw_only=True):
    """The answer to ClearCache. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: ClearCacheStatus


class DataTransferRequest(
    Payload, frozen=True, kw_only=True, rename={"vendor_id": "vendorId", "message_id": "messageId"}
):
    """Either side: carries what a vendor defined. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    vendor_id: Text255
    message_id: Maybe[Text50] = None
    data: Maybe[str] = None


class DataTransferResponse(Payload, frozen=True, kw_only=True):
    """The answer to DataTransfer. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: DataTransferStatus
    data: Maybe[str] = None


class GetConfigurationRequest(Payload, frozen=True, kw_only=True):
    """CSMS to station: asks for configuration keys. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    key: Maybe[tuple[Text50, ...]] = None


class GetConfigurationResponse(
    Payload, frozen=True, kw_only=True, rename={"configuration_key": "configurationKey", "unknown_key": "unknownKey"}
):
    """The answer to GetConfiguration. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    configuration_key: Maybe[tuple[KeyValue, ...]] = None
    unknown_key: Maybe[tuple[Text50, ...]] = None


class HeartbeatRequest(Payload, frozen=True, kw_only=True):
    """Station to CSMS: shows that it lives, and asks for the time. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4


class HeartbeatResponse(Payload, frozen=True, kw_only=True, rename={"current_time": "currentTime"}):
    """The answer to Heartbeat. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    current_time: Instant


class MeterValuesRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"connector_id": "connectorId", "transaction_id": "transactionId", "meter_value": "meterValue"},
):
    """Station to CSMS: reports samples of a connector's meter. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: int
    transaction_id: Maybe[int] = None
    meter_value: Annotated[tuple[MeterValue, ...], Meta(min_length=1)]


class MeterValuesResponse(Payload, frozen=True, kw_only=True):
    """The answer to MeterValues. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4


class RemoteStartTransactionRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"connector_id": "connectorId", "id_tag": "idTag", "charging_profile": "chargingProfile"},
):
    """CSMS to station: asks to start a transaction. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: Maybe[int] = None
    id_tag: Text20
    charging_profile: Maybe[ChargingProfile] = None


class RemoteStartTransactionResponse(Payload, frozen=True, kw_only=True):
    """The answer to RemoteStartTransaction. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: RemoteStartStopStatus


class RemoteStopTransactionRequest(Payload, frozen=True, kw_only=True, rename={"transaction_id": "transactionId"}):
    """CSMS to station: asks to stop a transaction. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    transaction_id: int


class RemoteStopTransactionResponse(Payload, frozen=True, kw_only=True):
    """The answer to RemoteStopTransaction. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: RemoteStartStopStatus


class ResetRequest(Payload, frozen=True, kw_only=True):
    """CSMS to station: asks for a restart. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    type: ResetKind


class ResetResponse(Payload, frozen=True, kw_only=True):
    """The answer to Reset. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: ResetStatus


class StartTransactionRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "connector_id": "connectorId",
        "id_tag": "idTag",
        "meter_start": "meterStart",
        "reservation_id": "reservationId",
    },
):
    """Station to CSMS: reports that a transaction started. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: int
    id_tag: Text20
    meter_start: int
    reservation_id: Maybe[int] = None
    timestamp: Instant


class StartTransactionResponse(
    Payload, frozen=True, kw_only=True, rename={"id_tag_info": "idTagInfo", "transaction_id": "transactionId"}
):
    """The answer to StartTransaction. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    id_tag_info: IdTagInfo
    transaction_id: int


class StatusNotificationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "connector_id": "connectorId",
        "error_code": "errorCode",
        "vendor_id": "vendorId",
        "vendor_error_code": "vendorErrorCode",
    },
):
    """Station to CSMS: reports the status of a connector. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: int
    error_code: ChargePointErrorCode
    info: Maybe[Text50] = None
    status: ChargePointStatus
    timestamp: Maybe[Instant] = None
    vendor_id: Maybe[Text255] = None
    vendor_error_code: Maybe[Text50] = None


class StatusNotificationResponse(Payload, frozen=True, kw_only=True):
    """The answer to StatusNotification. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4


class StopTransactionRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={
        "id_tag": "idTag",
        "meter_stop": "meterStop",
        "transaction_id": "transactionId",
        "transaction_data": "transactionData",
    },
):
    """Station to CSMS: reports that a transaction ended. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    id_tag: Maybe[Text20] = None
    meter_stop: int
    timestamp: Instant
    transaction_id: int
    reason: Maybe[Reason] = None
    transaction_data: Maybe[tuple[MeterValue, ...]] = None


class StopTransactionResponse(Payload, frozen=True, kw_only=True, rename={"id_tag_info": "idTagInfo"}):
    """The answer to StopTransaction. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    id_tag_info: Maybe[IdTagInfo] = None


class UnlockConnectorRequest(Payload, frozen=True, kw_only=True, rename={"connector_id": "connectorId"}):
    """CSMS to station: asks to release a cable. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    connector_id: int


class UnlockConnectorResponse(Payload, frozen=True, kw_only=True):
    """The answer to UnlockConnector. OCPP 1.6, Core profile."""

    schema_draft: ClassVar[int] = 4

    status: UnlockStatus
