"""`pilotwire operations` against a server."""

import asyncio
import json

from pilotwire.domain.operation import Operation, OperationError, Progress
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.services.operations import Step, Surroundings

from .conftest import Beside, Run


class Halting:
    """Halts after the first part until it is let go."""

    def __init__(self) -> None:
        self.let_go = asyncio.Event()

    async def run(self, step: Step, around: Surroundings) -> object:
        await step.report(Progress(1, 3, "parts"))
        while not self.let_go.is_set():
            await step.sleep(0.01)
        return {"parts": 3}


class Failing:
    """Fails."""

    async def run(self, step: Step, around: Surroundings) -> object:
        await step.fault(OperationError("HeartbeatInterval was refused", "look at its messages"))
        raise PilotwireError("the station stopped answering", "wait until it is back")


def test_an_operation_is_waited_for_and_its_exit_code_tells_how_it_ended(beside: Beside, pilotwire: Run) -> None:
    jobs = beside.site.jobs
    jobs["test.halt"], jobs["test.fail"] = halting, _ = Halting(), Failing()
    good, bad = _start(beside, "test.halt"), _start(beside, "test.fail")
    listed = [
        json.loads(line) for line in pilotwire("operations", "list", "--kind", "test.halt", "--json").out.splitlines()
    ]
    assert [(one["id"], one["station"]) for one in listed] == [(good.id, "CS-1")]
    halting.let_go.set()
    done = pilotwire("operations", "wait", good.id)
    assert done.code == 0
    assert '{"parts":3}' in done.out
    failed = pilotwire("operations", "wait", bad.id)
    assert failed.code == 1
    assert "HeartbeatInterval was refused look at its messages" in failed.out
    assert "the station stopped answering wait until it is back" in failed.out


def test_an_operation_is_cancelled(beside: Beside, pilotwire: Run) -> None:
    beside.site.jobs["test.halt"] = Halting()
    begun = _start(beside, "test.halt")
    assert "cancelling" in pilotwire("operations", "cancel", begun.id).out
    assert pilotwire("operations", "wait", begun.id).code == 1
    again = pilotwire("operations", "cancel", begun.id)
    assert (again.code, again.err.splitlines()[0]) == (1, "pilotwire: The operation has ended: cancelled.")
    assert "cancelled" in pilotwire("operations", "list").out


def test_a_state_that_does_not_exist_is_a_usage_error(pilotwire: Run) -> None:
    done = pilotwire("operations", "list", "--state", "paused")
    assert done.code == 2
    assert "paused" in done.err


def _start(beside: Beside, kind: str) -> Operation:
    return beside.do(beside.site.operations.start(kind, None, StationId("CS-1")))
