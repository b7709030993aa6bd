"""Monitors and what comes of them in the store in memory: what is kept, looked up and listed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from pilotwire.domain.alert import Alert
from pilotwire.domain.customer import CustomerInquiry, CustomerPart
from pilotwire.domain.device_model import Address, Variable
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.monitor import Monitor, record_key
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.monitoring_ports import Known
from pilotwire.services.work import Change, Removed, StoredDeviceEvent

from .hot import Hot

Key = TypeVar("Key")
Record = TypeVar("Record")


class MemoryMonitoring:
    """Part of a `MemoryStore`, as its `monitoring`; fits `MonitoringReads`."""

    def __init__(self, variables: Mapping[tuple[StationId, str, str], Variable], hot: Hot) -> None:
        self._variables = variables
        self._hot = hot
        self.monitors: dict[str, Monitor] = {}
        self.templates: dict[str, MonitorTemplate] = {}
        self.events: dict[str, StoredDeviceEvent] = {}
        self.kept_alerts: dict[RecordId, Alert] = {}
        self.kept_streams: dict[str, EventStream] = {}
        self.batches: dict[RecordId, StreamBatch] = {}
        self.kept_inquiries: dict[RecordId, CustomerInquiry] = {}
        self.parts: dict[tuple[RecordId, int], CustomerPart] = {}

    async def known(
        self, station: StationId, monitors: Sequence[int], addresses: Sequence[Address] = (), events: Sequence[str] = ()
    ) -> Known:
        """See `MonitoringReads`."""
        found = (self.monitors.get(record_key(station, number)) for number in monitors)
        variables = (self._variables.get((station, *address.key)) for address in addresses)
        return Known(
            {one.id: one for one in found if one},
            [one for one in variables if one],
            frozenset(key for key in events if key in self.events),
        )

    def alerts(self, station: StationId) -> Sequence[Alert]:
        """See `MonitoringReads`."""
        return self._hot.alerts.of_station(station)

    def streams(self, station: StationId) -> Sequence[EventStream]:
        """See `MonitoringReads`."""
        return [one for one in self._hot.streams.of_station(station) if one.is_open]

    def inquiries(self, station: StationId) -> Sequence[CustomerInquiry]:
        """See `MonitoringReads`."""
        return self._hot.inquiries.of_station(station)

    def keep(self, change: Change) -> bool:
        """Keep a record, if it is one of these."""
        match change:
            case Monitor():
                self.monitors[change.record_key] = change
            case MonitorTemplate():
                self.templates[change.name] = change
            case StoredDeviceEvent():
                self.events.setdefault(change.event.key, change)
            case Alert():
                self.kept_alerts[change.id] = change
            case EventStream():
                self.kept_streams[change.record_key] = change
            case StreamBatch():
                self.batches[change.id] = change
            case CustomerInquiry():
                self.kept_inquiries[change.id] = change
            case CustomerPart():
                self.parts.setdefault((change.inquiry, change.seq_no), change)
            case _:
                return False
        return True

    def remove(self, removed: Removed) -> None:
        """Take a record away, if it is one of these; a station takes along what is of the present."""
        if removed.kind is ChargingStation:
            station = StationId(removed.key)
            _drop(self.monitors, [key for key, one in self.monitors.items() if one.station == station])
            _drop(self.kept_alerts, [key for key, alert in self.kept_alerts.items() if alert.station == station])
            _drop(self.kept_streams, [key for key, stream in self.kept_streams.items() if stream.station == station])
        elif removed.kind is Monitor:
            self.monitors.pop(removed.key, None)
        elif removed.kind is MonitorTemplate:
            self.templates.pop(removed.key, None)
        elif removed.kind is CustomerInquiry:
            number = RecordId(int(removed.key))
            self.kept_inquiries.pop(number, None)
            _drop(self.parts, [key for key in self.parts if key[0] == number])

    def forget_before(self, end: RecordId, end_at: datetime) -> int:
        """Forget what is old; how many records went."""
        return (
            _drop(self.events, [key for key, one in self.events.items() if one.id < end])
            + _drop(self.batches, [key for key in self.batches if key < end])
            + _drop(
                self.kept_alerts,
                [key for key, one in self.kept_alerts.items() if key < end and _is_before(one.cleared_at, end_at)],
            )
            + _drop(
                self.kept_streams, [key for key, one in self.kept_streams.items() if _is_before(one.closed_at, end_at)]
            )
        )


def _is_before(end: datetime | None, limit: datetime) -> bool:
    return end is not None and end < limit


def _drop(records: dict[Key, Record], keys: Sequence[Key]) -> int:
    for key in keys:
        del records[key]
    return len(keys)
