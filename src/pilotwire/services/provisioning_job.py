"""Long work at the door: a station is held, read and configured while it waits, and then accepted or turned away."""

from math import inf
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.domain.onboarding import answer_for
from pilotwire.domain.operation import OperationError, Progress
from pilotwire.domain.remote_control import Reset
from pilotwire.domain.station import ChargingStation, HeldRegistration
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import StationId

from .automatism import reported
from .device_model_jobs import ApplyJob, ApplyRequest, ApplyResult, ReportJob, ReportRequest, ReportResult
from .hold import ask_to_boot, releasing
from .operations import CancelledError, Job, Step, Surroundings
from .stage import Stage
from .station_link import NoAnswerError, NotConnectedError
from .work import Work

PROVISION: Final = "station.provision"


class ProvisionRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What to do with a station that waits: report its variables, write a template, and with `accept` accept it once it
    has taken all of the template. `reset` has it start anew at once, so that it waits soon.
    """

    registration: HeldRegistration = "Pending"
    report: bool = True
    template: str | None = None
    accept: bool = False
    reset: bool = False


class ProvisionResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """How it ended, and what was read and written before. `failed` counts values that the station did not take."""

    end: Literal["accepted", "rejected"]
    variables: int = 0
    written: int = 0
    skipped: int = 0
    failed: int = 0


class ProvisionMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which stage it is in, what that stage's own job keeps, and what the earlier ones brought."""

    stage: Literal["booting", "reading", "configuring", "held", "accepting"] = "booting"
    inner: msgspec.Raw = msgspec.Raw(b"null")
    variables: int = 0
    written: int = 0
    skipped: int = 0
    failed: int = 0
    reboot_required: bool = False
    reset_asked: bool = False
    has_faults: bool = False


class StationGoneError(PilotwireError):
    """The station was removed meanwhile."""


class NotAcceptedError(PilotwireError):
    """The station did not boot after it was accepted."""


class ProvisionJob:
    """`station.provision`: waits for the boot that is held, works on the station, and ends with a decision.

    A person may decide at any time; without `accept` it waits for that, however long. It looks at the station's record
    alone to see where the station is, so it goes on wherever it was cut off. Cancelled, it leaves the station held.
    Source: OCPP 2.0.1 part 2, B02; OCPP 1.6, 4.2.
    """

    def __init__(
        self, report: Job | None = None, apply: Job | None = None, boot_wait_s: float = 900.0, pause_s: float = 5.0
    ) -> None:
        self._report = report or ReportJob(wait_s=inf)
        self._apply = apply or ApplyJob(wait_s=inf)
        self._boot_wait_s = boot_wait_s
        self._pause_s = pause_s

    async def run(self, step: Step, around: Surroundings) -> ProvisionResult:
        """See `Job`."""
        scene = _scene(step, around)
        memory = _memory(scene)
        if memory.stage == "booting":
            memory = await _wait_for_boot(scene, memory)
        if memory.stage == "reading":
            memory = await self._read(scene, memory)
        if memory.stage == "configuring":
            memory = await self._configure(scene, memory)
        if memory.stage == "held":
            memory = await _hold(scene, memory)
        return await self._accepted(scene, memory)

    async def _read(self, scene: "_Scene", memory: ProvisionMemory) -> ProvisionMemory:
        if scene.request.report and not scene.decided:
            work = Work()
            work.save(reported(scene.record))
            await scene.step.keep(memory, Progress(message="reading"), work)
            told = await self._worked(scene, memory, self._report, ReportRequest())
            memory = _memory(scene)
            count = told.variables if isinstance(told, ReportResult) else 0
            memory = msgspec.structs.replace(memory, variables=count)
        return await scene.enter("configuring", memory)

    async def _configure(self, scene: "_Scene", memory: ProvisionMemory) -> ProvisionMemory:
        template = scene.request.template
        if template is not None and not scene.decided:
            told = await self._worked(scene, memory, self._apply, ApplyRequest(template))
            memory = msgspec.structs.replace(_memory(scene), has_faults=True)
            if isinstance(told, ApplyResult):
                memory = msgspec.structs.replace(
                    memory,
                    written=told.written,
                    skipped=told.skipped,
                    failed=told.failed,
                    reboot_required=told.reboot_required,
                    has_faults=told.failed > 0,
                )
        return await scene.enter("held", memory)

    async def _worked(self, scene: "_Scene", memory: ProvisionMemory, job: Job, request: object) -> object | None:
        """What a stage's job brings; None when it failed, which is a fault of the operation and no end of it."""

        async def keep(inner: msgspec.Raw, progress: Progress | None, work: Work | None) -> None:
            await scene.step.keep(msgspec.structs.replace(memory, inner=inner), progress, work)

        for attempt in range(_ATTEMPTS):
            stage = Stage(scene.step, request, _memory(scene).inner, keep)
            try:
                return await job.run(stage, scene.around)
            except CancelledError:
                raise
            except (NotConnectedError, NoAnswerError) as error:
                if attempt + 1 == _ATTEMPTS:
                    await scene.fault(error)
                    return None
                await scene.step.sleep(self._pause_s)
            except PilotwireError as error:
                await scene.fault(error)
                return None
        return None

    async def _accepted(self, scene: "_Scene", memory: ProvisionMemory) -> ProvisionResult:
        """Bring the decision to the station: by the boot that it sends, or that it is asked for."""
        if scene.record.registration == "Pending" and scene.automatic and not memory.reset_asked:
            await _ask_again(scene, memory)
        wanted = answer_for(scene.record, scene.around.rules.onboarding)
        await scene.step.report(Progress(3, 3, f"waiting for the boot that is answered {wanted}"))
        here = await scene.step.until(lambda: scene.is_gone or scene.has(wanted), self._boot_wait_s)
        if not here or scene.is_gone:
            if scene.is_gone:
                raise _gone(scene)
            raise NotAcceptedError(
                f"provision.not-booted: station {scene.station} has not booted within {self._boot_wait_s:g} s after the"
                f" decision",
                f"Its next boot is answered {wanted} all the same; have it start anew.",
            )
        end: Literal["accepted", "rejected"] = "accepted" if scene.has("Accepted") else "rejected"
        return ProvisionResult(end, memory.variables, memory.written, memory.skipped, memory.failed)


