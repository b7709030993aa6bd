"""The ports of monitoring over a database: what handlers look up, and lists."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from pilotwire.domain.alert import Alert
from pilotwire.domain.customer import CustomerInquiry, CustomerPart
from pilotwire.domain.device_model import Address
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.monitor import Monitor
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.monitoring_ports import AlertFilter, DeviceEventFilter, Known, MonitorFilter, StreamFilter
from pilotwire.services.ports import Page, Slice, Span
from pilotwire.services.work import Change, StoredDeviceEvent

from ..hot import Hot
from . import customers, device_events, event_streams, monitors, variables
from .named import named_page
from .reading import Reader
from .schema import HIGHEST

T = TypeVar("T")


class Read(Protocol):
    """Reads from the database."""

    def __call__(self, ask: Callable[[Connection], T], /) -> Awaitable[T]:
        """What `ask` brings."""
        ...


class SqlMonitoringReads:
    """Fits `MonitoringReads`."""

    def __init__(self, hot: Hot, read: Read) -> None:
        self._hot = hot
        self._read = read

    async def known(
        self, station: StationId, monitors: Sequence[int], addresses: Sequence[Address] = (), events: Sequence[str] = ()
    ) -> Known:
        """See `MonitoringReads`."""
        if not monitors and not addresses and not events:
            return Known({})
        return await self._read(lambda connection: _known(connection, station, monitors, addresses, events))

    def alerts(self, station: StationId) -> Sequence[Alert]:
        """See `MonitoringReads`."""
        return self._hot.alerts.of_station(station)

    def streams(self, station: StationId) -> Sequence[EventStream]:
        """See `MonitoringReads`."""
        return [one for one in self._hot.streams.of_station(station) if one.is_open]

    def inquiries(self, station: StationId) -> Sequence[CustomerInquiry]:
        """See `MonitoringReads`."""
        return self._hot.inquiries.of_station(station)


class SqlMonitoringQueries(Reader):
    """Part of `SqlQueries`."""

    async def monitors(self, part: Slice, wanted: MonitorFilter) -> Page[Monitor]:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: monitors.monitors(connection, part, wanted))

    async def monitors_of(self, station: StationId) -> Sequence[Monitor]:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: monitors.monitors_of(connection, station))

    async def monitor_templates(self, part: Slice, q: str | None = None) -> Page[MonitorTemplate]:
        """See `MonitoringQueries`."""
        return await self._read(
            lambda link: named_page(link, monitors.MONITOR_TEMPLATES, monitors.MONITOR_TEMPLATE, part, q)
        )

    async def monitor_template(self, name: str) -> MonitorTemplate | None:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: monitors.monitor_template(connection, name))

    async def device_events(self, part: Slice, wanted: DeviceEventFilter) -> Page[StoredDeviceEvent]:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: device_events.device_events(connection, part, wanted))

    async def alerts(self, part: Slice, wanted: AlertFilter) -> Page[Alert]:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: device_events.alerts(connection, part, wanted))

    async def event_streams(self, part: Slice, wanted: StreamFilter) -> Page[EventStream]:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: event_streams.event_streams(connection, part, wanted))

    async def stream_batches(
        self, part: Slice, station: StationId, stream: int, span: Span | None = None
    ) -> Page[StreamBatch]:
        """See `MonitoringQueries`."""
        return await self._read(
            lambda connection: event_streams.stream_batches(connection, part, station, stream, span)
        )

    async def customer_inquiries(
        self, part: Slice, at: datetime, station: StationId | None = None
    ) -> Page[CustomerInquiry]:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: customers.customer_inquiries(connection, part, at, station))

    async def customer_inquiry(self, number: RecordId) -> CustomerInquiry | None:
        """See `MonitoringQueries`."""
        if not 0 <= number <= HIGHEST:
            return None
        return await self._read(lambda connection: customers.customer_inquiry(connection, number))

    async def customer_parts(self, number: RecordId) -> Sequence[CustomerPart]:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: customers.customer_parts(connection, number))

    async def expired_inquiries(self, at: datetime) -> Sequence[RecordId]:
        """See `MonitoringQueries`."""
        return await self._read(lambda connection: customers.expired_inquiries(connection, at))


def monitoring_loaded(connection: Connection) -> Sequence[Change]:
    """What of all this is held in memory."""
    return [
        *device_events.open_alerts(connection),
        *event_streams.open_streams(connection),
        *customers.open_inquiries(connection),
    ]


def _known(
    connection: Connection, station: StationId, numbers: Sequence[int], addresses: Sequence[Address],
    events: Sequence[str],
) -> Known:  # fmt: skip
    return Known(
        monitors.monitors_known(connection, station, numbers),
        variables.variables_of(connection, station, addresses),
        device_events.events_known(connection, events),
    )
