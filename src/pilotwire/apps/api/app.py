"""The API as one application: all routes, behind keys, with one form of error."""

from typing import Final

import msgspec
from litestar import Litestar, Router
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler

from .access import make_guard
from .answer import JsonResponse
from .asking import known_parameters_only
from .attempts import FailedAttempts
from .calls import CALL_ROUTES
from .control import CONTROL_ROUTES
from .document import PREFIX, ApiDocument
from .event_line import EventLines
from .events import EVENT_ROUTES
from .health import HEALTH_ROUTES, get_pulse
from .keys import KEY_ROUTES
from .local_lists import LOCAL_LIST_ROUTES
from .messages import MESSAGE_ROUTES
from .metrics import show_gauges
from .once import may_have_happened
from .operations import OPERATION_ROUTES
from .parts import ApiParts
from .people import PEOPLE_ROUTES
from .problems import problem_response
from .remembered import RememberedAnswers
from .station_password import STATION_PASSWORD_ROUTES
from .stations import STATION_ROUTES
from .templates import TEMPLATE_ROUTES
from .tokens import TOKEN_ROUTES
from .transactions import TRANSACTION_ROUTES
from .variables import VARIABLE_ROUTES

ROUTES: Final[tuple[HTTPRouteHandler, ...]] = (
    *STATION_ROUTES, *CALL_ROUTES, *TOKEN_ROUTES, *TRANSACTION_ROUTES, *MESSAGE_ROUTES, *EVENT_ROUTES, *KEY_ROUTES,
    *HEALTH_ROUTES, *OPERATION_ROUTES, *CONTROL_ROUTES, *VARIABLE_ROUTES, *TEMPLATE_ROUTES, *STATION_PASSWORD_ROUTES,
    *LOCAL_LIST_ROUTES,
)  # fmt: skip
"""All that stands under /api/v1 and needs a key."""


def create_app(parts: ApiParts) -> Litestar:
    """The application for these parts. It is to be served behind `door`, see `serving`."""
    attempts = FailedAttempts(parts.settings.failed_attempts_per_min)
    answers = RememberedAnswers(parts.settings.remembered_answers, may_have_happened)
    lines = EventLines()
    document = api_document(parts.settings.version)
    show_gauges(parts)
    api = Router(PREFIX, route_handlers=ROUTES, guards=[make_guard(parts, attempts), known_parameters_only])
    shared = {"parts": parts, "attempts": attempts, "answers": answers, "lines": lines, "document": document}
    return Litestar(
        [api, get_pulse, *PEOPLE_ROUTES],
        dependencies={name: _provide(value) for name, value in shared.items()},
        exception_handlers={Exception: problem_response},
        response_class=JsonResponse,
        request_max_body_size=parts.settings.max_body_bytes,
        openapi_config=None,
        logging_config=None,
    )


def api_document(version: str) -> ApiDocument:
    """The description of the API."""
    return ApiDocument([*((PREFIX, route) for route in ROUTES), ("", get_pulse)], version)


def document_page() -> str:
    """The description as it is kept in docs/reference/openapi.json, so that a change shows in review."""
    return msgspec.json.format(api_document("0").openapi_31, indent=2).decode() + "\n"


def _provide(value: object) -> Provide:
    def provide() -> object:
        return value

    return Provide(provide, sync_to_thread=False, use_cache=True)
