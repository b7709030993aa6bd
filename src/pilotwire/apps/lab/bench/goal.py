"""The goals of the bench as a table, and whether figures keep them."""

from collections.abc import Callable, Sequence
from typing import Final, Literal

import msgspec

from pilotwire.apps.lab.bench.decoding import Decoded
from pilotwire.apps.lab.bench.summary import Summary


class Measured(msgspec.Struct, frozen=True):
    """What the goals look at."""

    summary: Summary
    decoded: Sequence[Decoded]


class Goal(msgspec.Struct, frozen=True):
    """`find` gives the figure, None where it was not measured or every run of it was void."""

    name: str
    bound: Literal["at least", "at most", "below"]
    limit: float
    unit: str
    find: Callable[[Measured], float | None]
    aim: str = ""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A goal and the figure it was held against."""

    goal: str
    bound: str
    limit: float
    unit: str
    measured: float
    kept: bool
    aim: str = ""


def judge(measured: Measured) -> list[Verdict]:
    """A verdict on each goal of which there is a figure."""
    found = ((goal, goal.find(measured)) for goal in GOALS)
    return [_verdict(goal, figure) for goal, figure in found if figure is not None]


def _verdict(goal: Goal, figure: float) -> Verdict:
    return Verdict(
        goal=goal.name,
        bound=goal.bound,
        limit=goal.limit,
        unit=goal.unit,
        measured=figure,
        kept=_keeps(goal.bound, figure, goal.limit),
        aim=goal.aim,
    )


def _keeps(bound: str, figure: float, limit: float) -> bool:
    if bound == "at least":
        return figure >= limit
    return figure <= limit if bound == "at most" else figure < limit


def _share(scenario: str) -> Callable[[Measured], float | None]:
    """The share at the greatest number of stations."""

    def find(measured: Measured) -> float | None:
        cells = [cell for cell in measured.summary.cells if cell.scenario == scenario]
        return max(cells, key=lambda cell: cell.connections).share if cells else None

    return find


def _beyond(scenario: str) -> Callable[[Measured], float | None]:
    return lambda measured: next((g.beyond for g in measured.summary.growths if g.scenario == scenario), None)


def _idle_server_mb(measured: Measured) -> float | None:
    return measured.summary.memory.idle_server / 1e6 if measured.summary.memory else None


def _own_kib(measured: Measured) -> float | None:
    return measured.summary.memory.own_per_station / 1024 if measured.summary.memory else None


def _longest_ms(measured: Measured) -> float | None:
    return measured.summary.crossing.longest_ms if measured.summary.crossing else None


def _decode_us(measured: Measured) -> float | None:
    """Of the event that the load sends too: six samples."""
    return max(measured.decoded, key=lambda one: one.samples).ours_us if measured.decoded else None


GOALS: Final = (
    Goal("durable rate per core, as a share of the echo's", "at least", 0.25, "", _share("durable"), "0.4"),
    Goal("durable: growth of CPU per message over the echo's", "at most", 1.2, "", _beyond("durable")),
    Goal("heartbeat: growth of CPU per message over the echo's", "at most", 1.2, "", _beyond("heartbeat")),
    Goal("resident memory of the idle server", "at most", 120, "MB", _idle_server_mb),
    Goal("own memory per idle station", "at most", 20, "KiB", _own_kib),
    Goal("heartbeat while our call is open, the longest", "below", 50, "ms", _longest_ms),
    Goal("decode and check a TransactionEvent of six samples", "at most", 5, "us", _decode_us),
)
"""A scenario is judged at the greatest number of stations of the run."""
