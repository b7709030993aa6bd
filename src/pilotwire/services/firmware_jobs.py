"""Long work on a station's firmware: the station is told, followed to the boot that proves it, asked when silent."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

import msgspec

from pilotwire.domain.firmware_commands import AskFirmwareStatus
from pilotwire.domain.firmware_update import (
    FirmwareUpdate,
    deadline,
    ended,
    explained,
    is_silent,
    overdue,
)
from pilotwire.domain.operation import Progress
from pilotwire.domain.remote_control import Trigger
from pilotwire.kernel.errors import BadInputError, PilotwireError

from .firmware_asking import AskTimes, Scene, ask, end_ticket, fail
from .firmware_calling_off import call_off
from .firmware_register import keep
from .firmware_update import UpdateWish, check_wish, requested
from .operations import CancelledError, Step, Surroundings
from .work import Work

UPDATE: Final = "station.update_firmware"


class UpdateMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """The number of the update's record, in which all else stands."""

    number: int


class UpdateResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """A station with its new firmware. `confirmed`: its boot has shown the version."""

    number: int
    release: str
    version: str
    confirmed: bool
    duration_s: float
    previous: str | None = None


class FirmwareUpdateError(PilotwireError):
    """An update came to nothing; `reason` is its name."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        text, remedy = explained(reason)
        super().__init__(f"{reason}: {text}{f' ({detail})' if detail else ''}", remedy)
        self.reason = reason


class UpdateJob:
    """`station.update_firmware`: asks the station, waits for what it tells, and ends when a boot shows the version.

    All that is known stands in the update's record, which what the station tells changes at once. After a restart
    nothing is asked again that the station has agreed to. Source: OCPP 2.1 part 2, L01 and L02.
    """

    def __init__(self, times: AskTimes | None = None) -> None:
        self._times = times or AskTimes()

    async def run(self, step: Step, around: Surroundings) -> UpdateResult:
        """See `Job`."""
        scene = await _scene(step, around)
        try:
            if scene.update.state == "asking":
                await ask(scene, self._times)
            await _follow(scene)
        except CancelledError:
            await call_off(scene)
            raise
        except PilotwireError as error:
            await fail(scene, "cannot", error.message)
            raise
        finally:
            await end_ticket(scene)
        return _result(scene.update)


async def _scene(step: Step, around: Surroundings) -> Scene:
    station = step.operation.station
    if station is None:
        raise BadInputError("the operation names no station", remedy="start it again, for one station")
    wish = msgspec.json.decode(step.operation.request, type=UpdateWish)
    memory = msgspec.json.decode(step.operation.memory, type=UpdateMemory | None)
    if memory is None:
        meant = check_wish(around.store, station, wish, step.now())
        whole = step.operation
        update, work = requested(around.store, meant, wish, step.now(), whole.id, whole.actor)
        memory = UpdateMemory(update.number)
        await step.keep(memory, Progress(0, STEPS, "waiting for the station"), work)
    return Scene(step, around, station, wish, memory.number)


async def _follow(scene: Scene) -> None:
    """Wait for the end. Each part of the way has its own patience."""
    step, told = scene.step, ""
    while True:
        update = scene.update
        if not update.is_open:
            return
        now = step.now()
        reason = overdue(update, now)
        if reason is not None:
            await _end(scene, update, reason)
            return
        if is_silent(update, now) and _may_probe(scene):
            await _probe(scene, update)
            continue
        if update.state != told:
            told = update.state
            await step.report(Progress(_PLACES.get(update.state, 1), STEPS, update.state))
        await step.until(partial(_has_moved, scene, update), _patience_s(update, now))


def _has_moved(scene: Scene, seen: FirmwareUpdate) -> bool:
    return scene.update is not seen


async def _end(scene: Scene, update: FirmwareUpdate, reason: str) -> None:
    now, work = scene.step.now(), Work()
    keep(work, update, ended(update, "failed", now, reason), now)
    await scene.around.store.commit(work)


async def _probe(scene: Scene, update: FirmwareUpdate) -> None:
    """Ask a silent station how far it is; one that said Installed is asked to tell its version.

    Source: OCPP 2.1 part 2, L01.FR.25 and L01.FR.26.
    """
    work = Work()
    work.save(msgspec.structs.replace(update, probed_at=scene.step.now()))
    await scene.around.store.commit(work)
    command = Trigger("BootNotification") if update.state == "installed" else AskFirmwareStatus(update.signed)
    try:
        await scene.around.link.request(scene.station, command)
    except PilotwireError:
        return  # it is not there, or does not know how: its time goes on running


def _may_probe(scene: Scene) -> bool:
    policy = scene.around.policy
    return policy is None or policy.may_start(scene.station, "firmware-probe")


def _patience_s(update: FirmwareUpdate, now: datetime) -> float:
    latest = deadline(update)
    left_s = _LOOK_EVERY_S if latest is None else (latest - now) / timedelta(seconds=1)
    return max(_SOON_S, min(left_s, _LOOK_EVERY_S, update.times.silence_s))


def _result(update: FirmwareUpdate) -> UpdateResult:
    if update.state != "succeeded":
        raise FirmwareUpdateError(update.reason or update.state, update.detail)
    return UpdateResult(
        update.number, update.release, update.version, update.confirmed,
        ((update.ended_at or update.since) - update.requested_at).total_seconds(), update.previous,
    )  # fmt: skip


STEPS: Final = 7
_PLACES: Final = {
    "accepted": 1, "download-scheduled": 1, "downloading": 2, "download-paused": 2, "downloaded": 3, "verified": 3,
    "install-scheduled": 4, "installing": 5, "rebooting": 5, "installed": 6,
}  # fmt: skip
_LOOK_EVERY_S: Final = 60.0
_SOON_S: Final = 0.05
