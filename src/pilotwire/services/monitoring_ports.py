"""What the services of monitoring need of storage: what handlers look up, and lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from pilotwire.domain.alert import Alert
from pilotwire.domain.customer import CustomerInquiry, CustomerPart
from pilotwire.domain.device_event import EventTrigger
from pilotwire.domain.device_model import Address, Variable
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.monitor import Monitor
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.kernel.ids import RecordId, StationId

from .filters import Span
from .page import Page, Slice
from .work import StoredDeviceEvent


class MonitorFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`severity` is the least severe wanted, the highest number; `q` is text within the variable, in any case."""

    station: StationId | None = None
    severity: int | None = None
    q: str | None = None


class DeviceEventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`severity` is the least severe wanted, the highest number; `since` and `until` bound the station's time; `q` is
    text within the variable, in any case.
    """

    station: StationId | None = None
    severity: int | None = None
    trigger: EventTrigger | None = None
    monitor: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None


class AlertFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Alerts that were open at some time from `since` on and before `until`; `severity` as with events.

    `order`: the newest first, or the most severe, and of these the newest.
    """

    station: StationId | None = None
    severity: int | None = None
    is_open: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    order: Literal["newest", "severity"] = "newest"


class StreamFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Streams of one station, open or closed ones."""

    station: StationId | None = None
    is_open: bool | None = None


class Known(msgspec.Struct, frozen=True):
    """What is stored of some monitors, by number, and of some variables, and which events by their keys."""

    monitors: Mapping[int, Monitor]
    variables: Sequence[Variable] = ()
    events: frozenset[str] = frozenset()


class MonitoringReads(Protocol):
    """What a message about monitoring is understood by; part of a `Store`, as its `monitoring`."""

    async def known(
        self, station: StationId, monitors: Sequence[int], addresses: Sequence[Address] = (), events: Sequence[str] = ()
    ) -> Known:
        """What is stored of these, in one look; waits as long as the database is away."""
        ...

    def alerts(self, station: StationId) -> Sequence[Alert]:
        """The station's open alerts, and the last few that are over."""
        ...

    def streams(self, station: StationId) -> Sequence[EventStream]:
        """The station's open event streams."""
        ...

    def inquiries(self, station: StationId) -> Sequence[CustomerInquiry]:
        """Questions about customers that the station has not answered to the end, and the last few that it has."""
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

    async def device_events(self, part: Slice, wanted: DeviceEventFilter) -> Page[StoredDeviceEvent]:
        """Events of the device model by when they were received, the newest first."""
        ...

    async def alerts(self, part: Slice, wanted: AlertFilter) -> Page[Alert]:
        """Alerts."""
        ...

    async def event_streams(self, part: Slice, wanted: StreamFilter) -> Page[EventStream]:
        """Event streams by station and number, rising."""
        ...

    async def stream_batches(
        self, part: Slice, station: StationId, stream: int, span: Span | None = None
    ) -> Page[StreamBatch]:
        """The messages of values of a stream, the newest first; `span` bounds our time."""
        ...

    async def customer_inquiries(
        self, part: Slice, at: datetime, station: StationId | None = None
    ) -> Page[CustomerInquiry]:
        """Questions about customers that are not to be forgotten by then, the newest first."""
        ...

    async def customer_inquiry(self, number: RecordId) -> CustomerInquiry | None:
        """One question about a customer."""
        ...

    async def customer_parts(self, number: RecordId) -> Sequence[CustomerPart]:
        """What came of its answer, in order."""
        ...

    async def expired_inquiries(self, at: datetime) -> Sequence[RecordId]:
        """Some questions that are to be forgotten by then; none: there are none."""
        ...
