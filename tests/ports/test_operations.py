"""Long work: its records on every storage, and how it is begun, gets on, ends, and outlives its process."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from typing import TypeVar

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.apps.csms.operations import RunningOperations
from pilotwire.domain.command import Command
from pilotwire.domain.events import OperationEnded, OperationProgressed, OperationStarted
from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.kernel.errors import ConflictError, NotFoundError, PilotwireError
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.context import Rules
from pilotwire.services.operations import Job, Step, Surroundings
from pilotwire.services.ports import (
    OperationFilter,
    Slice,
)
from pilotwire.services.station_link import (
    CallError,
    CallResult,
    LiveConnection,
)

from .conftest import Home, SetClock
from .records import CS1, CS2, EXACTLY, LONG_AGO, NOON, later, work

R = TypeVar("R")
FULL = Operation(
    OperationId("op-1"), "station.report", LONG_AGO, EXACTLY, msgspec.Raw(b'{"base":"FullInventory"}'), CS1, "Grafana",
    "done", Progress(3, 7, "parts"), msgspec.Raw(b'[1,2.50]'), msgspec.Raw(b'{"parts":7}'),
    (OperationError("no answer", "try again", CS1, "OCPPCommCtrlr"),), True, NOON,
)  # fmt: skip


class Stations:
    """A link to stations of which some are there."""

    def __init__(self) -> None:
        self.there: set[StationId] = set()

    def connection(self, station: StationId) -> LiveConnection | None:
        return LiveConnection("ocpp2.0.1", "192.0.2.7", NOON, NOON, 1, 1) if station in self.there else None

    def connected(self) -> int:
        return len(self.there)

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        raise AssertionError("no job of this suite calls")

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        raise AssertionError("no job of this suite asks")

    async def disconnect(self, station: StationId, reason: str) -> None:
        raise AssertionError("no job of this suite disconnects")


class Counting:
    """Counts to the number in its request, keeps each step, and halts at `gate` after the third."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.gate = asyncio.Event()
        self.halted = asyncio.Event()

    async def run(self, step: Step, around: Surroundings) -> object:
        total = msgspec.json.decode(step.operation.request, type=int)
        done = msgspec.json.decode(step.operation.memory, type=int | None) or 0
        while done < total:
            done += 1
            self.steps.append(done)
            await step.keep(done, Progress(done, total, "counting"))
            if done == 3 and not self.gate.is_set():
                self.halted.set()
                while True:
                    await step.sleep(0.01)
        return {"counted": done}


