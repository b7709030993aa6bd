"""Gathering a report that a station sends in parts: by the events of the parts, so that a restart loses none."""

from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.event import Event
from pilotwire.domain.operation import Progress
from pilotwire.domain.report import Assembly, Part, ReportLimits, ReportState, begin, take
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import RecordId, StationId

from .operations import Step, Surroundings
from .station_link import NotConnectedError


class ReportFailedError(PilotwireError):
    """The station gave no report, or not all of it."""


class ReportMemory(msgspec.Struct, frozen=True):
    """The report so far, the last event that was looked at, and whether the station has agreed to report."""

    assembly: Assembly
    after: RecordId
    asked: bool = False


class Parts(NamedTuple):
    """How parts are told: the type of their events, and which part one is; when a report is given up, and how often it
    is looked at. `entries` is what they hold, in words.
    """

    event: str
    read: Callable[[Event], Part | None]
    limits: ReportLimits
    look_every_s: float
    entries: str = "variables"


Keep = Callable[[ReportMemory, Progress], Awaitable[None]]
"""Stores how far the report is."""


def begun(step: Step, around: Surroundings) -> ReportMemory:
    """A report that is to be asked for, under a number that no report of this station had lately."""
    start = around.store.next_id()
    return ReportMemory(begin(request_id_of(start), step.now()), start)


def request_id_of(record: RecordId) -> int:
    """A number of 31 bits that no report of a station had lately: its milliseconds. Source: B07, requestId."""
    return (record >> 22) & 0x7FFF_FFFF


async def arrival(step: Step, station: StationId, wait_s: float) -> None:
    """Wait for the station. Raises NotConnectedError when it does not come in time."""
    if not await step.connected(station, wait_s):
        raise NotConnectedError(
            f"station {station} did not connect within {wait_s:g} s", "Start this again once the station is there."
        )


def check_agreed(reply: Reply) -> None:
    """Raise ReportFailedError unless the station agreed to report."""
    if reply.status != "Accepted":
        told = f" ({reply.info or reply.reason_code})" if reply.info or reply.reason_code else ""
        raise ReportFailedError(
            f"the station answered {reply.status}{told}", "Ask again later, or for another kind of report."
        )


async def gathered(
    step: Step, around: Surroundings, station: StationId, memory: ReportMemory, parts: Parts, keep: Keep
) -> Assembly:  # fmt: skip
    """Wait until all parts have come. Raises ReportFailedError by name when they stop coming or never end.

    Silence counts from here on at the earliest: while nobody listened, as after a restart, the station was not silent.
    """
    pause_s, since = _SOON_S, step.now()
    while True:
        events = await around.queries.events_after(memory.after, _EVENTS, (parts.event,), station)
        assembly = memory.assembly
        for stored in events:
            part = parts.read(stored.event)
            if part is not None:
                assembly = take(assembly, part, stored.event.at)
        if events:
            memory = msgspec.structs.replace(memory, assembly=assembly, after=events[-1].id)
            await keep(memory, Progress(done=assembly.variables, message=f"{assembly.parts} parts"))
        heard = msgspec.structs.replace(assembly, last_at=max(assembly.last_at, since))
        state = heard.state(step.now(), parts.limits)
        if state == "complete":
            return assembly
        if state != "waiting":
            raise _failure(state, assembly, parts.entries)
        if len(events) < _EVENTS:
            pause_s = _SOON_S if events else min(2 * pause_s, parts.look_every_s)
            await step.sleep(pause_s)


def _failure(state: ReportState, assembly: Assembly, entries: str) -> ReportFailedError:
    gaps = ", ".join(str(low) if low == high else f"{low} to {high}" for low, high in assembly.missing)
    lacking = f"; part {gaps} is missing" if gaps else "; its last part is missing"
    why = {
        "stalled": "report.stalled: no new part has come for too long",
        "too-many-parts": "report.too-many-parts: the report does not end",
        "too-large": "report.too-large: the report does not end",
        "too-long": "report.too-long: the report has taken too long",
    }[state]
    return ReportFailedError(
        f"{why} ({assembly.parts} parts, {assembly.variables} {entries} so far{lacking})",
        "What has come is stored. Look at the station's messages, and ask again.",
    )


_EVENTS: Final = 500
_SOON_S: Final = 0.05
