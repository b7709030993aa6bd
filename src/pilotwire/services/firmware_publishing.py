"""Firmware at local controllers: published as long work, and taken back at once."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.firmware_commands import AskPublicationStatus, PublishFirmware, UnpublishFirmware
from pilotwire.domain.firmware_publication import ENDS, WAITING, Publication, finished
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.kept_file import FileId, TicketId
from pilotwire.domain.operation import Progress
from pilotwire.kernel.errors import BadInputError, ConflictError, OurFault, PilotwireError
from pilotwire.kernel.ids import StationId

from .firmware_register import publication_event
from .firmware_release import files_of, known_release
from .operations import CancelledError, Step, Surroundings
from .ports import Store
from .remote_control import Asker
from .station_link import CallRefusedError, NoAnswerError, NotConnectedError, QueueFullError, UnusableAnswerError
from .station_record import known_station
from .work import Work

PUBLISH: Final = "station.publish_firmware"


class PublishWish(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which release a local controller offers, and how long it may take."""

    release: str
    retries: int | None = None
    retry_interval_s: int | None = None
    scheme: str | None = None
    wait_s: float = 86_400.0
    timeout_s: float = 7_200.0


class PublishMemory(msgspec.Struct, frozen=True):
    """The number of the publication's record."""

    number: int


class PublishResult(msgspec.Struct, frozen=True):
    """Where the release is offered."""

    number: int
    release: str
    locations: tuple[str, ...]


class PublicationError(PilotwireError):
    """A release is not offered."""


class _Scene(NamedTuple):
    step: Step
    around: Surroundings
    station: StationId
    wish: PublishWish
    number: int

    @property
    def record(self) -> Publication:
        """The record as it stands; one that has ended is looked up by whoever ended it."""
        for one in self.around.store.publications(self.station):
            if one.number == self.number:
                return one
        raise _EndedError


class _EndedError(Exception):
    """The record is no longer among those that are open."""


class PublishJob:
    """`station.publish_firmware`: has a local controller fetch a release and offer it. Source: OCPP 2.1 part 2, L03."""

    def __init__(self, pause_s: float = 5.0, silences: int = 10) -> None:
        self._pause_s = pause_s
        self._silences = silences

    async def run(self, step: Step, around: Surroundings) -> PublishResult:
        """See `Job`."""
        scene = await _begun(step, around)
        try:
            await self._work(scene)
        except CancelledError:
            await _end(scene, "cancelled", "stopped")
            raise
        except PilotwireError as error:
            await _end(scene, "failed", "cannot", error.message)
            raise
        except _EndedError:
            pass
        return await _result(scene)

    async def _work(self, scene: _Scene) -> None:
        silences = 0
        while scene.record.state == "asking":
            if not await scene.step.connected(scene.station, scene.wish.wait_s):
                raise NotConnectedError(f"{scene.station} did not connect in time", "Start this once it is there.")
            try:
                await _ask(scene)
            except (NotConnectedError, QueueFullError, NoAnswerError, UnusableAnswerError):
                silences += 1
                if silences > self._silences:
                    raise
                await scene.step.until(lambda: scene.record.state != "asking", self._pause_s)
        until = scene.record.requested_at + timedelta(seconds=scene.wish.timeout_s)
        while scene.record.state in WAITING:
            seen, now = scene.record, scene.step.now()
            if now >= until:
                raise PublicationError(
                    "publish-timeout: the controller did not publish the file in time", "See its connection to us."
                )
            await scene.step.report(Progress(_PLACES.get(seen.state, 0), STEPS, seen.state))
            left_s = (until - now) / timedelta(seconds=1)
            await scene.step.until(partial(_has_moved, scene, seen), min(left_s, _SILENCE_S))
            if not _has_moved(scene, seen):
                await _probe(scene)


async def unpublish(asker: Asker, station: StationId, release: str) -> Reply:
    """Have a local controller offer a release no longer.

    Raises NotFoundError, ConflictError where it does not offer it, and as `StationLink.request`.
    Source: OCPP 2.1 part 2, L04.
    """
    known_station(asker.store, station)
    found = published(asker.store, station, release)
    if found is None:
        raise ConflictError(f"{station} does not offer release {release}.", "Look at what it offers.")
    reply = await asker.link.request(station, UnpublishFirmware(found.checksum))
    if reply.status in _GONE:
        now, work = asker.clock.now(), Work()
        after = finished(found, "unpublished", now)
        work.save(msgspec.structs.replace(after, actor=asker.actor))
        work.tell(publication_event(after, now))
        await asker.store.commit(work)
    return reply


def published(store: Store, station: StationId, release: str) -> Publication | None:
    """What a local controller offers of a release."""
    held = store.publications(station)
    return next((one for one in reversed(held) if one.release == release and one.state == "published"), None)


