"""Goes through the open transactions now and then, in slices: problems, and limits that are reached."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from itertools import islice
from logging import getLogger
from typing import Final

from pilotwire.domain.automatism import Automatism
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.services.remote_control import Asker
from pilotwire.services.resumption_job import RESUME, ResumeRequest
from pilotwire.services.transaction_care import Troubled, keep_limit, needs_care, repair, survey

from .links import LiveStations
from .parts import CsmsParts

LIMITS_EVERY_S: Final = 5.0
PROBLEMS_EVERY_S: Final = 60.0
_SLICE: Final = 100
"""Stations that are looked at in one go of the event loop."""
_AT_ONCE: Final = 16

_log: Final = getLogger(__name__)


class TransactionWatch:
    """Runs between `start` and `close`. In quiet mode it finds and flags, and sends nothing."""

    def __init__(
        self, parts: CsmsParts, stations: LiveStations,
        limits_every_s: float = LIMITS_EVERY_S, problems_every_s: float = PROBLEMS_EVERY_S,
    ) -> None:  # fmt: skip
        self._parts = parts
        self._stations = stations
        self._pauses_s = limits_every_s, problems_every_s
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin."""
        limits_s, problems_s = self._pauses_s
        self._tasks = [
            asyncio.create_task(self._repeat(limits_s, self.keep_limits), name="limits of transactions"),
            asyncio.create_task(self._repeat(limits_s, self.send_profiles_again), name="profiles of transactions"),
            asyncio.create_task(self._repeat(problems_s, self.repair_problems), name="problems of transactions"),
        ]

    async def close(self) -> None:
        """End."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def keep_limits(self) -> None:
        """See to each limited transaction: its station learns the limit, or is asked to stop once it is reached."""
        store, now = self._parts.store, self._parts.clock.now()
        limited = []
        for part in _slices(store.stations_with_open()):
            limited += [
                (running.station, running.id)
                for station in part
                for running in store.open_transactions(station)
                if running.limits is not None and needs_care(store, running, now)
            ]
            await asyncio.sleep(0)
        await self._all(
            keep_limit(self._asker(station), station, transaction)
            for station, transaction in limited
            if self._may(station, "limit-stop") and self._stations.connection(station) is not None
        )

    async def send_profiles_again(self) -> None:
        """See that resumed transactions get back the charging profile of their start."""
        store, automatisms = self._parts.store, self._parts.automatisms
        for part in _slices(store.stations_with_open()):
            due = [one for station in part for one in store.open_transactions(station) if one.profile_due]
            for one in due:
                await automatisms.start(one.station, "profile-again", RESUME, ResumeRequest(one.id))
            await asyncio.sleep(0)

    async def repair_problems(self) -> None:
        """Do about each problem what the deployment wants."""
        care, store = self._parts.csms.care, self._parts.store
        if care.repair == "off":
            return
        now = self._parts.clock.now()
        found: list[Troubled] = []
        for part in _slices(store.stations_with_open()):
            for station in part:
                found += survey(store, self._stations, station, care.problems, now)
            await asyncio.sleep(0)
        await self._all(repair(self._asker(one.transaction.station), one, care.repair) for one in found)

    def _asker(self, station: StationId) -> Asker:
        parts = self._parts
        return Asker(
            store=parts.store, link=self._stations, clock=parts.clock, rules=parts.rules,
            timeout_s=parts.csms.call_timeout_s, quiet=not self._may(station, "transaction-repair"),
        )  # fmt: skip

    def _may(self, station: StationId, automatism: Automatism) -> bool:
        return self._parts.automatisms.policy.may_start(station, automatism)

    async def _all(self, works: Iterator[Coroutine[object, object, None]]) -> None:
        """Do all, a few at a time; one that fails is tried again the next time round."""
        while batch := list(islice(works, _AT_ONCE)):
            for failed in await asyncio.gather(*batch, return_exceptions=True):
                if isinstance(failed, PilotwireError):
                    _log.info("a transaction could not be looked after: %s", failed)
                elif isinstance(failed, Exception):
                    _log.error("looking after a transaction failed", exc_info=failed)

    async def _repeat(self, pause_s: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(pause_s)
            try:
                await work()
            except Exception:
                _log.exception("looking after transactions failed; it is tried again in %g s", pause_s)


def _slices(stations: Sequence[StationId]) -> Iterator[Sequence[StationId]]:
    for start in range(0, len(stations), _SLICE):
        yield stations[start : start + _SLICE]
