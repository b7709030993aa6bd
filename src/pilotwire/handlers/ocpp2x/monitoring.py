"""2.x block N: monitors, the events that they raise, event streams, and what stations know of customers."""

from pilotwire.dialects import ocpp2x
from pilotwire.dialects import ocpp2x_customer as customer_dialect
from pilotwire.dialects import ocpp2x_device_events as events_dialect
from pilotwire.dialects import ocpp2x_monitoring as dialect
from pilotwire.protocol.ocpp21 import diagnostics as diagnostics21
from pilotwire.protocol.ocpp21.types.status_info import StatusInfo
from pilotwire.protocol.ocpp201 import diagnostics
from pilotwire.services import customers, device_events, event_streams, monitors, status
from pilotwire.services.context import Context


async def notify_monitoring_report(
    context: Context, message: dialect.NotifyMonitoringReport
) -> diagnostics.NotifyMonitoringReportResponse:
    """Keeps a part of a report of monitors. Source: OCPP 2.0.1 part 2, N02."""
    part = dialect.report_part(message, len(bytes(context.payload)))
    told = dialect.reported_monitors(message, context.station, context.received_at, context.note)
    await monitors.take_report(context, part, told)
    return diagnostics.NotifyMonitoringReportResponse()


async def notify_event(context: Context, message: events_dialect.NotifyEvent) -> diagnostics.NotifyEventResponse:
    """Keeps events of the device model; those that tell a connector's status become one.

    Source: OCPP 2.0.1 part 2, N07 and N08; OCPP 2.1 part 2, G01.
    """
    for told in ocpp2x.statuses_of_events(message):
        status.report(context, told)
    await device_events.take_events(context, events_dialect.events(message, context.station, context.note))
    return diagnostics.NotifyEventResponse()


async def open_stream(
    context: Context, message: diagnostics21.OpenPeriodicEventStreamRequest
) -> diagnostics21.OpenPeriodicEventStreamResponse:
    """Lets a station send values of a monitor together. Source: OCPP 2.1 part 2, N11."""
    if await event_streams.open_stream(context, events_dialect.stream_facts(message.constant_stream_data)):
        return diagnostics21.OpenPeriodicEventStreamResponse(status="Accepted")
    why = StatusInfo(reason_code="TooManyElements", additional_info=f"{event_streams.MOST_STREAMS} streams at most")
    return diagnostics21.OpenPeriodicEventStreamResponse(status="Rejected", status_info=why)


async def close_stream(
    context: Context, message: diagnostics21.ClosePeriodicEventStreamRequest
) -> diagnostics21.ClosePeriodicEventStreamResponse:
    """Expects no more values of a stream. Source: OCPP 2.1 part 2, N13."""
    event_streams.close_stream(context, message.id)
    return diagnostics21.ClosePeriodicEventStreamResponse()


async def stream_values(context: Context, message: diagnostics21.NotifyPeriodicEventStream) -> None:
    """Keeps values of a stream; nobody answers. Source: OCPP 2.1 part 2, N15."""
    values = [(one.t, one.v) for one in message.data]
    event_streams.take_values(
        context, event_streams.StreamMessage(message.id, message.basetime, values, message.pending)
    )


async def notify_customer_information(
    context: Context, message: customer_dialect.NotifyCustomerInformation
) -> diagnostics.NotifyCustomerInformationResponse:
    """Keeps a part of what a station knows of a customer, if it was asked. Source: OCPP 2.0.1 part 2, N09 and N10."""
    customers.take_part(context, customer_dialect.answer_part(message), message.data)
    return diagnostics.NotifyCustomerInformationResponse()
