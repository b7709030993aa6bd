"""Long work on a station's security profile: changed so that the station can always come back by its old way."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import msgspec

from pilotwire.domain.operation import Progress
from pilotwire.domain.remote_control import Reset, ResetKind
from pilotwire.domain.security_profile import ProfileChangeError, check_direction
from pilotwire.kernel.errors import BadInputError, PilotwireError

from .operations import Step, Surroundings
from .profile_change import change, look, save_minimum, undo
from .profile_checks import CertificateCheck, check_prerequisites, nobody_knows
from .profile_request import STEPS, RaiseMemory, RaiseRequest, RaiseResult, Scene
from .station_link import CallRefusedError, NoAnswerError, NotConnectedError, QueueFullError

RAISE: Final = "station.raise_profile"


class RaiseJob:
    """`station.raise_profile`: checks what the station needs, tells it, has it boot, and waits until it comes by the
    new way; only then is that its minimum. Ended otherwise, its old way is open, and what it was told is taken back.

    Every step is kept before it is done. After a restart the station is looked at first: what holds is not told again.
    `settle_s`: how long a station that came back by its old way may still think about it; `grace_s`: how long one may
    take until it begins to boot. Source: OCPP 2.0.1 part 2, A05; OCPP 1.6 security whitepaper, A05.
    """

    def __init__(
        self,
        has_certificate: CertificateCheck = nobody_knows,
        look_every_s: float = 0.5,
        settle_s: float = 120.0,
        grace_s: float = 60.0,
    ) -> None:
        self._has_certificate = has_certificate
        self._look_every_s = look_every_s
        self._settle = timedelta(seconds=settle_s)
        self._grace = timedelta(seconds=grace_s)

    async def run(self, step: Step, around: Surroundings) -> RaiseResult:
        """See `Job`."""
        station = step.operation.station
        if station is None:
            raise BadInputError("the operation names no station", remedy="start it again, for one station")
        request = msgspec.json.decode(step.operation.request, type=RaiseRequest)
        scene = Scene(step, around, station, request)
        try:
            return await self._run(scene)
        except PilotwireError:
            memory = scene.memory
            if memory is not None and memory.phase != "checking" and scene.profile != request.profile:
                await undo(scene, memory)
            raise

    async def _run(self, scene: Scene) -> RaiseResult:
        memory = scene.memory
        if memory is None or memory.phase == "checking":
            memory = await self._checked(scene)
        if memory.phase == "changing" and not _is_there(scene):
            memory = await self._changed(scene, memory)
        if memory.phase == "resetting" and not _is_there(scene):
            memory = await self._reset(scene, memory)
        await self._arrived(scene, memory)
        return await self._done(scene, memory)

    async def _checked(self, scene: Scene) -> RaiseMemory:
        """See that the station can change, and wait until nothing charges; nothing is changed before."""
        await scene.step.report(Progress(0, STEPS, "waiting for the station"))
        await scene.arrival()
        previous, wanted = scene.profile or 0, scene.request.profile
        memory = RaiseMemory("waiting", previous, scene.record.min_security_profile)
        if previous == wanted:
            return await scene.keep(memory, 4, "connected with this profile already")
        check_direction(previous, wanted)
        await scene.keep(msgspec.structs.replace(memory, phase="checking"), 1, "looking at what the station has")
        await check_prerequisites(scene, self._has_certificate)
        await self._idle(scene)
        return await scene.keep(await look(scene), 2, "telling the station")

    async def _idle(self, scene: Scene) -> None:
        if scene.request.when == "now":
            return
        told = -1
        while running := len(scene.around.store.open_transactions(scene.station)):
            if scene.left_s <= 0:
                raise ProfileChangeError(
                    "busy", f"{running} transactions still run at the station", "Start this again, or do it `now`."
                )
            if running != told:
                told = running
                progress = Progress(1, STEPS, f"waiting for the end of {running} transactions")
                await scene.step.keep(scene.memory, progress)
            await scene.step.sleep(self._look_every_s)
        await scene.arrival()

    async def _changed(self, scene: Scene, memory: RaiseMemory) -> RaiseMemory:
        """Tell the station; a lower minimum comes first, or the station would be refused."""
        await scene.arrival()
        if scene.request.profile < memory.previous:
            await save_minimum(scene, scene.request.profile)
        must_boot = await change(scene, memory)
        changed = msgspec.structs.replace(memory, changed_at=scene.step.now())
        if must_boot:
            changed = msgspec.structs.replace(changed, phase="resetting")
            return await scene.keep(changed, 3, "having the station boot")
        changed = msgspec.structs.replace(changed, phase="waiting")
        return await scene.keep(changed, 4, "waiting for the station to come back")

    async def _reset(self, scene: Scene, memory: RaiseMemory) -> RaiseMemory:
        """Have the station boot; one that has done so since it was told is not told again."""
        while not _has_booted(scene, memory) and not _is_there(scene):
            await self._idle(scene)
            await scene.arrival()
            memory = await scene.keep(msgspec.structs.replace(memory, reset_at=scene.step.now()), 3, "booting")
            try:
                reply = await scene.around.link.request(scene.station, Reset(_KINDS[scene.request.when]))
                status = reply.status
            except (NoAnswerError, NotConnectedError, QueueFullError):
                break
            except CallRefusedError as error:
                status = error.code
            if status in ("Accepted", "Scheduled"):
                break
            if scene.left_s <= 0:
                raise ProfileChangeError(
                    "reset-refused", f"the station answered {status} when asked to boot", "Have it boot by hand."
                )
            await scene.step.sleep(min(_ASK_AGAIN_S, scene.left_s))
        waiting = msgspec.structs.replace(memory, phase="waiting")
        return await scene.keep(waiting, 4, "waiting for the station to come back")

    async def _arrived(self, scene: Scene, memory: RaiseMemory) -> None:
        """Wait until the station comes by the new way. Raises ProfileChangeError when it comes by the old one to stay,
        or not in time.
        """
        asked_at, back_since = scene.step.now(), None
        while not _is_there(scene):
            if scene.left_s <= 0:
                raise _late(scene)
            if scene.profile is None:
                back_since = None
                await scene.step.connected(scene.station, scene.left_s)
                continue
            now = scene.step.now()
            if _came_back(scene, memory):
                back_since = back_since or now
                if now - back_since >= self._settle:
                    raise ProfileChangeError(
                        "fell-back", f"the station came back with security profile {scene.profile}",
                        "Look at the refusals of the station and at its security events for the reason.",
                    )  # fmt: skip
            elif now - asked_at >= self._grace and not scene.around.store.open_transactions(scene.station):
                asked_at = now
                memory = await self._reset(scene, memory)
            await scene.step.sleep(self._look_every_s)

    async def _done(self, scene: Scene, memory: RaiseMemory) -> RaiseResult:
        wanted, previous = scene.request.profile, memory.previous
        if wanted < previous or wanted > (scene.record.min_security_profile or 0):
            await save_minimum(scene, wanted)
        outcome: Final = "already" if wanted == previous else "raised" if wanted > previous else "lowered"
        return RaiseResult(outcome, wanted, previous)


def _is_there(scene: Scene) -> bool:
    return scene.profile == scene.request.profile


def _has_booted(scene: Scene, memory: RaiseMemory) -> bool:
    booted_at = scene.record.booted_at
    return memory.reset_at is not None and booted_at is not None and booted_at > memory.reset_at


def _came_back(scene: Scene, memory: RaiseMemory) -> bool:
    """Whether the station's connection is a new one since it was to change; our own restart makes new ones too."""
    if memory.reset_at is not None:
        return _has_booted(scene, memory)
    live = scene.around.link.connection(scene.station)
    return live is not None and memory.changed_at is not None and live.since > memory.changed_at


def _late(scene: Scene) -> ProfileChangeError:
    if scene.profile is None:
        return ProfileChangeError(
            "not-back", "the station did not come back in time, neither by the new way nor by the old one",
            "Both are open to it; look at its refusals.",
        )  # fmt: skip
    return ProfileChangeError(
        "not-taken", f"the station still has security profile {scene.profile}", "Have it boot, and start this again."
    )


_KINDS: Final[Mapping[str, ResetKind]] = {"idle": "OnIdle", "now": "Immediate"}
_ASK_AGAIN_S: Final = 30.0
