"""Long work on the device model: a report of all variables, and a template written to a station."""

from typing import Final

import msgspec

from pilotwire.domain.capability import UnsupportedError
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.device_model_commands import Criterion, GetBaseReport, GetReport, Read, ReportBase, Write
from pilotwire.domain.event import Event
from pilotwire.domain.events import ReportReceived
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.domain.report import Part, ReportLimits, begin
from pilotwire.domain.template import drift
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId

from .device_model import DeviceModels, message_limits, read_all, read_variables, write_variables
from .operations import Step, Surroundings
from .report_gathering import Parts, ReportFailedError, ReportMemory, arrival, begun, check_agreed, gathered
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
            memory = begun(step, around)
        if not memory.asked:
            await arrival(step, station, self._wait_s)
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
            check_agreed(reply)
            memory = msgspec.structs.replace(memory, asked=True)
            await step.keep(memory, Progress(message="waiting for the report"))
        parts = Parts(_RECEIVED, _part, self._limits, self._look_every_s)
        assembly = await gathered(step, around, station, memory, parts, step.keep)
        return ReportResult(assembly.variables, assembly.parts)


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
        await arrival(step, station, self._wait_s)
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


def _part(event: Event) -> Part | None:
    if not isinstance(event, ReportReceived):
        return None
    return Part(
        request_id=event.request_id,
        seq_no=event.seq_no,
        more=event.more,
        variables=event.variables,
        bytes=event.size_bytes,
    )


_RECEIVED: Final = "report.received"
_REMEDY: Final = "Look at the variable in a report of the station."
