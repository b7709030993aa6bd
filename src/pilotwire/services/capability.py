"""Keeping what stations can do, as it is learned."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from pilotwire.domain.capability import Capability, Feature, learned, told_by
from pilotwire.domain.device_model import Variable
from pilotwire.domain.events import StationCapabilityLearned
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import StationId

from .ports import Store
from .station_record import known_station
from .work import Work


def learning(record: ChargingStation, fresh: Iterable[Capability], work: Work) -> ChargingStation:
    """The record with what was learned; what is new of it is an event. The caller saves the record."""
    after = record
    for one in fresh:
        known = learned(after.capabilities, one)
        if known is None:
            continue
        after = msgspec.structs.replace(after, capabilities=known)
        work.tell(
            StationCapabilityLearned(
                station=record.id,
                at=one.since,
                feature=one.feature,
                supported=one.supported,
                source=one.source,
                detail=one.detail,
            )
        )
    return after


def learn_capabilities(store: Store, work: Work, station: StationId, told: Sequence[Variable], at: datetime) -> None:
    """Save what the station's own variables say of what it can do, where that is new."""
    said = told_by(told)
    record = next(
        (one for one in reversed(work.changes) if isinstance(one, ChargingStation)), store.station(station)
    ) if said else None  # fmt: skip
    if record is not None:
        after = learning(record, [Capability(feature, has, "told", at, words) for feature, has, words in said], work)
        if after is not record:
            work.save(after)


async def forget(store: Store, station: StationId, feature: Feature, at: datetime) -> None:
    """Know nothing of this any more, so that the station is asked again. Raises NotFoundError."""
    record = known_station(store, station)
    kept = tuple(one for one in record.capabilities if one.feature != feature)
    if kept == record.capabilities:
        raise NotFoundError(
            f"Nothing was learned of '{feature}' at station '{station}'.", "Look at the list of its capabilities."
        )
    work = Work()
    work.save(msgspec.structs.replace(record, capabilities=kept, updated_at=at))
    await store.commit(work)
