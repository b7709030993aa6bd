"""A process that is killed in the middle leaves every acknowledged work whole and no other work half."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.events import StationConnected
from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import RecordId, StationId, TransactionId
from pilotwire.services.ports import MessageFilter, Slice

from .committing_process import STATIONS
from .conftest import Home

CHILD = Path(__file__).with_name("committing_process.py")
T1 = TransactionId("t-1")


@pytest.mark.parametrize("acknowledged", [1, 57, 400])
async def test_every_acknowledged_work_is_whole_and_none_is_half_after_a_kill(
    database_home: Home, acknowledged: int
) -> None:
    promised = _killed_after(database_home.url, acknowledged)
    assert sum(promised.values()) >= acknowledged
    storage = await database_home.open()
    for name in (StationId(f"CS-{number}") for number in range(STATIONS)):
        stored = await _works(storage, name)
        assert stored == list(range(len(stored)))
        assert len(stored) >= promised[name]


async def test_a_killed_store_opens_again_and_goes_on(database_home: Home) -> None:
    first = _killed_after(database_home.url, 30)
    second = _killed_after(database_home.url, 30)
    storage = await database_home.open()
    assert sum(first.values()) >= 30
    assert sum(second.values()) >= 30
    frames = await storage.queries.messages(Slice(limit=1000), MessageFilter())
    ids = [one.id for one in frames.items]
    assert ids == sorted(set(ids), reverse=True)


def _killed_after(url: str, lines: int) -> Counter[str]:
    """Run the process, kill it once it has said so many lines, and count what it has promised to each station."""
    with subprocess.Popen([sys.executable, str(CHILD), url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        said += process.stdout.readlines()
    return Counter(line.split()[0] for line in said if line.endswith("\n"))


async def _works(storage: Storage, station: StationId) -> list[int]:
    """The numbers of the works that are stored; fails on one that is stored in part."""
    frames = await _frames(storage, station)
    numbers = sorted({int(one.message_id or "") for one in frames})
    assert Counter(one.message_id for one in frames) == {str(number): 2 for number in numbers}
    readings = (await storage.queries.readings(Slice(limit=1000), station, T1)).items
    assert [int(row.reading.samples[0].value or 0) for row in readings] == numbers
    events = await storage.queries.events_after(RecordId(0), 10_000, station=station)
    assert [_generation(one.event) for one in events] == numbers
    transaction = await storage.store.transaction(station, T1)
    assert (transaction.seen if transaction is not None else ()) == (((0, numbers[-1]),) if numbers else ())
    return numbers


async def _frames(storage: Storage, station: StationId) -> list[LoggedMessage]:
    frames: list[LoggedMessage] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await storage.queries.messages(Slice(limit=1000, cursor=cursor or None), MessageFilter(station=station))
        frames += page.items
        cursor = page.next_cursor
    return frames


def _generation(event: object) -> int:
    assert isinstance(event, StationConnected)
    return event.generation
