"""The ports of monitoring over a database: what handlers look up, and lists."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from pilotwire.domain.device_model import Address
from pilotwire.domain.monitor import Monitor
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.kernel.ids import StationId
from pilotwire.services.monitoring_ports import Known, MonitorFilter
from pilotwire.services.ports import Page, Slice

from . import monitors, variables
from .named import named_page

T = TypeVar("T")


class Read(Protocol):
    """Reads from the database."""

    def __call__(self, ask: Callable[[Connection], T], /) -> Awaitable[T]:
        """What `ask` brings."""
        ...


class SqlMonitoringReads:
    """Fits `MonitoringReads`."""

    def __init__(self, read: Read) -> None:
        self._read = read

    async def known(self, station: StationId, monitors: Sequence[int], addresses: Sequence[Address] = ()) -> Known:
        """See `MonitoringReads`."""
        if not monitors and not addresses:
            return Known({})
        return await self._read(lambda connection: _known(connection, station, monitors, addresses))


class SqlMonitoringQueries:
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

    async def _read(self, ask: Callable[[Connection], T]) -> T:
        raise NotImplementedError


def _known(connection: Connection, station: StationId, numbers: Sequence[int], addresses: Sequence[Address]) -> Known:
    return Known(
        monitors.monitors_known(connection, station, numbers), variables.variables_of(connection, station, addresses)
    )
