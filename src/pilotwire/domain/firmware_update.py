"""One station's way to another firmware: from the request to the boot that proves it. Pure: times come in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.kernel.ids import StationId

from .command import Reply
from .firmware_status import FAILURES, FirmwareStatus, Verdict, judge, rank

UpdateState = Literal[
    "asking", "accepted", "download-scheduled", "downloading", "download-paused", "downloaded", "verified",
    "install-scheduled", "installing", "rebooting", "installed", "succeeded", "failed", "cancelled",
]  # fmt: skip
"""`asking`: not answered yet. `installed`: the station said so, and its boot has not shown it yet. The last three are
ends.
"""
ENDS: Final[frozenset[UpdateState]] = frozenset({"succeeded", "failed", "cancelled"})
STATES: Final[Mapping[FirmwareStatus, UpdateState]] = {
    "DownloadScheduled": "download-scheduled", "Downloading": "downloading", "DownloadPaused": "download-paused",
    "Downloaded": "downloaded", "SignatureVerified": "verified", "InstallScheduled": "install-scheduled",
    "Installing": "installing", "InstallRebooting": "rebooting", "Installed": "installed",
}  # fmt: skip
MOST_STEPS: Final = 64


class UpdateTimes(msgspec.Struct, frozen=True, omit_defaults=True):
    """How long each part may take. `start_s`: until the download begins, from the time given for it; `download_s`;
    `install_s`: from the download, or the time given for the installation, to its end; a station that says it waits
    (InstallScheduled) has `scheduled_s`; `boot_s`: until a boot shows the new firmware. `silence_s`: after so long
    without a word it is asked.
    """

    start_s: float = 86_400.0
    download_s: float = 7_200.0
    install_s: float = 3_600.0
    scheduled_s: float = 86_400.0
    boot_s: float = 1_800.0
    silence_s: float = 600.0


class UpdateStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that was heard, at our time: a status of the station, or `boot` with the version that it told."""

    at: datetime
    word: str
    verdict: Verdict = "taken"
    detail: str | None = None


