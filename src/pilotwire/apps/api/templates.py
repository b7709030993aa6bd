"""Routes of templates: what variables should hold, how far stations are from it, and writing it to them."""

from typing import Final

from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from pilotwire.client.filters import DriftFilter, TemplateFilter
from pilotwire.client.operation import StartedOperations
from pilotwire.client.template import (
    ApplyRequest,
    DesiredValue,
    DriftItem,
    DriftReport,
    Template,
    TemplateInput,
    TemplateList,
)
from pilotwire.domain import template as domain
from pilotwire.kernel.ids import StationId
from pilotwire.services.device_model_jobs import APPLY
from pilotwire.services.device_model_jobs import ApplyRequest as ApplyWish
from pilotwire.services.station_record import known_station
from pilotwire.services.template_record import known_template, put_template, remove_template, template_version

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .control import actor_of
from .operations import Wish, started
from .parts import ApiRequest, Parts
from .problems import BadParameterError
from .shaping import instant
from .variables import address_of, shown_component, shown_name


@get("/templates")
async def list_templates(request: ApiRequest, parts: Parts) -> TemplateList:
    """List templates.

    By name, rising.
    """
    page = await parts.queries.templates(read_part(request), read_query(request, TemplateFilter).q)
    return TemplateList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/templates/{name:str}")
async def get_template(name: FromPath[str], parts: Parts) -> Response[Template]:
    """Read a template."""
    return _answer(await known_template(parts.queries, path_text(name)))


@put("/templates/{name:str}")
async def replace_template(name: FromPath[str], request: ApiRequest, parts: Parts) -> Response[Template]:
    """Create or replace a template.

    Nothing is written to any station before the template is applied. With If-Match only if nobody changed it since.
    """
    given, now = await read_body(request, TemplateInput), parts.clock.now()
    wanted = tuple(domain.Desired(address_of(one), one.value, one.attribute) for one in given.variables)
    template = domain.Template(path_text(name), now, now, wanted, given.note)
    saved = await put_template(parts.store, parts.queries, template, wanted_version(request))
    return _answer(saved.template, 201 if saved.is_new else 200)


@delete("/templates/{name:str}")
async def delete_template(name: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a template.

    Stations that it was applied to stay as they are.
    """
    await remove_template(parts.store, parts.queries, path_text(name), parts.clock.now(), wanted_version(request))


@post("/templates/{name:str}/apply", status_code=202)
async def apply_template(name: FromPath[str], request: ApiRequest, parts: Parts) -> StartedOperations:
    """Write a template to stations.

    Begins one operation `template.apply` for each station; each waits for its station, and skips what already holds. A
    station at which one runs already is told under `not_started`.
    """
    template = await known_template(parts.queries, path_text(name))
    given = await read_body(request, ApplyRequest)
    stations = [known_station(parts.store, StationId(one)) for one in dict.fromkeys(given.stations)]
    actor = actor_of(request, parts)
    return await started(parts, Wish(APPLY, ApplyWish(template.name), actor), [one.id for one in stations])


@get("/stations/{station_id:str}/drift")
async def get_drift(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> DriftReport:
    """Compare a station with a template.

    By what the station last told; read its variables or ask for a report first where that is old.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    name = read_query(request, DriftFilter).template
    if name is None:
        raise BadParameterError("template", "No template is named.", "Add ?template=NAME.")
    template = await known_template(parts.queries, name)
    stored = await parts.queries.variables_of(station.id, [one.address for one in template.variables])
    items = [_drifted(one) for one in domain.drift(template, stored)]
    return DriftReport(
        station=station.id,
        template=template.name,
        version=template_version(template),
        drifted=sum(one.state != "same" for one in items),
        items=items,
    )


def _drifted(one: domain.Drift) -> DriftItem:
    address = one.desired.address
    return DriftItem(
        component=shown_component(address.component),
        variable=shown_name(address),
        attribute=one.desired.attribute,
        wanted=one.desired.value,
        state=one.state,
        value=one.value,
        reported_at=instant(one.reported_at),
    )


def _answer(template: domain.Template, status: int = 200) -> Response[Template]:
    shown = _shown(template)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown(template: domain.Template) -> Template:
    return Template(
        name=template.name,
        version=template_version(template),
        variables=[
            DesiredValue(
                component=shown_component(one.address.component),
                variable=shown_name(one.address),
                attribute=one.attribute,
                value=one.value,
            )
            for one in template.variables
        ],
        created_at=instant(template.created_at),
        updated_at=instant(template.updated_at),
        note=template.note,
    )


TEMPLATE_ROUTES: Final = (
    list_templates, get_template, replace_template, delete_template, apply_template, get_drift,
)  # fmt: skip
