"""Long work on monitors: a report of them, and a template of monitors set at a station."""

from collections.abc import Sequence
from typing import Final

import msgspec

from pilotwire.domain.command import Reply
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.event import Event
from pilotwire.domain.monitor import Monitor, settled
from pilotwire.domain.monitor_commands import GetMonitoringReport, MonitoringCriterion
from pilotwire.domain.monitor_template import MonitorDrift, monitor_drift
from pilotwire.domain.monitoring_events import MonitoringReportReceived, MonitorsCleared
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.domain.report import Assembly, Part, ReportLimits, begin
from pilotwire.kernel.errors import BadInputError
from pilotwire.kernel.ids import StationId

from .device_events import close_alerts
from .device_model import DeviceModels, message_limits
from .monitor_template_record import known_monitor_template
from .monitors import WantedMonitor, set_monitors
from .operations import Step, Surroundings
from .remote_control import Asker
from .report_gathering import Parts, ReportFailedError, ReportMemory, arrival, begun, check_agreed, gathered
from .work import Removed, Work

REPORT: Final = "station.monitoring_report"
APPLY: Final = "monitor_template.apply"
_LIMITS: Final = ReportLimits()


class MonitoringReportRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which monitors: of kinds, of components or variables; nothing said means all."""

    criteria: tuple[MonitoringCriterion, ...] = ()
    components: tuple[Component, ...] = ()
    variables: tuple[Address, ...] = ()


class MonitoringReportResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many monitors came, in how many parts; of a whole report, how many set from here it lacks (`missing`) and how
    many others are gone.
    """

    monitors: int
    parts: int = 0
    missing: int = 0
    gone: int = 0


class MonitorApplyRequest(msgspec.Struct, frozen=True):
    """Which template of monitors."""

    template: str


class MonitorApplyResult(msgspec.Struct, frozen=True):
    """How many monitors were set, were there already, or were not accepted."""

    set: int
    skipped: int
    failed: int


class MonitoringReportJob:
    """`station.monitoring_report`: asks for a report of monitors and waits until all of its parts have come.

    As `station.report`. A whole report also settles which monitors are gone or have another number than before.
    Source: OCPP 2.0.1 part 2, N02.
    """

    def __init__(self, limits: ReportLimits = _LIMITS, look_every_s: float = 0.5, wait_s: float = 600.0) -> None:
        self._limits = limits
        self._look_every_s = look_every_s
        self._wait_s = wait_s

    async def run(self, step: Step, around: Surroundings) -> MonitoringReportResult:
        """See `Job`."""
        station = _station(step)
        request = msgspec.json.decode(step.operation.request, type=MonitoringReportRequest)
        memory = msgspec.json.decode(step.operation.memory, type=ReportMemory | None) or begun(step, around)
        if not memory.asked:
            await arrival(step, station, self._wait_s)
            memory = msgspec.structs.replace(memory, assembly=begin(memory.assembly.request_id, step.now()))
            await step.keep(memory, Progress(message="asking for the report"))
            reply = await _ask(around, station, memory.assembly.request_id, request)
            if reply.status == "EmptyResultSet":
                return await _settled(step, around, station, request, memory.assembly)
            check_agreed(reply)
            memory = msgspec.structs.replace(memory, asked=True)
            await step.keep(memory, Progress(message="waiting for the report"))
        parts = Parts(_RECEIVED, _part, self._limits, self._look_every_s, "monitors")
        assembly = await gathered(step, around, station, memory, parts, step.keep)
        return await _settled(step, around, station, request, assembly)


