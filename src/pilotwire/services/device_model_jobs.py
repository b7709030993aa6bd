"""Long work on the device model: a report of all variables, and a template written to a station."""

from typing import Final

import msgspec

from pilotwire.domain.capability import UnsupportedError
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.device_model_commands import Criterion, GetBaseReport, GetReport, Read, ReportBase, Write
from pilotwire.domain.events import ReportReceived
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.domain.report import Assembly, Part, ReportLimits, ReportState, begin, take
from pilotwire.domain.template import drift
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import RecordId, StationId

from .device_model import DeviceModels, message_limits, read_all, read_variables, write_variables
from .operations import Step, Surroundings
from .station_link import (
    NotConnectedError,
)
from .template_record import known_template

REPORT: Final = "station.report"
APPLY: Final = "template.apply"


_LIMITS: Final = ReportLimits()


class ReportRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of the standard reports, which a version with but one report answers with that; or, without `base`, some
    components, variables, and what is in a condition.
    """

    base: ReportBase | None = "FullInventory"
    components: tuple[Component, ...] = ()
    variables: tuple[Address, ...] = ()
    criteria: tuple[Criterion, ...] = ()


class ReportResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many variables came, in how many parts."""

    variables: int
    parts: int = 0


class ApplyRequest(msgspec.Struct, frozen=True):
    """Which template."""

    template: str


class ApplyResult(msgspec.Struct, frozen=True):
    """How many values were written, held already, or were not accepted, and whether the station must boot for some."""

    written: int
    skipped: int
    failed: int
    reboot_required: bool


class ReportFailedError(PilotwireError):
    """The station gave no report, or not all of it."""


class ReportMemory(msgspec.Struct, frozen=True):
    """The report so far, the last event that was looked at, and whether the station has agreed to report."""

    assembly: Assembly
    after: RecordId
    asked: bool = False


class ReportJob:
    """`station.report`: asks for a report and waits until all of its parts have come; they are stored as they come.

    Fails by name when parts stop coming or never end. After a restart it waits on, as parts are counted by events.
    """

    def __init__(self, limits: ReportLimits = _LIMITS, look_every_s: float = 0.5, wait_s: float = 600.0) -> None:
        self._limits = limits
        self._look_every_s = look_every_s
        self._wait_s = wait_s

    async def run(self, step: Step, around: Surroundings) -> ReportResult:
        """See `Job`."""
        station = _station(step)
        memory = msgspec.json.decode(step.operation.memory, type=ReportMemory | None)
        if memory is None:
            start = around.store.next_id()
            memory = ReportMemory(begin(_request_id(start), step.now()), start)
        if not memory.asked:
            await _arrival(step, station, self._wait_s)
            memory = msgspec.structs.replace(memory, assembly=begin(memory.assembly.request_id, step.now()))
            await step.keep(memory, Progress(message="asking for the report"))
            request = msgspec.json.decode(step.operation.request, type=ReportRequest)
            try:
                reply = await _ask(around, station, memory.assembly.request_id, request)
            except UnsupportedError:
                raise
            except CannotError:
                if request.base is None:
                    raise
                return ReportResult(await read_all(_models(around), station, step.now()))
            if reply.status == "EmptyResultSet":
                return ReportResult(0)
            _check_agreed(reply)
            memory = msgspec.structs.replace(memory, asked=True)
            await step.keep(memory, Progress(message="waiting for the report"))
        return await self._gathered(step, around, memory)

    async def _gathered(self, step: Step, around: Surroundings, memory: ReportMemory) -> ReportResult:
        station, pause_s = _station(step), _SOON_S
        while True:
            events = await around.queries.events_after(memory.after, _EVENTS, (_RECEIVED,), station)
            assembly = memory.assembly
            for stored in events:
                if isinstance(stored.event, ReportReceived):
                    assembly = take(assembly, _part(stored.event), stored.event.at)
            if events:
                memory = msgspec.structs.replace(memory, assembly=assembly, after=events[-1].id)
                await step.keep(memory, Progress(done=assembly.variables, message=f"{assembly.parts} parts"))
            state = assembly.state(step.now(), self._limits)
            if state == "complete":
                return ReportResult(assembly.variables, assembly.parts)
            if state != "waiting":
                raise _failure(state, assembly)
            if len(events) < _EVENTS:
                pause_s = _SOON_S if events else min(2 * pause_s, self._look_every_s)
                await step.sleep(pause_s)


