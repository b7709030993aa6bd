"""Lists of monitors and what comes of them out of the store in memory."""

from collections.abc import Sequence
from datetime import datetime

from pilotwire.domain.alert import Alert
from pilotwire.domain.customer import CustomerInquiry, CustomerPart
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.monitor import Monitor
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.kernel.ids import RecordId, StationId, first_id_at
from pilotwire.kernel.time import unix_ms
from pilotwire.services.monitoring_ports import AlertFilter, DeviceEventFilter, MonitorFilter, StreamFilter
from pilotwire.services.ports import Page, Slice, Span
from pilotwire.services.work import StoredDeviceEvent

from .memory_monitoring import MemoryMonitoring
from .memory_page import has, page_of


class MemoryMonitoringQueries:
    """Part of `MemoryQueries`."""

    _monitoring: MemoryMonitoring

    async def monitors(self, part: Slice, wanted: MonitorFilter) -> Page[Monitor]:
        """See `MonitoringQueries`."""
        known = [
            one
            for one in self._monitoring.monitors.values()
            if wanted.station in (None, one.station)
            and (wanted.severity is None or one.setting.severity <= wanted.severity)
            and has(wanted.q, str(one.setting.address))
        ]
        return page_of(known, part, lambda one: (one.station, one.id), tuple[str, int])

    async def monitors_of(self, station: StationId) -> Sequence[Monitor]:
        """See `MonitoringQueries`."""
        known = [one for one in self._monitoring.monitors.values() if one.station == station]
        return sorted(known, key=lambda one: one.id)

    async def monitor_templates(self, part: Slice, q: str | None = None) -> Page[MonitorTemplate]:
        """See `MonitoringQueries`."""
        known = [one for one in self._monitoring.templates.values() if has(q, one.name, one.note)]
        return page_of(known, part, lambda one: (one.name,), tuple[str])

    async def monitor_template(self, name: str) -> MonitorTemplate | None:
        """See `MonitoringQueries`."""
        return self._monitoring.templates.get(name)

    async def device_events(self, part: Slice, wanted: DeviceEventFilter) -> Page[StoredDeviceEvent]:
        """See `MonitoringQueries`."""
        known = [one for one in self._monitoring.events.values() if _is_wanted(one, wanted)]
        return page_of(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def alerts(self, part: Slice, wanted: AlertFilter) -> Page[Alert]:
        """See `MonitoringQueries`."""
        known = [one for one in self._monitoring.kept_alerts.values() if _is_sought(one, wanted)]
        if wanted.order == "newest":
            return page_of(known, part, lambda one: (one.id,), tuple[int], newest_first=True)
        return page_of(known, part, lambda one: (_rank(one), -one.id), tuple[int, int])

    async def event_streams(self, part: Slice, wanted: StreamFilter) -> Page[EventStream]:
        """See `MonitoringQueries`."""
        known = [
            one
            for one in self._monitoring.kept_streams.values()
            if wanted.station in (None, one.station) and wanted.is_open in (None, one.is_open)
        ]
        return page_of(known, part, lambda one: (one.station, one.id), tuple[str, int])

    async def stream_batches(
        self, part: Slice, station: StationId, stream: int, span: Span | None = None
    ) -> Page[StreamBatch]:
        """See `MonitoringQueries`."""
        since = None if span is None or span.since is None else first_id_at(unix_ms(span.since))
        until = None if span is None or span.until is None else first_id_at(unix_ms(span.until))
        known = [
            one
            for one in self._monitoring.batches.values()
            if (one.station, one.stream) == (station, stream)
            and (since is None or one.id >= since)
            and (until is None or one.id < until)
        ]
        return page_of(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def customer_inquiries(
        self, part: Slice, at: datetime, station: StationId | None = None
    ) -> Page[CustomerInquiry]:
        """See `MonitoringQueries`."""
        known = [
            one
            for one in self._monitoring.kept_inquiries.values()
            if one.expires_at > at and station in (None, one.station)
        ]
        return page_of(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def customer_inquiry(self, number: RecordId) -> CustomerInquiry | None:
        """See `MonitoringQueries`."""
        return self._monitoring.kept_inquiries.get(number)

    async def customer_parts(self, number: RecordId) -> Sequence[CustomerPart]:
        """See `MonitoringQueries`."""
        known = [one for one in self._monitoring.parts.values() if one.inquiry == number]
        return sorted(known, key=lambda one: one.seq_no)

    async def expired_inquiries(self, at: datetime) -> Sequence[RecordId]:
        """See `MonitoringQueries`."""
        return [one.id for one in self._monitoring.kept_inquiries.values() if one.expires_at <= at]


def _rank(one: Alert) -> int:
    return 10 if one.severity is None else one.severity


def _is_wanted(stored: StoredDeviceEvent, wanted: DeviceEventFilter) -> bool:
    event = stored.event
    return (
        wanted.station in (None, event.station)
        and (wanted.severity is None or (event.severity is not None and event.severity <= wanted.severity))
        and wanted.trigger in (None, event.trigger)
        and wanted.monitor in (None, event.monitor)
        and (wanted.since is None or event.at >= wanted.since)
        and (wanted.until is None or event.at < wanted.until)
        and has(wanted.q, str(event.address))
    )


def _is_sought(one: Alert, wanted: AlertFilter) -> bool:
    return (
        wanted.station in (None, one.station)
        and (wanted.severity is None or _rank(one) <= wanted.severity)
        and wanted.is_open in (None, one.is_open)
        and (wanted.since is None or one.cleared_at is None or one.cleared_at >= wanted.since)
        and (wanted.until is None or (one.opened_at or one.last_at) < wanted.until)
    )
