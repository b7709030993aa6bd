"""What a station says of its upload, and what that makes of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pilotwire.domain.log_upload import LogUpload, UploadStatus, ended, reported
from pilotwire.domain.operation import OperationId
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def upload(**more: Any) -> LogUpload:
    return LogUpload(7, StationId("CS-1"), "DiagnosticsLog", OperationId("o"), NOON, "http://x/***/", **more)


def told(one: LogUpload, *statuses: UploadStatus) -> LogUpload:
    for number, status in enumerate(statuses):
        one = reported(one, status, NOON + timedelta(minutes=number))
    return one


@pytest.mark.parametrize(
    ("statuses", "state", "attempts"),
    [
        (("Uploading",), "uploading", 1),
        (("Uploading", "Uploading"), "uploading", 1),
        (("Uploading", "Uploaded"), "uploaded", 1),
        (("Uploaded",), "uploaded", 0),
        (("Uploading", "UploadFailure"), "failed", 1),
        (("BadMessage",), "failed", 0),
        (("PermissionDenied",), "failed", 0),
        (("NotSupportedOperation",), "failed", 0),
        (("Uploading", "AcceptedCanceled"), "replaced", 1),
        (("Uploading", "Idle"), "uploading", 1),
        (("Uploaded", "UploadFailure"), "uploaded", 0),
        (("AcceptedCanceled", "Uploading"), "replaced", 0),
    ],
)
def test_the_last_word_counts_until_there_is_an_end(
    statuses: tuple[UploadStatus, ...], state: str, attempts: int
) -> None:
    after = told(upload(), *statuses)
    assert (after.state, after.attempts, after.status) == (state, attempts, statuses[-1])
    assert after.status_at == NOON + timedelta(minutes=len(statuses) - 1)


def test_a_station_that_may_try_again_fails_as_often_as_it_was_told() -> None:
    one = told(upload(retries=2), "Uploading", "UploadFailure")
    assert (one.state, one.is_running) == ("failing", True)
    one = told(one, "Uploading", "UploadFailure")
    assert (one.state, one.attempts, one.failures) == ("failing", 2, 2)
    one = told(one, "Uploading", "UploadFailure")
    assert (one.state, one.failures) == ("failed", 3)


def test_a_station_that_says_uploaded_late_has_uploaded() -> None:
    for state in ("failed", "timed-out", "failing"):
        assert reported(upload(state=state), "Uploaded", NOON).state == "uploaded"
    assert reported(upload(state="cancelled"), "Uploaded", NOON).state == "cancelled"
    assert reported(upload(state="replaced"), "Uploaded", NOON).state == "replaced"


def test_a_word_that_no_version_has_changes_no_state() -> None:
    assert told(upload(), "Exploded").state == "requested"  # type: ignore[arg-type]


def test_the_reason_of_the_station_stays_unless_a_better_one_comes() -> None:
    one = reported(upload(), "UploadFailure", NOON, "RedirectNotAllowed")
    assert (one.reason, ended(one, "failed", NOON).reason) == ("RedirectNotAllowed", "RedirectNotAllowed")
    assert ended(one, "failed", NOON, "why").reason == "why"
    assert reported(one, "Uploaded", NOON).reason is None
