"""Routes of events of the device model, alerts and event streams."""

from datetime import timedelta
from typing import Final

from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import device_event as shapes
from pilotwire.client.control import ControlAnswer, ControlInput
from pilotwire.domain.alert import Alert
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.monitor import StreamPace
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import StationId
from pilotwire.services import event_streams as service
from pilotwire.services.monitoring_ports import AlertFilter, DeviceEventFilter, StreamFilter
from pilotwire.services.ports import Span
from pilotwire.services.remote_control import Asker
from pilotwire.services.station_record import known_station
from pilotwire.services.work import StoredDeviceEvent

from .asking import path_text, read_part, read_query
from .control import acted, desk_of
from .monitors import shown_pace, told
from .once import Answers
from .parts import ApiRequest, Parts
from .shaping import instant
from .variables import shown_component, shown_name

_OPEN: Final = {"yes": True, "no": False}


@get("/alerts")
async def list_alerts(request: ApiRequest, parts: Parts) -> shapes.AlertList:
    """List alerts.

    What is wrong at stations, since when, and what was and until when: limits that were left, and components that have
    a problem. The newest first, or with `order=severity` the most severe.
    """
    given = read_query(request, shapes.AlertFilter)
    wanted = AlertFilter(
        station=None if given.station is None else StationId(given.station),
        severity=given.severity,
        is_open=None if given.open is None else _OPEN[given.open],
        since=given.since,
        until=given.until,
        order=given.order,
    )
    page = await parts.queries.alerts(read_part(request), wanted)
    return shapes.AlertList(items=[_alert(one) for one in page.items], next_cursor=page.next_cursor)


@get("/device-events")
async def list_device_events(request: ApiRequest, parts: Parts) -> shapes.DeviceEventList:
    """List events of the device model.

    All that stations told with NotifyEvent, each once however often it was sent. The newest first.
    """
    given = read_query(request, shapes.DeviceEventFilter)
    wanted = DeviceEventFilter(
        station=None if given.station is None else StationId(given.station),
        severity=given.severity,
        trigger=given.trigger,
        monitor=given.monitor,
        since=given.since,
        until=given.until,
        q=given.q,
    )
    page = await parts.queries.device_events(read_part(request), wanted)
    return shapes.DeviceEventList(items=[_event(one) for one in page.items], next_cursor=page.next_cursor)


@get("/event-streams")
async def list_event_streams(request: ApiRequest, parts: Parts) -> shapes.EventStreamList:
    """List event streams.

    Values of a monitor that come together, from OCPP 2.1 on: open ones and closed ones, by station and number.
    """
    given = read_query(request, shapes.EventStreamFilter)
    wanted = StreamFilter(
        station=None if given.station is None else StationId(given.station),
        is_open=None if given.open is None else _OPEN[given.open],
    )
    page = await parts.queries.event_streams(read_part(request), wanted)
    return shapes.EventStreamList(items=[_stream(one) for one in page.items], next_cursor=page.next_cursor)


@post("/stations/{station_id:str}/event-streams/read", status_code=200)
async def read_event_streams(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.EventStreamList]:
    """Ask a station which event streams are open.

    What it says is kept: only needed where messages got lost. From OCPP 2.1 on.
    """
    desk, given = await desk_of(station_id, request, parts, answers, ControlInput)

    async def act(asker: Asker) -> shapes.EventStreamList:
        found = await service.read_streams(asker, desk.station)
        return shapes.EventStreamList(items=[_stream(one) for one in found], next_cursor=None)

    return await acted(desk, given, act)


@get("/stations/{station_id:str}/event-streams/{stream:str}/values")
async def list_stream_values(
    station_id: FromPath[str], stream: FromPath[str], request: ApiRequest, parts: Parts
) -> shapes.StreamBatchList:
    """List the values of an event stream.

    Message by message, the newest first; `limit` counts messages.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = read_query(request, shapes.StreamSpan)
    span = Span(since=given.since, until=given.until)
    number = _number(path_text(stream))
    page = await parts.queries.stream_batches(read_part(request), station.id, number, span)
    return shapes.StreamBatchList(items=[_batch(one) for one in page.items], next_cursor=page.next_cursor)


@post("/stations/{station_id:str}/event-streams/{stream:str}/adjust", status_code=200)
async def adjust_event_stream(
    station_id: FromPath[str], stream: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Have an event stream send more or less often.

    A stream that falls behind should send more often, or more values at a time. From OCPP 2.1 on.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.AdjustStreamInput)
    number, pace = _number(path_text(stream)), StreamPace(given.interval_s, given.values)

    async def act(asker: Asker) -> ControlAnswer:
        return told(await service.adjust_stream(asker, desk.station, number, pace))

    return await acted(desk, given, act)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise NotFoundError(f"There is no event stream '{text}'.", "Look at the list of event streams.")
    return int(text)


def _alert(one: Alert) -> shapes.Alert:
    return shapes.Alert(
        id=str(one.id), station=one.station, component=shown_component(one.address.component),
        variable=shown_name(one.address), state="open" if one.is_open else "cleared", last_at=instant(one.last_at),
        received_at=instant(one.received_at), value=one.value, count=one.count, opened_at=instant(one.opened_at),
        cleared_at=instant(one.cleared_at), cleared_by=one.cleared_by, severity=one.severity, monitor=one.monitor,
        tech_code=one.tech_code, tech_info=one.tech_info, transaction_id=one.transaction,
    )  # fmt: skip


def _event(stored: StoredDeviceEvent) -> shapes.DeviceEvent:
    one = stored.event
    return shapes.DeviceEvent(
        id=str(stored.id), station=one.station, event_id=one.event_id, at=instant(one.at),
        received_at=instant(stored.received_at), trigger=one.trigger, notification=one.notification,
        component=shown_component(one.address.component), variable=shown_name(one.address), value=one.value,
        cleared=one.cleared, severity=one.severity, cause=one.cause, tech_code=one.tech_code, tech_info=one.tech_info,
        transaction_id=one.transaction, monitor=one.monitor,
    )  # fmt: skip


def _stream(one: EventStream) -> shapes.EventStream:
    address = one.address
    return shapes.EventStream(
        station=one.station, id=one.id, monitor=one.monitor,
        pace=shown_pace(one.pace), opened_at=instant(one.opened_at),
        values=one.values, pending=one.pending, behind=one.is_behind,
        component=None if address is None else shown_component(address.component),
        variable=None if address is None else shown_name(address), severity=one.severity, origin=one.origin,
        closed_at=instant(one.closed_at), last_at=instant(one.last_at), last_value=one.last_value,
    )  # fmt: skip


def _batch(one: StreamBatch) -> shapes.StreamBatch:
    return shapes.StreamBatch(
        id=str(one.id),
        received_at=instant(one.received_at),
        monitor=one.monitor,
        values=[
            shapes.StreamValue(at=instant(one.base_at + timedelta(seconds=offset_s)), value=value)
            for offset_s, value in one.values
        ],
    )


_DIGITS: Final = 10
ALERT_ROUTES: Final = (
    list_alerts, list_device_events, list_event_streams, read_event_streams, list_stream_values, adjust_event_stream,
)  # fmt: skip
