"""1.6: how updates of firmware go, plain and by the security extension."""

from pilotwire.dialects import ocpp16_firmware as dialect
from pilotwire.protocol.ocpp16 import firmware, security
from pilotwire.services import firmware_register
from pilotwire.services.context import Context


async def firmware_status(
    context: Context, message: firmware.FirmwareStatusNotificationRequest
) -> firmware.FirmwareStatusNotificationResponse:
    """Takes a status. Source: OCPP 1.6, 4.5."""
    firmware_register.status(context, dialect.report(message))
    return firmware.FirmwareStatusNotificationResponse()


async def signed_firmware_status(
    context: Context, message: security.SignedFirmwareStatusNotificationRequest
) -> security.SignedFirmwareStatusNotificationResponse:
    """Takes a status of a signed update. Source: OCPP 1.6 security whitepaper, L01."""
    firmware_register.status(context, dialect.signed_report(message))
    return security.SignedFirmwareStatusNotificationResponse()
