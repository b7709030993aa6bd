"""Routes of the security of stations: their profiles."""

from typing import Final

from litestar import post
from litestar.params import FromPath

from pilotwire.client.operation import Operation
from pilotwire.client.security import SecurityProfileInput
from pilotwire.domain.device_model_commands import NetworkProfile
from pilotwire.domain.security_profile import FIRST_WITH_TLS
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId
from pilotwire.services.profile_jobs import RAISE
from pilotwire.services.profile_request import RaiseRequest
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body
from .control import actor_of
from .operations import accepted
from .parts import ApiParts, ApiRequest, Parts


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
    given = await read_body(request, SecurityProfileInput)
    way = NetworkProfile(_url(given, parts), given.security_profile, given.message_timeout_s, given.interface)
    wish = RaiseRequest(
        given.security_profile, way, given.slot, given.url_key, given.when, float(given.deadline_s), given.force
    )
    return accepted(await parts.operations.start(RAISE, wish, station.id, actor_of(request, parts)))


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


SECURITY_ROUTES: Final = (change_security_profile,)