async def _begun(step: Step, around: Surroundings) -> _Scene:
    station = step.operation.station
    if station is None:
        raise BadInputError("the operation names no station", remedy="start it again, for one station")
    wish = msgspec.json.decode(step.operation.request, type=PublishWish)
    memory = msgspec.json.decode(step.operation.memory, type=PublishMemory | None)
    if memory is None:
        release = publishable(around.store, wish.release)
        now, whole = step.now(), step.operation
        record = Publication(
            station, around.store.next_transaction_number(), release.name, release.md5 or "", now, now,
            operation=whole.id, actor=whole.actor,
        )  # fmt: skip
        work = Work()
        work.save(record)
        work.tell(publication_event(record, now))
        memory = PublishMemory(record.number)
        await step.keep(memory, Progress(0, STEPS, "waiting for the controller"), work)
    return _Scene(step, around, station, wish, memory.number)


def publishable(store: Store, name: str) -> FirmwareRelease:
    """A release that a controller can be told of. Raises NotFoundError, BadInputError at /md5 without a checksum."""
    release = known_release(store, name)
    if release.md5 is None:
        raise BadInputError(
            f"release {name} has no MD5, by which local controllers check a file", "/md5",
            "put the release again with its md5, or have the file kept here",
        )  # fmt: skip
    return release


async def _ask(scene: _Scene) -> None:
    record = scene.record
    release = known_release(scene.around.store, record.release)
    location, ticket = await _location(scene, release)
    await _keep(scene, msgspec.structs.replace(record, sent_at=scene.step.now(), ticket=ticket))
    command = PublishFirmware(record.number, location, record.checksum, scene.wish.retries, scene.wish.retry_interval_s)
    try:
        reply = await scene.around.link.request(scene.station, command)
    except CallRefusedError as error:
        raise PublicationError(f"call-refused: {error.message}", "See whether it is a local controller.") from error
    except CannotError as error:
        raise PublicationError(f"cannot: {error.message}", error.remedy) from error
    if reply.status != "Accepted":
        told = reply.info or reply.reason_code
        raise PublicationError(
            f"refused: the controller answered {reply.status}{f' ({told})' if told else ''}", "See its messages."
        )
    now = scene.record
    if now.state == "asking":
        await _keep(scene, msgspec.structs.replace(now, state="accepted", since=scene.step.now()))


async def _location(scene: _Scene, release: FirmwareRelease) -> tuple[str, str | None]:
    if release.file is None:
        return release.location or "", None
    files = files_of(scene.around.files)
    await _end_ticket(scene)
    expires_at = scene.step.now() + timedelta(seconds=scene.wish.timeout_s)
    issued = await files.issue_download(
        FileId(release.file), scene.station, "firmware", expires_at, uses=2 + (scene.wish.retries or 0),
        scheme=scene.wish.scheme or files.schemes[0], subject=str(scene.number),
    )  # fmt: skip
    return issued.url, issued.ticket.id


async def _probe(scene: _Scene) -> None:
    policy = scene.around.policy
    if policy is not None and not policy.may_start(scene.station, "firmware-probe"):
        return
    try:
        await scene.around.link.request(scene.station, AskPublicationStatus())
    except PilotwireError:
        return  # it is not there, or does not know how: its time goes on running


async def _end_ticket(scene: _Scene) -> None:
    ticket, files = scene.record.ticket, scene.around.files
    if ticket is not None and files is not None:
        await files.end_ticket(TicketId(ticket), "the publication has ended")


async def _end(scene: _Scene, state: str, reason: str, detail: str | None = None) -> None:
    try:
        record = scene.record
        await _end_ticket(scene)
    except _EndedError:
        return
    now: datetime = scene.step.now()
    after = finished(record, "cancelled" if state == "cancelled" else "failed", now, reason, detail)
    work = Work()
    work.save(after)
    work.tell(publication_event(after, now))
    await scene.around.store.commit(work)


async def _keep(scene: _Scene, record: Publication) -> None:
    work = Work()
    work.save(record)
    await scene.around.store.commit(work)


async def _result(scene: _Scene) -> PublishResult:
    found = await scene.around.queries.publication(scene.number)
    if found is None:
        raise OurFault(f"the record of publication {scene.number} is not there", "report this with the server's log")
    if found.state in ENDS:
        raise PublicationError(
            f"{found.reason or found.state}: {found.detail or 'the controller does not offer it'}",
            "See that it reaches the address, and that the release's MD5 is right.",
        )
    return PublishResult(found.number, found.release, found.locations)


def _has_moved(scene: _Scene, seen: Publication) -> bool:
    try:
        return scene.record is not seen
    except _EndedError:
        return True


STEPS: Final = 5
_PLACES: Final = {
    "accepted": 1, "download-scheduled": 1, "downloading": 2, "download-paused": 2, "downloaded": 3,
    "checksum-verified": 4,
}  # fmt: skip
_SILENCE_S: Final = 600.0
_GONE: Final = ("Unpublished", "NoFirmware")
