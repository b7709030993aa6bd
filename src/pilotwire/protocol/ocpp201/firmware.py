# generated from the JSON schemas of OCPP 2.0.1; do not edit, make it again with `./dev generate`
"""The messages about new firmware."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from pilotwire.protocol.message import CustomData, Maybe, Payload
from pilotwire.protocol.ocpp201.enums import (
    FirmwareStatus,
    GenericStatus,
    PublishFirmwareStatus,
    UnpublishFirmwareStatus,
    UpdateFirmwareStatus,
)
from pilotwire.protocol.ocpp201.scalars import Text32, Text512
from pilotwire.protocol.ocpp201.types.file_transfer import Firmware
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


class FirmwareStatusNotificationRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "request_id": "requestId"}
):
    """Station to CSMS: tells how a firmware update goes. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None
    status: FirmwareStatus
    request_id: Maybe[int] = None


class FirmwareStatusNotificationResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to FirmwareStatusNotification. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None


class PublishFirmwareRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "request_id": "requestId", "retry_interval": "retryInterval"},
):
    """CSMS to station: asks a local controller to offer firmware. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None
    location: Text512
    retries: Maybe[int] = None
    checksum: Text32
    request_id: int
    retry_interval: Maybe[int] = None


class PublishFirmwareResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to PublishFirmware. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None
    status: GenericStatus
    status_info: Maybe[StatusInfo] = None


class PublishFirmwareStatusNotificationRequest(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "request_id": "requestId"}
):
    """Station to CSMS: tells how offering firmware goes. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None
    status: PublishFirmwareStatus
    location: Maybe[Annotated[tuple[Text512, ...], Meta(min_length=1)]] = None
    request_id: Maybe[int] = None


class PublishFirmwareStatusNotificationResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}
):
    """The answer to PublishFirmwareStatusNotification. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None


class UnpublishFirmwareRequest(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """CSMS to station: asks a local controller to stop offering firmware. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None
    checksum: Text32


class UnpublishFirmwareResponse(Payload, frozen=True, kw_only=True, rename={"custom_data": "customData"}):
    """The answer to UnpublishFirmware. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None
    status: UnpublishFirmwareStatus


class UpdateFirmwareRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"custom_data": "customData", "retry_interval": "retryInterval", "request_id": "requestId"},
):
    """CSMS to station: asks for an update of the firmware. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None
    retries: Maybe[int] = None
    retry_interval: Maybe[int] = None
    request_id: int
    firmware: Firmware


class UpdateFirmwareResponse(
    Payload, frozen=True, kw_only=True, rename={"custom_data": "customData", "status_info": "statusInfo"}
):
    """The answer to UpdateFirmware. OCPP 2.0.1, block L."""

    custom_data: Maybe[CustomData] = None
    status: UpdateFirmwareStatus
    status_info: Maybe[StatusInfo] = None
