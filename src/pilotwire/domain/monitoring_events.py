"""Events about monitors of stations."""

from .event import Event, StationAsked
from .monitor import MonitoringBase


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


MonitoringEvents = (
    MonitoringBaseRequested | MonitoringLevelRequested | MonitorsSet | MonitorsCleared | MonitoringReportReceived
    | MonitorTemplateChanged | MonitorTemplateRemoved
)  # fmt: skip
"""All of them."""
