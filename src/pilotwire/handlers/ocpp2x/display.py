"""2.x block O: what stations tell of the texts on their displays."""

from pilotwire.dialects import ocpp2x_display as dialect
from pilotwire.protocol.ocpp201 import display_message
from pilotwire.services import display_messages
from pilotwire.services.context import Context


async def notify_display_messages(
    context: Context, message: dialect.Told
) -> display_message.NotifyDisplayMessagesResponse:
    """Takes a part of what was asked for. Source: OCPP 2.0.1 part 2, O03 and O04."""
    found = dialect.told(context.station, message, context.received_at)
    display_messages.reported(context, message.request_id, message.tbc or False, found)
    return display_message.NotifyDisplayMessagesResponse()
