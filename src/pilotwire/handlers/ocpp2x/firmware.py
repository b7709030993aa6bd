"""2.x block L: how updates of firmware go, and what local controllers offer."""

from pilotwire.dialects import ocpp2x_firmware as dialect
from pilotwire.protocol.ocpp201 import firmware
from pilotwire.services import firmware_register
from pilotwire.services.context import Context


async def firmware_status(
    context: Context, message: dialect.FirmwareStatus
) -> firmware.FirmwareStatusNotificationResponse:
    """Takes a status. Source: OCPP 2.0.1 part 2, L01 and L02."""
    firmware_register.status(context, dialect.report(message))
    return firmware.FirmwareStatusNotificationResponse()


async def publication_status(
    context: Context, message: dialect.PublicationStatus
) -> firmware.PublishFirmwareStatusNotificationResponse:
    """Takes a status of a local controller. Source: OCPP 2.0.1 part 2, L03."""
    firmware_register.publication(context, dialect.publication_report(message))
    return firmware.PublishFirmwareStatusNotificationResponse()
