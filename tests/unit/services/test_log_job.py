"""Getting a log: the request, what the station says and brings, and every way in which that can end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.domain.command import CannotError
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.finding import Oddity
from pilotwire.domain.kept_file import NewFile
from pilotwire.domain.log_commands import GetDiagnostics, GetLog, LogReply
from pilotwire.domain.log_events import LogEnded, LogRequested, LogStatusReported
from pilotwire.domain.log_upload import LogUpload, UploadStatus
from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.services.context import Context, Rules
from pilotwire.services.log_job import LogJob, LogResult, LogTimes, LogWish
from pilotwire.services.log_status import log_status
from pilotwire.services.log_watch import LogFailedError, WatchTimes
from pilotwire.services.operations import CancelledError, Surroundings
from pilotwire.services.station_link import CallRefusedError, LiveConnection, NoAnswerError
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .filing import CS1, Filing
from .link_in_hand import LinkInHand

TIMES = LogTimes(arrival_s=100, doubt_s=10, watch=WatchTimes(file_s=30, word_s=60, retry_s=50, late_s=10))
YES = LogReply("Accepted", "diag.zip")


class KilledError(Exception):
    """The process dies here."""


class Scene(Filing):
    """A step, and what happens while it waits: each piece of `then` when ten seconds have passed."""

    def __init__(self, *answers: object, wish: LogWish | None = None, profile: int = 1) -> None:
        super().__init__()
        live = LiveConnection("ocpp2.1", "192.0.2.7", NOON, NOON, 1, profile)
        self.link = LinkInHand(*answers, live=live)
        self.around = Surroundings(self.store, self.queries, self.link, Rules(), files=self.files)
        request = msgspec.Raw(msgspec.json.encode(wish or LogWish()))
        self.operation = Operation(OperationId("o"), "station.get_log", NOON, NOON, request, station=CS1, actor="ops")
        self.then: list[Callable[[], None]] = []
        self.is_there = True
        self.messages: list[str] = []
        self._save(ChargingStation(CS1, NOON, NOON))

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        self._check()
        self.operation = msgspec.structs.replace(self.operation, memory=msgspec.Raw(msgspec.json.encode(memory)))
        await self.store.commit(work or Work())

    async def report(self, progress: Progress) -> None:
        self._check()
        self.messages.append(progress.message)

    async def fault(self, error: OperationError) -> None:
        raise AssertionError("not used")

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        return self.is_there

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        end = self.at + timedelta(seconds=timeout_s)
        while not holds():
            if self.at >= end:
                return False
            self.at = min(end, self.at + timedelta(seconds=10))
            if self.then:
                self.then.pop(0)()
            self._check()
        return True

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def _check(self) -> None:
        if self.operation.cancelling:
            raise CancelledError("the operation was cancelled")

    def runs(self) -> LogResult:
        return finish(LogJob(TIMES).run(self, self.around))

    def fails(self) -> str:
        with pytest.raises(PilotwireError) as error:
            self.runs()
        return error.value.message

    @property
    def record(self) -> LogUpload:
        """The newest request."""
        return list(self.store.log_uploads_kept.values())[-1]

    @property
    def ticket(self) -> FileTicket:
        assert self.record.ticket is not None
        found = finish(self.files.ticket_as_it_stands(self.record.ticket))
        assert found is not None
        return found

    def says(self, status: UploadStatus, number: int | None = -1, reason: str | None = None) -> Callable[[], None]:
        """The station says how it goes; number -1: that of the newest request."""

        def say() -> None:
            self.hears(status, self.record.id if number == -1 else number, reason)

        return say

    def hears(self, status: UploadStatus, number: int | None, reason: str | None = None) -> list[Oddity]:
        work = Work()
        context = Context(
            CS1, self.at, "LogStatusNotification", msgspec.Raw(b"{}"), self.store, work, Rules()
        )  # fmt: skip
        log_status(context, status, number, reason)
        finish(self.store.commit(work))
        return work.oddities

    def brings(self, content: bytes = b"hello", name: str = "diag.zip") -> Callable[[], None]:
        def bring() -> None:
            wish = NewFile(name=name, kind="diagnostics", station=CS1)
            coming = finish(self.files.intake.begin(wish, len(content), self.ticket))
            finish(coming.write(content))
            finish(coming.finish())

        return bring

    def passes(self, count: int = 1) -> list[Callable[[], None]]:
        return [lambda: None] * count

    def cancels(self) -> None:
        self.operation = msgspec.structs.replace(self.operation, cancelling=True)

    def asked(self) -> list[Any]:
        return [command for _, command, _ in self.link.asked]

    def _save(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))


CANNOT = CannotError("ocpp2.1 has no way", "x")


def agreed(*answers: object, **more: Any) -> Scene:
    """A station of 2.x that has agreed."""
    return Scene(CANNOT, *(answers or (YES,)), **more)


@pytest.mark.requirement("N01.FR.14", "N01.FR.17")
def test_a_log_is_asked_for_comes_and_is_joined_to_its_request() -> None:
    scene = agreed(wish=LogWish(oldest_at=NOON - timedelta(days=1), retries=2, retry_interval_s=30))
    scene.then = [scene.says("Uploading"), scene.brings(), scene.says("Uploaded")]
    done = scene.runs()
    upload = scene.record
    assert done == LogResult(upload.id, "uploaded", upload.files, 5, "diag.zip")
    assert (upload.state, upload.filename, upload.attempts, upload.actor) == ("uploaded", "diag.zip", 1, "ops")
    assert upload.ended_at == NOON + timedelta(seconds=30)
    command = scene.asked()[-1]
    assert (command.request_id, command.log, command.oldest_at, command.retries, command.retry_interval_s) == (
        upload.id, "DiagnosticsLog", NOON - timedelta(days=1), 2, 30,
    )  # fmt: skip
    secret = command.location.split("/")[4]
    assert command.location == f"http://csms.example/files/{secret}/"
    assert upload.location == "http://csms.example/files/***/"
    assert secret not in str(scene.store.log_uploads_kept)
    assert (scene.ticket.state, scene.ticket.subject) == ("ended", "o")
    assert [one.files for one in scene.told(LogEnded)] == [upload.files]
    assert [one.state for one in scene.told(LogStatusReported)] == ["uploading", "uploaded"]
    (begun,) = scene.told(LogRequested)
    assert (begun.location, begun.actor) == ("http://csms.example/files/***/", "ops")


def test_several_files_come_by_one_request() -> None:
    scene = agreed()
    scene.then = [scene.brings(name="a"), scene.brings(b"xy", name="b"), scene.says("Uploaded")]
    assert (len(scene.runs().files), scene.record.state) == (2, "uploaded")


def test_a_station_that_is_away_is_waited_for_and_given_up_on() -> None:
    scene = agreed()
    scene.is_there = False
    assert scene.fails() == "station CS-1 did not connect within 100 s"
    assert scene.store.log_uploads_kept == {}


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (LogReply("Rejected", None, "NoLog"), "log.rejected: the station has no such log (NoLog)"),
        (LogReply("Rejected"), "log.rejected: the station has no such log"),
    ],
)
def test_a_station_without_such_a_log_says_so(reply: LogReply, told: str) -> None:
    scene = agreed(reply)
    assert scene.fails() == told
    assert (scene.record.state, scene.ticket.state) == ("rejected", "ended")


@pytest.mark.parametrize("status", ["UploadFailure", "BadMessage", "PermissionDenied", "NotSupportedOperation"])
def test_an_upload_that_fails_says_why(status: UploadStatus) -> None:
    scene = agreed()
    scene.then = [scene.says("Uploading"), scene.says(status, reason="Full: no room")]
    assert scene.fails() == f"log.failed: the station says {status} (Full: no room)"
    assert (scene.record.state, scene.ticket.state) == ("failed", "ended")


def test_a_station_that_may_try_again_is_waited_for_and_its_next_try_counts() -> None:
    scene = agreed(wish=LogWish(retries=1, retry_interval_s=30))
    scene.then = [
        scene.says("Uploading"), scene.says("UploadFailure"), *scene.passes(3), scene.says("Uploading"),
        scene.brings(), scene.says("Uploaded"),
    ]  # fmt: skip
    assert scene.runs().state == "uploaded"
    assert scene.record.attempts == 2


def test_a_station_that_does_not_try_again_has_failed() -> None:
    scene = agreed(wish=LogWish(retries=1, retry_interval_s=30))
    scene.then = [scene.says("Uploading"), scene.says("UploadFailure")]
    assert scene.fails() == "log.failed: the station says UploadFailure, and it did not try again"
    assert scene.record.ended_at == NOON + timedelta(seconds=20 + 30 + 10)


def test_uploaded_without_a_file_is_no_log() -> None:
    scene = agreed()
    scene.then = [scene.says("Uploading"), scene.says("Uploaded")]
    assert scene.fails() == "log.nothing-came: the station says Uploaded, and nothing came"
    assert (scene.record.state, scene.record.ended_at) == ("nothing-came", NOON + timedelta(seconds=50))


def test_a_file_may_come_a_little_after_the_word() -> None:
    scene = agreed()
    scene.then = [scene.says("Uploaded"), *scene.passes(1), scene.brings()]
    assert scene.runs().size_bytes == 5


def test_a_file_without_a_word_is_a_log() -> None:
    scene = agreed()
    scene.then = [*scene.passes(2), scene.brings()]
    done = scene.runs()
    assert (done.state, done.note, done.size_bytes) == ("uploaded", "the station did not say that it was done", 5)
    assert scene.record.ended_at == NOON + timedelta(seconds=30 + 60)


def test_silence_ends_in_a_state_of_its_own() -> None:
    scene = agreed(wish=LogWish(timeout_s=200.0))
    scene.then = [scene.says("Uploading")]
    assert scene.fails() == "log.timed-out: it took longer than was allowed"
    assert (scene.record.state, scene.record.ended_at) == ("timed-out", NOON + timedelta(seconds=200))


def test_what_is_on_its_way_is_not_cut_off_by_the_time() -> None:
    scene = agreed(wish=LogWish(timeout_s=100.0))
    coming: list[Any] = []

    def begin() -> None:
        wish = NewFile(name="a", kind="log", station=CS1)
        coming.append(finish(scene.files.intake.begin(wish, None, scene.ticket)))
        finish(coming[0].write(b"slow"))

    scene.then = [begin, *scene.passes(20), lambda: finish(coming[0].finish()) and None, scene.says("Uploaded")]
    assert scene.runs().size_bytes == 4


@pytest.mark.parametrize(("number", "oddity"), [(4711, "log-status-unknown"), (None, "log-status-without-id")])
def test_words_that_fit_badly_are_findings(number: int | None, oddity: str) -> None:
    scene = agreed()
    odd: list[str] = []
    scene.then = [
        lambda: odd.extend(one.name for one in scene.hears("Uploading", number)),
        scene.brings(),
        scene.says("Uploaded"),
    ]
    assert scene.runs().state == "uploaded"
    assert odd == [oddity]
    assert scene.record.attempts == (1 if number is None else 0)


def test_a_word_when_nothing_was_asked_for_is_kept_as_it_came() -> None:
    scene = agreed()
    assert [one.name for one in scene.hears("Uploaded", None)] == ["log-status-unknown"]
    assert scene.hears("Idle", None) == []
    assert [type(one).__name__ for one in scene.events] == ["StationNotified"] * 2


def test_a_newer_request_takes_the_place_of_an_older_one() -> None:
    scene = agreed()
    old = LogUpload(999, CS1, "SecurityLog", OperationId("elsewhere"), NOON, "ftp://***@x/", state="uploading")
    scene._save(old)
    scene.link.answers = [CANNOT, LogReply("AcceptedCanceled", "new.zip")]
    scene.then = [scene.says("AcceptedCanceled", 999), scene.says("Uploading"), scene.brings(), scene.says("Uploaded")]
    assert scene.runs().state == "uploaded"
    replaced = scene.store.log_uploads_kept[999]
    assert (replaced.state, replaced.status) == ("replaced", "AcceptedCanceled")
    assert replaced.reason == f"request {scene.record.id} has taken its place"


def test_a_request_that_the_station_cancels_ends_so() -> None:
    scene = agreed()
    scene.then = [scene.says("Uploading"), scene.says("AcceptedCanceled")]
    assert scene.fails() == "log.replaced: the station says AcceptedCanceled"


def test_a_cancelled_request_ends_its_ticket() -> None:
    scene = agreed()
    scene.then = [scene.says("Uploading"), scene.cancels]
    with pytest.raises(CancelledError):
        scene.runs()
    assert (scene.record.state, scene.record.reason) == ("cancelled", "it was cancelled")
    assert scene.ticket.state == "ended"


def test_an_answer_that_does_not_come_is_made_up_for_by_a_sign_of_the_station() -> None:
    scene = agreed(NoAnswerError("no answer", "x"))
    scene.then = [scene.says("Uploading"), scene.brings(), scene.says("Uploaded")]
    assert scene.runs().state == "uploaded"
    silent = agreed(NoAnswerError("no answer", "x"))
    assert silent.fails() == "no answer"
    assert (silent.record.state, silent.ticket.state) == ("failed", "ended")


class TestOldWay:
    """OCPP 1.6 and its GetDiagnostics."""

    def test_diagnostics_are_asked_for_in_the_old_way_first(self) -> None:
        scene = Scene(LogReply("Accepted", "d.zip", is_told=False))
        scene.then = [scene.says("Uploading", None), scene.brings(), scene.says("Uploaded", None)]
        assert scene.runs().filename == "d.zip"
        (command,) = scene.asked()
        assert isinstance(command, GetDiagnostics)

    @pytest.mark.parametrize("code", ["NotImplemented", "NotSupported"])
    def test_a_station_that_does_not_know_it_is_asked_in_the_new_one(self, code: str) -> None:
        scene = Scene(CallRefusedError("GetDiagnostics", code, ""), YES)
        scene.then = [scene.brings(), scene.says("Uploaded")]
        assert scene.runs().state == "uploaded"
        assert [type(one) for one in scene.asked()] == [GetDiagnostics, GetLog]

    def test_an_error_of_another_kind_ends_it(self) -> None:
        scene = Scene(CallRefusedError("GetDiagnostics", "InternalError", "boom"))
        assert scene.fails() == "the station answered GetDiagnostics with InternalError (boom)"
        assert scene.record.state == "failed"

    def test_the_way_can_be_chosen(self) -> None:
        scene = Scene(YES, wish=LogWish(way="GetLog"))
        scene.then = [scene.brings(), scene.says("Uploaded")]
        scene.runs()
        assert [type(one) for one in scene.asked()] == [GetLog]

    def test_no_name_is_a_no_unless_something_comes_all_the_same(self) -> None:
        scene = Scene(LogReply("Rejected", is_told=False))
        assert scene.fails() == "log.rejected: the station has no such log"
        scene = Scene(LogReply("Rejected", is_told=False))
        scene.then = [scene.says("Uploading", None), scene.brings(), scene.says("Uploaded", None)]
        assert scene.runs().state == "uploaded"


def test_a_place_outside_ends_with_the_word_of_the_station() -> None:
    wish = LogWish(location="sftp://u:p@x.example/in", shown_location="sftp://***@x.example/in")
    scene = agreed(wish=wish)
    scene.then = [scene.says("Uploading"), scene.says("Uploaded")]
    done = scene.runs()
    assert (done.state, done.files, scene.record.ticket) == ("uploaded", (), None)
    assert (scene.asked()[-1].location, scene.record.location) == ("sftp://u:p@x.example/in", "sftp://***@x.example/in")


@pytest.mark.parametrize(
    ("profile", "scheme", "begins"),
    [(1, None, "http://"), (2, None, "https://"), (3, None, "https://"), (3, "ftp", "ftp://station:")],
)
def test_the_station_is_told_the_way_that_fits_its_connection(profile: int, scheme: Any, begins: str) -> None:
    scene = agreed(wish=LogWish(scheme=scheme), profile=profile)
    scene.addresses.put("https", "https://csms.example:9444/files")
    scene.addresses.put("ftp", "csms.example:2121")
    scene.then = [scene.brings(), scene.says("Uploaded")]
    scene.runs()
    assert scene.asked()[-1].location.startswith(begins)


class TestRestart:
    """What becomes of a request when the server was killed."""

    def test_one_that_was_agreed_to_is_waited_for_and_not_made_again(self) -> None:
        scene = agreed()

        def killed() -> None:
            raise KilledError

        scene.then = [scene.says("Uploading"), killed]
        with pytest.raises(KilledError):
            scene.runs()
        scene.then = [scene.brings(), scene.says("Uploaded")]
        assert scene.runs().state == "uploaded"
        assert len(scene.asked()) == 2  # the old way, which this version does not have, and the new one

    def test_one_of_which_nobody_knows_is_made_again_after_a_while(self) -> None:
        scene = agreed(KilledError())
        with pytest.raises(KilledError):
            scene.runs()
        first = scene.record
        scene.link.answers = [CANNOT, LogReply("AcceptedCanceled", "again.zip")]
        scene.then = [*scene.passes(1), scene.brings(), scene.says("Uploaded")]
        done = scene.runs()
        assert done.request_id != first.id
        gone = scene.store.log_uploads_kept[first.id]
        assert (gone.state, gone.reason) == ("cancelled", "made again after a restart")
        assert scene.record.state == "uploaded"

    def test_one_of_which_the_station_shows_a_sign_goes_on(self) -> None:
        scene = agreed(KilledError())
        with pytest.raises(KilledError):
            scene.runs()
        scene.then = [scene.says("Uploading"), scene.brings(), scene.says("Uploaded")]
        assert scene.runs().request_id == scene.record.id
        assert len(scene.store.log_uploads_kept) == 1


def test_a_deployment_without_files_says_so() -> None:
    scene = agreed()
    scene.around = Surroundings(scene.store, scene.queries, scene.link, Rules())
    assert scene.fails() == "files are turned off here, so nothing can be brought"
    assert isinstance(LogFailedError("x"), PilotwireError)
    assert isinstance(scene.at, datetime)
