"""What stations say of their uploads of logs."""

from pilotwire.domain.log_events import LogStatusReported
from pilotwire.domain.log_upload import LogUpload, UploadStatus, reported

from . import notices
from .context import Context


def log_status(context: Context, status: UploadStatus, request_id: int | None, reason: str | None = None) -> None:
    """Note what a station says of an upload. One without a number is of the upload that runs; one that fits none is
    kept as it came, with a finding.

    Source: OCPP 2.1 part 2, N01.FR.07 to FR.13; OCPP 1.6, 4.4; OCPP 1.6 security whitepaper, N01.
    """
    upload = _meant(context, request_id)
    if upload is None:
        if status != "Idle":
            told = "no number" if request_id is None else f"number {request_id}"
            context.note("log-status-unknown", f"{status} for {told}, and no such log was asked for", "/requestId")
        notices.notified(context)
        return
    if request_id is None and status != "Idle" and context.action == "LogStatusNotification":
        context.note("log-status-without-id", f"{status} without a number while an upload runs", "/requestId")
    after = reported(upload, status, context.received_at, reason)
    context.work.save(after)
    context.work.tell(
        LogStatusReported(
            station=context.station, at=context.received_at, request_id=upload.id, log=upload.log,
            operation=upload.operation, status=status, state=after.state, reason=reason,
        )
    )  # fmt: skip


def _meant(context: Context, request_id: int | None) -> LogUpload | None:
    known = context.store.log_uploads(context.station)
    if request_id is None:
        return next((one for one in reversed(known) if one.is_open), None)
    return next((one for one in known if one.id == request_id), None)
