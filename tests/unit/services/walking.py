"""A link whose station answers as a test says, and a step whose time passes only while it sleeps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

import msgspec

from pilotwire.domain.command import Command
from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.kernel.ids import StationId
from pilotwire.services.operations import Surroundings
from pilotwire.services.report_gathering import ReportMemory
from pilotwire.services.station_link import CallError, CallResult, LiveConnection
from pilotwire.services.work import Work

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS")
R = TypeVar("R")
Say = Callable[[Work, int, datetime], None]
"""Adds what a station says to a work: given the number of the report that was asked for, and when."""


class Answering:
    """A link whose station answers as the test says."""

    def __init__(self, answer: Callable[[Any], object]) -> None:
        self.asked: list[Command[Any]] = []
        self._answer = answer

    def connection(self, station: StationId) -> LiveConnection | None:
        return None

    def connected(self) -> int:
        return 1

    async def call(self, station: StationId, action: str, payload: bytes, timeout_s: float) -> CallResult | CallError:
        raise NotImplementedError

    async def request(self, station: StationId, command: Command[R], timeout_s: float | None = None) -> R:
        self.asked.append(command)
        return cast(R, self._answer(command))

    async def disconnect(self, station: StationId, reason: str) -> None:
        raise NotImplementedError


class Walking:
    """A step: sleeping moves its clock and lets the station say its next piece."""

    def __init__(self, around: Surroundings, request: bytes, *pieces: Say, at: datetime = NOON) -> None:
        self.operation = Operation(OperationId("o"), "k", NOON, NOON, msgspec.Raw(request), station=CS)
        self.faults: list[OperationError] = []
        self.is_connected = True
        self._around = around
        self._pieces = list(pieces)
        self._at = at

    def now(self) -> datetime:
        return self._at

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        text = msgspec.Raw(msgspec.json.encode(memory))
        self.operation = msgspec.structs.replace(self.operation, memory=text)

    async def report(self, progress: Progress) -> None:
        self.operation = msgspec.structs.replace(self.operation, progress=progress)

    async def fault(self, error: OperationError) -> None:
        self.faults.append(error)

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        return self.is_connected

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        while not holds() and self._at - NOON < timedelta(seconds=min(timeout_s, 10_000)):
            await self.sleep(1)
        return holds()

    async def sleep(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)
        if self._pieces:
            memory = msgspec.json.decode(self.operation.memory, type=ReportMemory)
            work = Work()
            self._pieces.pop(0)(work, memory.assembly.request_id, self._at)
            await self._around.store.commit(work)
