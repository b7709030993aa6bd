"""Findings: oddities of a message counted for its station and firmware."""

from datetime import datetime

from pilotwire.domain.events import FindingRaised
from pilotwire.kernel.ids import RecordId, StationId

from .ports import Store
from .work import SeenOddity, Work


def count(work: Work, store: Store, station: StationId, at: datetime, frame_id: RecordId | None) -> None:
    """Turn what the work noted into changes, each name and place once; what is new also becomes an event."""
    if not work.oddities:
        return
    record = store.station(station)
    firmware = (record.identity.firmware_version if record else None) or ""
    for oddity in {(noted.name, noted.place): noted for noted in work.oddities}.values():
        if not store.is_found(station, firmware, oddity.name, oddity.place):
            work.tell(
                FindingRaised(
                    station=station,
                    at=at,
                    name=oddity.name,
                    place=oddity.place,
                    severity=oddity.severity,
                    detail=oddity.detail,
                )
            )
        work.save(SeenOddity(station, firmware, oddity, at, frame_id))
    work.oddities.clear()
