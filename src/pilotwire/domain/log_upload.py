"""A station's log on its way to us: what was asked, what the station said of it, and how it ended."""

from datetime import datetime
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import StationId

from .kept_file import FileId, FileKind, TicketId
from .operation import OperationId

LogKind = Literal["DiagnosticsLog", "SecurityLog", "DataCollectorLog"]
UploadStatus = Literal[
    "Idle", "Uploading", "Uploaded", "UploadFailure", "BadMessage", "PermissionDenied", "NotSupportedOperation",
    "AcceptedCanceled",
]  # fmt: skip
"""What a station says, in OCPP 2.x spelling. Source: OCPP 2.1 part 2, UploadLogStatusEnumType."""
UploadState = Literal[
    "requested", "accepted", "uploading", "failing",
    "uploaded", "failed", "rejected", "replaced", "cancelled", "timed-out", "nothing-came",
]  # fmt: skip
"""`failing`: an attempt failed, and more may come. Ends: `replaced` by a newer request (the station's word
AcceptedCanceled), `cancelled` by somebody here, `timed-out` without an end, `nothing-came` although the station says
Uploaded.
"""
LATE_LOGS: Final = 4
"""Ended requests of one station that are still known to what it says: that may come late."""
OPEN_STATES: Final[frozenset[UploadState]] = frozenset({"requested", "accepted", "uploading", "failing"})
FAILURES: Final[frozenset[UploadStatus]] = frozenset(
    {"UploadFailure", "BadMessage", "PermissionDenied", "NotSupportedOperation"}
)
KINDS: Final[dict[LogKind, FileKind]] = {
    "DiagnosticsLog": "diagnostics", "SecurityLog": "log", "DataCollectorLog": "log",
}  # fmt: skip


class LogUpload(msgspec.Struct, frozen=True, omit_defaults=True):
    """One request for a log, by the number that the station knows it by.

    `location` is where the station was told to bring it, without secrets; `ticket` where that is here, and `files` what
    came by it. `status` is the station's last word, `attempts` how often it began to upload. `oldest_at` and
    `latest_at` bound what is wanted of the log. `filename` is the station's own name for it.
    """

    id: int
    station: StationId
    log: LogKind
    operation: OperationId
    requested_at: datetime
    location: str
    ticket: TicketId | None = None
    state: UploadState = "requested"
    oldest_at: datetime | None = None
    latest_at: datetime | None = None
    retries: int | None = None
    retry_interval_s: int | None = None
    filename: str | None = None
    status: UploadStatus | None = None
    status_at: datetime | None = None
    attempts: int = 0
    failures: int = 0
    reason: str | None = None
    files: tuple[FileId, ...] = ()
    ended_at: datetime | None = None
    actor: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still looked after."""
        return self.ended_at is None

    @property
    def is_running(self) -> bool:
        """Whether something may still come of it, by what the station has said."""
        return self.is_open and self.state in OPEN_STATES

    @property
    def may_retry(self) -> bool:
        """Whether the station was told to try again after as many failures as there were."""
        return self.failures <= (self.retries or 0)


def reported(upload: LogUpload, status: UploadStatus, at: datetime, reason: str | None = None) -> LogUpload:
    """The upload after its station said how it goes. Source: OCPP 2.1 part 2, N01.FR.08 to FR.10, FR.20.

    What ended keeps its end, but for one: a station that says Uploaded late has uploaded, whatever was believed.
    """
    told = msgspec.structs.replace(upload, status=status, status_at=at, reason=reason or upload.reason)
    if status == "Idle":
        return told
    if status == "Uploaded":
        late = upload.state in ("failed", "timed-out", "failing")
        return msgspec.structs.replace(told, state="uploaded", reason=None) if late or upload.is_running else told
    if not upload.is_running:
        return told
    if status == "Uploading":
        is_new = upload.state != "uploading"
        return msgspec.structs.replace(told, state="uploading", attempts=upload.attempts + is_new)
    if status == "AcceptedCanceled":
        return msgspec.structs.replace(told, state="replaced")
    if status not in FAILURES:
        return told  # a word that no version has
    after = msgspec.structs.replace(told, failures=upload.failures + 1)
    return msgspec.structs.replace(after, state="failing" if after.may_retry else "failed")


def ended(upload: LogUpload, state: UploadState, at: datetime, reason: str | None = None) -> LogUpload:
    """The upload once nothing more is awaited of it."""
    return msgspec.structs.replace(upload, state=state, ended_at=at, reason=reason or upload.reason)
