"""Events of the device model, alerts and event streams, as the API shows and takes them. From OCPP 2.0.1 on."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .codec import Instant
from .control import ControlInput
from .filters import Moment, Wanted
from .monitor import MonitorOrigin, StreamInterval, StreamPace, StreamValues
from .shape import Resource
from .variable import ComponentName, VariableName

EventTrigger = Literal["Alerting", "Delta", "Periodic"]
EventNotification = Literal["HardWiredNotification", "HardWiredMonitor", "PreconfiguredMonitor", "CustomMonitor"]
AtMost = Annotated[int, Meta(ge=0, le=9, description="The highest number: 4 means 0 to 4.")]
Open = Literal["yes", "no"]


class DeviceEvent(Resource, frozen=True, kw_only=True):
    """What a station told of one of its variables, mostly because of a monitor. `at` is its own time, `value` the
    variable's then. `cleared`: the condition is over. `cause` is the number of the event that led to it. In OCPP 2.0.1
    `severity` is the monitor's, where that is known.
    """

    id: str
    station: str
    event_id: int
    at: Instant
    received_at: Instant
    trigger: EventTrigger
    notification: EventNotification
    component: ComponentName
    variable: VariableName
    value: str
    cleared: bool
    severity: int | None = None
    cause: int | None = None
    tech_code: str | None = None
    tech_info: str | None = None
    transaction_id: str | None = None
    monitor: int | None = None


class DeviceEventList(Resource, frozen=True, kw_only=True):
    """Events by when they were received, the newest first."""

    items: list[DeviceEvent]
    next_cursor: str | None


class DeviceEventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound the station's time."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    severity: AtMost | None = None
    trigger: Annotated[EventTrigger, Meta(description="Why it was told.")] | None = None
    monitor: Annotated[int, Meta(ge=0, le=2_147_483_647, description="A monitor's number.")] | None = None
    since: Annotated[Moment, Meta(description="At this instant or later, in the station's time.")] | None = None
    until: Annotated[Moment, Meta(description="Before this instant, in the station's time.")] | None = None
    q: Annotated[Wanted, Meta(description="Text within the variable's name.")] | None = None


class Alert(Resource, frozen=True, kw_only=True):
    """Something that is wrong at a station, until `cleared_at`. Times are the station's; `opened_at` is absent where
    only its end was told. `value`, `tech_code` and `tech_info` are of the last of `count` events. `cleared_by`: the
    station, or that its monitor was removed, after which no station tells the end.
    """

    id: str
    station: str
    component: ComponentName
    variable: VariableName
    state: Literal["open", "cleared"]
    last_at: Instant
    received_at: Instant
    value: str
    count: int
    opened_at: Instant | None = None
    cleared_at: Instant | None = None
    cleared_by: Literal["station", "monitor-removed"] | None = None
    severity: int | None = None
    monitor: int | None = None
    tech_code: str | None = None
    tech_info: str | None = None
    transaction_id: str | None = None


class AlertList(Resource, frozen=True, kw_only=True):
    """Alerts, the newest first or the most severe."""

    items: list[Alert]
    next_cursor: str | None


class AlertFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Alerts that were open at some time from `since` on and before `until`, in the station's time."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    severity: AtMost | None = None
    open: Annotated[Open, Meta(description="yes: not over; no: over.")] | None = None
    since: Annotated[Moment, Meta(description="Open at this instant or later.")] | None = None
    until: Annotated[Moment, Meta(description="Begun before this instant.")] | None = None
    order: Annotated[Literal["newest", "severity"], Meta(description="severity: the most severe first.")] = "newest"


class EventStream(Resource, frozen=True, kw_only=True):
    """A stream of values of a monitor. `opened_at` and `closed_at` are our times, `last_at` is the station's. `pending`
    values waited in the station with the last message; `behind`: there are more and more, so it should send more often
    or more at a time. From OCPP 2.1 on.
    """

    station: str
    id: int
    monitor: int
    pace: StreamPace
    opened_at: Instant
    values: int
    pending: int
    behind: bool
    component: ComponentName | None = None
    variable: VariableName | None = None
    severity: int | None = None
    origin: MonitorOrigin | None = None
    closed_at: Instant | None = None
    last_at: Instant | None = None
    last_value: str | None = None


class EventStreamList(Resource, frozen=True, kw_only=True):
    """Event streams by station and number, rising."""

    items: list[EventStream]
    next_cursor: str | None


class EventStreamFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Streams of one station, open or closed ones."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    open: Annotated[Open, Meta(description="yes: values may still come.")] | None = None


class StreamValue(Resource, frozen=True, kw_only=True):
    """One value, at the station's time."""

    at: Instant
    value: str


class StreamBatch(Resource, frozen=True, kw_only=True):
    """The values of one message, oldest first."""

    id: str
    received_at: Instant
    monitor: int
    values: list[StreamValue]


class StreamBatchList(Resource, frozen=True, kw_only=True):
    """Messages of values of a stream, the newest first."""

    items: list[StreamBatch]
    next_cursor: str | None


class StreamSpan(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound when messages came, in our time."""

    since: Annotated[Moment, Meta(description="Received at this instant or later.")] | None = None
    until: Annotated[Moment, Meta(description="Received before this instant.")] | None = None


class AdjustStreamInput(ControlInput, frozen=True, kw_only=True):
    """How often a stream is to send: every `interval_s`, or as soon as there are so many `values`; what is absent stays
    as it is.
    """

    interval_s: StreamInterval | None = None
    values: StreamValues | None = None
