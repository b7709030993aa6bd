"""2.x block N: monitors and what comes of them."""

from pilotwire.dialects import ocpp2x_monitoring as dialect
from pilotwire.protocol.ocpp201 import diagnostics
from pilotwire.services import monitors
from pilotwire.services.context import Context


async def notify_monitoring_report(
    context: Context, message: dialect.NotifyMonitoringReport
) -> diagnostics.NotifyMonitoringReportResponse:
    """Keeps a part of a report of monitors. Source: OCPP 2.0.1 part 2, N02."""
    part = dialect.report_part(message, len(bytes(context.payload)))
    told = dialect.reported_monitors(message, context.station, context.received_at, context.note)
    await monitors.take_report(context, part, told)
    return diagnostics.NotifyMonitoringReportResponse()
