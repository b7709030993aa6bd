"""Costs beside the event loop: one thread, a bounded queue before it, and a deadline for whoever waits."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import tzinfo
from logging import getLogger
from typing import Final

import msgspec

from pilotwire.domain.charging_period import Told
from pilotwire.domain.cost import Cost
from pilotwire.domain.reading import Reading
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.transaction import Transaction
from pilotwire.services.ports import Queries
from pilotwire.services.transaction_cost import Material, cost_by, material_of

_log: Final = getLogger(__name__)


class CostDesk:
    """Reckons one cost at a time.

    `rest` is how many times as long as it reckoned the thread then does nothing: with 4 it takes at most a fifth of a
    core, however much there is to do. More than `most_waiting` at a time are turned away.
    """

    def __init__(self, queries: Queries, zone: tzinfo, rest: float = 0.0, most_waiting: int = 32) -> None:
        self._queries = queries
        self._zone = zone
        self._rest = rest
        self._most = most_waiting
        self._waiting = 0
        self._tariffs: OrderedDict[str, Tariff] = OrderedDict()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="cost")

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def tariff(self, reference: str) -> Tariff | None:
        """A version of a tariff; versions never change, so the last few are remembered."""
        found = self._tariffs.get(reference)
        if found is None:
            found = await self._queries.tariff_version(reference)
            if found is not None:
                self._tariffs[reference] = found
                while len(self._tariffs) > _REMEMBERED:
                    self._tariffs.popitem(last=False)
        return found

    async def cost(
        self, transaction: Transaction, readings: Sequence[Reading] = (), states: Sequence[Told] = ()
    ) -> Cost | None:
        """The cost with what is not stored yet; None without a tariff, or when too many wait."""
        if transaction.tariff is None or self._waiting >= self._most:
            return None
        self._waiting += 1
        try:
            tariff = await self.tariff(transaction.tariff)
            if tariff is None:
                return None
            known = await material_of(self._queries, transaction, tariff)
            material = msgspec.structs.replace(
                known, readings=[*known.readings, *readings], states=[*known.states, *states]
            )
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._reckon, material, tariff)
        finally:
            self._waiting -= 1

    async def in_time(
        self, transaction: Transaction, readings: Sequence[Reading], states: Sequence[Told], deadline_s: float
    ) -> Cost | None:
        """The same, or None when it takes longer or fails."""
        try:
            async with asyncio.timeout(deadline_s):
                return await self.cost(transaction, readings, states)
        except TimeoutError:
            _log.warning("the cost of transaction %s of %s was not known in time", transaction.id, transaction.station)
        except Exception:
            _log.exception("the cost of transaction %s of %s failed", transaction.id, transaction.station)
        return None

    def _reckon(self, material: Material, tariff: Tariff) -> Cost:
        began = time.perf_counter()
        found = cost_by(material, tariff, self._zone)
        if self._rest:
            time.sleep(min(_LONGEST_REST_S, self._rest * (time.perf_counter() - began)))
        return found


_REMEMBERED: Final = 500
_LONGEST_REST_S: Final = 5.0
