"""Telling a station to update: until it has answered, and never so that it would begin twice."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.command import CannotError
from pilotwire.domain.file_location import without_secrets
from pilotwire.domain.firmware_commands import AskFirmwareStatus, UpdateFirmware
from pilotwire.domain.firmware_publication import best_location
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.firmware_update import FirmwareUpdate, UpdateStep, ended
from pilotwire.domain.kept_file import FileId, TicketId
from pilotwire.kernel.errors import ConflictError, OurFault, PilotwireError
from pilotwire.kernel.ids import StationId

from .firmware_register import keep
from .firmware_release import files_of, known_release
from .firmware_update import UpdateWish, offered, with_answer
from .operations import Step, Surroundings
from .station_link import CallRefusedError, NoAnswerError, NotConnectedError, QueueFullError, UnusableAnswerError
from .work import Work


class AskTimes(NamedTuple):
    """How long one whose request may have arrived has to say so before it is asked again; the pause after a failure of
    the line; and how often in a row there may be one.
    """

    told_s: float = 10.0
    pause_s: float = 5.0
    silences: int = 10


class Scene(NamedTuple):
    """One update and what it is worked on with."""

    step: Step
    around: Surroundings
    station: StationId
    wish: UpdateWish
    number: int

    @property
    def update(self) -> FirmwareUpdate:
        """The record as it stands, with what the station told a moment ago."""
        found = self.around.store.firmware_update(self.station, self.number)
        if found is None:
            raise OurFault(f"the record of update {self.number} is not there", "report this with the server's log")
        return found


async def ask(scene: Scene, times: AskTimes) -> None:
    """Ask until there is an answer. One that may have been asked before the process ended is first looked at."""
    silences = 0
    while scene.update.state == "asking":
        if not await scene.step.connected(scene.station, scene.wish.wait_s):
            await fail(scene, "not-connected")
            return
        if scene.update.sent_at is not None and await _has_begun(scene, times):
            return
        try:
            await _send(scene)
            return
        except (NotConnectedError, QueueFullError):
            silences += 1
            await _mark(scene, None)
        except (NoAnswerError, UnusableAnswerError):
            silences += 1
        if silences > times.silences:
            await fail(scene, "no-answer")
            return
        await scene.step.until(lambda: scene.update.state != "asking", times.pause_s)


async def fail(scene: Scene, reason: str, detail: str | None = None) -> None:
    """Store that it failed."""
    update, now, work = scene.update, scene.step.now(), Work()
    if update.is_open:
        keep(work, update, ended(update, "failed", now, reason, detail), now)
        await scene.around.store.commit(work)


async def end_ticket(scene: Scene) -> None:
    """Nobody fetches the file for this update any more."""
    ticket, files = scene.update.ticket, scene.around.files
    if ticket is not None and files is not None:
        await files.end_ticket(TicketId(ticket), "the update has ended")


async def _has_begun(scene: Scene, times: AskTimes) -> bool:
    """Whether the station does what it was asked: it is asked how far it is, and answers with a status.

    Where it may not be asked, what it says by itself within that time decides.
    """
    update, policy = scene.update, scene.around.policy
    if policy is None or policy.may_start(scene.station, "firmware-probe"):
        try:
            await scene.around.link.request(scene.station, AskFirmwareStatus(update.signed))
        except PilotwireError:
            return scene.update.state != "asking"
    return await scene.step.until(lambda: scene.update.state != "asking", times.told_s)


async def _send(scene: Scene) -> None:
    update = await _mark(scene, scene.step.now())
    release = known_release(scene.around.store, update.release)
    try:
        location = await _location(scene, release)
    except ConflictError as error:
        await fail(scene, "cannot", error.message)
        return
    command = UpdateFirmware(
        update.number, location, update.retrieve_at, update.install_at,
        release.signature if update.signed else None, release.signing_certificate if update.signed else None,
        update.retries, update.retry_interval_s,
    )  # fmt: skip
    try:
        reply = await scene.around.link.request(scene.station, command)
    except CallRefusedError as error:
        await _refused(scene, error)
        return
    except CannotError as error:
        await fail(scene, "cannot", without_secrets(error.message))
        return
    work = with_answer(scene.around.store, scene.update, reply, scene.step.now())
    await scene.around.store.commit(work)


async def _mark(scene: Scene, sent_at: datetime | None) -> FirmwareUpdate:
    """Kept before it is sent, so that after a restart nothing is sent unlooked; None: it surely was not."""
    work = Work()
    after = msgspec.structs.replace(scene.update, sent_at=sent_at)
    work.save(after)
    await scene.around.store.commit(work)
    return after


async def _location(scene: Scene, release: FirmwareRelease) -> str:
    """Where the station fetches it: from its local controller, from us by a new ticket, or elsewhere."""
    update = scene.update
    if update.via is not None:
        found = best_location(offered(scene.around.store, update.via, release.name))
        if found is None:
            raise ConflictError(f"{update.via} does not offer it any more.", "Have it publish the release again.")
        return found
    if release.location is not None or release.file is None:
        return release.location or ""
    files = files_of(scene.around.files)
    await end_ticket(scene)
    lasts_s = update.times.start_s + update.times.download_s
    issued = await files.issue_download(
        FileId(release.file), scene.station, "firmware", update.retrieve_at + timedelta(seconds=lasts_s),
        uses=_USES + (update.retries or 0), scheme=scene.wish.scheme or files.schemes[0],
        actor=update.actor, subject=str(update.number),
    )  # fmt: skip
    kept = Work()
    kept.save(msgspec.structs.replace(scene.update, ticket=issued.ticket.id))
    await scene.around.store.commit(kept)
    return issued.url


async def _refused(scene: Scene, error: CallRefusedError) -> None:
    """A station that does not know signed firmware is asked plainly, unless it must be signed."""
    update, now = scene.update, scene.step.now()
    if update.signed and scene.wish.signing == "prefer" and error.code in _UNKNOWN and not update.install_at:
        step = UpdateStep(now, error.code, detail="asked again without the signature")
        work = Work()
        work.save(msgspec.structs.replace(update, signed=False, sent_at=None, steps=(*update.steps, step)))
        await scene.around.store.commit(work)
        await _send(scene)
        return
    reason = "cannot" if error.code in _UNKNOWN else "call-refused"
    await fail(scene, reason, f"{error.code} {error.description}".strip())


_UNKNOWN: Final = ("NotImplemented", "NotSupported")
_USES: Final = 3
"""Complete downloads that a station may need besides its retries."""
