"""The API as one application: all routes, behind keys, with one form of error."""

from functools import cache
from typing import Final

import msgspec
from litestar import Litestar, Router
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.types import Receive, Scope, Send

from .access import check_access
from .accounts import ACCOUNT_ROUTES
from .alerts import ALERT_ROUTES
from .answer import JsonResponse
from .asking import known_parameters_only
from .attempts import FailedAttempts
from .authorize import AUTHORIZE_ROUTES
from .availability import AVAILABILITY_ROUTES
from .battery_swaps import BATTERY_SWAP_ROUTES
from .bulk import BULK_ROUTES
from .calls import CALL_ROUTES
from .campaigns import CAMPAIGN_ROUTES
from .capabilities import CAPABILITY_ROUTES
from .car_certificates import CAR_CERTIFICATE_ROUTES
from .certificates import CERTIFICATE_ROUTES
from .charge_records import CHARGE_RECORD_ROUTES
from .charging_needs import CHARGING_NEEDS_ROUTES
from .control import CONTROL_ROUTES
from .costs import COST_ROUTES
from .customers import CUSTOMER_ROUTES
from .data_transfers import DATA_TRANSFER_ROUTES
from .display_templates import DISPLAY_TEMPLATE_ROUTES
from .displays import DISPLAY_ROUTES
from .document import PREFIX, ApiDocument
from .event_line import EventLines
from .events import EVENT_ROUTES
from .file_tickets import FILE_TICKET_ROUTES
from .files import FILE_ROUTES
from .firmware import FIRMWARE_ROUTES
from .firmware_releases import FIRMWARE_RELEASE_ROUTES
from .health import HEALTH_ROUTES, get_pulse
from .holding import HOLD_ROUTES
from .keys import KEY_ROUTES
from .local_lists import LOCAL_LIST_ROUTES
from .logs import LOG_ROUTES
from .messages import MESSAGE_ROUTES
from .meter_keys import METER_KEY_ROUTES
from .metrics import show_gauges
from .monitor_templates import MONITOR_TEMPLATE_ROUTES
from .monitors import MONITOR_ROUTES
from .operations import OPERATION_ROUTES
from .parts import SHARED, ApiParts, shared_of
from .people import PEOPLE_ROUTES
from .problems import problem_response
from .profiles import PROFILE_ROUTES
from .remembered import Ports, RememberedAnswers
from .remote_starts import REMOTE_START_ROUTES
from .reservations import RESERVATION_ROUTES
from .root_certificates import ROOT_CERTIFICATE_ROUTES
from .security import SECURITY_ROUTES
from .signed_readings import SIGNED_READING_ROUTES
from .station_password import STATION_PASSWORD_ROUTES
from .station_readings import STATION_READING_ROUTES
from .stations import STATION_ROUTES
from .tariffs import TARIFF_ROUTES
from .templates import TEMPLATE_ROUTES
from .token_groups import TOKEN_GROUP_ROUTES
from .tokens import TOKEN_ROUTES
from .transaction_care import TRANSACTION_CARE_ROUTES
from .transaction_problems import TRANSACTION_PROBLEM_ROUTES
from .transaction_series import TRANSACTION_SERIES_ROUTES
from .transactions import TRANSACTION_ROUTES
from .variables import VARIABLE_ROUTES

ROUTES: Final[tuple[HTTPRouteHandler, ...]] = (
    *STATION_ROUTES, *CALL_ROUTES, *TOKEN_ROUTES, *TRANSACTION_ROUTES, *MESSAGE_ROUTES, *EVENT_ROUTES, *KEY_ROUTES,
    *HEALTH_ROUTES, *OPERATION_ROUTES, *CONTROL_ROUTES, *VARIABLE_ROUTES, *TEMPLATE_ROUTES, *STATION_PASSWORD_ROUTES,
    *LOCAL_LIST_ROUTES, *TRANSACTION_CARE_ROUTES, *SECURITY_ROUTES, *TOKEN_GROUP_ROUTES, *ACCOUNT_ROUTES,
    *AUTHORIZE_ROUTES, *HOLD_ROUTES, *CAPABILITY_ROUTES, *TRANSACTION_PROBLEM_ROUTES, *TRANSACTION_SERIES_ROUTES,
    *REMOTE_START_ROUTES, *BULK_ROUTES, *RESERVATION_ROUTES, *METER_KEY_ROUTES, *STATION_READING_ROUTES,
    *SIGNED_READING_ROUTES,
    *AVAILABILITY_ROUTES, *DATA_TRANSFER_ROUTES, *DISPLAY_ROUTES, *DISPLAY_TEMPLATE_ROUTES, *PROFILE_ROUTES,
    *CHARGING_NEEDS_ROUTES, *BATTERY_SWAP_ROUTES,
    *TARIFF_ROUTES, *COST_ROUTES, *CHARGE_RECORD_ROUTES,
    *FILE_ROUTES, *FILE_TICKET_ROUTES, *LOG_ROUTES,
    *CAR_CERTIFICATE_ROUTES, *CERTIFICATE_ROUTES, *ROOT_CERTIFICATE_ROUTES,
    *MONITOR_ROUTES, *MONITOR_TEMPLATE_ROUTES, *ALERT_ROUTES, *CUSTOMER_ROUTES,
    *FIRMWARE_RELEASE_ROUTES, *FIRMWARE_ROUTES, *CAMPAIGN_ROUTES,
)  # fmt: skip
"""All that stands under /api/v1 and needs a key."""


class Api:
    """The application for these parts, to be served behind `door`, see `serving`.

    The routes are the same for every server of a process and made once, as they take longer than all else; what a
    server's requests are served from comes along with each request.
    """

    def __init__(self, parts: ApiParts) -> None:
        self._application = _application(parts.settings.max_body_bytes)
        self._shared = {
            "parts": parts,
            "attempts": FailedAttempts(parts.settings.failed_attempts_per_min),
            "answers": RememberedAnswers(
                Ports(parts.store, parts.queries, parts.clock, parts.retention), parts.settings.remembered_answers
            ),
            "lines": EventLines(),
            "document": api_document(parts.settings.version),
        }
        show_gauges(parts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        scope["state"] = {**(scope.get("state") or {}), SHARED: self._shared}
        await self._application(scope, receive, send)


@cache
def _application(max_body_bytes: int) -> Litestar:
    api = Router(PREFIX, route_handlers=ROUTES, guards=[check_access, known_parameters_only])
    return Litestar(
        [api, get_pulse, *PEOPLE_ROUTES],
        dependencies={name: _provide(name) for name in ("parts", "attempts", "answers", "lines", "document")},
        exception_handlers={Exception: problem_response},
        response_class=JsonResponse,
        request_max_body_size=max_body_bytes,
        openapi_config=None,
        logging_config=None,
    )


@cache
def api_document(version: str) -> ApiDocument:
    """The description of the API."""
    return ApiDocument([*((PREFIX, route) for route in ROUTES), ("", get_pulse)], version)


def document_page() -> str:
    """The description as it is kept in docs/reference/openapi.json, so that a change shows in review."""
    return msgspec.json.format(api_document("0").openapi_31, indent=2).decode() + "\n"


def _provide(name: str) -> Provide:
    def provide(scope: Scope) -> object:
        return shared_of(scope)[name]

    return Provide(provide, sync_to_thread=False)
