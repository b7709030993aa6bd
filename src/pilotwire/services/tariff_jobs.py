"""Long work that keeps a station's default tariffs in step with what is assigned."""

from typing import Final

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.domain.station_tariff import HeldTariffs
from pilotwire.domain.tariff_commands import ClearTariffs
from pilotwire.domain.tariff_events import StationTariffsInstalled
from pilotwire.domain.tariff_plan import Act, out_of_step, plan
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import EvseId, StationId

from .operations import Step, Surroundings
from .station_link import NotConnectedError
from .station_record import known_station
from .station_tariffs import check_takes_tariffs, read_held, wanted_tariffs
from .work import Work

INSTALL: Final = "station.tariffs"


class InstallRequest(msgspec.Struct, frozen=True):
    """Nothing is asked but that it be done."""


class InstallResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The EVSEs that now have what is wanted there, those that have not, and what was asked of the station."""

    in_step: tuple[EvseId, ...] = ()
    out_of_step: tuple[EvseId, ...] = ()
    asked: tuple[str, ...] = ()


class TariffsNotInstalledError(PilotwireError):
    """No EVSE got what is wanted there."""


class InstallJob:
    """`station.tariffs`: looks at what the station holds, and installs and removes what differs.

    To run it twice does no harm: it looks first each time. What a station cannot be told, or refuses, is named; the
    other EVSEs are seen to all the same. Source: OCPP 2.1 part 2, I07, I09 and I10.
    """

    def __init__(self, wait_s: float = 3_600.0) -> None:
        self._wait_s = wait_s

    async def run(self, step: Step, around: Surroundings) -> InstallResult:
        """See `Job`."""
        station = step.operation.station
        if station is None:
            raise BadInputError("the operation names no station", remedy="start it again, for one station")
        check_takes_tariffs(known_station(around.store, station))
        if not await step.connected(station, self._wait_s):
            raise NotConnectedError(
                f"station {station} did not connect within {self._wait_s:g} s", "Start this again once it is there."
            )
        await step.report(Progress(message="asking which tariffs it holds"))
        held = await read_held(around.store, around.link, station, step.now())
        record = known_station(around.store, station)
        rows = wanted_tariffs(around.store, record, step.now())
        for row in rows:
            for against in row.obstacles:
                name = "" if row.wanted is None else row.wanted.id
                await step.fault(
                    OperationError(
                        f"EVSE {row.evse_id}: tariff '{name}' cannot be told: {against.pointer}: {against.message}",
                        against.remedy, station, name,
                    )
                )  # fmt: skip
        sayable = {row.evse_id: row.wanted for row in rows if not row.obstacles}
        asked = list[str]()
        for act in list(plan(sayable, held)):
            asked.append(await _do(step, around, station, act))
        after = held if not asked else await read_held(around.store, around.link, station, step.now())
        return await _told(step, around, station, after, tuple(asked))


async def _do(step: Step, around: Surroundings, station: StationId, act: Act) -> str:
    """Ask for one thing, and name what the station refused; in words what it was."""
    if isinstance(act, ClearTariffs):
        where = "all EVSEs" if act.evse_id is None else f"EVSE {act.evse_id}"
        words = f"remove {', '.join(act.names) or 'what is there'} from {where}"
        answers = await around.link.request(station, act)
        reply = next((Reply(one.status) for one in answers if one.status == "Rejected"), Reply("Accepted"))
    else:
        words = f"install {act.name} at {'all EVSEs' if not act.evse_id else f'EVSE {act.evse_id}'}"
        reply = await around.link.request(station, act)
    await step.report(Progress(message=words))
    if reply.status != "Accepted":
        told = f" ({reply.info or reply.reason_code})" if reply.info or reply.reason_code else ""
        await step.fault(
            OperationError(f"{words}: the station answered {reply.status}{told}", "Look at the tariff.", station)
        )
    return words


async def _told(
    step: Step, around: Surroundings, station: StationId, held: HeldTariffs, asked: tuple[str, ...]
) -> InstallResult:
    rows = wanted_tariffs(around.store, known_station(around.store, station), step.now())
    wrong = out_of_step({row.evse_id: row.wanted for row in rows}, held)
    right = tuple(row.evse_id for row in rows if row.evse_id not in wrong)
    if rows and not right:
        raise TariffsNotInstalledError(
            "tariffs.refused: no EVSE has the tariff that is wanted there", "See the errors of this operation."
        )
    if asked:
        work = Work()
        work.tell(StationTariffsInstalled(station=station, at=step.now(), asked=asked))
        await around.store.commit(work)
    return InstallResult(right, tuple(wrong), asked)
