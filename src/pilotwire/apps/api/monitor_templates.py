"""Routes of templates of monitors: what stations should watch, how far they are from it, and setting it at them."""

from typing import Final

from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from pilotwire.client import monitor as shapes
from pilotwire.client.operation import StartedOperations
from pilotwire.domain import monitor_template as domain
from pilotwire.domain.device_model import Address
from pilotwire.domain.monitor import MonitorSetting
from pilotwire.kernel.ids import StationId
from pilotwire.services.monitor_jobs import APPLY, MonitorApplyRequest
from pilotwire.services.monitor_template_record import (
    known_monitor_template,
    monitor_template_version,
    put_monitor_template,
    remove_monitor_template,
)
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .control import actor_of
from .monitors import pace_of, shown_monitor, shown_setting
from .operations import Wish, started
from .parts import ApiRequest, Parts
from .problems import BadParameterError
from .shaping import instant
from .variables import component_of


@get("/monitor-templates")
async def list_monitor_templates(request: ApiRequest, parts: Parts) -> shapes.MonitorTemplateList:
    """List templates of monitors.

    By name, rising.
    """
    wanted = read_query(request, shapes.MonitorTemplateFilter)
    page = await parts.queries.monitor_templates(read_part(request), wanted.q)
    return shapes.MonitorTemplateList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/monitor-templates/{name:str}")
async def get_monitor_template(name: FromPath[str], parts: Parts) -> Response[shapes.MonitorTemplate]:
    """Read a template of monitors."""
    return _answer(await known_monitor_template(parts.queries, path_text(name)))


@put("/monitor-templates/{name:str}")
async def replace_monitor_template(
    name: FromPath[str], request: ApiRequest, parts: Parts
) -> Response[shapes.MonitorTemplate]:
    """Create or replace a template of monitors.

    Nothing is set at any station before the template is applied. With If-Match only if nobody changed it since.
    """
    given, now = await read_body(request, shapes.MonitorTemplateInput), parts.clock.now()
    wanted = tuple(_setting(one) for one in given.monitors)
    template = domain.MonitorTemplate(path_text(name), now, now, wanted, given.note)
    saved = await put_monitor_template(parts.store, parts.queries, template, wanted_version(request))
    return _answer(saved.template, 201 if saved.is_new else 200)


@delete("/monitor-templates/{name:str}")
async def delete_monitor_template(name: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a template of monitors.

    Stations keep the monitors that they have.
    """
    await remove_monitor_template(
        parts.store, parts.queries, path_text(name), parts.clock.now(), wanted_version(request)
    )


@post("/monitor-templates/{name:str}/apply", status_code=202)
async def apply_monitor_template(name: FromPath[str], request: ApiRequest, parts: Parts) -> StartedOperations:
    """Set a template's monitors at stations.

    Begins one operation `monitor_template.apply` for each station; each waits for its station, reads its monitors, and
    sets those that are not there or differ. Monitors that the template does not name stay.
    """
    template = await known_monitor_template(parts.queries, path_text(name))
    given = await read_body(request, shapes.MonitorApplyInput)
    stations = [known_station(parts.store, StationId(one)) for one in dict.fromkeys(given.stations)]
    wish = Wish(APPLY, MonitorApplyRequest(template.name), actor_of(request, parts))
    return await started(parts, wish, [one.id for one in stations])


@get("/stations/{station_id:str}/monitor-drift")
async def get_monitor_drift(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> shapes.MonitorDriftReport:
    """Compare a station's monitors with a template.

    By what is known of them; ask for a report first where that is old.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    name = read_query(request, shapes.MonitorDriftFilter).template
    if name is None:
        raise BadParameterError("template", "No template is named.", "Add ?template=NAME.")
    template = await known_monitor_template(parts.queries, name)
    items = [
        shapes.MonitorDriftItem(
            wanted=shown_setting(one.desired),
            state=one.state,
            found=None if one.found is None else shown_monitor(one.found),
        )
        for one in domain.monitor_drift(template, await parts.queries.monitors_of(station.id))
    ]
    return shapes.MonitorDriftReport(
        station=station.id,
        template=template.name,
        version=monitor_template_version(template),
        drifted=sum(one.state != "same" for one in items),
        items=items,
    )


def _setting(given: shapes.WantedMonitor) -> MonitorSetting:
    address = Address(component_of(given.component), given.variable.name, given.variable.instance)
    return MonitorSetting(address, given.kind, given.value, given.severity, given.transaction, pace_of(given.stream))


def _answer(template: domain.MonitorTemplate, status: int = 200) -> Response[shapes.MonitorTemplate]:
    shown = _shown(template)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown(template: domain.MonitorTemplate) -> shapes.MonitorTemplate:
    return shapes.MonitorTemplate(
        name=template.name,
        version=monitor_template_version(template),
        monitors=[shown_setting(one) for one in template.monitors],
        created_at=instant(template.created_at),
        updated_at=instant(template.updated_at),
        note=template.note,
    )


MONITOR_TEMPLATE_ROUTES: Final = (
    list_monitor_templates, get_monitor_template, replace_monitor_template, delete_monitor_template,
    apply_monitor_template, get_monitor_drift,
)  # fmt: skip
