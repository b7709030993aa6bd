"""Routes of displays: what stations show, and showing, clearing and reading it."""

from typing import Final

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import display as shapes
from pilotwire.client.control import ControlInput
from pilotwire.client.operation import Operation
from pilotwire.domain.display_message import Content, DisplayMessage
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services import display_messages as service
from pilotwire.services.display_jobs import READ, ReadRequest
from pilotwire.services.display_rendering import Place, rendered
from pilotwire.services.display_template_record import known_display_template
from pilotwire.services.remote_control import Asker
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body
from .control import acted, actor_of, asker_of, desk_of, evse_of
from .once import Answers
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@get("/stations/{station_id:str}/display-messages")
async def list_display_messages(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> shapes.DisplayMessageList:
    """List display messages.

    What the station is believed to show, and what became of the rest, those that changed last first.
    """
    station = StationId(path_text(station_id))
    found = await service.display_messages(asker_of(request, parts), parts.queries, station)
    return shapes.DisplayMessageList(items=[shown(one) for one in found])


@post("/stations/{station_id:str}/display-messages", status_code=200)
async def show_display_message(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.DisplayAnswer]:
    """Show a text.

    On the station's display, or that of one EVSE. Refused before anything is sent when the station has told that it
    cannot; `force` sends it all the same. OCPP 1.6 has no message for it: there it goes by the maker's own, where
    `display_vendors_file` says which.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.DisplayMessageInput)

    async def act(asker: Asker) -> shapes.DisplayAnswer:
        message = await _meant(asker, parts, desk.station, wanted)
        return _told(await service.show(asker, parts.queries, message, force=wanted.force))

    return await acted(desk, wanted, act)


@post("/stations/{station_id:str}/display-messages/{number:str}/clear", status_code=200)
async def clear_display_message(
    station_id: FromPath[str], number: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.DisplayAnswer]:
    """Clear a text.

    A station that answers Unknown holds no such message: it is `missing` then.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, ControlInput)
    which = path_text(number)
    if not which.isascii() or not which.isdigit() or len(which) > 10:
        raise NotFoundError(f"Station '{desk.station}' has no display message '{which}'.", "Look at its list.")

    async def act(asker: Asker) -> shapes.DisplayAnswer:
        return _told(await service.clear(asker, parts.queries, desk.station, int(which)))

    return await acted(desk, wanted, act)


@post("/stations/{station_id:str}/display-messages/read", status_code=202)
async def read_display_messages(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> JsonResponse[Operation]:
    """Read the texts from the station.

    Begins an operation `display.read`: what the station tells is stored, and what it holds no longer is marked.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    given = await read_body(request, shapes.ReadDisplayInput)
    wish = ReadRequest(tuple(given.numbers), given.priority, given.shown_while)
    return accepted(await parts.operations.start(READ, wish, station.id, actor_of(request, parts)))


async def _meant(
    asker: Asker, parts: ApiParts, station: StationId, wanted: shapes.DisplayMessageInput
) -> DisplayMessage:
    """What is to be shown: the text given, or the template filled in. Raises BadInputError for both or none."""
    if (wanted.text is None) == (wanted.template is None):
        raise BadInputError("Give a text or the name of a template.", "/text", "Give one of both.")
    evse_id = evse_of(wanted.evse_id)
    transaction = None if wanted.transaction_id is None else TransactionId(wanted.transaction_id)
    if wanted.template is not None:
        template = await known_display_template(parts.queries, wanted.template)
        message = rendered(asker, template, Place(station, evse_id, transaction))
    else:
        message = DisplayMessage(
            station=station, id=0, content=Content(wanted.text or "", wanted.format, wanted.language), evse_id=evse_id,
            extra=tuple(content_of(one) for one in wanted.extra), transaction=transaction, actor=asker.actor,
            state_at=asker.clock.now(),
        )  # fmt: skip
    return msgspec.structs.replace(
        message, id=wanted.number or 0, priority=wanted.priority or message.priority,
        shown_while=wanted.shown_while or message.shown_while, start_at=wanted.start_at,
        end_at=wanted.end_at or message.end_at,
    )  # fmt: skip


def content_of(given: shapes.ContentInput) -> Content:
    """A text as the domain has it."""
    return Content(given.text, given.format, given.language)


def shown_content(one: Content) -> shapes.Content:
    """A text as the API shows it."""
    return shapes.Content(text=one.text, format=one.format, language=one.language)


def shown(one: DisplayMessage) -> shapes.DisplayMessage:
    """A message as the API shows it."""
    return shapes.DisplayMessage(
        station=one.station, number=one.id, state=one.state, state_at=instant(one.state_at),
        content=shown_content(one.content), priority=one.priority, extra=[shown_content(more) for more in one.extra],
        shown_while=one.shown_while, start_at=instant(one.start_at), end_at=instant(one.end_at),
        transaction_id=one.transaction, evse_id=one.evse_id, template=one.template, actor=one.actor,
        status=one.status, reason_code=one.reason_code, info=one.info,
    )  # fmt: skip


def _told(answer: service.DisplayAnswer) -> shapes.DisplayAnswer:
    reply = answer.reply
    return shapes.DisplayAnswer(
        status=reply.status, noticed=list(answer.noticed), reason_code=reply.reason_code, info=reply.info,
        message=shown(answer.message),
    )  # fmt: skip


DISPLAY_ROUTES: Final = (
    list_display_messages, show_display_message, clear_display_message, read_display_messages,
)  # fmt: skip
