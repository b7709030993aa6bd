"""Operations over HTTP: looked at, followed, cancelled."""

import asyncio

import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import OperationFilter
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.kernel.ids import StationId
from pilotwire.services.operations import Step, Surroundings

from .conftest import Site


class Halting:
    """Tells of two of five, records a fault, and goes on only when it is let."""

    def __init__(self) -> None:
        self.halted = asyncio.Event()
        self.let_go = asyncio.Event()

    async def run(self, step: Step, around: Surroundings) -> object:
        await step.report(Progress(2, 5, "parts"))
        await step.fault(OperationError("part 2 came twice", subject="seqNo 2"))
        self.halted.set()
        while not self.let_go.is_set():
            await step.sleep(0.01)
        return {"parts": 5}


async def test_an_operation_is_shown_while_it_runs_and_with_its_result(site: Site, client: Client) -> None:
    site.jobs["test.halt"] = job = Halting()
    begun = await site.operations.start("test.halt", {"base": "Full"}, StationId("CS-1"), "admin")
    await job.halted.wait()
    running = await client.operation(begun.id)
    assert (running.kind, running.state, running.station, running.actor) == ("test.halt", "running", "CS-1", "admin")
    assert bytes(running.request) == b'{"base":"Full"}'
    assert (running.progress.done, running.progress.total, running.progress.message) == (2, 5, "parts")
    assert [(one.message, one.subject) for one in running.errors] == [("part 2 came twice", "seqNo 2")]
    job.let_go.set()
    done = await _ended(client, begun.id)
    assert (done.state, bytes(done.result), done.ended_at is not None) == ("done", b'{"parts":5}', True)


async def test_operations_are_listed_by_kind_state_and_station(site: Site, client: Client) -> None:
    site.jobs["test.halt"] = job = Halting()
    job.let_go.set()
    for name in ("CS-1", "CS-2"):
        begun = await site.operations.start("test.halt", None, StationId(name))
        await _ended(client, begun.id)
    one = await client.operations(OperationFilter(kind="test.halt", state="done", station="CS-2"))
    assert [found.station for found in one.items] == ["CS-2"]
    assert len((await client.operations()).items) == 2
    assert (await client.operations(OperationFilter(state="failed"))).items == []


async def test_an_operation_is_cancelled_once(site: Site, client: Client) -> None:
    site.jobs["test.halt"] = job = Halting()
    begun = await site.operations.start("test.halt", None)
    await job.halted.wait()
    assert (await client.cancel_operation(begun.id)).cancelling
    assert (await _ended(client, begun.id)).state == "cancelled"
    with pytest.raises(ApiProblem) as again:
        await client.cancel_operation(begun.id)
    assert (again.value.problem.status, again.value.problem.detail) == (409, "The operation has ended: cancelled.")


async def test_an_operation_that_does_not_exist_is_not_found(client: Client) -> None:
    for ask in (client.operation, client.cancel_operation):
        with pytest.raises(ApiProblem) as refused:
            await ask("op-77")
        assert refused.value.problem.status == 404


async def test_a_reader_may_look_and_not_cancel(site: Site) -> None:
    site.jobs["test.halt"] = job = Halting()
    begun = await site.operations.start("test.halt", None)
    await job.halted.wait()
    async with site.client("read") as reader:
        assert (await reader.operation(begun.id)).state == "running"
        with pytest.raises(ApiProblem) as refused:
            await reader.cancel_operation(begun.id)
    assert refused.value.problem.status == 403
    job.let_go.set()


async def _ended(client: Client, operation: str) -> Operation:
    async with asyncio.timeout(10):
        while True:
            found = await client.operation(operation)
            if found.state not in ("waiting", "running"):
                return found
            await asyncio.sleep(0.005)
