"""Logs and diagnostics in the words of OCPP 1.6 and its security extension."""

from typing import Final

from pilotwire.domain.command import CannotError
from pilotwire.domain.log_commands import GetDiagnostics, GetLog, LogReply
from pilotwire.domain.log_upload import UploadStatus
from pilotwire.protocol.ocpp16 import enums as words
from pilotwire.protocol.ocpp16 import firmware, security
from pilotwire.protocol.ocpp16.types import LogParameters

_LONGEST_LOCATION: Final = 512


def get_log(command: GetLog) -> security.GetLogRequest:
    """GetLog of the security extension, which knows two logs. Source: OCPP 1.6 security whitepaper, N01."""
    if command.log == "DataCollectorLog":
        raise CannotError("OCPP 1.6 has no log of data collectors", "ask for the diagnostics or the security log")
    check_location(command.location, _LONGEST_LOCATION)
    return security.GetLogRequest(
        log=LogParameters(
            remote_location=command.location, oldest_timestamp=command.oldest_at, latest_timestamp=command.latest_at
        ),
        log_type=command.log,
        request_id=command.request_id,
        retries=command.retries,
        retry_interval=command.retry_interval_s,
    )


def log_reply(message: security.GetLogResponse) -> LogReply:
    """The station's word, and its name for the file."""
    return LogReply(message.status, message.filename or None)


def get_diagnostics(command: GetDiagnostics) -> firmware.GetDiagnosticsRequest:
    """GetDiagnostics. Source: OCPP 1.6, 5.9."""
    return firmware.GetDiagnosticsRequest(
        location=command.location,
        start_time=command.oldest_at,
        stop_time=command.latest_at,
        retries=command.retries,
        retry_interval=command.retry_interval_s,
    )


def diagnostics_reply(message: firmware.GetDiagnosticsResponse) -> LogReply:
    """A name means yes, no name that there are none, by the text; stations without a word for it say nothing."""
    name = message.file_name or None
    return LogReply("Accepted" if name else "Rejected", name, is_told=False)


def upload_status(status: words.UploadLogStatus | words.DiagnosticsStatus) -> UploadStatus:
    """A status in the domain's spelling."""
    return "UploadFailure" if status == "UploadFailed" else status


def check_location(location: str, longest: int) -> None:
    """Raise CannotError for an address that is longer than the version takes."""
    if len(location) > longest:
        raise CannotError(
            f"the address has {len(location)} characters, this version of OCPP takes {longest}", "give a shorter one"
        )
