"""Default tariffs of stations that reckon by themselves are kept in step with what is assigned."""

import asyncio
from datetime import datetime, timedelta
from logging import getLogger
from typing import Final, NamedTuple

from pilotwire.domain.station_tariff import reference_of
from pilotwire.kernel.ids import EvseId, StationId
from pilotwire.services.pricing_ability import takes_tariffs
from pilotwire.services.station_tariffs import assigned_tariffs
from pilotwire.services.tariff_jobs import INSTALL, InstallRequest

from .parts import CsmsParts

SHORTEST_PAUSE_S: Final = 2.0
PAUSE_PER_STATION_S: Final = 0.002
"""So that a round, which looks at each connected station, takes about one part in two hundred of a core."""
_SLICE: Final = 100
_AGAIN_AFTER: Final = timedelta(hours=1)

_log: Final = getLogger(__name__)


class _Tried(NamedTuple):
    wanted: tuple[tuple[EvseId, str | None], ...]
    connection: int
    at: datetime


class TariffKeeping:
    """Looks at each connected station in turn, of what is in memory: what is assigned, and what it said to hold.

    A station that has never said is asked, once something is assigned. What does not succeed is tried again when
    something else is wanted, on the next connection, or after an hour.
    """

    def __init__(self, parts: CsmsParts) -> None:
        self._parts = parts
        self._tried: dict[StationId, _Tried] = {}

    async def run(self) -> None:
        """Go round until cancelled; trouble on one round does not end the next."""
        while True:
            await asyncio.sleep(max(SHORTEST_PAUSE_S, PAUSE_PER_STATION_S * len(self._parts.connections)))
            try:
                await self.go()
            except Exception:
                _log.exception("looking at the tariffs of stations failed; it is tried again")

    async def go(self) -> None:
        """One round."""
        policy = self._parts.automatisms.policy
        if not policy.may_start_at_any("tariff-install"):
            return
        connected = [(station, session.generation) for station, session in self._parts.connections]
        there = {station for station, _ in connected}
        self._tried = {station: tried for station, tried in self._tried.items() if station in there}
        for place, (station, generation) in enumerate(connected):
            if place % _SLICE == _SLICE - 1:
                await asyncio.sleep(0)
            if self._is_due(station, generation):
                await self._parts.automatisms.start(station, "tariff-install", INSTALL, InstallRequest())

    def _is_due(self, station: StationId, generation: int) -> bool:
        record, now = self._parts.store.station(station), self._parts.clock.now()
        if record is None or record.registration != "Accepted" or not takes_tariffs(record):
            return False
        rows = assigned_tariffs(self._parts.store, record, now)
        wanted = tuple((evse_id, None if tariff is None else tariff.reference) for evse_id, tariff in rows)
        if record.tariffs is None:
            if not any(reference for _, reference in wanted):
                return False
        elif all(_is_held(record.tariffs.default_at(evse_id), reference) for evse_id, reference in wanted):
            self._tried.pop(station, None)
            return False
        before = self._tried.get(station)
        is_same = before is not None and (before.wanted, before.connection) == (wanted, generation)
        if before is not None and is_same and now - before.at < _AGAIN_AFTER:
            return False
        self._tried[station] = _Tried(wanted, generation, now)
        return True


def _is_held(name: str | None, reference: str | None) -> bool:
    return (None if name is None else reference_of(name)) == reference
