"""Lists out of the store in memory: the twin of the SQL queries."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from pilotwire.domain.device_model import Address, Variable
from pilotwire.domain.events import ConnectorStatusChanged
from pilotwire.domain.finding import Finding
from pilotwire.domain.message import LoggedMessage, Refusal
from pilotwire.domain.operation import Operation, OperationId
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.template import Template
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.car_certificate_ports import CAR_CERTIFICATE_EVENTS
from pilotwire.services.kept_answer import KeptAnswer
from pilotwire.services.ports import (
    SECURITY_EVENTS,
    EventSpan,
    MessageFilter,
    OperationFilter,
    Page,
    Slice,
    VariableFilter,
)
from pilotwire.services.work import OutboxEvent

from .listing import is_asked_for
from .memory import MemoryStore
from .memory_displays import MemoryDisplays
from .memory_files import MemoryFiles
from .memory_firmware import MemoryFirmware
from .memory_logs import MemoryLogs
from .memory_monitoring_queries import MemoryMonitoringQueries
from .memory_page import has, page_of
from .memory_profiles import MemoryProfiles
from .memory_security import MemorySecurity
from .memory_transactions import MemoryTransactions

T = TypeVar("T")


class MemoryQueries(
    MemoryTransactions,
    MemorySecurity,
    MemoryMonitoringQueries,
    MemoryFiles,
    MemoryDisplays,
    MemoryLogs,
    MemoryFirmware,
    MemoryProfiles,
):
    """Fits `Queries` over a `MemoryStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._monitoring = store.monitoring

    async def stations(self, part: Slice, q: str | None = None) -> Page[ChargingStation]:
        """See `Queries`."""
        known = self._store.hot.stations.values()
        return page_of((one for one in known if has(q, *_station_words(one))), part, lambda one: (one.id,), tuple[str])

    async def connector_states(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """See `Queries`."""
        return self._newest(part, wanted, _OF_CONNECTORS)

    async def car_certificate_events(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """See `Queries`."""
        return self._newest(part, wanted, CAR_CERTIFICATE_EVENTS)

    async def messages(self, part: Slice, wanted: MessageFilter) -> Page[LoggedMessage]:
        """See `Queries`."""
        known = [one for one in self._store.messages.values() if is_asked_for(one, wanted)]
        return page_of(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def message(self, record: RecordId) -> LoggedMessage | None:
        """See `Queries`."""
        return self._store.messages.get(record)

    async def findings(self, part: Slice, station: StationId | None = None, name: str | None = None) -> Page[Finding]:
        """See `Queries`."""
        known = [
            one for one in self._store.found.values() if station in (None, one.station) and name in (None, one.name)
        ]
        return page_of(known, part, _occurrence, tuple[str, str, str, str, str], newest_first=True)

    async def refusals(self, part: Slice, station: StationId | None = None) -> Page[Refusal]:
        """See `Queries`."""
        known = [one for one in self._store.refusals.values() if station in (None, one.station)]
        return page_of(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def operations(self, part: Slice, wanted: OperationFilter) -> Page[Operation]:
        """See `Queries`."""
        known = [
            one
            for one in self._store.operations.values()
            if wanted.kind in (None, one.kind)
            and wanted.state in (None, one.state)
            and wanted.station in (None, one.station)
            and wanted.parent in (None, one.parent)
        ]
        return page_of(known, part, _creation, tuple[str, str], newest_first=True)

    async def operation(self, operation: OperationId) -> Operation | None:
        """See `Queries`."""
        return self._store.operations.get(operation)

    async def open_operations(self) -> Sequence[Operation]:
        """See `Queries`."""
        return sorted((one for one in self._store.operations.values() if not one.ended), key=_creation)

    async def variables(self, part: Slice, station: StationId, wanted: VariableFilter) -> Page[Variable]:
        """See `Queries`."""
        known = [one for one in self._store.variables.values() if one.station == station and _is_meant(one, wanted)]
        return page_of(known, part, lambda one: one.address.key, tuple[str, str])

    async def variables_of(self, station: StationId, addresses: Sequence[Address]) -> list[Variable]:
        """See `Queries`."""
        keys = {(station, *address.key) for address in addresses}
        return [self._store.variables[key] for key in keys if key in self._store.variables]

    async def templates(self, part: Slice, q: str | None = None) -> Page[Template]:
        """See `Queries`."""
        known = [one for one in self._store.templates.values() if has(q, one.name, one.note)]
        return page_of(known, part, lambda one: (one.name,), tuple[str])

    async def template(self, name: str) -> Template | None:
        """See `Queries`."""
        return self._store.templates.get(name)

    async def kept_answer(self, wanted: str) -> KeptAnswer | None:
        """See `Queries`."""
        return self._store.kept_answers.get(wanted)

    async def events_after(
        self, after: RecordId, limit: int, types: Iterable[str] = (), station: StationId | None = None
    ) -> list[OutboxEvent]:
        """See `Queries`."""
        wanted = frozenset(types)
        return [
            stored
            for stored in self._store.events
            if stored.id > after
            and (not wanted or stored.event.__struct_config__.tag in wanted)
            and station in (None, stored.event.station)
        ][:limit]

    async def security_events(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """See `Queries`."""
        return self._newest(part, wanted, SECURITY_EVENTS)

    def _newest(self, part: Slice, wanted: EventSpan, types: Sequence[str]) -> Page[OutboxEvent]:
        known = [
            one
            for one in self._store.events
            if one.event.__struct_config__.tag in types
            and wanted.station in (None, one.event.station)
            and (wanted.since is None or one.event.at >= wanted.since)
            and (wanted.until is None or one.event.at < wanted.until)
        ]
        return page_of(known, part, lambda one: (one.id,), tuple[int], newest_first=True)


_OF_CONNECTORS: Final = (str(ConnectorStatusChanged.__struct_config__.tag),)


def _station_words(station: ChargingStation) -> tuple[str | None, ...]:
    identity = station.identity
    return station.id, station.name, identity.vendor, identity.model, identity.serial_number, *station.labels


def _is_meant(variable: Variable, wanted: VariableFilter) -> bool:
    address = variable.address
    return (
        (wanted.component is None or address.component.name.casefold() == wanted.component.casefold())
        and (wanted.variable is None or address.variable.casefold() == wanted.variable.casefold())
        and has(wanted.q, str(address))
    )


def _creation(operation: Operation) -> tuple[str, str]:
    return operation.created_at.isoformat(timespec="microseconds"), operation.id


def _occurrence(finding: Finding) -> tuple[str, str, str, str, str]:
    last = finding.last_seen_at.isoformat(timespec="microseconds")
    return last, finding.station, finding.firmware, finding.name, finding.place
