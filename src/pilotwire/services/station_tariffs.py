"""Tariffs that stations reckon by themselves: what is wanted there, what is held, and what each can be told."""

from datetime import datetime

import msgspec

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.pricing_ability import takes_tariffs
from pilotwire.domain.readiness import known_evses
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.station_tariff import HeldTariffs, Obstacle, obstacles
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Where, chosen, chosen_for_driver
from pilotwire.domain.tariff_commands import Cleared, ClearTariffs, GetTariffs
from pilotwire.domain.tariff_events import StationTariffsCleared, TariffNotTold
from pilotwire.kernel.errors import ConflictError
from pilotwire.kernel.ids import EvseId, StationId

from .context import Context
from .ports import Store
from .remote_control import Asker, ObstacleError
from .station_link import StationLink
from .station_record import known_station
from .work import Work


class EvseTariff(msgspec.Struct, frozen=True):
    """One EVSE: the tariff that is wanted there by default, and why the station cannot be told it."""

    evse_id: EvseId
    wanted: Tariff | None
    obstacles: tuple[Obstacle, ...] = ()


class TariffsRefusedError(ConflictError):
    """The station did not tell which tariffs it holds."""


def wanted_tariffs(store: Store, record: ChargingStation, at: datetime) -> list[EvseTariff]:
    """The default tariff of each EVSE that the station has told of: what a driver without one of their own has."""
    return [
        EvseTariff(evse_id, tariff, () if tariff is None else tuple(obstacles(tariff, record.pricing)))
        for evse_id, tariff in assigned_tariffs(store, record, at)
    ]


def assigned_tariffs(store: Store, record: ChargingStation, at: datetime) -> list[tuple[EvseId, Tariff | None]]:
    """The same without a look at whether the station can be told them."""
    assignments, tariffs, evses = store.tariff_assignments(), store.tariffs(), known_evses(store.connectors(record.id))
    if not assignments:
        return [(evse_id, None) for evse_id in evses]
    return [(evse_id, chosen(assignments, tariffs, Where(record.id, record.labels, evse_id), at)) for evse_id in evses]


def check_takes_tariffs(record: ChargingStation) -> None:
    """Raise ConflictError for a station that is not known to reckon by tariffs that it is given."""
    if not takes_tariffs(record.pricing, record.capabilities):
        told = record.pricing is not None and record.pricing.reckons_by_tariff is False
        why = "it has been told not to" if told else "it has not told that it can"
        raise ConflictError(
            f"Station '{record.id}' does not reckon by tariffs that it is given: {why}.",
            "Set TariffCostCtrlr.Enabled[Tariff] to true, or take a report of a station of OCPP 2.1 first; others are "
            "told what a transaction costs instead.",
        )


def check_can_be_told(record: ChargingStation, tariff: Tariff, place: str) -> None:
    """Raise ObstacleError, which names the field of the tariff, for one that the station cannot be told."""
    for found in obstacles(tariff, record.pricing):
        raise ObstacleError(
            f"tariff '{tariff.id}' cannot be told to this station: at {found.pointer}: {found.message}", place,
            found.remedy,
        )  # fmt: skip


async def read_held(store: Store, link: StationLink, station: StationId, at: datetime) -> HeldTariffs:
    """Ask the station which tariffs it holds, and keep that with it. Raises TariffsRefusedError, and as `request`.

    Source: OCPP 2.1 part 2, I09.
    """
    told = await link.request(station, GetTariffs())
    if told.status not in ("Accepted", "NoTariff"):
        raise TariffsRefusedError(f"The station answered GetTariffs with {told.status}.", "Look at its messages.")
    held, record = HeldTariffs(at, told.tariffs), store.station(station)
    if record is not None:
        work = Work()
        work.save(msgspec.structs.replace(record, tariffs=held))
        await store.commit(work)
    return held


async def clear(asker: Asker, station: StationId, command: ClearTariffs) -> tuple[Cleared, ...]:
    """Remove default tariffs from a station. Raises NotFoundError, ConflictError, and as `request`.

    Those that are wanted there come back with the next installation. Source: OCPP 2.1 part 2, I10.
    """
    check_takes_tariffs(known_station(asker.store, station))
    found = await asker.link.request(station, command, asker.timeout_s)
    work = Work()
    work.tell(
        StationTariffsCleared(
            station=station, at=asker.clock.now(), actor=asker.actor, evse_id=command.evse_id,
            tariffs=tuple(one.name for one in found if one.name is not None and one.status == "Accepted"),
        )
    )  # fmt: skip
    await asker.store.commit(work)
    await read_held(asker.store, asker.link, station, asker.clock.now())
    return found


def driver_tariff(context: Context, presented: IdToken, answer: Authorization) -> Tariff | None:
    """The tariff that is the driver's own, for a station that reckons by itself and can be told it.

    One that cannot be said becomes an event; the driver then has the default tariff there.
    Source: OCPP 2.1 part 2, I08.FR.01.
    """
    record, assignments = context.record, context.store.tariff_assignments()
    if answer.status != "Accepted" or not assignments or record is None:
        return None
    if not takes_tariffs(record.pricing, record.capabilities):
        return None
    tariff = chosen_for_driver(
        assignments, context.store.tariffs(), presented.value, answer.group_id, context.received_at
    )
    if tariff is None:
        return None
    against = next(obstacles(tariff, record.pricing), None)
    if against is None:
        return tariff
    context.work.tell(
        TariffNotTold(
            station=context.station, at=context.received_at, tariff=tariff.id, pointer=against.pointer,
            reason=against.message,
        )
    )  # fmt: skip
    return None
