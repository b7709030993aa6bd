"""Stations that keep their connection and say nothing: asked whether they are there, and closed when they are not."""

import asyncio
from dataclasses import dataclass
from logging import getLogger
from typing import Final

from pilotwire.adapters.transport.closing import CloseCause
from pilotwire.adapters.transport.link import Link
from pilotwire.adapters.transport.slots import Slots
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.services.station_link import NoAnswerError

from .desk import StationDesk
from .links import LiveStations
from .parts import CsmsParts

PROBES: Final = 2
"""Questions in a row without an answer, after which a silent station is not there."""
STEP_S: Final = 1.0
_PROBE: Final = b'{"requestedMessage":"Heartbeat"}'

_log: Final = getLogger(__name__)


@dataclass(slots=True)
class _Watch:
    desk: StationDesk
    link: Link
    unanswered: int = 0


class Watchdog:
    """One wheel for all stations: looks at each when it could have been silent for too long, never at a message.

    Answers to pings do not count, since a stuck application's network still gives them; any message, answer or error
    does. A station that is rejected or to be left in quiet is not asked, and stays. Source: OCPP 2.0.1 part 2, G02.
    """

    def __init__(self, parts: CsmsParts, stations: LiveStations, step_s: float = STEP_S) -> None:
        self._parts = parts
        self._stations = stations
        self._step_s = step_s
        self._patience_s = float(parts.csms.silent_heartbeats * parts.rules.heartbeat_interval_s)
        self._slots: Slots[StationId] = Slots(step_s)
        self._watched: dict[StationId, _Watch] = {}

    def watch(self, station: StationId, desk: StationDesk, link: Link) -> None:
        """The station has a new connection."""
        if self._patience_s > 0:
            self._watched[station] = _Watch(desk, link)
            self._slots.put(station, self._patience_s)

    def forget(self, station: StationId, link: Link) -> None:
        """This connection of the station has ended."""
        watch = self._watched.get(station)
        if watch is not None and watch.link is link:
            del self._watched[station]
            self._slots.drop(station)

    async def run(self) -> None:
        """Turn the wheel until cancelled."""
        while True:
            await asyncio.sleep(self._step_s)
            self.turn()

    def turn(self) -> None:
        """One step."""
        for station in self._slots.turn():
            self._look(station, self._watched[station])

    def _look(self, station: StationId, watch: _Watch) -> None:
        silent_s = (self._parts.clock.now() - watch.desk.last_seen_at).total_seconds()
        if silent_s < self._patience_s:
            watch.unanswered = 0
            self._slots.put(station, self._patience_s - silent_s)
        elif self._may_ask(station):
            self._stations.in_background(self._ask(station, watch))
        else:
            self._slots.put(station, self._patience_s)

    def _may_ask(self, station: StationId) -> bool:
        record = self._parts.store.station(station)
        is_rejected = record is not None and record.registration == "Rejected"
        return not is_rejected and self._parts.automatisms.policy.may_start(station, "liveness-probe")

    async def _ask(self, station: StationId, watch: _Watch) -> None:
        try:
            await self._stations.call(station, "TriggerMessage", _PROBE, self._parts.csms.call_timeout_s)
            watch.unanswered = 0
        except NoAnswerError:
            watch.unanswered += 1
        except PilotwireError as error:
            _log.info("silent station %s could not be asked whether it is there: %s", station, error)
        if self._watched.get(station) is not watch:
            return
        if watch.unanswered >= PROBES:
            await watch.link.close(CloseCause.UNRESPONSIVE)
            return
        self._slots.put(station, self._step_s if watch.unanswered else self._patience_s)
