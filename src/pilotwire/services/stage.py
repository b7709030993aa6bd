"""A job within a job: one stage of a longer operation, with a memory of its own inside the operation's."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from pilotwire.domain.operation import Operation, OperationError, Progress
from pilotwire.kernel.ids import StationId

from .operations import Step
from .work import Work

Keep = Callable[[msgspec.Raw, Progress | None, Work | None], Awaitable[None]]
"""Stores the stage's memory within the operation's."""


class Stage:
    """Fits `Step`: shows a job its own request and memory, and hands everything else to the operation's step."""

    def __init__(self, whole: Step, request: object, memory: msgspec.Raw, keep: Keep) -> None:
        self._whole = whole
        self._request = msgspec.Raw(msgspec.json.encode(request))
        self._memory = memory
        self._keep = keep

    @property
    def operation(self) -> Operation:
        """See `Step`."""
        return msgspec.structs.replace(self._whole.operation, request=self._request, memory=self._memory)

    def now(self) -> datetime:
        """See `Step`."""
        return self._whole.now()

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        """See `Step`."""
        self._memory = msgspec.Raw(msgspec.json.encode(memory))
        await self._keep(self._memory, progress, work)

    async def report(self, progress: Progress) -> None:
        """See `Step`."""
        await self._whole.report(progress)

    async def fault(self, error: OperationError) -> None:
        """See `Step`."""
        await self._whole.fault(error)

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        """See `Step`."""
        return await self._whole.connected(station, timeout_s)

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        """See `Step`."""
        return await self._whole.until(holds, timeout_s)

    async def sleep(self, seconds: float) -> None:
        """See `Step`."""
        await self._whole.sleep(seconds)
