"""2.x blocks B and G: boot, heartbeat, reports of the device model, status of connectors."""

from pilotwire.dialects import ocpp2x as dialect
from pilotwire.dialects import ocpp2x_device_model as device_model_dialect
from pilotwire.protocol.ocpp201 import availability, provisioning
from pilotwire.services import device_model, status
from pilotwire.services import provisioning as registration
from pilotwire.services.context import Context


async def boot_notification(
    context: Context, message: dialect.BootNotification
) -> provisioning.BootNotificationResponse:
    """Registers the station. Source: OCPP 2.0.1 part 2, B01 to B03."""
    answer = registration.boot(context, dialect.boot(message))
    return provisioning.BootNotificationResponse(
        current_time=answer.at.replace(microsecond=0), interval=answer.interval_s, status=answer.registration
    )


async def heartbeat(context: Context, message: object) -> availability.HeartbeatResponse:
    """Tells the time. Source: OCPP 2.0.1 part 2, G02."""
    return availability.HeartbeatResponse(current_time=context.received_at.replace(microsecond=0))


async def status_notification(
    context: Context, message: dialect.StatusNotification
) -> availability.StatusNotificationResponse:
    """Keeps a connector's status. Source: OCPP 2.0.1 part 2, G01."""
    status.report(context, dialect.status(message, context.note))
    return availability.StatusNotificationResponse()


async def notify_report(context: Context, message: dialect.NotifyReport) -> provisioning.NotifyReportResponse:
    """Keeps a part of a device model report, and learns EVSEs and connectors of it. Source: 2.0.1 part 2, B07."""
    status.learn(context, dialect.connectors_of_report(message))
    part = device_model_dialect.report_part(message, len(bytes(context.payload)))
    told = device_model_dialect.reported_variables(message, context.station, context.received_at)
    device_model.take_report(context, part, told)
    return provisioning.NotifyReportResponse()
