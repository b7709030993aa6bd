"""How default tariffs of a station come to be what is wanted: which to remove and which to install, in order."""

from collections.abc import Iterator, Mapping

from pilotwire.kernel.ids import EvseId

from .station_tariff import HeldTariffs, name_at, reference_of
from .tariff import Tariff
from .tariff_commands import ALL_EVSES, ClearTariffs, SetDefaultTariff

Act = ClearTariffs | SetDefaultTariff


def out_of_step(wanted: Mapping[EvseId, Tariff | None], held: HeldTariffs) -> list[EvseId]:
    """The EVSEs at which another tariff is installed than is wanted (None: none), or one too many."""
    return [evse_id for evse_id, tariff in wanted.items() if _held(held, evse_id) != _reference(tariff)]


def plan(wanted: Mapping[EvseId, Tariff | None], held: HeldTariffs) -> Iterator[Act]:
    """What to ask of the station; nothing where all is in step.

    A tariff that is wanted everywhere is installed for all EVSEs at once, else each EVSE gets a copy of its own: a
    station refuses a name that it knows already. One without a beginning takes the place of what is there, so nothing
    is removed before but what would stay. Source: OCPP 2.1 part 2, I07.FR.04, FR.12 and FR.20 to FR.23.
    """
    wrong = out_of_step(wanted, held)
    if not wrong:
        return
    if len({_reference(tariff) for tariff in wanted.values()}) == 1:
        yield from _one_for_all(next(iter(wanted.values())), held)
        return
    for evse_id in wrong:
        tariff = wanted[evse_id]
        if tariff is None:
            yield ClearTariffs(evse_id=evse_id)
            continue
        name = name_at(tariff.reference, evse_id)
        in_the_way = {one.name for one in held.tariffs if _is_default(one.kind) and one.name == name}
        in_the_way |= {
            one.name for one in held.tariffs if evse_id in one.evse_ids and one.valid_from and _is_default(one.kind)
        }
        if in_the_way:
            yield ClearTariffs(tuple(sorted(in_the_way)))
        yield SetDefaultTariff(evse_id, name, tariff)


def _one_for_all(tariff: Tariff | None, held: HeldTariffs) -> Iterator[Act]:
    defaults = [one for one in held.tariffs if _is_default(one.kind)]
    if tariff is None:
        yield ClearTariffs(tuple(sorted({one.name for one in defaults})))
        return
    name = name_at(tariff.reference)
    in_the_way = sorted({one.name for one in defaults if one.name == name or one.valid_from is not None})
    if in_the_way:
        yield ClearTariffs(tuple(in_the_way))
    yield SetDefaultTariff(ALL_EVSES, name, tariff)


def _held(held: HeldTariffs, evse_id: EvseId) -> str | None:
    name = held.default_at(evse_id)
    return None if name is None else reference_of(name)


def _reference(tariff: Tariff | None) -> str | None:
    return None if tariff is None else tariff.reference


def _is_default(kind: str) -> bool:
    return kind == "DefaultTariff"
