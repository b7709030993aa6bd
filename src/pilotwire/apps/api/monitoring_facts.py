"""What the routes of monitoring say of themselves; part of the route table."""

from collections.abc import Mapping
from typing import Final

from pilotwire.client import customer as c
from pilotwire.client import device_event as d
from pilotwire.client import monitor as m
from pilotwire.client.control import ControlAnswer, ControlInput
from pilotwire.client.filters import Part
from pilotwire.client.operation import Operation, StartedOperations

from . import examples as e
from . import monitoring_examples as em
from .route import ACT, IDEMPOTENT, IF_MATCH, NOT_FOUND, RouteFacts

_CHANGED: Final = ("not-found", "version-conflict")

MONITORING: Final[Mapping[str, RouteFacts]] = {
    "list_monitors": RouteFacts(
        scope="read", tag="monitoring", query=(m.MonitorFilter, Part), answer=m.MonitorList,
        example=m.MonitorList(items=[em.MONITOR], next_cursor=None),
    ),
    "set_station_monitors": RouteFacts(
        scope="configure", tag="monitoring", headers=IDEMPOTENT, body=m.MonitorsInput, body_example=em.MONITORS_INPUT,
        answer=m.MonitorAnswers, example=em.MONITORS_SET, problems=ACT,
    ),
    "clear_station_monitors": RouteFacts(
        scope="configure", tag="monitoring", headers=IDEMPOTENT, body=m.ClearMonitorsInput,
        body_example=em.CLEAR_INPUT, answer=m.MonitorAnswers, example=em.CLEARED, problems=ACT,
    ),
    "set_monitoring_base": RouteFacts(
        scope="configure", tag="monitoring", headers=IDEMPOTENT, body=m.MonitoringBaseInput,
        body_example=m.MonitoringBaseInput(base="All"), answer=ControlAnswer, example=e.ACCEPTED, problems=ACT,
    ),
    "set_monitoring_level": RouteFacts(
        scope="configure", tag="monitoring", headers=IDEMPOTENT, body=m.MonitoringLevelInput,
        body_example=m.MonitoringLevelInput(severity=4), answer=ControlAnswer, example=e.ACCEPTED, problems=ACT,
    ),
    "start_monitoring_report": RouteFacts(
        scope="operate", tag="monitoring", body=m.MonitoringReportInput,
        body_example=m.MonitoringReportInput(criteria=["ThresholdMonitoring"]), answer=Operation,
        example=em.REPORTING, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "list_monitor_templates": RouteFacts(
        scope="read", tag="monitoring", query=(m.MonitorTemplateFilter, Part), answer=m.MonitorTemplateList,
        example=m.MonitorTemplateList(items=[em.TEMPLATE], next_cursor=None),
    ),
    "get_monitor_template": RouteFacts(
        scope="read", tag="monitoring", answer=m.MonitorTemplate, example=em.TEMPLATE, problems=NOT_FOUND
    ),
    "replace_monitor_template": RouteFacts(
        scope="configure", tag="monitoring", headers=IF_MATCH, body=m.MonitorTemplateInput,
        body_example=em.TEMPLATE_INPUT, answer=m.MonitorTemplate, example=em.TEMPLATE, statuses=(200, 201),
        problems=("version-conflict",),
    ),
    "delete_monitor_template": RouteFacts(
        scope="configure", tag="monitoring", headers=IF_MATCH, statuses=(204,), problems=_CHANGED
    ),
    "apply_monitor_template": RouteFacts(
        scope="configure", tag="monitoring", body=m.MonitorApplyInput,
        body_example=m.MonitorApplyInput(stations=["CS-0042"]), answer=StartedOperations, example=em.STARTED,
        statuses=(202,), problems=NOT_FOUND,
    ),
    "list_alerts": RouteFacts(
        scope="read", tag="monitoring", query=(d.AlertFilter, Part), answer=d.AlertList,
        example=d.AlertList(items=[em.ALERT], next_cursor=None),
    ),
    "list_device_events": RouteFacts(
        scope="read", tag="monitoring", query=(d.DeviceEventFilter, Part), answer=d.DeviceEventList,
        example=d.DeviceEventList(items=[em.DEVICE_EVENT], next_cursor=None),
    ),
    "list_event_streams": RouteFacts(
        scope="read", tag="monitoring", query=(d.EventStreamFilter, Part), answer=d.EventStreamList,
        example=d.EventStreamList(items=[em.STREAM], next_cursor=None),
    ),
    "read_event_streams": RouteFacts(
        scope="operate", tag="monitoring", headers=IDEMPOTENT, body=ControlInput, body_example=e.ANY_CONTROL,
        answer=d.EventStreamList, example=d.EventStreamList(items=[em.STREAM], next_cursor=None), problems=ACT,
    ),
    "list_stream_values": RouteFacts(
        scope="read", tag="monitoring", query=(d.StreamSpan, Part), answer=d.StreamBatchList,
        example=d.StreamBatchList(items=[em.BATCH], next_cursor=None), problems=NOT_FOUND,
    ),
    "adjust_event_stream": RouteFacts(
        scope="configure", tag="monitoring", headers=IDEMPOTENT, body=d.AdjustStreamInput,
        body_example=d.AdjustStreamInput(interval_s=30), answer=ControlAnswer, example=e.ACCEPTED, problems=ACT,
    ),
    "ask_customer_information": RouteFacts(
        scope="admin", tag="customers", body=c.CustomerInput, body_example=em.CUSTOMER_INPUT, answer=Operation,
        example=em.ASKING_CUSTOMER, statuses=(202,), problems=("not-found", "conflict"),
    ),
    "list_customer_information": RouteFacts(
        scope="admin", tag="customers", query=(c.CustomerFilter, Part), answer=c.CustomerInquiryList,
        example=c.CustomerInquiryList(items=[em.CUSTOMER_INQUIRY], next_cursor=None),
    ),
    "get_customer_information": RouteFacts(
        scope="admin", tag="customers", answer=c.CustomerAnswer, example=em.CUSTOMER_ANSWER, problems=NOT_FOUND
    ),
    "forget_customer_information": RouteFacts(
        scope="admin", tag="customers", statuses=(204,), problems=NOT_FOUND
    ),
    "get_monitor_drift": RouteFacts(
        scope="read", tag="monitoring", query=(m.MonitorDriftFilter,), answer=m.MonitorDriftReport, example=em.DRIFT,
        problems=NOT_FOUND,
    ),
}  # fmt: skip
