"""What the services of monitoring need of storage: what handlers look up, and lists."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from pilotwire.domain.device_model import Address, Variable
from pilotwire.domain.monitor import Monitor
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.kernel.ids import StationId

from .page import Page, Slice


class MonitorFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`severity` is the least severe wanted, the highest number; `q` is text within the variable, in any case."""

    station: StationId | None = None
    severity: int | None = None
    q: str | None = None


class Known(msgspec.Struct, frozen=True):
    """What is stored of some monitors, by number, and of some variables."""

    monitors: Mapping[int, Monitor]
    variables: Sequence[Variable] = ()


class MonitoringReads(Protocol):
    """What a message about monitoring is understood by; part of a `Store`, as its `monitoring`."""

    async def known(self, station: StationId, monitors: Sequence[int], addresses: Sequence[Address] = ()) -> Known:
        """What is stored of these, in one look; waits as long as the database is away."""
        ...


class MonitoringQueries(Protocol):
    """Part of `Queries`."""

    async def monitors(self, part: Slice, wanted: MonitorFilter) -> Page[Monitor]:
        """Monitors by station and number, rising."""
        ...

    async def monitors_of(self, station: StationId) -> Sequence[Monitor]:
        """All of a station's."""
        ...

    async def monitor_templates(self, part: Slice, q: str | None = None) -> Page[MonitorTemplate]:
        """Templates of monitors by name, rising; `q` is text within name or note."""
        ...

    async def monitor_template(self, name: str) -> MonitorTemplate | None:
        """One template of monitors."""
        ...