class FirmwareUpdate(msgspec.Struct, frozen=True, omit_defaults=True):
    """One update of one station. `number` is its request id; a number of ours is kept where the version has none.

    `version` is what the station is to report in the end, `previous` what it reported before. `status` is its last
    word that held. `since` is the beginning of the present part, `heard_at` when it last said anything of it. `reason`
    names a failure. `confirmed`: a boot showed the version; a success without one is of a station that never tells it.
    `ticket` names the way in to a file of ours; where it leads is kept nowhere. `via`: the local controller whose copy
    is used. `cancel_number` is the request by which it was called off.
    """

    station: StationId
    number: int
    release: str
    version: str
    requested_at: datetime
    since: datetime
    retrieve_at: datetime
    state: UpdateState = "asking"
    status: FirmwareStatus | None = None
    signed: bool = False
    install_at: datetime | None = None
    retries: int | None = None
    retry_interval_s: int | None = None
    times: UpdateTimes = UpdateTimes()
    previous: str | None = None
    firmware: str | None = None
    operation: str | None = None
    actor: str | None = None
    ticket: str | None = None
    via: StationId | None = None
    cancel_number: int | None = None
    sent_at: datetime | None = None
    heard_at: datetime | None = None
    probed_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str | None = None
    detail: str | None = None
    confirmed: bool = False
    steps: tuple[UpdateStep, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state not in ENDS


class Told(NamedTuple):
    """The update after something was heard, and what that was worth."""

    update: FirmwareUpdate
    verdict: Verdict


class Running(NamedTuple):
    """What a station runs by its last boot, and when that was."""

    version: str | None
    booted_at: datetime | None


def answered(update: FirmwareUpdate, reply: Reply, at: datetime) -> FirmwareUpdate:
    """The update after the station's answer. A status that came before the answer holds.

    AcceptedCanceled is an acceptance: what it cancelled is another update. Source: OCPP 2.1 part 2, L01.FR.21 to 24.
    """
    if not update.is_open:
        return update
    detail = reply.info or reply.reason_code
    if reply.status in _AGREED:
        step = UpdateStep(at, reply.status, detail=detail)
        update = _with_step(update, step)
        if update.state != "asking":
            return update
        return msgspec.structs.replace(update, state="accepted", since=at, heard_at=at)
    step = UpdateStep(at, reply.status, detail=detail)
    return ended(_with_step(update, step), "failed", at, _REFUSALS.get(reply.status, "refused"), detail)


def heard(
    update: FirmwareUpdate, status: FirmwareStatus, at: datetime, running: Running, detail: str | None = None
) -> Told:
    """The update after a status of the station. Nothing holds that goes back or comes after the end.

    `Idle` is the answer of a station that does nothing: after Installed (L01.FR.25), or because it forgot.
    """
    if not update.is_open:
        return _late(update, UpdateStep(at, status, "late", detail))
    if status == "Idle":
        return _idle(update, at, running)
    verdict = judge(update.status, status)
    update = msgspec.structs.replace(update, heard_at=at)
    if verdict == "repeated":
        return Told(update, verdict)
    update = _with_step(update, UpdateStep(at, status, verdict, detail))
    if verdict == "backward":
        return Told(update, verdict)
    if status in FAILURES:
        failed = msgspec.structs.replace(update, status=status)
        return Told(ended(failed, "failed", at, FAILURES[status], detail), verdict)
    since = at if rank(status) > rank(update.status) or update.state == "asking" else update.since
    after = msgspec.structs.replace(update, status=status, state=STATES[status], since=since)
    return Told(_settled(after, at, running) if status == "Installed" else after, verdict)


def booted(update: FirmwareUpdate, version: str | None, at: datetime, *, asked_for: bool) -> FirmwareUpdate:
    """The update after a boot. One that was `asked_for` is no new start: the old version says nothing then.

    A version that the station did not run before proves the update, whatever it said until then, and also when we had
    given it up.
    """
    expected = version == update.version
    if not update.is_open and update.reason in _OURS and expected and update.previous != update.version:
        return _succeeded(_with_step(update, UpdateStep(at, "boot", "late", version)), at, version, confirmed=True)
    if update.state == "succeeded" and not update.confirmed and expected:
        return msgspec.structs.replace(
            _with_step(update, UpdateStep(at, "boot", detail=version)), confirmed=True, firmware=version
        )
    if not update.is_open or update.state == "asking":
        return update
    update = _with_step(update, UpdateStep(at, "boot", detail=version))
    if expected and (update.state == "installed" or update.previous != update.version):
        return _succeeded(update, at, version, confirmed=True)
    if update.state != "installed" or asked_for:
        return update
    if version is None:
        return _succeeded(update, at, None, confirmed=False)
    known = msgspec.structs.replace(update, firmware=version)
    return ended(known, "failed", at, "wrong-version", f"it reports {version}")


def ended(
    update: FirmwareUpdate, state: UpdateState, at: datetime, reason: str | None = None, detail: str | None = None
) -> FirmwareUpdate:
    """The update at its end; `reason` names what went wrong."""
    return msgspec.structs.replace(update, state=state, ended_at=at, since=at, reason=reason, detail=detail)


def deadline(update: FirmwareUpdate) -> datetime | None:
    """When the present part has taken too long; None while it has not begun and after the end."""
    times, since = update.times, update.since
    if update.state in ("accepted", "download-scheduled"):
        return max(since, update.retrieve_at) + timedelta(seconds=times.start_s)
    if update.state in ("downloading", "download-paused"):
        return since + timedelta(seconds=times.download_s)
    if update.state == "installed":
        return since + timedelta(seconds=times.boot_s)
    if update.state == "install-scheduled":
        return max(since, update.install_at or since) + timedelta(seconds=times.scheduled_s)
    if update.state in ("downloaded", "verified", "installing", "rebooting"):
        return max(since, update.install_at or since) + timedelta(seconds=times.install_s)
    return None


def overdue(update: FirmwareUpdate, now: datetime) -> str | None:
    """The reason that names the part which has taken too long."""
    latest = deadline(update)
    return None if latest is None or now < latest else _TIMEOUTS[update.state]


def is_silent(update: FirmwareUpdate, now: datetime) -> bool:
    """Whether the station is to be asked how far it is: it has said nothing for long, and is not waiting as told."""
    if update.state in ("asking", *ENDS):
        return False
    quiet_since = max(
        one for one in (update.since, update.heard_at, update.probed_at, _waits_until(update)) if one is not None
    )
    return now - quiet_since >= timedelta(seconds=update.times.silence_s)


def explained(reason: str) -> tuple[str, str]:
    """A reason in words, and what to do."""
    return REASONS.get(reason, (reason, "look at the station's messages"))


def _late(update: FirmwareUpdate, step: UpdateStep) -> Told:
    """What comes after the end: nothing new where it says the same, else kept in the history alone."""
    says_it = step.word in ("Idle", update.status) or (update.state == "succeeded" and step.word == "Installed")
    return Told(update, "repeated") if says_it else Told(_with_step(update, step), "late")


def _idle(update: FirmwareUpdate, at: datetime, running: Running) -> Told:
    if update.state == "asking":
        return Told(update, "repeated")
    update = _with_step(update, UpdateStep(at, "Idle"))
    if update.state == "installed":
        return Told(update, "taken")
    if running.version == update.version and update.previous != update.version:
        return Told(_succeeded(update, at, running.version, confirmed=True), "taken")
    if update.status in ("Installing", "InstallRebooting"):  # the word Installed was lost on its way
        after = msgspec.structs.replace(update, status="Installed", state="installed", since=at, heard_at=at)
        return Told(_settled(after, at, running), "skipped")
    return Told(ended(update, "failed", at, "forgotten"), "taken")


def _settled(update: FirmwareUpdate, at: datetime, running: Running) -> FirmwareUpdate:
    """At once, where the boot came before the word Installed. Source: OCPP 2.1 part 2, L01.FR.32."""
    has_booted = running.booted_at is not None and running.booted_at > (update.sent_at or update.requested_at)
    if running.version == update.version and (has_booted or update.previous != update.version):
        return _succeeded(update, at, running.version, confirmed=True)
    if running.version is None:
        return _succeeded(update, at, None, confirmed=False)
    return update


def _succeeded(update: FirmwareUpdate, at: datetime, version: str | None, *, confirmed: bool) -> FirmwareUpdate:
    known = msgspec.structs.replace(update, firmware=version, confirmed=confirmed)
    return ended(known, "succeeded", at, None, None)


def _with_step(update: FirmwareUpdate, step: UpdateStep) -> FirmwareUpdate:
    return msgspec.structs.replace(update, steps=(*update.steps, step)[-MOST_STEPS:])


def _waits_until(update: FirmwareUpdate) -> datetime | None:
    if update.state in ("accepted", "download-scheduled"):
        return update.retrieve_at
    return update.install_at if update.state in ("downloaded", "verified", "install-scheduled") else None


_AGREED: Final = ("Accepted", "AcceptedCanceled")
_REFUSALS: Final[Mapping[str, str]] = {
    "InvalidCertificate": "invalid-certificate",
    "RevokedCertificate": "revoked-certificate",
}
_TIMEOUTS: Final[Mapping[UpdateState, str]] = {
    "accepted": "start-timeout", "download-scheduled": "start-timeout",
    "downloading": "download-timeout", "download-paused": "download-timeout",
    "downloaded": "install-timeout", "verified": "install-timeout", "install-scheduled": "install-timeout",
    "installing": "install-timeout", "rebooting": "install-timeout", "installed": "unconfirmed",
}  # fmt: skip
_OURS: Final = frozenset(_TIMEOUTS.values())
"""Ends that are our patience's, not the station's word."""
REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "refused": ("the station refused the update", "see its messages for why, and ask again later"),
    "call-refused": ("the station answered the request with an error", "see its messages for why"),
    "cannot": ("the station has no way to update its firmware from here", "update it by its maker's means"),
    "invalid-certificate": (
        "the station does not accept the certificate that signed the firmware",
        "install the maker's root certificate at the station, or get a release signed under the one that it has",
    ),
    "revoked-certificate": ("the certificate that signed the firmware was revoked", "get a release signed anew"),
    "download-failed": (
        "the station could not fetch the file", "see that it reaches the address, and by which protocols it can fetch"
    ),
    "invalid-signature": ("the signature does not fit the file, says the station", "compare the file with the maker's"),
    "verification-failed": ("the station found the file unfit before installing", "see that it is made for its model"),
    "installation-failed": ("the installation failed", "see the station's log, and try again"),
    "wrong-version": (
        "the station reports another version after the update", "see the release's version, and the station itself"
    ),
    "forgotten": ("the station does nothing of the kind any more", "start the update again"),
    "start-timeout": ("the station did not begin to fetch the file in time", "see whether it charges, and ask again"),
    "download-timeout": ("the station did not finish to fetch the file in time", "see its connection, and ask again"),
    "install-timeout": ("the station did not finish the installation in time", "see whether it is well; ask again"),
    "unconfirmed": (
        "the station said Installed, and no boot has shown the new version", "have it boot, and look at its version"
    ),
    "not-connected": ("the station did not connect in time", "start this again once it is there"),
    "no-answer": ("the station did not answer the request", "see whether it is well, and start this again"),
    "superseded": ("another update took its place", "see the later one"),
    "stopped": ("somebody ended it", "start it again when it is wanted"),
}  # fmt: skip
"""By name: what it means, and what to do."""
