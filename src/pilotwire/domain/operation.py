"""Long work as a record: what was asked, how far it is, how it ended; it outlives the process that works on it."""

from datetime import datetime
from typing import Final, Literal, NewType

import msgspec

from pilotwire.kernel.ids import StationId

OperationId = NewType("OperationId", str)
OperationState = Literal["waiting", "running", "done", "failed", "cancelled"]
"""`waiting` is not begun, or waits for a station to come back; the last three are ends."""
ENDED: Final[frozenset[OperationState]] = frozenset({"done", "failed", "cancelled"})


class Progress(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far the work is; `total` is None while nobody knows. `message` says in a few words what is being done."""

    done: int = 0
    total: int | None = None
    message: str = ""


class OperationError(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that did not work: at which station, about what, why, and what to do."""

    message: str
    remedy: str = ""
    station: StationId | None = None
    subject: str | None = None


class Operation(msgspec.Struct, frozen=True, omit_defaults=True):
    """One piece of long work. `request` is what was asked and `memory` what the work needs to go on after a restart,
    both JSON of the kind's own; `result` is there from `done` on. `cancelling`: somebody has asked for the end.
    `parent` is the work at many stations that this is part of; `paused`: it begins nothing more for the time being.
    """

    id: OperationId
    kind: str
    created_at: datetime
    updated_at: datetime
    request: msgspec.Raw
    station: StationId | None = None
    actor: str | None = None
    state: OperationState = "waiting"
    progress: Progress = Progress()
    memory: msgspec.Raw = msgspec.Raw(b"null")
    result: msgspec.Raw = msgspec.Raw(b"null")
    errors: tuple[OperationError, ...] = ()
    cancelling: bool = False
    ended_at: datetime | None = None
    parent: OperationId | None = None
    paused: bool = False

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ENDED
