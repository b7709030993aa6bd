"""1.6: how uploads of logs and diagnostics go."""

from pilotwire.dialects.ocpp16_log import upload_status
from pilotwire.protocol.ocpp16 import firmware, security
from pilotwire.services.context import Context
from pilotwire.services.log_status import log_status


async def diagnostics_status(
    context: Context, message: firmware.DiagnosticsStatusNotificationRequest
) -> firmware.DiagnosticsStatusNotificationResponse:
    """Notes how an upload of diagnostics goes. Source: OCPP 1.6, 4.4."""
    log_status(context, upload_status(message.status), None)
    return firmware.DiagnosticsStatusNotificationResponse()


async def upload_log_status(
    context: Context, message: security.LogStatusNotificationRequest
) -> security.LogStatusNotificationResponse:
    """Notes how an upload of a log goes. Source: OCPP 1.6 security whitepaper, N01."""
    log_status(context, upload_status(message.status), message.request_id)
    return security.LogStatusNotificationResponse()
