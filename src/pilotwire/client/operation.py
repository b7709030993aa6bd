"""Operations: long work, how far it is and how it ended."""

from typing import Literal

import msgspec

from .codec import Instant
from .shape import Resource

OperationState = Literal["waiting", "running", "done", "failed", "cancelled"]


class Progress(Resource, frozen=True, kw_only=True):
    """How far it is; no `total` while nobody knows."""

    done: int = 0
    total: int | None = None
    message: str = ""


class OperationError(Resource, frozen=True, kw_only=True):
    """Something that did not work: at which station, about what, why, and what to do."""

    message: str
    remedy: str | None = None
    station: str | None = None
    subject: str | None = None


class Operation(Resource, frozen=True, kw_only=True):
    """One piece of long work; it outlives a restart of the server. `result` is there once it is done.

    `parent` is the work at many stations that it is part of; while that is `paused` it begins nothing more.
    """

    id: str
    kind: str
    state: OperationState
    cancelling: bool
    created_at: Instant
    updated_at: Instant
    request: msgspec.Raw
    progress: Progress
    errors: list[OperationError]
    result: msgspec.Raw
    station: str | None = None
    actor: str | None = None
    ended_at: Instant | None = None
    parent: str | None = None
    paused: bool = False


class NotStarted(Resource, frozen=True, kw_only=True):
    """A station for which nothing was begun, and why."""

    station: str
    message: str


class StartedOperations(Resource, frozen=True, kw_only=True):
    """An operation for each station, but for those at which none could begin."""

    operations: list[Operation]
    not_started: list[NotStarted]
