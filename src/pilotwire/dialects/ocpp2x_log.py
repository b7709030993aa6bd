"""Logs in the words of OCPP 2.0.1 and 2.1."""

from typing import Final, TypeAlias

from pilotwire.domain.command import CannotError
from pilotwire.domain.log_commands import GetLog, LogReply
from pilotwire.protocol.ocpp21 import diagnostics as diagnostics21
from pilotwire.protocol.ocpp21.types.file_transfer import LogParameters as LogParameters21
from pilotwire.protocol.ocpp201 import diagnostics
from pilotwire.protocol.ocpp201.types.file_transfer import LogParameters

from .ocpp16_log import check_location

GetLogResponse: TypeAlias = diagnostics.GetLogResponse | diagnostics21.GetLogResponse
_LONGEST_LOCATION: Final = 512
_LONGEST_LOCATION_21: Final = 2000


def get_log(command: GetLog) -> diagnostics.GetLogRequest:
    """GetLog of OCPP 2.0.1. Source: part 2, N01."""
    if command.log == "DataCollectorLog":
        raise CannotError("OCPP 2.0.1 has no log of data collectors", "ask for the diagnostics or the security log")
    check_location(command.location, _LONGEST_LOCATION)
    return diagnostics.GetLogRequest(
        log=LogParameters(
            remote_location=command.location, oldest_timestamp=command.oldest_at, latest_timestamp=command.latest_at
        ),
        log_type=command.log,
        request_id=command.request_id,
        retries=command.retries,
        retry_interval=command.retry_interval_s,
    )


def get_log21(command: GetLog) -> diagnostics21.GetLogRequest:
    """GetLog of OCPP 2.1. Source: part 2, N01."""
    check_location(command.location, _LONGEST_LOCATION_21)
    return diagnostics21.GetLogRequest(
        log=LogParameters21(
            remote_location=command.location, oldest_timestamp=command.oldest_at, latest_timestamp=command.latest_at
        ),
        log_type=command.log,
        request_id=command.request_id,
        retries=command.retries,
        retry_interval=command.retry_interval_s,
    )


def log_reply(message: GetLogResponse) -> LogReply:
    """The station's word with its reason, and its name for the file."""
    info = message.status_info
    return LogReply(
        message.status, message.filename or None, None if info is None else info.reason_code,
        None if info is None else info.additional_info,
    )  # fmt: skip
