"""A request for each route of monitoring, and the scope that it needs where that is more than to read."""

from typing import Final

from pilotwire.domain.access import Scope

MONITORING_REQUESTS: Final[dict[str, tuple[str, str]]] = {
    "list_monitors": ("GET", "/monitors"),
    "set_station_monitors": ("POST", "/stations/CS-1/monitors"),
    "clear_station_monitors": ("POST", "/stations/CS-1/monitors/clear"),
    "set_monitoring_base": ("POST", "/stations/CS-1/monitoring-base"),
    "set_monitoring_level": ("POST", "/stations/CS-1/monitoring-level"),
    "start_monitoring_report": ("POST", "/stations/CS-1/monitoring-reports"),
    "list_monitor_templates": ("GET", "/monitor-templates"),
    "get_monitor_template": ("GET", "/monitor-templates/T"),
    "replace_monitor_template": ("PUT", "/monitor-templates/T"),
    "delete_monitor_template": ("DELETE", "/monitor-templates/T"),
    "apply_monitor_template": ("POST", "/monitor-templates/T/apply"),
    "list_alerts": ("GET", "/alerts"),
    "list_device_events": ("GET", "/device-events"),
    "list_event_streams": ("GET", "/event-streams"),
    "read_event_streams": ("POST", "/stations/CS-1/event-streams/read"),
    "list_stream_values": ("GET", "/stations/CS-1/event-streams/3/values"),
    "adjust_event_stream": ("POST", "/stations/CS-1/event-streams/3/adjust"),
    "get_monitor_drift": ("GET", "/stations/CS-1/monitor-drift?template=T"),
}
MONITORING_NEEDED: Final[dict[str, Scope]] = {
    "set_station_monitors": "configure",
    "clear_station_monitors": "configure",
    "set_monitoring_base": "configure",
    "set_monitoring_level": "configure",
    "start_monitoring_report": "operate",
    "replace_monitor_template": "configure",
    "delete_monitor_template": "configure",
    "apply_monitor_template": "configure",
    "read_event_streams": "operate",
    "adjust_event_stream": "configure",
}
