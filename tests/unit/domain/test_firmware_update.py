"""An update of a station's firmware: every status in and out of order, boots, answers, and times that run out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.domain.command import Reply
from pilotwire.domain.firmware_status import FIRMWARE_STATUSES, FirmwareStatus
from pilotwire.domain.firmware_update import (
    FirmwareUpdate,
    Running,
    answered,
    booted,
    deadline,
    explained,
    heard,
    is_silent,
    overdue,
)
from pilotwire.kernel.ids import StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OLD = Running("1.0", NOON - timedelta(days=1))


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def update(**more: Any) -> FirmwareUpdate:
    """Agreed to, at noon."""
    whole = {"state": "accepted", "previous": "1.0", "sent_at": NOON, "heard_at": NOON, "retrieve_at": NOON, **more}
    return FirmwareUpdate(StationId("CS-1"), 7, "r2", "2.0", NOON, NOON, **whole)


def told(one: FirmwareUpdate, *statuses: FirmwareStatus) -> tuple[FirmwareUpdate, list[str]]:
    """After these statuses, a second apart, with what each was worth."""
    verdicts: list[str] = []
    for number, status in enumerate(statuses, 1):
        one, verdict = heard(one, status, after(number), OLD)
        verdicts.append(verdict)
    return one, verdicts


@pytest.mark.requirement("L01.FR.09", "L01.FR.11")
def test_the_whole_way_of_a_signed_update() -> None:
    one, verdicts = told(
        update(), "DownloadScheduled", "Downloading", "DownloadPaused", "Downloading", "Downloaded",
        "SignatureVerified", "InstallScheduled", "Installing", "InstallRebooting", "Installed",
    )  # fmt: skip
    assert verdicts == ["taken"] * 10
    assert (one.state, one.status, one.is_open) == ("installed", "Installed", True)
    done = booted(one, "2.0", after(20), asked_for=False)
    assert (done.state, done.confirmed, done.firmware, done.ended_at) == ("succeeded", True, "2.0", after(20))
    assert [step.word for step in done.steps][-2:] == ["Installed", "boot"]


@pytest.mark.parametrize(
    ("statuses", "state", "reason"),
    [
        (("DownloadFailed",), "failed", "download-failed"),
        (("Downloading", "DownloadFailed"), "failed", "download-failed"),
        (("Downloading", "Downloaded", "InvalidSignature"), "failed", "invalid-signature"),
        (("Downloading", "Downloaded", "InstallVerificationFailed"), "failed", "verification-failed"),
        (("Downloading", "Downloaded", "Installing", "InstallationFailed"), "failed", "installation-failed"),
        (
            ("Downloading", "Downloaded", "InstallRebooting", "InstallVerificationFailed"),
            "failed",
            "verification-failed",
        ),
        (("Downloading", "Downloaded", "SignatureVerified", "InstallRebooting", "Installed"), "installed", None),
        (("Downloading", "Downloaded", "InstallRebooting", "Installing", "Installed"), "installed", None),
        (("DownloadScheduled",), "download-scheduled", None),
        (("Downloading", "DownloadPaused"), "download-paused", None),
        (("Downloading", "Downloaded", "InstallScheduled"), "install-scheduled", None),
    ],
)
def test_statuses_in_their_order(statuses: tuple[FirmwareStatus, ...], state: str, reason: str | None) -> None:
    one, verdicts = told(update(), *statuses)
    assert verdicts == ["taken"] * len(statuses)
    assert (one.state, one.reason) == (state, reason)


@pytest.mark.parametrize(
    ("statuses", "verdicts", "state"),
    [
        (("Downloading", "Downloading"), ["taken", "repeated"], "downloading"),
        (("Installed",), ["skipped"], "installed"),
        (("Downloading", "Installing"), ["taken", "skipped"], "installing"),
        (("Downloading", "InstallationFailed"), ["taken", "skipped"], "failed"),
        (("Downloading", "Downloaded", "Downloading"), ["taken", "taken", "backward"], "downloaded"),
        (("Downloading", "Downloaded", "Installing", "DownloadScheduled"), ["taken"] * 3 + ["backward"], "installing"),
        (("Downloading", "DownloadFailed", "Downloading"), ["taken", "taken", "late"], "failed"),
        (("Downloading", "DownloadFailed", "DownloadFailed"), ["taken", "taken", "repeated"], "failed"),
    ],
)
def test_statuses_out_of_order_repeated_and_late(
    statuses: tuple[FirmwareStatus, ...], verdicts: list[str], state: str
) -> None:
    one, found = told(update(), *statuses)
    assert (found, one.state) == (verdicts, state)


def test_an_old_status_never_takes_the_update_back_from_its_end() -> None:
    done = booted(update(state="installed", status="Installed"), "2.0", after(5), asked_for=False)
    for status in FIRMWARE_STATUSES:
        later, verdict = heard(done, status, after(9), OLD)
        assert (later.state, later.ended_at) == ("succeeded", after(5))
        assert verdict == ("repeated" if status in ("Installed", "Idle") else "late")


def test_a_status_may_come_before_the_answer() -> None:
    one, _ = heard(update(state="asking"), "Downloading", after(1), OLD)
    both = answered(one, Reply("Accepted"), after(2))
    assert (both.state, both.status) == ("downloading", "Downloading")


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        ("Accepted", "accepted", None),
        ("AcceptedCanceled", "accepted", None),
        ("Rejected", "failed", "refused"),
        ("InvalidCertificate", "failed", "invalid-certificate"),
        ("RevokedCertificate", "failed", "revoked-certificate"),
    ],
)
def test_the_answer_decides(status: str, state: str, reason: str | None) -> None:
    one = answered(update(state="asking"), Reply(status, info="why"), after(1))
    assert (one.state, one.reason, one.steps[-1].word) == (state, reason, status)


def test_a_boot_with_the_new_version_proves_it_whatever_was_said() -> None:
    for state in ("accepted", "downloading", "installing", "rebooting", "installed"):
        done = booted(update(state=state), "2.0", after(5), asked_for=False)
        assert (done.state, done.confirmed) == ("succeeded", True)


def test_a_boot_with_the_old_version_disproves_it_only_after_installed() -> None:
    for state in ("accepted", "downloading", "installing", "rebooting"):
        assert booted(update(state=state), "1.0", after(5), asked_for=False).is_open
    wrong = booted(update(state="installed", status="Installed"), "1.0", after(5), asked_for=False)
    assert (wrong.state, wrong.reason, wrong.firmware, wrong.detail) == (
        "failed", "wrong-version", "1.0", "it reports 1.0"
    )  # fmt: skip


def test_a_boot_that_was_asked_for_is_no_new_start() -> None:
    one = booted(update(state="installed", status="Installed"), "1.0", after(5), asked_for=True)
    assert one.state == "installed"
    assert booted(one, "2.0", after(6), asked_for=True).state == "succeeded"


def test_the_boot_may_come_before_installed() -> None:
    one, _ = told(update(), "Downloading", "Downloaded", "Installing")
    after_boot, _ = heard(one, "Installed", after(9), Running("2.0", after(8)))
    assert (after_boot.state, after_boot.confirmed) == ("succeeded", True)


def test_the_same_version_once_more_needs_installed_and_a_boot() -> None:
    again = update(previous="2.0")
    assert booted(again, "2.0", after(5), asked_for=False).is_open
    said, _ = heard(again, "Installed", after(6), Running("2.0", after(-9)))
    assert said.state == "installed"
    assert booted(said, "2.0", after(7), asked_for=False).state == "succeeded"


def test_a_station_that_never_tells_its_version_is_believed() -> None:
    said, _ = heard(update(previous=None), "Installed", after(6), Running(None, None))
    assert (said.state, said.confirmed) == ("succeeded", False)
    later = booted(said, "2.0", after(9), asked_for=False)
    assert (later.state, later.confirmed, later.firmware, later.ended_at) == ("succeeded", True, "2.0", after(6))
    assert booted(said, None, after(9), asked_for=False) is said


@pytest.mark.parametrize(
    ("status", "state", "running", "end", "reason"),
    [
        (None, "accepted", OLD, "failed", "forgotten"),
        ("Downloading", "downloading", OLD, "failed", "forgotten"),
        ("Installing", "installing", OLD, "installed", None),
        ("Installing", "installing", Running("2.0", NOON), "succeeded", None),
        ("Installed", "installed", OLD, "installed", None),
    ],
)
def test_idle_is_the_answer_of_a_station_that_does_nothing(
    status: FirmwareStatus | None, state: str, running: Running, end: str, reason: str | None
) -> None:
    one, _ = heard(update(status=status, state=state), "Idle", after(9), running)
    assert (one.state, one.reason) == (end, reason)


TIMES = [
    ("accepted", None, 86_400, "start-timeout"),
    ("download-scheduled", "DownloadScheduled", 86_400, "start-timeout"),
    ("downloading", "Downloading", 7_200, "download-timeout"),
    ("download-paused", "DownloadPaused", 7_200, "download-timeout"),
    ("downloaded", "Downloaded", 3_600, "install-timeout"),
    ("verified", "SignatureVerified", 3_600, "install-timeout"),
    ("install-scheduled", "InstallScheduled", 86_400, "install-timeout"),
    ("installing", "Installing", 3_600, "install-timeout"),
    ("rebooting", "InstallRebooting", 3_600, "install-timeout"),
    ("installed", "Installed", 1_800, "unconfirmed"),
]


@pytest.mark.parametrize(("state", "status", "seconds", "reason"), TIMES)
def test_each_part_has_its_own_patience(state: str, status: Any, seconds: int, reason: str) -> None:
    one = update(state=state, status=status)
    assert deadline(one) == after(seconds)
    assert overdue(one, after(seconds - 1)) is None
    assert overdue(one, after(seconds)) == reason
    assert explained(reason)[1]


def test_times_given_for_fetching_and_installing_move_the_deadlines() -> None:
    later = update(retrieve_at=after(10_000))
    assert deadline(later) == after(96_400)
    scheduled = update(state="install-scheduled", install_at=after(50_000))
    assert deadline(scheduled) == after(136_400)
    assert deadline(update(state="asking")) is None


def test_a_pause_of_the_download_does_not_begin_its_time_anew() -> None:
    one, _ = told(update(), "Downloading", "DownloadPaused", "Downloading")
    assert one.since == after(1)


def test_a_silent_station_is_asked_and_one_that_waits_as_told_is_not() -> None:
    one = update(state="downloading", status="Downloading")
    assert not is_silent(one, after(599))
    assert is_silent(one, after(600))
    assert not is_silent(msgspec.structs.replace(one, probed_at=after(600)), after(1_199))
    assert not is_silent(update(retrieve_at=after(5_000)), after(5_599))
    assert is_silent(update(retrieve_at=after(5_000)), after(5_600))
    assert not is_silent(update(state="asking"), after(9_999))


def test_what_we_had_given_up_succeeds_late_when_a_boot_shows_it() -> None:
    given_up = update(state="failed", reason="install-timeout", ended_at=after(10))
    late = booted(given_up, "2.0", after(20), asked_for=False)
    assert (late.state, late.reason, late.steps[-1].verdict) == ("succeeded", None, "late")
    said_so = update(state="failed", reason="installation-failed", ended_at=after(10))
    assert booted(said_so, "2.0", after(20), asked_for=False) is said_so


def test_the_history_is_bounded() -> None:
    one = update(state="downloading", status="Downloading")
    for number in range(200):
        one, _ = heard(one, "DownloadPaused" if number % 2 else "Downloading", after(number), OLD)
    assert len(one.steps) == 64
