# generated from the JSON schemas of OCPP 1.6; do not edit, make it again with `./dev generate`
"""The messages about new firmware and diagnostics files."""

from __future__ import annotations

from typing import ClassVar

from pilotwire.protocol.message import Instant, Maybe, Payload, Uri
from pilotwire.protocol.ocpp16.enums import DiagnosticsStatus, FirmwareStatus
from pilotwire.protocol.ocpp16.scalars import Text255


class DiagnosticsStatusNotificationRequest(Payload, frozen=True, kw_only=True):
    """Station to CSMS: tells how an upload of diagnostics goes. OCPP 1.6, Firmware Management profile."""

    schema_draft: ClassVar[int] = 4

    status: DiagnosticsStatus


class DiagnosticsStatusNotificationResponse(Payload, frozen=True, kw_only=True):
    """The answer to DiagnosticsStatusNotification. OCPP 1.6, Firmware Management profile."""

    schema_draft: ClassVar[int] = 4


class FirmwareStatusNotificationRequest(Payload, frozen=True, kw_only=True):
    """Station to CSMS: tells how a firmware update goes. OCPP 1.6, Firmware Management profile."""

    schema_draft: ClassVar[int] = 4

    status: FirmwareStatus


class FirmwareStatusNotificationResponse(Payload, frozen=True, kw_only=True):
    """The answer to FirmwareStatusNotification. OCPP 1.6, Firmware Management profile."""

    schema_draft: ClassVar[int] = 4


class GetDiagnosticsRequest(
    Payload,
    frozen=True,
    kw_only=True,
    rename={"retry_interval": "retryInterval", "start_time": "startTime", "stop_time": "stopTime"},
):
    """CSMS to station: asks for an upload of diagnostics. OCPP 1.6, Firmware Management profile."""

    schema_draft: ClassVar[int] = 4

    location: Uri
    retries: Maybe[int] = None
    retry_interval: Maybe[int] = None
    start_time: Maybe[Instant] = None
    stop_time: Maybe[Instant] = None


class GetDiagnosticsResponse(Payload, frozen=True, kw_only=True, rename={"file_name": "fileName"}):
    """The answer to GetDiagnostics. OCPP 1.6, Firmware Management profile."""

    schema_draft: ClassVar[int] = 4

    file_name: Maybe[Text255] = None


class UpdateFirmwareRequest(
    Payload, frozen=True, kw_only=True, rename={"retrieve_date": "retrieveDate", "retry_interval": "retryInterval"}
):
    """CSMS to station: asks for an update of the firmware. OCPP 1.6, Firmware Management profile."""

    schema_draft: ClassVar[int] = 4

    location: Uri
    retries: Maybe[int] = None
    retrieve_date: Instant
    retry_interval: Maybe[int] = None


class UpdateFirmwareResponse(Payload, frozen=True, kw_only=True):
    """The answer to UpdateFirmware. OCPP 1.6, Firmware Management profile."""

    schema_draft: ClassVar[int] = 4
