"""Stations are told what their running transactions cost, and in OCPP 1.6 the price before and the total after."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import islice
from logging import getLogger
from typing import Final

from pilotwire.domain.charging_period import Told
from pilotwire.domain.command import Reply
from pilotwire.domain.cost import Cost
from pilotwire.domain.cost_commands import TellPrice
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reading import Reading
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.cost_updates import Shown, is_due, is_limited_here, may_be_told, tell_cost, tell_final
from pilotwire.services.ports import Queries
from pilotwire.services.remote_control import Asker
from pilotwire.services.tariff_change import current_tariff
from pilotwire.services.total_cost import in_its_currency
from pilotwire.services.transaction_care import stop_at_limit

from .cost_desk import CostDesk
from .links import LiveStations
from .parts import CsmsParts

SHORTEST_ROUND_S: Final = 1.0
LONGEST_ROUND_S: Final = 5.0
_ROUNDS: Final = 12
"""Rounds in the time between two tellings: none is late by more than a twelfth."""
_SLICE: Final = 100
_AT_ONCE: Final = 16
_REST: Final = 4.0
_LIMITED: Final = timedelta(seconds=2)
"""How often the cost of a transaction is looked at that has a limit of cost which is ours to keep."""
_Key = tuple[StationId, TransactionId]

_log: Final = getLogger(__name__)


class Answers:
    """Fits `CostReckoner`: costs for the answers to stations' messages, prices behind them.

    `deadline_s` is how long an answer may wait for a cost; 0: it never does.
    """

    def __init__(self, queries: Queries, zone: tzinfo, deadline_s: float) -> None:
        self._desk = CostDesk(queries, zone)
        self._deadline_s = deadline_s
        self._telling: CostTelling | None = None

    def attach(self, telling: "CostTelling") -> None:
        """From now on prices can be told."""
        self._telling = telling

    def close(self) -> None:
        """End."""
        self._desk.close()

    async def cost_now(
        self, transaction: Transaction, readings: Sequence[Reading] = (), states: Sequence[Told] = ()
    ) -> Cost | None:
        """See `CostReckoner`."""
        if not self._deadline_s:
            return None
        return await self._desk.in_time(transaction, readings, states, self._deadline_s)

    def show_price(self, station: StationId, id_token: IdToken, text: str) -> None:
        """See `CostReckoner`."""
        if self._telling is not None:
            self._telling.show_price(station, id_token, text)


class CostTelling:
    """Goes round over the open transactions every few seconds, and tells what has changed at most every `every_s` each.

    What was told is known to this process alone: after a restart each station is told once more.
    """

    def __init__(self, parts: CsmsParts, stations: LiveStations, queries: Queries, every_s: float) -> None:
        self._parts = parts
        self._stations = stations
        self._every = timedelta(seconds=every_s)
        self._pause_s = min(LONGEST_ROUND_S, max(SHORTEST_ROUND_S, every_s / _ROUNDS)) if every_s else LONGEST_ROUND_S
        self._desk = CostDesk(queries, parts.rules.zone, rest=_REST, most_waiting=_AT_ONCE)
        self._shown: dict[_Key, Shown] = {}
        self._deaf: dict[StationId, int] = {}

    async def run(self) -> None:
        """Go round until cancelled; trouble on one round does not end the next."""
        try:
            while True:
                await asyncio.sleep(self._pause_s)
                try:
                    await self.go()
                except Exception:
                    _log.exception("telling stations what transactions cost failed; it is tried again")
        finally:
            self._desk.close()

    async def go(self) -> None:
        """One round: what has ended first, then what runs."""
        due, now, seen = list[Transaction](), self._parts.clock.now(), set[_Key]()
        stations = self._parts.store.stations_with_open()
        for start in range(0, len(stations), _SLICE):
            for station in stations[start : start + _SLICE]:
                for running in self._parts.store.open_transactions(station):
                    key = (station, running.id)
                    seen.add(key)
                    every = _LIMITED if is_limited_here(running) else self._every
                    if is_due(running, self._shown.get(key), now, every) and self._is_worth_it(running):
                        due.append(running)
            await asyncio.sleep(0)
        gone = [key for key in self._shown if key not in seen]
        for key in gone:
            del self._shown[key]
        await self._all([*(self._end(key) for key in gone), *(self._tell(one, now) for one in due)])

    def show_price(self, station: StationId, id_token: IdToken, text: str) -> None:
        """Tell the price for a token, where the station takes it and this may begin by itself."""
        if self._takes_messages(station) and self._may_begin(station):
            telling = self._stations.request(station, TellPrice(id_token, text))
            self._stations.in_background(self._heed(station, telling))

    async def _tell(self, transaction: Transaction, now: datetime) -> None:
        key = (transaction.station, transaction.id)
        before = self._shown.get(key)
        cost = await self._desk.cost(transaction)
        if cost is None or cost.amount is None or transaction.tariff is None:
            return
        amount = cost.amount
        self._shown[key] = Shown(amount, transaction.last_received_at, now)
        await self._keep_limit(transaction, amount)
        if (before is not None and before.amount == amount) or not self._may(transaction):
            return
        record = self._parts.store.station(transaction.station)
        tariff = await self._desk.tariff(current_tariff(transaction) or transaction.tariff)
        if tariff is not None and in_its_currency(record, cost.currency):
            telling = tell_cost(self._stations, transaction, tariff, cost, amount)
            self._stations.in_background(self._heed(transaction.station, telling))

    async def _keep_limit(self, transaction: Transaction, amount: Decimal) -> None:
        """Ask the station to stop at a limit of cost that it does not keep, where that may begin by itself."""
        policy = self._parts.automatisms.policy
        if is_limited_here(transaction) and policy.may_start(transaction.station, "limit-stop"):
            parts = self._parts
            asker = Asker(
                store=parts.store, link=self._stations, clock=parts.clock, rules=parts.rules,
                timeout_s=parts.csms.call_timeout_s,
            )  # fmt: skip
            stopping = stop_at_limit(asker, transaction.station, transaction.id, amount)
            self._stations.in_background(_heard(transaction.station, stopping))

    async def _end(self, key: _Key) -> None:
        """Tell the total of a transaction that has ended, where its answer could not."""
        station, name = key
        if not self._takes_messages(station) or not self._may_begin(station):
            return
        ended = await self._parts.store.transaction(station, name)
        if ended is None or not ended.ended or ended.tariff is None:
            return
        cost, tariff = await self._desk.cost(ended), await self._desk.tariff(ended.tariff)
        record = self._parts.store.station(station)
        if cost is None or cost.amount is None or tariff is None or not in_its_currency(record, cost.currency):
            return
        telling = tell_final(self._stations, ended, tariff, cost.amount)
        self._stations.in_background(self._heed(station, telling))

    async def _heed(self, station: StationId, telling: Coroutine[object, object, Reply]) -> None:
        """Tell, behind everything else, so that one that does not answer keeps nobody waiting. One that does not know
        these messages is told nothing more on this connection.
        """
        try:
            reply = await telling
        except PilotwireError as error:
            _log.info("station %s could not be told a cost: %s", station, error)
            return
        if reply.status != "Accepted":
            _log.info("station %s does not show a cost: it answered %s", station, reply.status)
        connection = self._stations.connection(station)
        if reply.status in _UNKNOWN and connection is not None:
            self._deaf[station] = connection.generation

    def _is_worth_it(self, transaction: Transaction) -> bool:
        has_connection = self._stations.connection(transaction.station) is not None
        return self._may(transaction) or (has_connection and is_limited_here(transaction))

    def _may(self, transaction: Transaction) -> bool:
        station = transaction.station
        return may_be_told(self._parts.store.station(station), transaction) and self._may_begin(station)

    def _may_begin(self, station: StationId) -> bool:
        connection, policy = self._stations.connection(station), self._parts.automatisms.policy
        if connection is None or self._deaf.get(station) == connection.generation:
            return False
        return policy.may_start(station, "running-cost")

    def _takes_messages(self, station: StationId) -> bool:
        record = self._parts.store.station(station)
        return record is not None and record.pricing is not None and bool(record.pricing.takes_cost_messages)

    async def _all(self, works: Sequence[Coroutine[object, object, None]]) -> None:
        """Do all, a few at a time; one that fails is tried again once it is due."""
        left = iter(works)
        while batch := list(islice(left, _AT_ONCE)):
            for failed in await asyncio.gather(*batch, return_exceptions=True):
                if isinstance(failed, PilotwireError):
                    _log.info("a station could not be told a cost: %s", failed)
                elif isinstance(failed, Exception):
                    _log.error("telling a cost failed", exc_info=failed)


async def _heard(station: StationId, asking: Coroutine[object, object, None]) -> None:
    try:
        await asking
    except PilotwireError as error:
        _log.info("station %s could not be asked to stop at its limit of cost: %s", station, error)


_UNKNOWN: Final = frozenset({"UnknownVendorId", "UnknownMessageId"})
