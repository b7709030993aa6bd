"""Routes of battery swaps."""

from typing import Final

from litestar import Response, get, post
from litestar.params import FromPath

from pilotwire.client import battery_swaps as shapes
from pilotwire.domain.battery_swap import BatterySwap, swaps
from pilotwire.domain.id_token import UNSPECIFIED, IdToken
from pilotwire.kernel.ids import StationId
from pilotwire.services.battery_swaps import request_swap
from pilotwire.services.remote_control import Asker
from pilotwire.services.station_record import known_station

from .asking import path_text
from .control import acted, desk_of
from .once import Answers
from .parts import ApiRequest, Parts
from .shaping import instant, shown_token


@get("/stations/{station_id:str}/battery-swaps")
async def list_battery_swaps(station_id: FromPath[str], parts: Parts) -> shapes.BatterySwapList:
    """List battery swaps.

    With each step as the station told it, those of which something was told last first. OCPP 2.1.
    """
    station = known_station(parts.store, StationId(path_text(station_id))).id
    return shapes.BatterySwapList(items=[_shown(one) for one in swaps(await parts.queries.swap_steps(station))])


@post("/stations/{station_id:str}/battery-swaps", status_code=200)
async def request_battery_swap(
    station_id: FromPath[str], request: ApiRequest, parts: Parts, answers: Answers
) -> Response[shapes.SwapAnswer]:
    """Offer a battery swap.

    To a token that would be let charge there; others are refused before anything is sent. OCPP 2.1.
    """
    desk, wanted = await desk_of(station_id, request, parts, answers, shapes.SwapInput)
    token = IdToken(wanted.id_token.value, wanted.id_token.type or UNSPECIFIED)

    async def act(asker: Asker) -> shapes.SwapAnswer:
        number, told = await request_swap(asker, desk.station, token)
        return shapes.SwapAnswer(
            status=told.status, noticed=list(told.noticed), reason_code=told.reason_code, info=told.info,
            request_id=number,
        )  # fmt: skip

    return await acted(desk, wanted, act)


def _shown(one: BatterySwap) -> shapes.BatterySwap:
    return shapes.BatterySwap(
        station=one.station, request_id=one.request_id, state=one.state, id_token=shown_token(one.steps[0].id_token),
        steps=[
            shapes.SwapStep(
                step=step.step, at=instant(step.at), actor=step.actor, status=step.status, info=step.info,
                batteries=[
                    shapes.Battery(
                        evse_id=battery.evse_id, serial_number=battery.serial_number,
                        soc_percent=float(battery.soc_percent), soh_percent=float(battery.soh_percent),
                    )
                    for battery in step.batteries
                ],
            )
            for step in one.steps
        ],
    )  # fmt: skip


BATTERY_SWAP_ROUTES: Final = (list_battery_swaps, request_battery_swap)
