"""Routes of templates of texts for displays: keeping them, looking at what they become, showing them."""

from typing import Final

from litestar import Response, delete, get, post, put
from litestar.params import FromPath

from pilotwire.client import display as shapes
from pilotwire.client.filters import DisplayTemplateFilter
from pilotwire.client.operation import StartedOperations
from pilotwire.domain import display_template as domain
from pilotwire.domain.display_facts import ADDRESSES, display_facts, obstacles
from pilotwire.domain.display_message import Content
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.display_jobs import SHOW, ShowRequest
from pilotwire.services.display_messages import display_messages
from pilotwire.services.display_rendering import Place, rendered
from pilotwire.services.display_template_record import (
    display_template_version,
    known_display_template,
    put_display_template,
    remove_display_template,
)
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .control import actor_of, asker_of, evse_of
from .displays import content_of, shown_content
from .operations import Wish, started
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/display-templates")
async def list_display_templates(request: ApiRequest, parts: Parts) -> shapes.DisplayTemplateList:
    """List display templates.

    By name, rising.
    """
    page = await parts.queries.display_templates(read_part(request), read_query(request, DisplayTemplateFilter).q)
    return shapes.DisplayTemplateList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/display-templates/{name:str}")
async def get_display_template(name: FromPath[str], parts: Parts) -> Response[shapes.DisplayTemplate]:
    """Read a display template."""
    return _answer(await known_display_template(parts.queries, path_text(name)))


@put("/display-templates/{name:str}")
async def replace_display_template(
    name: FromPath[str], request: ApiRequest, parts: Parts
) -> Response[shapes.DisplayTemplate]:
    """Create or replace a display template.

    A placeholder that nothing stands for is refused. Nothing is shown before the template is used.
    """
    given, now = await read_body(request, shapes.DisplayTemplateInput), parts.clock.now()
    template = domain.DisplayTemplate(
        name=path_text(name), content=Content(given.text, given.format, given.language),
        extra=tuple(content_of(one) for one in given.extra), priority=given.priority, shown_while=given.shown_while,
        minutes=given.minutes, created_at=now, updated_at=now, note=given.note,
    )  # fmt: skip
    saved = await put_display_template(parts.store, parts.queries, template, wanted_version(request))
    return _answer(saved.template, 201 if saved.is_new else 200)


@delete("/display-templates/{name:str}")
async def delete_display_template(name: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a display template.

    What is shown of it stays.
    """
    at = parts.clock.now()
    await remove_display_template(parts.store, parts.queries, path_text(name), at, wanted_version(request))


@post("/display-templates/{name:str}/preview", status_code=200)
async def preview_display_template(name: FromPath[str], request: ApiRequest, parts: Parts) -> shapes.Preview:
    """Look at what a display template becomes.

    Filled in for a station, one of its EVSEs or a transaction there, with what the station has told stands against it.
    Nothing is sent.
    """
    template = await known_display_template(parts.queries, path_text(name))
    given, asker = await read_body(request, shapes.PreviewInput), asker_of(request, parts)
    station = known_station(parts.store, StationId(given.station)).id
    transaction = None if given.transaction_id is None else TransactionId(given.transaction_id)
    message = rendered(asker, template, Place(station, evse_of(given.evse_id), transaction))
    facts = display_facts(await parts.queries.variables_of(station, ADDRESSES))
    held = await display_messages(asker, parts.queries, station)
    return shapes.Preview(
        contents=[shown_content(one) for one in message.contents],
        obstacles=[one.message for one in obstacles(message, facts, held)],
    )


@post("/display-templates/{name:str}/show", status_code=202)
async def show_display_template(name: FromPath[str], request: ApiRequest, parts: Parts) -> StartedOperations:
    """Show a display template at stations.

    Begins one operation `display.show` for each station; each waits for its station.
    """
    template = await known_display_template(parts.queries, path_text(name))
    given = await read_body(request, shapes.ShowInput)
    stations = [known_station(parts.store, StationId(one)).id for one in dict.fromkeys(given.stations)]
    wish = Wish(SHOW, ShowRequest(template.name, given.force), actor_of(request, parts))
    return await started(parts, wish, stations)


def _answer(template: domain.DisplayTemplate, status: int = 200) -> Response[shapes.DisplayTemplate]:
    shown = _shown(template)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown(template: domain.DisplayTemplate) -> shapes.DisplayTemplate:
    return shapes.DisplayTemplate(
        name=template.name, version=display_template_version(template), content=shown_content(template.content),
        extra=[shown_content(one) for one in template.extra], priority=template.priority,
        shown_while=template.shown_while, minutes=template.minutes, created_at=instant(template.created_at),
        updated_at=instant(template.updated_at), note=template.note,
    )  # fmt: skip


DISPLAY_TEMPLATE_ROUTES: Final = (
    list_display_templates, get_display_template, replace_display_template, delete_display_template,
    preview_display_template, show_display_template,
)  # fmt: skip
