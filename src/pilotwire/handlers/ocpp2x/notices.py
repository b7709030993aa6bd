"""2.x messages that are kept as events."""

from typing import TypeAlias

from pilotwire.protocol.ocpp21 import data_transfer as data_transfer21
from pilotwire.protocol.ocpp21 import security as security21
from pilotwire.protocol.ocpp201 import data_transfer as data_transfer201
from pilotwire.protocol.ocpp201 import security
from pilotwire.services import data_transfer as vendor_data
from pilotwire.services import notices
from pilotwire.services.context import Context

SecurityEvent: TypeAlias = security.SecurityEventNotificationRequest | security21.SecurityEventNotificationRequest
DataTransfer: TypeAlias = data_transfer201.DataTransferRequest | data_transfer21.DataTransferRequest


async def security_event(context: Context, message: SecurityEvent) -> security.SecurityEventNotificationResponse:
    """Keeps a security event. Source: OCPP 2.0.1 part 2, A04."""
    notices.security_event(context, message.type, message.timestamp, message.tech_info)
    return security.SecurityEventNotificationResponse()


async def data_transfer(context: Context, message: DataTransfer) -> data_transfer201.DataTransferResponse:
    """Hands vendor data to whoever knows the vendor. Source: OCPP 2.0.1 part 2, P02."""
    found = await vendor_data.receive(context, message.vendor_id, message.message_id, message.data)
    return data_transfer201.DataTransferResponse(status=found.status, data=found.data)
