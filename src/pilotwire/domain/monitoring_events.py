"""Events about monitors of stations, and what comes of them."""

from datetime import datetime

from pilotwire.kernel.ids import RecordId, TransactionId

from .alert import ClearedBy
from .device_event import EventNotification, EventTrigger
from .device_model import Address
from .event import Event, StationAsked
from .monitor import MonitoringBase, StreamPace


class MonitoringBaseRequested(StationAsked, frozen=True, kw_only=True, tag="monitoring.base_requested"):
    """A station was asked which of its own monitors are to be active; `dropped` monitors are gone with it."""

    base: MonitoringBase
    dropped: int = 0


class MonitoringLevelRequested(StationAsked, frozen=True, kw_only=True, tag="monitoring.level_requested"):
    """A station was asked to tell events of this severity and below in number alone."""

    severity: int


class MonitorsSet(Event, frozen=True, kw_only=True, tag="monitoring.monitors_set"):
    """A station accepted monitors: their numbers."""

    monitors: tuple[int, ...]
    actor: str | None = None


class MonitorsCleared(Event, frozen=True, kw_only=True, tag="monitoring.monitors_cleared"):
    """Monitors of a station are gone: removed from here, or not there any more."""

    monitors: tuple[int, ...]
    actor: str | None = None


class MonitoringReportReceived(Event, frozen=True, kw_only=True, tag="monitoring.report_received"):
    """A part of a report of a station's monitors came and is stored; `more`: another one is to follow."""

    request_id: int
    seq_no: int
    more: bool
    monitors: int
    size_bytes: int


class MonitorTemplateChanged(Event, frozen=True, kw_only=True, tag="monitor_template.changed"):
    """Somebody created or changed a template of monitors."""

    template: str


class MonitorTemplateRemoved(Event, frozen=True, kw_only=True, tag="monitor_template.removed"):
    """Somebody removed a template of monitors."""

    template: str


class DeviceEventReported(Event, frozen=True, kw_only=True, tag="device_event.reported"):
    """A station told of one of its variables, mostly because of a monitor; `happened_at` is its own time."""

    event_id: int
    happened_at: datetime
    trigger: EventTrigger
    notification: EventNotification
    address: Address
    value: str = ""
    severity: int | None = None
    cleared: bool = False
    cause: int | None = None
    tech_code: str | None = None
    tech_info: str | None = None
    transaction_id: TransactionId | None = None
    monitor: int | None = None


class AlertOpened(Event, frozen=True, kw_only=True, tag="alert.opened"):
    """Something is wrong at a station, since `opened_at` by its own time."""

    alert: RecordId
    address: Address
    opened_at: datetime
    severity: int | None = None
    monitor: int | None = None
    value: str = ""


class AlertCleared(Event, frozen=True, kw_only=True, tag="alert.cleared"):
    """It is over: the station told so, or its monitor is gone. `opened_at` is absent where the begin was never told."""

    alert: RecordId
    address: Address
    cleared_at: datetime
    cleared_by: ClearedBy
    opened_at: datetime | None = None
    severity: int | None = None
    monitor: int | None = None
    value: str = ""


class EventStreamOpened(Event, frozen=True, kw_only=True, tag="event_stream.opened"):
    """A station sends values of a monitor together from now on."""

    stream: int
    monitor: int
    pace: StreamPace


class EventStreamClosed(Event, frozen=True, kw_only=True, tag="event_stream.closed"):
    """A stream has ended after so many values."""

    stream: int
    monitor: int
    values: int


class EventStreamAdjustRequested(StationAsked, frozen=True, kw_only=True, tag="event_stream.adjust_requested"):
    """A station was asked to send the values of a stream more or less often."""

    stream: int
    pace: StreamPace


class EventStreamBehind(Event, frozen=True, kw_only=True, tag="event_stream.behind"):
    """More and more values of a stream wait in the station: it should send more often, or more at a time."""

    stream: int
    monitor: int
    pending: int


MonitoringEvents = (
    MonitoringBaseRequested | MonitoringLevelRequested | MonitorsSet | MonitorsCleared | MonitoringReportReceived
    | MonitorTemplateChanged | MonitorTemplateRemoved
    | DeviceEventReported | AlertOpened | AlertCleared
    | EventStreamOpened | EventStreamClosed | EventStreamAdjustRequested | EventStreamBehind
)  # fmt: skip
"""All of them."""
