"""Routes of the security of stations: their profiles and passwords, and the security log."""

from typing import Final

import msgspec
from litestar import get, post
from litestar.params import FromPath

from pilotwire.client.filters import SecurityEventFilter
from pilotwire.client.operation import Operation
from pilotwire.client.security import (
    SecurityEvent,
    SecurityEventList,
    SecurityProfileInput,
)
from pilotwire.domain.device_model_commands import NetworkProfile
from pilotwire.domain.security_profile import FIRST_WITH_TLS
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId
from pilotwire.services.password_jobs import ROTATE, RotateRequest
from pilotwire.services.profile_jobs import RAISE
from pilotwire.services.profile_request import RaiseRequest
from pilotwire.services.security_log import Entry, SecurityFilter, security_log
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query
from .control import actor_of
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts
from .shaping import instant


@post("/stations/{station_id:str}/security_profile", status_code=202)
async def change_security_profile(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> JsonResponse[Operation]:
    """Change a station's security profile.

    Begins an operation `station.raise_profile`: it checks what the station needs, tells it, has it boot, and waits
    until it connects with the new profile, which is its minimum from then on. Ended otherwise, the station's old way
    is open, and the error begins with `profile.` and a name. Lower goes only from 3 to 2, where the station allows it.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    wish = profile_wish(await read_body(request, SecurityProfileInput), parts)
    return accepted(await parts.operations.start(RAISE, wish, station.id, actor_of(request, parts)))


@post("/stations/{station_id:str}/rotate-password", status_code=202)
async def rotate_password(station_id: FromPath[str], request: ApiRequest, parts: Parts) -> JsonResponse[Operation]:
    """Give a station a new password that nobody knows.

    Begins an operation `station.rotate_password` that waits for the station, makes up a password, and is done when the
    old one is refused. Where an answer is lost, both are good until the station comes with one of them.
    """
    station = known_station(parts.store, StationId(path_text(station_id)))
    return accepted(await parts.operations.start(ROTATE, RotateRequest(), station.id, actor_of(request, parts)))


def profile_wish(given: SecurityProfileInput, parts: ApiParts) -> RaiseRequest:
    """What is asked of the operation. Raises BadInputError for a URL that does not go with the profile."""
    way = NetworkProfile(_url(given, parts), given.security_profile, given.message_timeout_s, given.interface)
    return RaiseRequest(
        given.security_profile, way, given.slot, given.url_key, given.when, float(given.deadline_s), given.force
    )


@get("/security-events")
async def list_security_events(request: ApiRequest, parts: Parts) -> SecurityEventList:
    """List security events.

    Newest first: what stations reported, and what this server saw itself, such as credentials that it refused, in the
    names of OCPP 2.x. A part may hold fewer events than asked for and still have a next one.
    """
    wanted = SecurityFilter(**msgspec.structs.asdict(read_query(request, SecurityEventFilter)))
    page = await security_log(parts.queries, read_part(request), wanted)
    return SecurityEventList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


def _shown(one: Entry) -> SecurityEvent:
    event = one.event
    return SecurityEvent(
        id=str(one.id), at=instant(event.at), happened_at=instant(event.happened_at), source=event.source,
        kind=event.kind, severity=event.severity, repeats=event.repeats, station=event.station, detail=event.detail,
        address=event.address,
    )  # fmt: skip


def _url(given: SecurityProfileInput, parts: ApiParts) -> str:
    """Where the station finds us then. Raises BadInputError for a scheme that does not go with the profile."""
    encrypted = given.security_profile >= FIRST_WITH_TLS
    own = parts.settings.ocpp_tls_url if encrypted else parts.settings.ocpp_url
    url = given.csms_url or own
    if url is None:
        raise BadInputError(
            f"Security profile {given.security_profile} needs TLS, and this server has no port for it.",
            "/security_profile",
            "Set ocpp_tls_port and start the server again, or name the proxy in front of it with csms_url.",
        )
    if url.startswith("wss://") != encrypted:
        raise BadInputError(
            f"Security profile {given.security_profile} does not go with {url}.", "/csms_url",
            "Use wss:// with profiles 2 and 3, ws:// with 1.",
        )  # fmt: skip
    return url


SECURITY_ROUTES: Final = (change_security_profile, rotate_password, list_security_events)
