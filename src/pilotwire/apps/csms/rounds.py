"""What is looked at again and again while the CSMS runs: remote starts of which nothing came, reservations that end."""

import asyncio
from logging import getLogger
from typing import Final

from pilotwire.services.remote_start_register import time_out
from pilotwire.services.reservation_register import come_to_end

from .links import LiveStations
from .parts import CsmsParts

_log: Final = getLogger(__name__)
EVERY_S: Final = 1.0


class Rounds:
    """One task for all stations."""

    def __init__(self, parts: CsmsParts, stations: LiveStations) -> None:
        self._parts = parts
        self._stations = stations

    async def run(self) -> None:
        """Go round until cancelled; trouble on one round does not end the next."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                self.go()
            except Exception:
                _log.exception("a round over what is awaited of stations failed")

    def go(self) -> None:
        """One round."""
        store, now = self._parts.store, self._parts.clock.now()
        for work in (time_out(store, self._stations, now), come_to_end(store, now)):
            if work.changes:
                store.submit(work)
