"""The writer behind every database: groups, order, back-pressure, and the end."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from time import monotonic

import pytest

from pilotwire.adapters.storage.writer import GROUP, Entry, GroupWriter, StorageClosedError, Trouble
from pilotwire.kernel.ids import RecordId

TROUBLE = Trouble("the disk is on fire", "call the fire brigade")


class FaultError(Exception):
    """A work is at fault."""


@dataclass
class Disk:
    """Takes groups of names; a gate holds it back, and what is in `bad` it does not take."""

    groups: list[list[str]] = field(default_factory=list)
    attempts: list[bool] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)
    failures: list[Exception] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    stored: list[str] = field(default_factory=list)
    refused: list[tuple[str, list[str]]] = field(default_factory=list)

    async def write(self, group: Sequence[Entry], again: bool) -> None:
        """Take a group."""
        await self.gate.wait()
        self.attempts.append(again)
        if self.failures:
            raise self.failures.pop(0)
        if self.bad & {_name(entry) for entry in group}:
            raise FaultError
        self.groups.append([_name(entry) for entry in group])

    def on_stored(self, group: Sequence[Entry]) -> None:
        """Note what is stored."""
        self.stored += [_name(entry) for entry in group]

    def on_refused(self, entry: Entry, later: Sequence[Entry], error: Exception) -> None:
        """Note what is refused, and what came after it."""
        self.refused.append((_name(entry), [_name(other) for other in later]))


@pytest.fixture
def disk() -> Disk:
    """A disk with an open gate."""
    made = Disk()
    made.gate.set()
    return made


@pytest.fixture
async def writer(disk: Disk) -> AsyncIterator[GroupWriter]:
    """A writer with room for three."""
    made = GroupWriter(disk.write, _trouble_of, disk.on_stored, disk.on_refused, queue=3)
    yield made
    await made.close(0.1)


async def test_what_is_added_in_one_go_is_written_in_one_group(disk: Disk, writer: GroupWriter) -> None:
    _add(writer, "a", "b", "c")
    await _quiet(writer)
    assert disk.groups == [["a", "b", "c"]]
    assert disk.stored == ["a", "b", "c"]


async def test_works_are_collected_while_the_group_before_is_written(disk: Disk, writer: GroupWriter) -> None:
    disk.gate.clear()
    _add(writer, "a")
    await asyncio.sleep(0.01)
    _add(writer, "b")
    await asyncio.sleep(0.01)
    _add(writer, "c")
    disk.gate.set()
    await _quiet(writer)
    assert disk.groups == [["a"], ["b", "c"]]


async def test_a_group_has_a_limit(disk: Disk, writer: GroupWriter) -> None:
    _add(writer, *(str(number) for number in range(GROUP + 1)))
    await _quiet(writer)
    assert [len(group) for group in disk.groups] == [500, 1]


async def test_trouble_is_waited_out_told_and_the_same_group_is_tried_again(disk: Disk, writer: GroupWriter) -> None:
    disk.failures = [OSError(), OSError()]
    _add(writer, "a", "b")
    await asyncio.sleep(0.02)
    _add(writer, "c")
    assert writer.backlog().trouble == TROUBLE
    assert writer.backlog().waiting == 3
    assert writer.backlog().oldest_waiting_s > 0.01
    await _quiet(writer)
    assert disk.groups == [["a", "b"], ["c"]]
    assert disk.attempts == [False, True, True, False]
    assert writer.backlog().trouble is None


@pytest.mark.parametrize("bad", ["a", "c", "f"])
async def test_a_work_at_fault_is_singled_out_in_order(disk: Disk, writer: GroupWriter, bad: str) -> None:
    disk.bad = {bad}
    _add(writer, *"abcdef")
    await _quiet(writer)
    others = [name for name in "abcdef" if name != bad]
    assert disk.stored == others
    assert disk.refused == [(bad, [name for name in "abcdef" if name > bad])]


async def test_room_is_there_again_when_the_queue_is_shorter(disk: Disk, writer: GroupWriter) -> None:
    disk.gate.clear()
    _add(writer, "first")
    await asyncio.sleep(0.01)
    _add(writer, "a", "b")
    await asyncio.wait_for(writer.room(), 1)
    _add(writer, "c")
    waiting = [asyncio.ensure_future(writer.room()) for _ in range(2)]
    await asyncio.sleep(0.01)
    assert not any(one.done() for one in waiting)
    disk.gate.set()
    await asyncio.wait_for(asyncio.gather(*waiting), 1)


async def test_closing_writes_what_waits(disk: Disk, writer: GroupWriter) -> None:
    _add(writer, "a", "b")
    assert await writer.close(1) == 0
    assert disk.stored == ["a", "b"]


async def test_closing_gives_up_in_time_and_tells_those_who_wait(disk: Disk, writer: GroupWriter) -> None:
    disk.failures = [OSError()] * 100
    waiter = asyncio.get_running_loop().create_future()
    writer.add(_entry("a", waiter))
    await asyncio.sleep(0.01)
    _add(writer, "b")
    begun = monotonic()
    assert await writer.close(0.1) == 2
    assert monotonic() - begun < 1
    with pytest.raises(StorageClosedError):
        await waiter


async def test_a_closed_writer_takes_nothing(writer: GroupWriter) -> None:
    await writer.close(1)
    with pytest.raises(StorageClosedError):
        _add(writer, "late")
    await writer.room()


def _entry(name: str, waiter: asyncio.Future[None] | None = None) -> Entry:
    return Entry([(name, ())], [], (), (), waiter, monotonic(), RecordId(0))


def _name(entry: Entry) -> str:
    return str(entry.rows[0][0])


def _add(writer: GroupWriter, *names: str) -> None:
    for name in names:
        writer.add(_entry(name))


def _trouble_of(error: Exception) -> Trouble | None:
    return None if isinstance(error, FaultError) else TROUBLE


async def _quiet(writer: GroupWriter) -> None:
    for _ in range(1000):
        if not writer.backlog().waiting:
            return
        await asyncio.sleep(0.005)
    raise TimeoutError("the writer is still busy")
