"""Watching how a station's log comes in: what it says, what it brings, and when that makes an end."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from pilotwire.domain.log_upload import LogUpload, UploadState
from pilotwire.domain.operation import Progress
from pilotwire.kernel.errors import PilotwireError

from .operations import Step, Surroundings

GONE_WRONG: Final = frozenset({"NotImplemented", "NotSupported"})
_MIB: Final = 1024 * 1024


class LogFailedError(PilotwireError):
    """No log came, or not to its end."""


class WatchTimes(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds: a station that says Uploaded may be ahead of its file by `file_s`; a file without a word after it
    counts as all there is after `word_s`; a failed attempt is followed by another one within its interval (`retry_s`
    where none was given) and `late_s`.
    """

    file_s: float = 30.0
    word_s: float = 60.0
    retry_s: float = 60.0
    late_s: float = 60.0


class End(NamedTuple):
    """How it ended; `note` says what was odd about it."""

    upload: LogUpload
    state: UploadState
    note: str | None = None


class _Seen(NamedTuple):
    """What is there at a moment. `is_coming`: something is on its way now."""

    upload: LogUpload
    files: int
    taken: int
    is_coming: bool


class Watch:
    """One request that the station has agreed to."""

    def __init__(
        self, step: Step, around: Surroundings, upload: LogUpload, timeout_s: float, times: WatchTimes
    ) -> None:  # fmt: skip
        self._step = step
        self._around = around
        self._upload = upload
        self._deadline = upload.requested_at + timedelta(seconds=timeout_s)
        self._times = times

    async def until_end(self) -> End:
        """How it ended. Raises CancelledError."""
        since = self._step.now()
        seen = self._look()
        while True:
            end = self._end_of(seen, since)
            if end is not None:
                return end
            before, wait_until = seen, self._wake_at(seen, since)
            left_s = max(0.0, (wait_until - self._step.now()).total_seconds())
            await self._step.until(lambda before=before: self._has_changed(before), left_s)  # type: ignore[misc]
            seen = self._look()
            if seen != before:
                since = self._step.now()
                await self._step.report(Progress(seen.taken, None, _said(seen)))

    def _look(self) -> _Seen:
        known = self._around.store.log_uploads(self._upload.station)
        upload = next((one for one in known if one.id == self._upload.id), self._upload)
        files, ticket_id = self._around.files, upload.ticket
        if files is None or ticket_id is None:
            return _Seen(upload, 0, 0, False)
        ticket, coming = files.ticket(ticket_id), files.intake.bytes_by(ticket_id)
        kept, taken = (len(ticket.files), ticket.taken_bytes) if ticket is not None else (0, 0)
        return _Seen(upload, kept, taken + coming, coming > 0)

    def _has_changed(self, before: _Seen) -> bool:
        now = self._look()
        return (
            now.upload != before.upload
            or (now.files, now.is_coming) != (before.files, before.is_coming)
            or now.taken - before.taken >= _MIB
        )

    def _end_of(self, seen: _Seen, since: datetime) -> End | None:
        """What is seen, and since when nothing has changed, as an end."""
        upload, now = seen.upload, self._step.now()
        quiet_s = (now - since).total_seconds()
        if upload.ended_at is not None:
            return End(upload, upload.state, upload.reason)
        if upload.state in ("replaced", "failed"):
            return End(upload, upload.state, _why(upload))
        if upload.state == "uploaded" and not seen.is_coming:
            if upload.ticket is None or seen.files:
                return End(upload, "uploaded")
            if quiet_s >= self._times.file_s:
                return End(upload, "nothing-came", "the station says Uploaded, and nothing came")
        if upload.state == "failing" and not seen.is_coming and quiet_s >= self._retry_s():
            return End(upload, "failed", f"{_why(upload)}, and it did not try again")
        is_silent = upload.state in ("accepted", "uploading") and quiet_s >= self._times.word_s
        if is_silent and seen.files and not seen.is_coming:
            return End(upload, "uploaded", "the station did not say that it was done")
        if now >= self._deadline and not seen.is_coming:
            return End(upload, "timed-out", "it took longer than was allowed")
        return None

    def _wake_at(self, seen: _Seen, since: datetime) -> datetime:
        """When to look again although nothing changes."""
        state = seen.upload.state
        wait_s = {"uploaded": self._times.file_s, "failing": self._retry_s()}.get(state)
        if wait_s is None and seen.files:
            wait_s = self._times.word_s
        if seen.is_coming:
            return max(self._deadline, self._step.now() + timedelta(seconds=_LOOK_S))
        own = self._deadline if wait_s is None else since + timedelta(seconds=wait_s)
        return min(own, self._deadline) if self._step.now() < self._deadline else own

    def _retry_s(self) -> float:
        interval_s = self._upload.retry_interval_s
        return (self._times.retry_s if interval_s is None else float(interval_s)) + self._times.late_s


def _why(upload: LogUpload) -> str:
    told = f" ({upload.reason})" if upload.reason else ""
    return f"the station says {upload.status}{told}"


def _said(seen: _Seen) -> str:
    word = seen.upload.status or seen.upload.state
    if seen.is_coming:
        return f"{word}, {seen.taken} bytes so far"
    return f"{word}, {seen.files} files with {seen.taken} bytes" if seen.files else word


_LOOK_S: Final = 5.0
