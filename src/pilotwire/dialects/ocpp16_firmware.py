"""Firmware in the words of OCPP 1.6: plain, and signed by its security extension."""

from typing import Final

from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.firmware_commands import AskFirmwareStatus, FirmwareReport, UpdateFirmware
from pilotwire.protocol.ocpp16 import firmware, security, trigger
from pilotwire.protocol.ocpp16.types import Firmware

LONGEST_LOCATION: Final = 512


def update_firmware(
    command: UpdateFirmware,
) -> firmware.UpdateFirmwareRequest | security.SignedUpdateFirmwareRequest:
    """SignedUpdateFirmware where there is a signature with its certificate, else UpdateFirmware, which knows neither.

    Source: OCPP 1.6, 5.19; OCPP 1.6 security whitepaper, L01.FR.11.
    """
    if len(command.location) > LONGEST_LOCATION:
        raise CannotError(
            f"the location has {len(command.location)} characters, OCPP 1.6 carries {LONGEST_LOCATION}",
            "give a shorter one",
        )
    if command.signature is not None and command.signing_certificate is not None:
        return security.SignedUpdateFirmwareRequest(
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
    if command.calls_off:
        raise CannotError("OCPP 1.6 has no way to call off an update without a signature", "let it come to its end")
    if command.install_at is not None:
        raise CannotError(
            "OCPP 1.6 knows no time of installation for firmware without a signature", "leave the time out"
        )
    return firmware.UpdateFirmwareRequest(
        location=command.location,
        retries=command.retries,
        retrieve_date=command.retrieve_at,
        retry_interval=command.retry_interval_s,
    )


def agreed(answer: firmware.UpdateFirmwareResponse | security.SignedUpdateFirmwareResponse) -> Reply:
    """The status; UpdateFirmware has none, and to answer it is to agree."""
    return Reply(answer.status) if isinstance(answer, security.SignedUpdateFirmwareResponse) else Reply("Accepted")


def ask_status(command: AskFirmwareStatus) -> trigger.TriggerMessageRequest | security.ExtendedTriggerMessageRequest:
    """TriggerMessage, or for a signed update the extension's. Source: OCPP 1.6 security whitepaper, L01.FR.28."""
    if command.signed:
        return security.ExtendedTriggerMessageRequest(requested_message="FirmwareStatusNotification")
    return trigger.TriggerMessageRequest(requested_message="FirmwareStatusNotification")


def report(message: firmware.FirmwareStatusNotificationRequest) -> FirmwareReport:
    """A status without a number, which 1.6 does not know."""
    return FirmwareReport(message.status, numbered=False)


def signed_report(message: security.SignedFirmwareStatusNotificationRequest) -> FirmwareReport:
    """A status with the number of its request."""
    return FirmwareReport(message.status, message.request_id)
