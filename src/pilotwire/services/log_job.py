"""Long work: a log of a station is asked for, comes in, and is joined to the request."""

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.domain.command import CannotError
from pilotwire.domain.file_location import without_secrets
from pilotwire.domain.log_commands import GetDiagnostics, GetLog, LogReply
from pilotwire.domain.log_events import LogEnded, LogRequested
from pilotwire.domain.log_upload import KINDS, LogKind, LogUpload, UploadState, ended
from pilotwire.domain.operation import Progress
from pilotwire.kernel.errors import BadInputError, ConflictError, PilotwireError
from pilotwire.kernel.ids import StationId

from .files import Files
from .log_watch import GONE_WRONG, LogFailedError, Watch, WatchTimes
from .operations import CancelledError, Step, Surroundings
from .station_link import CallRefusedError, NoAnswerError, NotConnectedError
from .work import Work

GET_LOG: Final = "station.get_log"
Scheme = Literal["http", "https", "ftp", "ftps"]


class LogWish(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which log, and which part of it. `way` is by which message stations of 1.6 are asked for diagnostics: GetLog is
    of the security extension; nothing given, the old one first. `location` is an address outside, checked already;
    else it comes here, by `scheme`. `timeout_s` is how long it may take once the station has agreed.
    """

    log: LogKind = "DiagnosticsLog"
    oldest_at: datetime | None = None
    latest_at: datetime | None = None
    retries: int | None = None
    retry_interval_s: int | None = None
    timeout_s: float = 3_600.0
    way: Literal["GetLog", "GetDiagnostics"] | None = None
    scheme: Scheme | None = None
    location: str | None = None
    shown_location: str | None = None


class LogResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """How it ended: the number of the request, and the files that came."""

    request_id: int
    state: UploadState
    files: tuple[str, ...] = ()
    size_bytes: int = 0
    filename: str | None = None
    note: str | None = None


class LogMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """The request under way, and whether the station has agreed to it."""

    request_id: int
    agreed: bool = False


class LogTimes(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds: until the station is there; of grace after its last word; a request that is cut off by a restart waits
    for a sign of the station before it is made again.
    """

    arrival_s: float = 3_600.0
    doubt_s: float = 10.0
    watch: WatchTimes = WatchTimes()


class LogJob:
    """`station.get_log`: a ticket, the request, and waiting for what the station brings and says.

    Number and ticket are kept before the station is asked. After a restart a request that the station has agreed to is
    waited for; one of which nobody knows whether it arrived is made again under a new number, after a while without a
    sign of it: a station that works on the first one cancels that by itself (AcceptedCanceled).
    Source: OCPP 2.1 part 2, N01; OCPP 1.6, 5.9; OCPP 1.6 security whitepaper, N01.
    """

    def __init__(self, times: LogTimes | None = None) -> None:
        self._times = times or LogTimes()

    async def run(self, step: Step, around: Surroundings) -> LogResult:
        """See `Job`."""
        scene = _scene(step, around)
        memory = msgspec.json.decode(step.operation.memory, type=LogMemory | None)
        upload: LogUpload | None = None
        try:
            if memory is not None:
                upload = await _known(scene, memory.request_id)
                if not memory.agreed and upload is not None and not await self._is_known_there(scene, upload):
                    await _end(scene, upload, "cancelled", "made again after a restart")
                    upload = None
            if upload is None:
                upload = await self._ask(scene)
            end = await Watch(step, around, upload, scene.wish.timeout_s, self._times.watch).until_end()
        except CancelledError:
            await _end_newest(scene, "cancelled", "it was cancelled")
            raise
        except PilotwireError as error:
            await _end_newest(scene, "failed", error.message)
            raise
        return await _result(scene, end.upload, end.state, end.note)

    async def _is_known_there(self, scene: "_Scene", upload: LogUpload) -> bool:
        """Whether the station shows that it works on a request whose answer we did not hear."""

        def shows() -> bool:
            return _has_begun(scene, upload.id)

        return shows() or await scene.step.until(shows, self._times.doubt_s)

    async def _ask(self, scene: "_Scene") -> LogUpload:
        """Ask, and return once the station has agreed. Raises LogFailedError."""
        step, station = scene.step, scene.station
        await step.report(Progress(message="waiting for the station"))
        if not await step.connected(station, self._times.arrival_s):
            raise NotConnectedError(
                f"station {station} did not connect within {self._times.arrival_s:g} s",
                "Start this again once it is there.",
            )
        upload, location = await _prepared(scene)
        try:
            reply = await _requested(scene, upload, location)
        except NoAnswerError:
            if not await self._is_known_there(scene, upload):
                raise
            reply = LogReply("Accepted")
        agreed = reply.status in _AGREED
        if not agreed and not reply.is_told:  # some send no name and upload all the same
            agreed = await self._is_known_there(scene, upload)
        if not agreed:
            told = f" ({reply.info or reply.reason_code})" if reply.info or reply.reason_code else ""
            raise await _fail(scene, upload, "rejected", f"log.rejected: the station has no such log{told}")
        if reply.status == "AcceptedCanceled":
            await _replace_others(scene, upload)
        return await _agreed(scene, upload, reply)


class _Scene(NamedTuple):
    step: Step
    around: Surroundings
    station: StationId
    wish: LogWish

    @property
    def files(self) -> Files | None:
        """The file service."""
        return self.around.files

    def now(self, number: int) -> LogUpload | None:
        """The request as it stands, in memory."""
        return next((one for one in self.around.store.log_uploads(self.station) if one.id == number), None)


def _scene(step: Step, around: Surroundings) -> _Scene:
    station = step.operation.station
    if station is None:
        raise BadInputError("the operation names no station", remedy="start it again, for one station")
    return _Scene(step, around, station, msgspec.json.decode(step.operation.request, type=LogWish))


async def _known(scene: _Scene, number: int) -> LogUpload | None:
    return scene.now(number) or await scene.around.queries.log(number)


def _has_begun(scene: _Scene, number: int) -> bool:
    """Whether the station has said something of the request, or brings something by its ticket."""
    upload = scene.now(number)
    if upload is None:
        return False
    if upload.status is not None or scene.files is None or upload.ticket is None:
        return upload.status is not None
    ticket = scene.files.ticket(upload.ticket)
    return scene.files.intake.bytes_by(upload.ticket) > 0 or bool(ticket and ticket.files)


async def _prepared(scene: _Scene) -> tuple[LogUpload, str]:
    """A new request with its ticket, kept, and the address that the station is told."""
    step, wish, now, work = scene.step, scene.wish, scene.step.now(), Work()
    number, operation = scene.around.store.next_transaction_number(), step.operation
    location, ticket = wish.location, None
    if location is None:
        files = scene.files
        if files is None or not files.schemes:
            raise ConflictError("files are turned off here, so nothing can be brought", "set files to on")
        live = scene.around.link.connection(scene.station)
        is_secure = live is not None and live.security_profile >= _WITH_TLS
        scheme = wish.scheme or files.addresses.usual(is_secure)
        until = now + timedelta(seconds=wish.timeout_s + _GRACE_S)
        made = files.prepared_upload(
            scene.station, KINDS[wish.log], until, max_files=_MOST_FILES, scheme=scheme, actor=operation.actor,
            subject=operation.id,
        )  # fmt: skip
        files.tickets.note_issue(work, made)
        location, ticket = made.url, made.ticket.id
    upload = LogUpload(
        number, scene.station, wish.log, operation.id, now,
        wish.shown_location or without_secrets(location), ticket, oldest_at=wish.oldest_at,
        latest_at=wish.latest_at, retries=wish.retries, retry_interval_s=wish.retry_interval_s, actor=operation.actor,
    )  # fmt: skip
    work.save(upload)
    work.tell(
        LogRequested(
            station=scene.station, at=now, request_id=number, log=wish.log, operation=operation.id,
            location=upload.location, actor=operation.actor,
        )
    )  # fmt: skip
    await step.keep(LogMemory(number), Progress(message="asking for the log"), work)
    return upload, location


async def _requested(scene: _Scene, upload: LogUpload, location: str) -> LogReply:
    """Ask by the message that the station knows."""
    wish, link = scene.wish, scene.around.link
    new = GetLog(
        upload.id, wish.log, location, wish.oldest_at, wish.latest_at, wish.retries, wish.retry_interval_s
    )  # fmt: skip
    old = GetDiagnostics(location, wish.oldest_at, wish.latest_at, wish.retries, wish.retry_interval_s)
    if wish.log != "DiagnosticsLog" or wish.way == "GetLog":
        return await link.request(scene.station, new)
    try:
        return await link.request(scene.station, old)
    except CannotError:
        if wish.way is not None:
            raise
        return await link.request(scene.station, new)
    except CallRefusedError as error:
        if wish.way is not None or error.code not in GONE_WRONG:
            raise
        return await link.request(scene.station, new)


async def _agreed(scene: _Scene, upload: LogUpload, reply: LogReply) -> LogUpload:
    now = scene.now(upload.id) or upload
    state: UploadState = "accepted" if now.state == "requested" else now.state
    after = msgspec.structs.replace(now, state=state, filename=reply.filename)
    work = Work()
    work.save(after)
    name = f" ({reply.filename})" if reply.filename else ""
    await scene.step.keep(LogMemory(upload.id, agreed=True), Progress(message=f"the station agreed{name}"), work)
    return after


async def _replace_others(scene: _Scene, upload: LogUpload) -> None:
    """What the station uploaded until now it has cancelled. Source: OCPP 2.1 part 2, N01.FR.12."""
    for other in scene.around.store.log_uploads(scene.station):
        if other.id != upload.id and other.is_running:
            await _end(scene, other, "replaced", f"request {upload.id} has taken its place")


async def _fail(scene: _Scene, upload: LogUpload, state: UploadState, text: str) -> LogFailedError:
    await _end(scene, scene.now(upload.id) or upload, state, text)
    return LogFailedError(text, "Look at the station's messages, and ask again.")


async def _end_newest(scene: _Scene, state: UploadState, reason: str) -> None:
    """End whatever request of this operation has not ended."""
    for one in scene.around.store.log_uploads(scene.station):
        if one.operation == scene.step.operation.id and one.ended_at is None:
            await _end(scene, one, state, reason)


async def _end(scene: _Scene, upload: LogUpload, state: UploadState, reason: str | None) -> LogUpload:
    """Nothing more is awaited: its ticket ends with it."""
    work, now = Work(), scene.step.now()
    files = scene.files
    held = None if files is None or upload.ticket is None else await files.ticket_as_it_stands(upload.ticket)
    came = upload.files if held is None else held.files
    after = msgspec.structs.replace(ended(upload, state, now, reason), files=came)
    work.save(after)
    if files is not None and held is not None and held.is_held:
        files.tickets.note_end(work, held, "ended", f"request {upload.id} has ended")
    work.tell(
        LogEnded(
            station=scene.station, at=now, request_id=upload.id, log=upload.log, operation=upload.operation,
            state=state, files=came, reason=after.reason,
        )
    )  # fmt: skip
    await scene.around.store.commit(work)
    return after


async def _result(scene: _Scene, upload: LogUpload, state: UploadState, note: str | None) -> LogResult:
    """End the request, and tell what came; a request that came to nothing fails the operation."""
    if state in ("timed-out", "nothing-came") and await _came(scene, upload):
        state = "uploaded"
    after = await _end(scene, upload, state, note)
    if state != "uploaded":
        raise LogFailedError(f"log.{state}: {note or upload.reason or state}", "Look at the station's messages.")
    kept = await scene.around.queries.files_among(after.files)
    return LogResult(
        upload.id, state, tuple(after.files), sum(one.size_bytes for one in kept), after.filename, note
    )  # fmt: skip


async def _came(scene: _Scene, upload: LogUpload) -> bool:
    """Whether something came by its ticket, which may have ended meanwhile."""
    if scene.files is None or upload.ticket is None:
        return False
    ticket = await scene.files.ticket_as_it_stands(upload.ticket)
    return ticket is not None and bool(ticket.files)


_AGREED: Final = ("Accepted", "AcceptedCanceled")
_MOST_FILES: Final = 20
_WITH_TLS: Final = 2
"""From this security profile on a station connects with TLS."""
_GRACE_S: Final = 600.0
