"""Costs beside the event loop: nobody waits for one longer than they may, and only what is needed is read."""

import asyncio
import logging
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.apps.csms.cost_desk import CostDesk
from pilotwire.domain.meter import Meter
from pilotwire.domain.tariff import Element, PriceComponent, Restrictions, Tariff
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.ports import Page, ReadingRow, Slice
from pilotwire.services.work import Work

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ENERGY = PriceComponent("ENERGY", Decimal("0.30"), Decimal(20))
PLAIN = Tariff("plain", NOON, NOON, "EUR", (Element((ENERGY,)),), version="1")
STAGED = Tariff("staged", NOON, NOON, "EUR", (Element((ENERGY,), Restrictions(max_kwh=Decimal(5))),), version="1")


class Slow(MemoryQueries):
    """Waits before it reads anything, and counts how often it was asked for readings."""

    def __init__(self, store: MemoryStore, pause_s: float) -> None:
        super().__init__(store)
        self.pause_s = pause_s
        self.asked = 0

    async def tariff_version(self, reference: str) -> Tariff | None:
        await asyncio.sleep(self.pause_s)
        return await super().tariff_version(reference)

    async def readings(self, part: Slice, *where: object, **more: object) -> Page[ReadingRow]:
        self.asked += 1
        return Page([])


async def desk(pause_s: float = 0.0, most_waiting: int = 32) -> tuple[CostDesk, Slow]:
    store, work = MemoryStore(), Work()
    work.save(PLAIN, STAGED)
    await store.commit(work)
    queries = Slow(store, pause_s)
    return CostDesk(queries, UTC, most_waiting=most_waiting), queries


def charged(tariff: str | None) -> Transaction:
    meter = Meter(counted_wh=Decimal(10_000))
    return Transaction(StationId("CS"), TransactionId("t"), NOON, NOON, NOON, NOON, meter=meter, tariff=tariff)


async def test_a_plain_tariff_needs_no_readings() -> None:
    one, queries = await desk()
    found = await one.cost(charged("plain@1"))
    assert found is not None
    assert (found.after_taxes, queries.asked) == (Decimal("3.60"), 0)
    found = await one.cost(charged("staged@1"))
    assert found is not None
    assert queries.asked == 1
    one.close()


async def test_who_waits_too_long_gets_none(caplog: pytest.LogCaptureFixture) -> None:
    one, _ = await desk(pause_s=5.0)
    with caplog.at_level(logging.WARNING):
        assert await one.in_time(charged("plain@1"), (), (), 0.02) is None
    assert "was not known in time" in caplog.text
    one.close()


async def test_too_many_at_a_time_are_turned_away_at_once() -> None:
    one, _ = await desk(pause_s=0.05, most_waiting=1)
    first = asyncio.create_task(one.cost(charged("plain@1")))
    await asyncio.sleep(0)
    assert await one.cost(charged("plain@1")) is None
    assert await first is not None
    assert await one.cost(charged("plain@1")) is not None
    one.close()


async def test_without_a_tariff_there_is_no_cost() -> None:
    one, _ = await desk()
    assert await one.cost(charged(None)) is None
    assert await one.cost(charged("gone@1")) is None
    one.close()
