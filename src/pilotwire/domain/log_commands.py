"""Asking a station for a log."""

from datetime import datetime

import msgspec

from .command import Command
from .log_upload import LogKind


class LogReply(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether the station will upload, and under which name. `is_told`: it said so in a status, and not only by a name
    that is there or not.
    """

    status: str
    filename: str | None = None
    reason_code: str | None = None
    info: str | None = None
    is_told: bool = True


class GetLog(Command[LogReply], frozen=True):
    """Upload a log to `location`. `oldest_at` and `latest_at` bound what is wanted.

    Source: OCPP 2.0.1 part 2, N01; OCPP 1.6 security whitepaper, N01.
    """

    request_id: int
    log: LogKind
    location: str
    oldest_at: datetime | None = None
    latest_at: datetime | None = None
    retries: int | None = None
    retry_interval_s: int | None = None


class GetDiagnostics(Command[LogReply], frozen=True):
    """The same of diagnostics in the way that came first, which knows no number of a request.

    Source: OCPP 1.6, 5.9.
    """

    location: str
    oldest_at: datetime | None = None
    latest_at: datetime | None = None
    retries: int | None = None
    retry_interval_s: int | None = None
