"""A firmware campaign: one release to many stations, in waves, in windows, with a brake. What was decided, and how far
each station is.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, Literal, NewType

import msgspec

from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId

from .campaign_window import Window
from .firmware_update import UpdateTimes
from .selection import Selection

CampaignId = NewType("CampaignId", str)
"""That of the operation which works on it."""
CampaignState = Literal["running", "aborting", "done", "aborted", "cancelled", "failed"]
"""`aborting`: nothing more is begun, and what runs comes to its end. The last four are ends."""
ENDS: Final[frozenset[CampaignState]] = frozenset({"done", "aborted", "cancelled", "failed"})
MemberState = Literal["waiting", "running", "done", "failed", "skipped", "cancelled", "unreached"]
"""`skipped`: nothing to do, or not for this station. `unreached`: the campaign ended before its turn."""
MEMBER_ENDS: Final[frozenset[MemberState]] = frozenset({"done", "failed", "skipped", "cancelled", "unreached"})
BusyRule = Literal["wait", "skip", "begin"]
"""What to do with a station at which a transaction runs. `begin`: the station itself waits as it can."""
Signing = Literal["prefer", "require", "never"]
"""`require`: only as signed firmware. `prefer`: signed where the station knows that. `never`: plain."""


class Wave(msgspec.Struct, frozen=True, omit_defaults=True):
    """So many stations, or so many percent of all; a last wave with neither takes the rest.

    The next wave begins once `ended_percent` of this one's stations have ended and `soak_s` have passed since; with
    `hold` the campaign pauses then, until somebody has it go on.
    """

    stations: int | None = None
    percent: int | None = None
    ended_percent: int = 100
    soak_s: float = 0.0
    hold: bool = False


class CampaignPlan(msgspec.Struct, frozen=True, omit_defaults=True):
    """How stations are updated. At most `at_once` at a time; each up to `attempts` times, `retry_after_s` apart.

    Nothing more is begun once `abort_percent` of the attempts that have ended failed, from `abort_minimum` of them on.
    Updates begin within `windows` only, by the clock of `zone` (an IANA name; None: the deployment's). After `ends_at`
    nothing is begun. The times are those of each update.
    """

    release: str
    waves: tuple[Wave, ...] = (Wave(),)
    windows: tuple[Window, ...] = ()
    zone: str | None = None
    at_once: int = 10
    abort_percent: int | None = None
    abort_minimum: int = 5
    attempts: int = 1
    retry_after_s: float = 900.0
    busy: BusyRule = "wait"
    ends_at: datetime | None = None
    signing: Signing = "prefer"
    retries: int | None = None
    retry_interval_s: int | None = None
    install_after_s: float | None = None
    times: UpdateTimes = UpdateTimes()
    via: StationId | None = None


class Counts(msgspec.Struct, frozen=True, omit_defaults=True):
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


class Campaign(msgspec.Struct, frozen=True, omit_defaults=True):
    """One campaign. Its stations were settled when it began; `selection` is how they were found. `wave` is the one
    that is under way, from 1; `released`: the last wave after whose end somebody said to go on.
    """

    id: CampaignId
    name: str
    plan: CampaignPlan
    started_at: datetime
    updated_at: datetime
    stations: int
    wave_sizes: tuple[int, ...]
    state: CampaignState = "running"
    wave: int = 1
    released: int = 0
    counts: Counts = Counts()
    selection: Selection | None = None
    note: str | None = None
    actor: str | None = None
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether anything may still happen."""
        return self.state not in ENDS


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    """One station of a campaign. `position` is its place, from 0. `attempts` have been begun, of which `failures` have
    failed. `why` names the failure, or why it was skipped; `not_before` is when it may be tried again. `operation` is
    that of the last attempt.
    """

    campaign: CampaignId
    position: int
    station: StationId
    wave: int
    state: MemberState = "waiting"
    attempts: int = 0
    failures: int = 0
    why: str | None = None
    detail: str | None = None
    not_before: datetime | None = None
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    operation: str | None = None
    previous: str | None = None
    firmware: str | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is done at it."""
        return self.state in MEMBER_ENDS


def wave_sizes(waves: Sequence[Wave], stations: int) -> tuple[int, ...]:
    """How many stations each wave takes. Raises BadInputError at /waves for sizes that do not come to all of them.

    Percent are of all stations, rounded down, at least one; what rounding leaves goes to the last wave of them.
    """
    sizes: list[int] = []
    for place, wave in enumerate(waves):
        _check_wave(wave, place, is_last=place == len(waves) - 1)
        if wave.stations is not None:
            sizes.append(wave.stations)
        elif wave.percent is not None:
            sizes.append(max(1, stations * wave.percent // 100))
        else:
            sizes.append(stations - sum(sizes))
    _check_percent(waves)
    if all(wave.percent is not None for wave in waves):
        sizes[-1] = stations - sum(sizes[:-1])
    if sum(sizes) == stations and sizes[-1] == 0:
        raise BadInputError("the last wave is left without a station", f"/waves/{len(waves) - 1}", "leave it out")
    if sum(sizes) != stations or sizes[-1] < 1:
        raise BadInputError(
            f"the waves take {sum(one for one in sizes if one > 0)} stations, and the campaign has {stations}",
            "/waves",
            "have them come to all of the stations, or leave the size of the last one out: it takes the rest",
        )  # fmt: skip
    return tuple(sizes)


def counted(members: Iterable[Member]) -> Counts:
    """The stations by state, and the attempts."""
    counts = dict.fromkeys(Counts.__struct_fields__, 0)
    for one in members:
        counts[one.state] += 1
        counts["attempts_failed"] += one.failures
        counts["attempts_ended"] += one.attempts - (one.state == "running")
    return Counts(**counts)


def _check_wave(wave: Wave, place: int, *, is_last: bool) -> None:
    pointer = f"/waves/{place}"
    if wave.stations is not None and wave.percent is not None:
        raise BadInputError("a wave has a size in stations or in percent", pointer, "give one of both")
    if wave.stations is None and wave.percent is None and not is_last:
        raise BadInputError("only the last wave may take the rest", pointer, "give it a size")


def _check_percent(waves: Sequence[Wave]) -> None:
    given = [wave.percent for wave in waves if wave.percent is not None]
    total = sum(given)
    if total > 100 or (len(given) == len(waves) and total != 100):
        raise BadInputError(
            f"the waves come to {total} percent", "/waves", "have them come to 100, or let the last take the rest"
        )
