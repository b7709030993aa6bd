"""Routes of monitors of variables: which there are, setting and clearing them, the base, the level, reports."""

from typing import Final

from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import monitor as shapes
from pilotwire.client.control import ControlAnswer
from pilotwire.client.operation import Operation
from pilotwire.domain import monitor as domain
from pilotwire.domain.device_model import Address
from pilotwire.domain.monitor_commands import MonitorAnswer, MonitorWrite
from pilotwire.kernel.ids import StationId
from pilotwire.services import monitors as service
from pilotwire.services.monitor_jobs import REPORT, MonitoringReportRequest
from pilotwire.services.monitoring_ports import MonitorFilter
from pilotwire.services.remote_control import Answer, Asker
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query
from .control import acted, actor_of, desk_of
from .once import Answers
from .operations import accepted
from .parts import ApiRequest, Parts
from .shaping import instant
from .variables import component_of, models_of, shown_component, shown_name


@get("/monitors")
async def list_monitors(request: ApiRequest, parts: Parts) -> shapes.MonitorList:
    """List monitors.

    Of all stations, as they last told them and as they were set from here; nothing is asked of a station.
    """
    given = read_query(request, shapes.MonitorFilter)
    wanted = MonitorFilter(
        station=None if given.station is None else StationId(given.station), severity=given.severity, q=given.q
    )
    page = await parts.queries.monitors(read_part(request), wanted)
    return shapes.MonitorList(items=[shown_monitor(one) for one in page.items], next_cursor=page.next_cursor)


@post("/stations/{station_id:str}/monitors", status_code=200)
async def set_station_monitors(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.MonitorAnswers]:
    """Set monitors at a station.

    What is known of the variables is checked first: a monitor that the station cannot take is refused with its place,
    and nothing is sent. Each monitor has its own answer, with the number that the station gave it. From OCPP 2.0.1 on.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.MonitorsInput)
    wanted = [_wanted(one) for one in given.monitors]

    async def act(asker: Asker) -> shapes.MonitorAnswers:
        told = await service.set_monitors(models_of(parts), asker, desk.station, wanted)
        return shapes.MonitorAnswers(items=[_answer(one.answer, one.asked) for one in told])

    return await acted(desk, given, act)


@post("/stations/{station_id:str}/monitors/clear", status_code=200)
async def clear_station_monitors(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.MonitorAnswers]:
    """Remove monitors from a station.

    By their numbers; NotFound means that it is gone already. One that is known to be hard-wired is refused before it is
    sent. From OCPP 2.0.1 on.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.ClearMonitorsInput)

    async def act(asker: Asker) -> shapes.MonitorAnswers:
        told = await service.clear_monitors(models_of(parts), asker, desk.station, given.ids)
        return shapes.MonitorAnswers(items=[_answer(one) for one in told])

    return await acted(desk, given, act)


@post("/stations/{station_id:str}/monitoring-base", status_code=200)
async def set_monitoring_base(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Choose which of a station's own monitors are active.

    All: its preconfigured ones too, and those set from here stay. FactoryDefault: those set from here go.
    HardWiredOnly: nothing is left but what is hard-wired. From OCPP 2.0.1 on.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.MonitoringBaseInput)

    async def act(asker: Asker) -> ControlAnswer:
        return told(await service.set_base(models_of(parts), asker, desk.station, given.base))

    return await acted(desk, given, act)


@post("/stations/{station_id:str}/monitoring-level", status_code=200)
async def set_monitoring_level(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[ControlAnswer]:
    """Choose from which severity on a station tells events.

    Those with a higher number, which are less severe, are kept to itself. From OCPP 2.0.1 on.
    """
    desk, given = await desk_of(station_id, request, parts, answers, shapes.MonitoringLevelInput)

    async def act(asker: Asker) -> ControlAnswer:
        return told(await service.set_level(models_of(parts), asker, desk.station, given.severity))

    return await acted(desk, given, act)


@post("/stations/{station_id:str}/monitoring-reports", status_code=202)
async def start_monitoring_report(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> JsonResponse[Operation]:
    """Ask a station for a report of its monitors.

    Begins an operation `station.monitoring_report` that waits for the station, asks, and is done when every part has
    come. A whole report also shows which monitors are gone. From OCPP 2.0.1 on.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = await read_body(request, shapes.MonitoringReportInput)
    wish = MonitoringReportRequest(
        tuple(given.criteria),
        tuple(component_of(one.component) for one in given.components if one.variable is None),
        tuple(
            Address(component_of(one.component), one.variable.name, one.variable.instance)
            for one in given.components
            if one.variable is not None
        ),
    )
    return accepted(await parts.operations.start(REPORT, wish, station.id, actor_of(request, parts)))


def pace_of(given: shapes.StreamPaceInput | None) -> domain.StreamPace | None:
    """When a stream is to send."""
    return None if given is None else domain.StreamPace(given.interval_s, given.values)


def shown_pace(pace: domain.StreamPace) -> shapes.StreamPace:
    """When a stream sends, as it is shown."""
    return shapes.StreamPace(interval_s=pace.interval_s, values=pace.values)


def shown_setting(setting: domain.MonitorSetting) -> shapes.MonitorSetting:
    """What a monitor looks for, as it is shown."""
    return shapes.MonitorSetting(
        component=shown_component(setting.address.component),
        variable=shown_name(setting.address),
        kind=setting.kind,
        value=setting.value,
        severity=setting.severity,
        transaction=setting.transaction,
        stream=None if setting.stream is None else shown_pace(setting.stream),
    )


def shown_monitor(one: domain.Monitor) -> shapes.Monitor:
    """A monitor, as it is shown."""
    wish, state = one.wish, one.state
    return shapes.Monitor(
        station=one.station,
        id=one.id,
        setting=shown_setting(one.setting),
        state=state,
        origin=one.origin,
        told_at=instant(one.told_at),
        set_at=None if wish is None else instant(wish.at),
        set_by=None if wish is None else wish.actor,
        wanted=shown_setting(wish.setting) if wish is not None and state == "differs" else None,
        missing_since=instant(one.missing_since),
    )


def _wanted(given: shapes.MonitorInput) -> service.WantedMonitor:
    return service.WantedMonitor(
        address=Address(component_of(given.component), given.variable.name, given.variable.instance),
        kind=given.kind,
        severity=given.severity,
        value=given.value,
        transaction=given.transaction,
        stream=pace_of(given.stream),
        id=given.id,
    )


def _answer(told: MonitorAnswer, asked: MonitorWrite | None = None) -> shapes.MonitorAnswer:
    setting = None if asked is None else asked.setting
    return shapes.MonitorAnswer(
        status=told.status,
        id=told.id,
        component=None if setting is None else shown_component(setting.address.component),
        variable=None if setting is None else shown_name(setting.address),
        kind=None if setting is None else setting.kind,
        severity=None if setting is None else setting.severity,
        reason_code=told.reason_code,
        info=told.info,
    )


def told(answer: Answer) -> ControlAnswer:
    """What a station answered, as it is shown."""
    return ControlAnswer(
        status=answer.status, noticed=list(answer.noticed), reason_code=answer.reason_code, info=answer.info
    )


MONITOR_ROUTES: Final = (
    list_monitors, set_station_monitors, clear_station_monitors, set_monitoring_base, set_monitoring_level,
    start_monitoring_report,
)  # fmt: skip
