"""Monitors and what comes of them in the store in memory: what is kept, looked up and listed."""

from collections.abc import Mapping, Sequence

from pilotwire.domain.device_model import Address, Variable
from pilotwire.domain.monitor import Monitor, record_key
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.monitoring_ports import Known, MonitorFilter
from pilotwire.services.ports import Page, Slice
from pilotwire.services.work import Change, Removed

from .memory_page import has, page_of


class MemoryMonitoring:
    """Part of a `MemoryStore`, as its `monitoring`; fits `MonitoringReads`."""

    def __init__(self, variables: Mapping[tuple[StationId, str, str], Variable]) -> None:
        self._variables = variables
        self.monitors: dict[str, Monitor] = {}
        self.templates: dict[str, MonitorTemplate] = {}

    async def known(self, station: StationId, monitors: Sequence[int], addresses: Sequence[Address] = ()) -> Known:
        """See `MonitoringReads`."""
        found = (self.monitors.get(record_key(station, number)) for number in monitors)
        variables = (self._variables.get((station, *address.key)) for address in addresses)
        return Known({one.id: one for one in found if one}, [one for one in variables if one])

    def keep(self, change: Change) -> bool:
        """Keep a record, if it is one of these."""
        match change:
            case Monitor():
                self.monitors[change.record_key] = change
            case MonitorTemplate():
                self.templates[change.name] = change
            case _:
                return False
        return True

    def remove(self, removed: Removed) -> None:
        """Take a record away, if it is one of these; a station takes its monitors along."""
        if removed.kind is ChargingStation:
            for key in [key for key, one in self.monitors.items() if one.station == removed.key]:
                del self.monitors[key]
        elif removed.kind is Monitor:
            self.monitors.pop(removed.key, None)
        elif removed.kind is MonitorTemplate:
            self.templates.pop(removed.key, None)


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