class ApplyJob:
    """`template.apply`: reads a template's variables from the station and writes those that differ.

    To run it twice does no harm: what holds already is skipped. What the station does not accept is told one by one.
    """

    def __init__(self, wait_s: float = 600.0) -> None:
        self._wait_s = wait_s

    async def run(self, step: Step, around: Surroundings) -> ApplyResult:
        """See `Job`."""
        station, models = _station(step), _models(around)
        request = msgspec.json.decode(step.operation.request, type=ApplyRequest)
        template = await known_template(around.queries, request.template)
        await _arrival(step, station, self._wait_s)
        total = len(template.variables)
        await step.report(Progress(0, total, "reading"))
        asked = [Read(one.address, one.attribute) for one in template.variables]
        await read_variables(models, station, asked, step.now())
        stored = await around.queries.variables_of(station, [one.address for one in template.variables])
        wanted = [one.desired for one in drift(template, stored) if one.state != "same"]
        await step.report(Progress(total - len(wanted), total, "writing"))
        writes = [Write(one.address, one.value, one.attribute) for one in wanted]
        outcomes = await write_variables(models, station, writes, step.now())
        failed = [one for one in outcomes if one.answer.status not in ("Accepted", "RebootRequired")]
        for outcome in failed:
            told = f": {outcome.answer.info}" if outcome.answer.info else ""
            await step.fault(
                OperationError(f"{outcome.answer.status}{told}", _REMEDY, station, str(outcome.asked.address))
            )
        must_boot = any(one.answer.status == "RebootRequired" for one in outcomes)
        return ApplyResult(len(writes) - len(failed), total - len(writes), len(failed), must_boot)


def _station(step: Step) -> StationId:
    station = step.operation.station
    if station is None:
        raise BadInputError("the operation names no station", remedy="start it again, for one station")
    return station


def _models(around: Surroundings) -> DeviceModels:
    return DeviceModels(around.store, around.queries, around.link)


async def _ask(around: Surroundings, station: StationId, request_id: int, request: ReportRequest) -> Reply:
    if request.base is not None:
        return await around.link.request(station, GetBaseReport(request_id, request.base))
    chosen = len(request.components) + len(request.variables)
    most = (await message_limits(_models(around), station, "GetReport")).items
    if most is not None and chosen > most:
        raise ReportFailedError(
            f"the station reports at most {most} components or variables at once; {chosen} were named",
            "Ask for fewer at a time, or for a whole report.",
        )
    wanted = GetReport(request_id, request.components, request.variables, request.criteria)
    return await around.link.request(station, wanted)


async def _arrival(step: Step, station: StationId, wait_s: float) -> None:
    if not await step.connected(station, wait_s):
        raise NotConnectedError(
            f"station {station} did not connect within {wait_s:g} s", "Start this again once the station is there."
        )


def _request_id(record: RecordId) -> int:
    """A number of 31 bits that no report of this station had lately: its milliseconds. Source: B07, requestId."""
    return (record >> 22) & 0x7FFF_FFFF


def _part(event: ReportReceived) -> Part:
    return Part(
        request_id=event.request_id,
        seq_no=event.seq_no,
        more=event.more,
        variables=event.variables,
        bytes=event.size_bytes,
    )


def _check_agreed(reply: Reply) -> None:
    if reply.status != "Accepted":
        told = f" ({reply.info or reply.reason_code})" if reply.info or reply.reason_code else ""
        raise ReportFailedError(
            f"the station answered {reply.status}{told}", "Ask again later, or for another kind of report."
        )


def _failure(state: ReportState, assembly: Assembly) -> ReportFailedError:
    gaps = ", ".join(str(low) if low == high else f"{low} to {high}" for low, high in assembly.missing)
    lacking = f"; part {gaps} is missing" if gaps else "; its last part is missing"
    why = {
        "stalled": "report.stalled: no new part has come for too long",
        "too-many-parts": "report.too-many-parts: the report does not end",
        "too-large": "report.too-large: the report does not end",
        "too-long": "report.too-long: the report has taken too long",
    }[state]
    return ReportFailedError(
        f"{why} ({assembly.parts} parts, {assembly.variables} variables so far{lacking})",
        "What has come is stored. Look at the station's messages, and ask again.",
    )


_EVENTS: Final = 500
_SOON_S: Final = 0.05
_RECEIVED: Final = "report.received"
_REMEDY: Final = "Look at the variable in a report of the station."
