# generated from the JSON schemas of OCPP 2.1; do not edit, make it again with `./dev generate`
"""The messages about new firmware."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp21.enums import (
    FirmwareStatus,
    GenericStatus,
    PublishFirmwareStatus,
    UnpublishFirmwareStatus,
    UpdateFirmwareStatus,
)
from pilotwire.protocol.ocpp21.scalars import IntFrom0, Text32, Text2000
from pilotwire.protocol.ocpp21.types.file_transfer import Firmware
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo


class FirmwareStatusNotificationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"request_id": "requestId", "status_info": "statusInfo", "custom_data": "customData"},
):
    """Station to CSMS: tells how a firmware update goes. OCPP 2.1, block L."""

    status: FirmwareStatus
    request_id: Maybe[int] = None
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class FirmwareStatusNotificationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to FirmwareStatusNotification. OCPP 2.1, block L."""

    custom_data: Maybe[CustomData] = None


class PublishFirmwareRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"request_id": "requestId", "retry_interval": "retryInterval", "custom_data": "customData"},
):
    """CSMS to station: asks a local controller to offer firmware. OCPP 2.1, block L."""

    location: Text2000
    retries: Maybe[IntFrom0] = None
    checksum: Text32
    request_id: IntFrom0
    retry_interval: Maybe[IntFrom0] = None
    custom_data: Maybe[CustomData] = None


class PublishFirmwareResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to PublishFirmware. OCPP 2.1, block L."""

    status: GenericStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class PublishFirmwareStatusNotificationRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"request_id": "requestId", "status_info": "statusInfo", "custom_data": "customData"},
):
    """Station to CSMS: tells how offering firmware goes. OCPP 2.1, block L."""

    status: PublishFirmwareStatus
    location: Maybe[Annotated[tuple[Text2000, ...], Meta(min_length=1)]] = None
    request_id: Maybe[IntFrom0] = None
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None


class PublishFirmwareStatusNotificationResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}
):
    """The answer to PublishFirmwareStatusNotification. OCPP 2.1, block L."""

    custom_data: Maybe[CustomData] = None


class UnpublishFirmwareRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: asks a local controller to stop offering firmware. OCPP 2.1, block L."""

    checksum: Text32
    custom_data: Maybe[CustomData] = None


class UnpublishFirmwareResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to UnpublishFirmware. OCPP 2.1, block L."""

    status: UnpublishFirmwareStatus
    custom_data: Maybe[CustomData] = None


class UpdateFirmwareRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"retry_interval": "retryInterval", "request_id": "requestId", "custom_data": "customData"},
):
    """CSMS to station: asks for an update of the firmware. OCPP 2.1, block L."""

    retries: Maybe[IntFrom0] = None
    retry_interval: Maybe[int] = None
    request_id: int
    firmware: Firmware
    custom_data: Maybe[CustomData] = None


class UpdateFirmwareResponse(
    Payload, frozen=True, kw_only=True, rename={"status_info": "statusInfo", "custom_data": "customData"}
):
    """The answer to UpdateFirmware. OCPP 2.1, block L."""

    status: UpdateFirmwareStatus
    status_info: Maybe[StatusInfo] = None
    custom_data: Maybe[CustomData] = None
