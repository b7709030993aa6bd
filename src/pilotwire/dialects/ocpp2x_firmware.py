"""Firmware in the words of OCPP 2.0.1 and 2.1; a function whose name ends in 21 is for 2.1 alone."""

from typing import Final, TypeAlias

from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.firmware_commands import (
    AskFirmwareStatus,
    AskPublicationStatus,
    FirmwareReport,
    PublicationReport,
    PublishFirmware,
    UnpublishFirmware,
    UpdateFirmware,
)
from pilotwire.protocol.ocpp21 import firmware as firmware21
from pilotwire.protocol.ocpp21.types.file_transfer import Firmware as Firmware21
from pilotwire.protocol.ocpp201 import firmware, remote_control
from pilotwire.protocol.ocpp201.types.file_transfer import Firmware

FirmwareStatus: TypeAlias = firmware.FirmwareStatusNotificationRequest | firmware21.FirmwareStatusNotificationRequest
PublicationStatus: TypeAlias = (
    firmware.PublishFirmwareStatusNotificationRequest | firmware21.PublishFirmwareStatusNotificationRequest
)

_LONGEST: Final = 512
_LONGEST21: Final = 2000


def update_firmware(command: UpdateFirmware) -> firmware.UpdateFirmwareRequest:
    """UpdateFirmware, with the signing certificate where the release has one. Source: OCPP 2.0.1 part 2, L01.FR.11."""
    _check_location(command.location, "2.0.1", _LONGEST)
    return firmware.UpdateFirmwareRequest(
        retries=command.retries,
        retry_interval=command.retry_interval_s,
        request_id=command.number,
        firmware=Firmware(
            location=command.location,
            retrieve_date_time=command.retrieve_at,
            install_date_time=command.install_at,
            signing_certificate=command.signing_certificate,
            signature=command.signature,
        ),
    )


def update_firmware21(command: UpdateFirmware) -> firmware21.UpdateFirmwareRequest:
    """UpdateFirmware, with longer locations. Source: OCPP 2.1 part 2, L01."""
    _check_location(command.location, "2.1", _LONGEST21)
    return firmware21.UpdateFirmwareRequest(
        retries=command.retries,
        retry_interval=command.retry_interval_s,
        request_id=command.number,
        firmware=Firmware21(
            location=command.location,
            retrieve_date_time=command.retrieve_at,
            install_date_time=command.install_at,
            signing_certificate=command.signing_certificate,
            signature=command.signature,
        ),
    )


def publish_firmware(command: PublishFirmware) -> firmware.PublishFirmwareRequest:
    """PublishFirmware. Source: OCPP 2.0.1 part 2, L03."""
    _check_location(command.location, "2.0.1", _LONGEST)
    return firmware.PublishFirmwareRequest(
        location=command.location,
        retries=command.retries,
        checksum=command.checksum,
        request_id=command.number,
        retry_interval=command.retry_interval_s,
    )


def publish_firmware21(command: PublishFirmware) -> firmware21.PublishFirmwareRequest:
    """PublishFirmware, with longer locations. Source: OCPP 2.1 part 2, L03."""
    _check_location(command.location, "2.1", _LONGEST21)
    return firmware21.PublishFirmwareRequest(
        location=command.location,
        retries=command.retries,
        checksum=command.checksum,
        request_id=command.number,
        retry_interval=command.retry_interval_s,
    )


def unpublish_firmware(command: UnpublishFirmware) -> firmware.UnpublishFirmwareRequest:
    """UnpublishFirmware. Source: OCPP 2.0.1 part 2, L04."""
    return firmware.UnpublishFirmwareRequest(checksum=command.checksum)


def unpublished(answer: firmware.UnpublishFirmwareResponse | firmware21.UnpublishFirmwareResponse) -> Reply:
    """The status alone."""
    return Reply(answer.status)


def ask_status(_: AskFirmwareStatus) -> remote_control.TriggerMessageRequest:
    """TriggerMessage. Source: OCPP 2.0.1 part 2, L01.FR.25 and L01.FR.26."""
    return remote_control.TriggerMessageRequest(requested_message="FirmwareStatusNotification")


def ask_publication(_: AskPublicationStatus) -> remote_control.TriggerMessageRequest:
    """TriggerMessage. Source: OCPP 2.0.1 part 2, L03.FR.10 and L03.FR.11."""
    return remote_control.TriggerMessageRequest(requested_message="PublishFirmwareStatusNotification")


def report(message: FirmwareStatus) -> FirmwareReport:
    """A status with the number of its request, and in 2.1 the reason."""
    if isinstance(message, firmware.FirmwareStatusNotificationRequest):
        return FirmwareReport(message.status, message.request_id)
    info = message.status_info
    detail = None if info is None else info.additional_info or info.reason_code
    return FirmwareReport(message.status, message.request_id, detail)


def publication_report(message: PublicationStatus) -> PublicationReport:
    """A status with where the firmware is offered, and in 2.1 the reason."""
    detail = None
    if not isinstance(message, firmware.PublishFirmwareStatusNotificationRequest) and message.status_info is not None:
        detail = message.status_info.additional_info or message.status_info.reason_code
    return PublicationReport(message.status, message.request_id, tuple(message.location or ()), detail)


def _check_location(location: str, version: str, longest: int) -> None:
    if len(location) > longest:
        raise CannotError(
            f"the location has {len(location)} characters, OCPP {version} carries {longest}", "give a shorter one"
        )
