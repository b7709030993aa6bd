"""A flood of refusals is counted in full and kept in a few records."""

import asyncio
from datetime import UTC, datetime

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.adapters.transport.handshake import UpgradeRequest
from pilotwire.adapters.transport.refusal import Reason, refuse
from pilotwire.apps.csms.refusal_log import RefusalLog
from pilotwire.domain.message import Refusal
from pilotwire.services.ports import Slice

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class SetClock:
    """Moves when told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self) -> datetime:
        return NOON

    def monotonic(self) -> float:
        return self.at


class Desk:
    """A log of refusals over a store in memory."""

    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), SetClock()
        self.log = RefusalLog(self.store, self.clock)

    def refuse(self, count: int, address: str = "203.0.113.9", station: str = "") -> None:
        for _ in range(count):
            asked = UpgradeRequest(raw_path=f"/ocpp/{station}", address=address)
            self.log.add(asked, station, refuse(Reason.TLS_FAILED, "It broke off."))

    async def kept(self) -> list[Refusal]:
        found: list[Refusal] = []
        part: Slice | None = Slice(limit=500)
        while part is not None:
            page = await MemoryQueries(self.store).refusals(part)
            found += page.items
            part = None if page.next_cursor is None else Slice(limit=500, cursor=page.next_cursor)
        return found


@pytest.fixture
async def desk() -> Desk:
    return Desk()


async def test_the_first_of_a_kind_are_kept_one_by_one_and_the_rest_in_one(desk: Desk) -> None:
    desk.refuse(1000)
    assert [one.repeats for one in await desk.kept()] == [0, 0, 0, 0, 0]
    desk.log.close()
    assert [one.repeats for one in await desk.kept()] == [994, 0, 0, 0, 0, 0]
    assert (desk.log.counts["tls-failed"], desk.log.dropped) == (1000, 0)


async def test_another_station_and_another_address_are_another_kind(desk: Desk) -> None:
    desk.refuse(6)
    desk.refuse(1, address="192.0.2.7")
    desk.refuse(1, station="CP1")
    assert [(one.station, one.address) for one in (await desk.kept())[:2]] == [
        ("CP1", "203.0.113.9"), (None, "192.0.2.7"),
    ]  # fmt: skip


async def test_kinds_without_number_are_bounded_too(desk: Desk) -> None:
    for number in range(2000):
        desk.refuse(1, address=f"198.51.{number // 250}.{number % 250}")
    desk.log.close()
    assert len(await desk.kept()) == 700
    assert desk.log.counts["tls-failed"] == 2000
    assert desk.log.dropped == 1300


async def test_time_lets_more_be_kept(desk: Desk) -> None:
    desk.refuse(6)
    desk.clock.at = 60.0
    desk.refuse(2)
    assert len(await desk.kept()) == 6


async def test_what_is_held_back_is_kept_by_itself_after_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pilotwire.apps.csms.refusal_log._FLUSH_AFTER_S", 0.01)
    desk.refuse(8)
    await asyncio.sleep(0.05)
    assert [one.repeats for one in await desk.kept()] == [2, 0, 0, 0, 0, 0]