class Failing:
    """Fails with what it is given."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def run(self, step: Step, around: Surroundings) -> object:
        await step.fault(OperationError("the first key was refused", subject="HeartbeatInterval"))
        raise self.error


class Waiting:
    """Waits for its station."""

    def __init__(self, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        self.begun = asyncio.Event()

    async def run(self, step: Step, around: Surroundings) -> object:
        assert step.operation.station is not None
        self.begun.set()
        return await step.connected(step.operation.station, self.timeout_s)


def _id(number: int) -> OperationId:
    return OperationId(f"op-{number}")


class Floor:
    """Running operations over a storage, and what they work with."""

    def __init__(self, storage: Storage, clock: SetClock, **jobs: Job) -> None:
        numbers = count(1)
        self.link = Stations()
        around = Surroundings(storage.store, storage.queries, self.link, Rules())
        self.running = RunningOperations(
            {f"test.{name}": job for name, job in jobs.items()},
            around,
            clock,
            lambda: _id(next(numbers)),
        )
        self.queries = storage.queries

    async def until(self, operation: OperationId, *states: str) -> Operation:
        """The record once it is in one of these states."""
        async with asyncio.timeout(10):
            while True:
                found = await self.queries.operation(operation)
                if found is not None and found.state in states:
                    return found
                await asyncio.sleep(0.005)


@pytest.fixture
async def floors() -> AsyncIterator[list[Floor]]:
    """What a test has made; closed at its end."""
    made: list[Floor] = []
    yield made
    for floor in made:
        await floor.running.close()


async def test_a_record_comes_back_with_all_its_fields(storage: Storage) -> None:
    await storage.store.commit(work(FULL))
    assert await storage.queries.operation(FULL.id) == FULL
    assert await storage.queries.operation(OperationId("op-2")) is None


async def test_records_come_newest_first_a_part_at_a_time_and_are_filtered(storage: Storage) -> None:
    made = [
        msgspec.structs.replace(
            FULL, id=OperationId(f"op-{number}"), created_at=later(number // 2), kind=kind, state=state, station=station
        )
        for number, (kind, state, station) in enumerate(
            [("a", "done", CS1), ("b", "running", CS1), ("a", "waiting", CS2), ("a", "failed", None)]
        )
    ]
    await storage.store.commit(work(*made))
    queries = storage.queries
    first = await queries.operations(Slice(limit=3), OperationFilter())
    rest = await queries.operations(Slice(limit=3, cursor=first.next_cursor), OperationFilter())
    assert [one.id for one in (*first.items, *rest.items)] == ["op-3", "op-2", "op-1", "op-0"]
    assert rest.next_cursor is None
    for wanted, found in [
        (OperationFilter(kind="b"), ["op-1"]),
        (OperationFilter(state="failed"), ["op-3"]),
        (OperationFilter(station=CS1), ["op-1", "op-0"]),
    ]:
        assert [one.id for one in (await queries.operations(Slice(), wanted)).items] == found
    assert [one.id for one in await queries.open_operations()] == ["op-1", "op-2"]


async def test_work_is_done_step_by_step_and_told(storage: Storage, clock: SetClock, floors: list[Floor]) -> None:
    job = Counting()
    job.gate.set()
    floors.append(floor := Floor(storage, clock, count=job))
    begun = await floor.running.start("test.count", 4, CS1, "an operator")
    assert (begun.state, begun.station, begun.actor) == ("waiting", CS1, "an operator")
    ended = await floor.until(begun.id, "done")
    assert job.steps == [1, 2, 3, 4]
    assert bytes(ended.result) == b'{"counted":4}'
    assert ended.progress == Progress(4, 4, "counting")
    told = [one.event for one in await storage.queries.events_after(RecordId(0), 10)]
    assert isinstance(told[0], OperationStarted)
    assert [one.progress.done for one in told if isinstance(one, OperationProgressed)] == [1, 2, 3, 4]
    assert isinstance(told[-1], OperationEnded)
    assert told[-1].state == "done"


async def test_a_second_one_of_its_kind_for_a_station_is_refused_while_it_runs(
    storage: Storage, clock: SetClock, floors: list[Floor]
) -> None:
    floors.append(floor := Floor(storage, clock, count=Counting(), other=Counting()))
    first = await floor.running.start("test.count", 9, CS1)
    with pytest.raises(ConflictError, match=f"operation {first.id}"):
        await floor.running.start("test.count", 9, CS1)
    await floor.running.start("test.count", 2, CS2)
    await floor.running.start("test.other", 2, CS1)


async def test_cancelled_work_ends_at_its_next_step_and_what_is_done_stays(
    storage: Storage, clock: SetClock, floors: list[Floor]
) -> None:
    job = Counting()
    floors.append(floor := Floor(storage, clock, count=job))
    begun = await floor.running.start("test.count", 9)
    await job.halted.wait()
    assert (await floor.running.cancel(begun.id)).cancelling
    ended = await floor.until(begun.id, "cancelled")
    assert ended.progress.done == 3
    assert ended.ended_at == NOON
    with pytest.raises(ConflictError, match="cancelled"):
        await floor.running.cancel(begun.id)
    with pytest.raises(NotFoundError):
        await floor.running.cancel(OperationId("op-77"))


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (
            PilotwireError("it refused", "look at its messages"),
            ("it refused", "look at its messages"),
        ),
        (ValueError("a secret"), ("the server failed", "look at its log, and report this")),
    ],
    ids=["named", "unforeseen"],
)
async def test_failed_work_says_why_and_what_to_do(
    storage: Storage, clock: SetClock, floors: list[Floor], error: Exception, why: tuple[str, str]
) -> None:
    floors.append(floor := Floor(storage, clock, fail=Failing(error)))
    begun = await floor.running.start("test.fail", None)
    ended = await floor.until(begun.id, "failed")
    assert ended.errors[0] == OperationError("the first key was refused", subject="HeartbeatInterval")
    assert (ended.errors[1].message, ended.errors[1].remedy) == why


async def test_work_waits_for_its_station(storage: Storage, clock: SetClock, floors: list[Floor]) -> None:
    job = Waiting(60)
    floors.append(floor := Floor(storage, clock, wait=job))
    begun = await floor.running.start("test.wait", None, CS1)
    await job.begun.wait()
    await floor.until(begun.id, "waiting")
    floor.link.there.add(CS1)
    assert bytes((await floor.until(begun.id, "done")).result) == b"true"


async def test_a_station_that_does_not_come_is_not_waited_for_for_ever(
    storage: Storage, clock: SetClock, floors: list[Floor]
) -> None:
    job = Waiting(60)
    floors.append(floor := Floor(storage, clock, wait=job))
    begun = await floor.running.start("test.wait", None, CS1)
    await job.begun.wait()
    await floor.until(begun.id, "waiting")
    clock.at = later(61)
    assert bytes((await floor.until(begun.id, "done")).result) == b"false"


async def test_work_is_taken_up_where_it_was_left_when_the_process_ended(
    database_home: Home, clock: SetClock, floors: list[Floor]
) -> None:
    storage, job = await database_home.open(), Counting()
    before = Floor(storage, clock, count=job)
    begun = await before.running.start("test.count", 5, CS1)
    await job.halted.wait()
    await before.running.close()
    await storage.close()
    storage, again = await database_home.open(), Counting()
    again.gate.set()
    floors.append(after := Floor(storage, clock, count=again))
    assert await after.running.resume() == 1
    ended = await after.until(begun.id, "done")
    assert again.steps == [4, 5]
    assert bytes(ended.result) == b'{"counted":5}'
    assert await after.running.resume() == 0


async def test_work_that_this_version_does_not_know_ends_as_failed(
    storage: Storage, clock: SetClock, floors: list[Floor]
) -> None:
    strange = msgspec.structs.replace(FULL, kind="moon.landing", state="running", cancelling=False, ended_at=None)
    await storage.store.commit(work(strange))
    floors.append(floor := Floor(storage, clock))
    await floor.running.resume()
    ended = await floor.until(strange.id, "failed")
    assert ended.errors[-1].message == "this version of Pilotwire cannot do such work"
