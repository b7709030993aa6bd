"""Keeping what stations tell of prices and costs, and asking what follows of it."""

from collections.abc import Iterable

import msgspec

from pilotwire.domain import pricing_ability as domain
from pilotwire.domain.device_model import Variable
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId

from .ports import Store
from .work import Work


def learn_pricing(store: Store, work: Work, station: StationId, told: Iterable[Variable]) -> None:
    """Save with the station what its own variables say of prices and costs, where that is new."""
    record = next(
        (one for one in reversed(work.changes) if isinstance(one, ChargingStation)), store.station(station)
    )  # fmt: skip
    if record is None:
        return
    after = domain.ability_after(record.pricing, told)
    if after is not record.pricing:
        work.save(msgspec.structs.replace(record, pricing=after))


def shows_costs(record: ChargingStation | None) -> bool:
    """See `domain.pricing_ability.shows_costs`."""
    return record is not None and domain.shows_costs(record.pricing, record.capabilities)


def takes_tariffs(record: ChargingStation | None) -> bool:
    """See `domain.pricing_ability.takes_tariffs`."""
    return record is not None and domain.takes_tariffs(record.pricing, record.capabilities)
