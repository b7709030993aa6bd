"""Battery swaps: offered to tokens that may have one, and kept step by step."""

from datetime import datetime

import msgspec

from pilotwire.domain.battery_swap import (
    BatteriesMoved,
    Battery,
    BatterySwapRequested,
    BatterySwapStep,
    RequestBatterySwap,
    SwapStep,
)
from pilotwire.domain.command import Reply
from pilotwire.domain.event import Event
from pilotwire.domain.id_token import IdToken
from pilotwire.kernel.ids import StationId

from .authorize import judge
from .context import Context
from .remote_control import Answer, Asker, ObstacleError, Told, answer_of, ask
from .remote_start import check_form
from .station_record import known_station
from .work import Work


async def request_swap(asker: Asker, station: StationId, token: IdToken) -> tuple[int, Answer]:
    """Have a station offer a swap to a token; the number of the swap, and the station's answer.

    Raises NotFoundError, BadInputError for a token of the wrong form, ObstacleError for one that is not accepted, and
    as `StationLink.request`. Source: OCPP 2.1 part 2, S02 and S02.FR.03.
    """
    known_station(asker.store, station)
    check_form(token)
    now = asker.clock.now()
    around = Context(
        station, now, "RequestBatterySwap", msgspec.Raw(b"{}"), asker.store, Work(), asker.rules, asker.advisers
    )
    judged, _, _ = await judge(around, token, None)
    if judged.status != "Accepted":
        why = f"token {token.value} is {judged.status}" + (f": {judged.reason}" if judged.reason else "")
        raise ObstacleError(why, "/id_token/value", "change the token, or use another")
    known = await asker.store.token(token.key)
    kind = token.type or ("" if known is None else known.type)
    command = RequestBatterySwap(asker.store.next_transaction_number(), msgspec.structs.replace(token, type=kind))

    def event(reply: Reply) -> Event:
        return BatterySwapRequested(
            station=station, at=asker.clock.now(), actor=asker.actor, request_id=command.request_id,
            id_token=command.id_token, **msgspec.structs.asdict(reply),
        )  # fmt: skip

    def settle(work: Work, reply: Told) -> None:
        work.save(
            BatterySwapStep(
                station=station, request_id=command.request_id, step="requested", at=asker.clock.now(),
                id_token=command.id_token, actor=asker.actor, status=reply.status, info=reply.info,
            )
        )  # fmt: skip

    return command.request_id, answer_of(await ask(asker, station, command, event, settle))


def swap_step(
    context: Context, request_id: int, step: SwapStep, token: IdToken, batteries: tuple[Battery, ...], at: datetime
) -> None:
    """A station tells a step of a swap; the same one twice is kept once. Source: OCPP 2.1 part 2, S01, S03."""
    context.work.save(
        BatterySwapStep(
            station=context.station, request_id=request_id, step=step, at=at, id_token=token, batteries=batteries
        )
    )
    context.work.tell(
        BatteriesMoved(
            station=context.station, at=at, request_id=request_id, step=step, id_token=token, batteries=len(batteries)
        )
    )
