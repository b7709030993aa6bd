"""The route that changes a station's password, here and in the station."""

from typing import Final

from litestar import Response, post
from litestar.params import FromPath

from pilotwire.client.password import PasswordChange, PasswordInput
from pilotwire.domain.password import made_up
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_password import PasswordPorts, change_password

from .answer import JsonResponse
from .asking import path_text, read_body
from .parts import ApiRequest, Parts


@post("/stations/{station_id:str}/password", status_code=200)
async def change_station_password(
    station_id: FromPath[str], request: ApiRequest, parts: Parts
) -> Response[PasswordChange]:
    """Change a station's password.

    Tells the connected station its new password and refuses the old one as soon as the station has accepted. Without
    an answer the outcome is unknown, and both open the door until the station uses one of them: it is never locked out.
    """
    wanted = await read_body(request, PasswordInput)
    password = wanted.password or made_up(parts.random_bytes)
    ports = PasswordPorts(parts.store, parts.link, parts.passwords, parts.queries)
    done = await change_password(ports, StationId(path_text(station_id)), password, parts.clock.now())
    shown = PasswordChange(
        change=done.change,
        password=None if wanted.password or done.change == "refused" else password,
        status=done.reply.status if done.reply else None,
        reason_code=done.reply.reason_code if done.reply else None,
        info=done.reply.info if done.reply else None,
    )
    return JsonResponse(shown, headers={"Cache-Control": "no-store"})


STATION_PASSWORD_ROUTES: Final = (change_station_password,)
