"""Local authorisation lists: what operators want stations to hold, and what stations hold."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .codec import Instant
from .shape import PLAIN, Input, Name, Resource, Text

TokenValue = Annotated[str, Meta(min_length=1, max_length=255, pattern=PLAIN)]
GroupId = Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)]
StationListState = Literal["in-sync", "outdated", "failed", "unknown", "unassigned"]


class LocalList(Resource, frozen=True, kw_only=True):
    """A list that stations should hold: single tokens and whole groups. `version` is its ETag; `revision` rises with
    each change of tokens or groups.
    """

    name: str
    version: str
    revision: int
    tokens: list[str]
    groups: list[str]
    stations: list[str]
    created_at: Instant
    updated_at: Instant
    note: str | None = None


class LocalListInput(Input, frozen=True, kw_only=True):
    """A list as it is put. Tokens, groups and stations have to be known; a station has one list at most."""

    tokens: Annotated[list[TokenValue], Meta(max_length=5_000)] = msgspec.field(default_factory=list)
    groups: Annotated[list[GroupId], Meta(max_length=500)] = msgspec.field(default_factory=list)
    stations: Annotated[list[Name], Meta(max_length=5_000)] = msgspec.field(default_factory=list)
    note: Text | None = None


class LocalListList(Resource, frozen=True, kw_only=True):
    """Local lists by name, rising."""

    items: list[LocalList]
    next_cursor: str | None


class DesiredList(Resource, frozen=True, kw_only=True):
    """The list that a station should hold, and how many entries that is as its tokens are now."""

    list: str
    revision: int
    entries: int


class ReportedList(Resource, frozen=True, kw_only=True):
    """What a station accepted last: of which list, under which version number of its own, how many entries."""

    version: int
    entries: int
    list: str | None = None
    revision: int | None = None
    accepted_at: Instant | None = None


class StationLocalList(Resource, frozen=True, kw_only=True):
    """A station's list as it is wanted and as it is; the numbers say how many entries lie between them.

    `left_out` are tokens that this station cannot be given. `error` is why the last attempt failed.
    """

    station: str
    state: StationListState
    to_add: int
    to_change: int
    to_remove: int
    left_out: list[str]
    desired: DesiredList | None = None
    reported: ReportedList | None = None
    error: str | None = None
    remedy: str | None = None