class MonitorApplyJob:
    """`monitor_template.apply`: reads a station's monitors and sets those of a template that differ or are not there.

    It reads them anew whenever it is taken up again, so that nothing is set twice: a station that accepted one before a
    restart tells so in its report.
    """

    def __init__(self, limits: ReportLimits = _LIMITS, look_every_s: float = 0.5, wait_s: float = 600.0) -> None:
        self._limits = limits
        self._look_every_s = look_every_s
        self._wait_s = wait_s

    async def run(self, step: Step, around: Surroundings) -> MonitorApplyResult:
        """See `Job`."""
        station = _station(step)
        request = msgspec.json.decode(step.operation.request, type=MonitorApplyRequest)
        template = await known_monitor_template(around.queries, request.template)
        await arrival(step, station, self._wait_s)
        await self._read(step, around, station)
        drift = monitor_drift(template, await around.queries.monitors_of(station))
        wanted = [one for one in drift if one.state != "same"]
        await step.report(Progress(len(drift) - len(wanted), len(drift), "setting"))
        failed = await self._set(step, around, station, wanted)
        return MonitorApplyResult(len(wanted) - failed, len(drift) - len(wanted), failed)

    async def _read(self, step: Step, around: Surroundings, station: StationId) -> None:
        memory = begun(step, around)
        await step.keep(memory, Progress(message="reading"))
        whole = MonitoringReportRequest()
        reply = await _ask(around, station, memory.assembly.request_id, whole)
        assembly = memory.assembly
        if reply.status != "EmptyResultSet":
            check_agreed(reply)
            parts = Parts(_RECEIVED, _part, self._limits, self._look_every_s, "monitors")
            assembly = await gathered(step, around, station, memory, parts, step.keep)
        await _settled(step, around, station, whole, assembly)

    async def _set(self, step: Step, around: Surroundings, station: StationId, wanted: Sequence[MonitorDrift]) -> int:
        """Set what differs; how many were not accepted, each told as a fault."""
        failed = 0
        for one in wanted:
            if one.found is not None and one.found.origin == "HardWiredMonitor":
                failed += 1
                await _fault(step, station, one, "it is hard-wired with another value")
        asked = [one for one in wanted if one.found is None or one.found.origin != "HardWiredMonitor"]
        if not asked:
            return failed
        models = DeviceModels(around.store, around.queries, around.link)
        asker = Asker(
            store=around.store, link=around.link, clock=_StepClock(step), rules=around.rules,
            actor=step.operation.actor,
        )  # fmt: skip
        outcomes = await set_monitors(models, asker, station, [_wanted(one) for one in asked])
        for one, outcome in zip(asked, outcomes, strict=True):
            if outcome.answer.status != "Accepted":
                failed += 1
                told = f": {outcome.answer.info}" if outcome.answer.info else ""
                await _fault(step, station, one, f"{outcome.answer.status}{told}")
        return failed


class _StepClock:
    """The step's time, as a clock."""

    def __init__(self, step: Step) -> None:
        self.now = step.now

    def monotonic(self) -> float:
        """Seconds."""
        return self.now().timestamp()


def _wanted(one: MonitorDrift) -> WantedMonitor:
    setting = one.desired
    return WantedMonitor(
        address=setting.address, kind=setting.kind, severity=setting.severity, value=setting.value,
        transaction=setting.transaction, stream=setting.stream, id=None if one.found is None else one.found.id,
    )  # fmt: skip


async def _fault(step: Step, station: StationId, one: MonitorDrift, why: str) -> None:
    subject = f"{one.desired.address} {one.desired.kind} {one.desired.severity}"
    await step.fault(OperationError(why, "Look at the variable in a report of the station.", station, subject))


async def _settled(
    step: Step, around: Surroundings, station: StationId, request: MonitoringReportRequest, assembly: Assembly
) -> MonitoringReportResult:
    """What a whole report changes in what is known, stored."""
    if request != MonitoringReportRequest():
        return MonitoringReportResult(assembly.variables, assembly.parts)
    at, work = step.now(), Work()
    known = await around.queries.monitors_of(station)
    changed, gone = settled(known, assembly.request_id, at)
    there = {one.told.key for one in known if one.told is not None and one.report == assembly.request_id}
    work.save(*changed, *(Removed(Monitor, one.record_key) for one in gone))
    if gone:
        work.tell(MonitorsCleared(station=station, at=at, monitors=tuple(one.id for one in gone)))
        lost = [one.id for one in gone if one.setting.key not in there]  # others have but another number
        close_alerts(around.store, work, station, lost, at)
    if work.changes:
        await around.store.commit(work)
    left = await around.queries.monitors_of(station)
    missing = sum(one.state == "missing" for one in left)
    return MonitoringReportResult(assembly.variables, assembly.parts, missing, len(gone))


async def _ask(around: Surroundings, station: StationId, request_id: int, request: MonitoringReportRequest) -> Reply:
    """Source: OCPP 2.0.1 part 2, N02.FR.07."""
    models = DeviceModels(around.store, around.queries, around.link)
    chosen = len(request.components) + len(request.variables)
    most = (await message_limits(models, station, "GetReport")).items
    if most is not None and chosen > most:
        raise ReportFailedError(
            f"the station reports at most {most} components or variables at once; {chosen} were named",
            "Ask for fewer at a time, or for a whole report.",
        )
    wanted = GetMonitoringReport(request_id, request.criteria, request.components, request.variables)
    return await around.link.request(station, wanted)


def _station(step: Step) -> StationId:
    station = step.operation.station
    if station is None:
        raise BadInputError("the operation names no station", remedy="start it again, for one station")
    return station


def _part(event: Event) -> Part | None:
    if not isinstance(event, MonitoringReportReceived):
        return None
    return Part(
        request_id=event.request_id,
        seq_no=event.seq_no,
        more=event.more,
        variables=event.monitors,
        bytes=event.size_bytes,
    )


_RECEIVED: Final = "monitoring.report_received"
