"""Long work: how a kind of it is written, and what it finds around it while it runs.

A job may be cut off at any moment and is then run again with what it last kept in its memory. It keeps before it acts
and looks before it acts again, so that nothing is done twice that must be done once.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Protocol, runtime_checkable

import msgspec

from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId

from .advisers import NO_ADVISERS, Advisers
from .api_key import RandomBytes
from .automatism import Policy
from .certificate_authority import CertificateAuthority
from .context import Rules
from .files import Files
from .ports import (
    Passwords,
    Queries,
    Store,
)
from .station_link import (
    StationLink,
)
from .work import Work


class CancelledError(PilotwireError):
    """Somebody asked for the end of the operation; raised out of the job's next step."""


class Secrets(msgspec.Struct, frozen=True):
    """Where new passwords come from, and how they are kept."""

    passwords: Passwords
    random_bytes: RandomBytes


def _utc(_: str | None) -> tzinfo:
    return UTC


class Surroundings(msgspec.Struct, frozen=True):
    """What jobs work with; no `secrets` where none are to be made."""

    store: Store
    queries: Queries
    link: StationLink
    rules: Rules
    secrets: Secrets | None = None
    operations: "Operations | None" = None
    authority: CertificateAuthority | None = None
    files: Files | None = None
    advisers: Advisers = NO_ADVISERS
    policy: Policy | None = None
    zone_of: Callable[[str | None], tzinfo] = _utc


class Step(Protocol):
    """A job's hold on its own operation. Each method raises CancelledError once the operation is being cancelled."""

    @property
    def operation(self) -> Operation:
        """The record as it stands."""
        ...

    def now(self) -> datetime:
        """Our time."""
        ...

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        """Store what the job needs to go on after a restart, with `work` in the same commit."""
        ...

    async def report(self, progress: Progress) -> None:
        """Tell how far the work is."""
        ...

    async def fault(self, error: OperationError) -> None:
        """Record something that did not work; the job goes on."""
        ...

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        """Wait until the station is connected, the operation `waiting` meanwhile; False when it did not come."""
        ...

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        """Wait until something holds, the operation `waiting` meanwhile; False when it does not in time.

        Others work meanwhile, however many wait. `timeout_s` may be infinite.
        """
        ...

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        ...


class Job(Protocol):
    """One kind of long work. What `run` returns is the result; a PilotwireError that it raises ends it as failed."""

    async def run(self, step: Step, around: Surroundings) -> object:
        """Work on `step.operation` from where its memory says."""
        ...


@runtime_checkable
class Pausable(Protocol):
    """A job that begins other work: it can be paused, and takes no turn from what it begins."""

    @property
    def pauses(self) -> bool:
        """Always true."""
        ...


Jobs = Mapping[str, Job]
"""The jobs by kind, `thing.verb`: `station.report`, `local_list.sync`."""


class Operations(Protocol):
    """Starting and ending long work."""

    async def start(
        self,
        kind: str,
        request: object,
        station: StationId | None = None,
        actor: str | None = None,
        work: Work | None = None,
        child: tuple[OperationId, OperationId] | None = None,
    ) -> Operation:
        """Store a new operation, with `work` in the same commit, and begin it; returns when it is durable. `child` is
        its name and that of the operation that it is part of.

        Raises ConflictError when one of this kind runs for this station already.
        """
        ...

    def is_running(self, operation: OperationId) -> bool:
        """Whether it is worked on, or waits for its turn."""
        ...

    async def pause(self, operation: OperationId, paused: bool, actor: str | None = None) -> Operation:
        """Have work at many stations begin nothing more, or go on. Raises NotFoundError, and ConflictError when it has
        ended or is of a kind that cannot pause.
        """
        ...

    def is_busy(self, kind: str, station: StationId) -> bool:
        """Whether one of this kind is worked on, or waits, for this station."""
        ...

    async def cancel(self, operation: OperationId) -> Operation:
        """Ask for the end. Raises NotFoundError, and ConflictError when it has ended."""
        ...
