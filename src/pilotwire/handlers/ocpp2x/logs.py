"""2.x: how uploads of logs go."""

from pilotwire.protocol.ocpp21 import diagnostics as diagnostics21
from pilotwire.protocol.ocpp201 import diagnostics
from pilotwire.services.context import Context
from pilotwire.services.log_status import log_status


async def upload_log_status(
    context: Context, message: diagnostics.LogStatusNotificationRequest
) -> diagnostics.LogStatusNotificationResponse:
    """Notes how an upload of a log goes. Source: OCPP 2.0.1 part 2, N01."""
    log_status(context, message.status, message.request_id)
    return diagnostics.LogStatusNotificationResponse()


async def upload_log_status21(
    context: Context, message: diagnostics21.LogStatusNotificationRequest
) -> diagnostics.LogStatusNotificationResponse:
    """The same, with the reason that 2.1 lets a station give. Source: OCPP 2.1 part 2, N01."""
    info = message.status_info
    parts = () if info is None else (info.reason_code, info.additional_info or "")
    log_status(context, message.status, message.request_id, ": ".join(part for part in parts if part) or None)
    return diagnostics.LogStatusNotificationResponse()