class _Scene(NamedTuple):
    step: Step
    around: Surroundings
    station: StationId
    request: ProvisionRequest

    @property
    def record(self) -> ChargingStation:
        """The station as it is now. Raises StationGoneError."""
        found = self.around.store.station(self.station)
        if found is None:
            raise _gone(self)
        return found

    @property
    def is_gone(self) -> bool:
        """Whether nobody knows the station any more."""
        return self.around.store.station(self.station) is None

    @property
    def decided(self) -> bool:
        """Whether somebody has accepted the station, or turned it away, or it is not to be worked on at all."""
        return self.record.hold is None or self.record.hold.registration == "Rejected"

    @property
    def automatic(self) -> bool:
        """Whether the operation itself accepted the station: then it asks for the boot too."""
        return self.request.accept

    def has(self, registration: str) -> bool:
        """Whether the station's last boot was answered so, by what is decided now."""
        record = self.around.store.station(self.station)
        deployment = self.around.rules.onboarding
        return record is not None and record.registration == registration == answer_for(record, deployment)

    async def fault(self, error: PilotwireError) -> None:
        """Record what did not work."""
        await self.step.fault(OperationError(error.message, error.remedy, self.station))

    async def enter(
        self, stage: Literal["reading", "configuring", "held", "accepting"], memory: ProvisionMemory,
        work: Work | None = None,
    ) -> ProvisionMemory:  # fmt: skip
        """Keep that the next stage begins."""
        after = msgspec.structs.replace(memory, stage=stage, inner=msgspec.Raw(b"null"))
        await self.step.keep(after, Progress(_STAGES.index(stage), len(_STAGES), stage), work)
        return after


async def _wait_for_boot(scene: _Scene, memory: ProvisionMemory) -> ProvisionMemory:
    """Until a boot was answered as the station is held, or somebody has decided otherwise."""
    wanted = scene.request.registration
    if scene.request.reset and not memory.reset_asked and not scene.decided and not scene.has(wanted):
        await scene.step.connected(scene.station, inf)
        memory = msgspec.structs.replace(memory, reset_asked=True)
        await scene.step.keep(memory, Progress(message="asking for a new start"))
        await _reset(scene)
    memory = msgspec.structs.replace(memory, reset_asked=False)
    await scene.step.report(Progress(0, len(_STAGES), f"waiting for a boot to answer {wanted}"))
    await scene.step.until(lambda: scene.is_gone or scene.has(wanted) or _is_over(scene), inf)
    if scene.is_gone:
        raise _gone(scene)
    return await scene.enter("reading" if wanted == "Pending" else "accepting", memory)


async def _hold(scene: _Scene, memory: ProvisionMemory) -> ProvisionMemory:
    """Until somebody decides; with `accept` at once, unless something did not work."""
    if scene.request.accept and not memory.has_faults and not scene.decided:
        rules = scene.around.rules
        work = releasing(scene.record, rules.onboarding, scene.step.now(), None)
        return await scene.enter("accepting", memory, work)
    await scene.step.report(Progress(2, len(_STAGES), "held: waiting for somebody to accept or to reject it"))
    await scene.step.until(lambda: scene.is_gone or scene.decided, inf)
    if scene.is_gone:
        raise _gone(scene)
    return await scene.enter("accepting", memory)


async def _ask_again(scene: _Scene, memory: ProvisionMemory) -> None:
    """Ask for the boot: by a new start where written values wait for one."""
    await scene.step.connected(scene.station, _SOON_S)
    await scene.step.keep(msgspec.structs.replace(memory, reset_asked=True))
    if memory.reboot_required:
        await _reset(scene)
        return
    why = await ask_to_boot(scene.around.link, scene.station)
    if why is not None:
        await scene.step.report(Progress(3, 3, f"its boot is awaited: {why}"))


async def _reset(scene: _Scene) -> None:
    try:
        reply = await scene.around.link.request(scene.station, Reset("OnIdle"))
    except PilotwireError as error:
        await scene.fault(error)
        return
    if reply.status not in ("Accepted", "Scheduled"):
        await scene.step.fault(
            OperationError(f"the station answered {reply.status} to a reset", "Start it anew by hand.", scene.station)
        )


def _is_over(scene: _Scene) -> bool:
    """Whether the hold that this is about has been lifted or changed."""
    record = scene.around.store.station(scene.station)
    return record is None or record.hold is None or record.hold.registration != scene.request.registration


def _scene(step: Step, around: Surroundings) -> _Scene:
    station = step.operation.station
    if station is None:
        raise BadInputError("the operation names no station", remedy="start it again, for one station")
    return _Scene(step, around, station, msgspec.json.decode(step.operation.request, type=ProvisionRequest))


def _memory(scene: _Scene) -> ProvisionMemory:
    return msgspec.json.decode(scene.step.operation.memory, type=ProvisionMemory | None) or ProvisionMemory()


def _gone(scene: _Scene) -> StationGoneError:
    return StationGoneError(
        f"provision.station-removed: station {scene.station} was removed", "Hold it again once it is known again."
    )


_STAGES: Final = ("reading", "configuring", "held", "accepting")
_ATTEMPTS: Final = 3
_SOON_S: Final = 60.0
