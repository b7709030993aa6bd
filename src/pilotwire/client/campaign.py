"""Firmware campaigns as the API shows and takes them."""

from typing import Annotated

import msgspec
from msgspec import Meta

from .bulk import SelectionInput
from .codec import Instant
from .filters import Moment
from .firmware import Retries, Seconds, UpdateTimes
from .firmware_state import BusyRule, CampaignState, Day, Hindrance, MemberState, Signing
from .shape import Input, Name, Resource, Text

Percent = Annotated[int, Meta(ge=1, le=100)]
Clock = Annotated[str, Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")]


class Wave(Input, frozen=True, kw_only=True):
    """So many stations, or percent of all; the last one without a size takes the rest. The next begins once
    `ended_percent` of its stations have ended and `soak_s` have passed; with `hold` the campaign pauses then.
    """

    stations: Annotated[int, Meta(ge=1, le=5000)] | None = None
    percent: Percent | None = None
    ended_percent: Percent = 100
    soak_s: Annotated[float, Meta(ge=0, le=31_536_000)] = 0.0
    hold: bool = False


class Window(Input, frozen=True, kw_only=True):
    """From `start` until before `end` by the clock on the wall, over midnight where that is earlier; on the days on
    which it starts, none: every day.
    """

    start: Clock
    end: Clock
    days: Annotated[list[Day], Meta(max_length=7)] = msgspec.field(default_factory=list)


class CampaignInput(Input, frozen=True, kw_only=True):
    """One release to many stations, named or by a selection, in the order given. At most `at_once` at a time, each up
    to `attempts` times. Nothing more is begun once `abort_percent` of the attempts that have ended failed, from
    `abort_minimum` on. Updates begin within `windows` only, by the clock of `time_zone`. `when_busy` says what holds
    for stations that charge; those that are away are waited for, until `ends_at`.
    """

    name: Name
    release: Name
    stations: Annotated[list[Name], Meta(min_length=1, max_length=5000)] | None = None
    selection: SelectionInput | None = None
    waves: Annotated[list[Wave], Meta(min_length=1, max_length=50)] | None = None
    windows: Annotated[list[Window], Meta(max_length=50)] = msgspec.field(default_factory=list)
    time_zone: Name | None = None
    at_once: Annotated[int, Meta(ge=1, le=500)] = 10
    abort_percent: Percent | None = None
    abort_minimum: Annotated[int, Meta(ge=1, le=5000)] = 5
    attempts: Annotated[int, Meta(ge=1, le=20)] = 1
    retry_after_s: Annotated[float, Meta(ge=0, le=31_536_000)] = 900.0
    when_busy: BusyRule = "wait"
    ends_at: Moment | None = None
    signing: Signing = "prefer"
    retries: Retries | None = None
    retry_interval_s: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    install_after_s: Seconds | None = None
    times: UpdateTimes = UpdateTimes()
    via: Name | None = None
    note: Text | None = None


class Counts(Resource, frozen=True, kw_only=True):
    """Stations by state, and attempts by how they ended."""

    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0
    cancelled: int = 0
    unreached: int = 0
    attempts_ended: int = 0
    attempts_failed: int = 0


class ShownWave(Resource, frozen=True, kw_only=True):
    """A wave: how many stations it takes, and what the next one waits for."""

    stations: int
    ended_percent: int = 100
    soak_s: float = 0.0
    hold: bool = False


class ShownWindow(Resource, frozen=True, kw_only=True):
    """A window, by the clock on the wall."""

    start: str
    end: str
    days: list[Day] = msgspec.field(default_factory=list)


class Campaign(Resource, frozen=True, kw_only=True):
    """A campaign; `id` is also that of the operation which works on it. `wave` is under way, from 1. `is_open` tells
    whether updates may begin now, `next_opening` when a window opens again.
    """

    id: str
    name: str
    release: str
    state: CampaignState
    started_at: Instant
    updated_at: Instant
    stations: int
    counts: Counts
    wave: int
    waves: list[ShownWave]
    paused: bool = False
    windows: list[ShownWindow] = msgspec.field(default_factory=list)
    time_zone: str | None = None
    is_open: bool = True
    next_opening: Instant | None = None
    at_once: int = 10
    abort_percent: int | None = None
    abort_minimum: int = 5
    attempts: int = 1
    retry_after_s: float = 900.0
    when_busy: BusyRule = "wait"
    ends_at: Instant | None = None
    note: str | None = None
    actor: str | None = None
    ended_at: Instant | None = None


class CampaignList(Resource, frozen=True, kw_only=True):
    """Campaigns, newest first."""

    items: list[Campaign]
    next_cursor: str | None


class Member(Resource, frozen=True, kw_only=True):
    """One station of a campaign. `waits_for` says why it is not begun now; `why` names its last failure, or why it was
    skipped. `duration_s` is from its first attempt to its end, or until now.
    """

    station: str
    position: int
    wave: int
    state: MemberState
    attempts: int = 0
    failures: int = 0
    waits_for: Hindrance | None = None
    why: str | None = None
    detail: str | None = None
    not_before: Instant | None = None
    begun_at: Instant | None = None
    ended_at: Instant | None = None
    duration_s: float | None = None
    operation: str | None = None
    previous: str | None = None
    firmware: str | None = None


class MemberList(Resource, frozen=True, kw_only=True):
    """Stations of a campaign, in its order."""

    items: list[Member]
    next_cursor: str | None


class MemberFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Those in one state, or of one wave."""

    state: Annotated[MemberState, Meta(description="How they stand.")] | None = None
    wave: Annotated[int, Meta(ge=1, le=50, description="The wave, from 1.")] | None = None
