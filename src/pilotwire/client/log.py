"""Logs of stations as the API shows and takes them; the client's way to them."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .codec import Instant, decode, encode
from .exchange import Exchange
from .file import File
from .file_kind import FileScheme
from .filters import Moment, Wanted
from .operation import Operation
from .path import path
from .query import query
from .shape import PLAIN, Input, Resource

LogKind = Literal["DiagnosticsLog", "SecurityLog", "DataCollectorLog"]
LogState = Literal[
    "requested", "accepted", "uploading", "failing",
    "uploaded", "failed", "rejected", "replaced", "cancelled", "timed-out", "nothing-came",
]  # fmt: skip
LogStatus = Literal[
    "Idle", "Uploading", "Uploaded", "UploadFailure", "BadMessage", "PermissionDenied", "NotSupportedOperation",
    "AcceptedCanceled",
]  # fmt: skip


class LogInput(Input, frozen=True, kw_only=True):
    """Which log, and which part of it: from `oldest_at` on, up to `latest_at`.

    `retries`: how often the station tries again, `retry_interval_s` apart. `timeout_s`: how long it may take once the
    station has agreed. It comes here by `scheme`, or goes to `location`, an address outside. `way` is by which message
    a station of OCPP 1.6 is asked for diagnostics. `replace`: a request of this station that runs is ended first.
    """

    log: LogKind = "DiagnosticsLog"
    oldest_at: Moment | None = None
    latest_at: Moment | None = None
    retries: Annotated[int, Meta(ge=0, le=100)] | None = None
    retry_interval_s: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    timeout_s: Annotated[int, Meta(ge=1, le=604_800)] = 3_600
    scheme: FileScheme | None = None
    location: Annotated[str, Meta(min_length=1, max_length=2000, pattern=PLAIN)] | None = None
    way: Literal["GetLog", "GetDiagnostics"] | None = None
    replace: bool = False


class Log(Resource, frozen=True, kw_only=True):
    """A request for a log, by the number that the station knows it by, and what came of it.

    `status` is the station's last word, `filename` its own name for the log, `attempts` how often it began. `location`
    is where it was told to bring it, without what is secret. `files` are what came, also under `/files`.
    """

    id: int
    station: str
    log: LogKind
    state: LogState
    operation: str
    requested_at: Instant
    location: str
    oldest_at: Instant | None = None
    latest_at: Instant | None = None
    retries: int | None = None
    retry_interval_s: int | None = None
    filename: str | None = None
    status: str | None = None
    status_at: Instant | None = None
    attempts: int = 0
    reason: str | None = None
    ticket: str | None = None
    files: list[File] = msgspec.field(default_factory=list)
    ended_at: Instant | None = None
    actor: str | None = None


class LogList(Resource, frozen=True, kw_only=True):
    """Requests for logs, newest first."""

    items: list[Log]
    next_cursor: str | None


class LogFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Requests of one station, log or state; `since` and `until` bound when a log was asked for."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    log: Annotated[LogKind, Meta(description="Which log.")] | None = None
    state: Annotated[LogState, Meta(description="How it stands.")] | None = None
    since: Annotated[Moment, Meta(description="Asked for at this instant or later.")] | None = None
    until: Annotated[Moment, Meta(description="Asked for before this instant.")] | None = None


class Logs:
    """Part of a `Client`, as its `logs`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def request(self, station: str, what: LogInput | None = None) -> Operation:
        """Begin to ask a station for a log. Problems: 409 one is on its way, 422 an address that may not be told."""
        answer = await self._exchange.send("POST", path("stations", station, "logs"), encode(what or LogInput()))
        return decode(answer, Operation)

    async def list(self, wanted: LogFilter | None = None, limit: int = 50, cursor: str | None = None) -> LogList:
        """Requests for logs of all stations, newest first."""
        return decode(await self._exchange.get("/logs", query(wanted, limit, cursor)), LogList)

    async def get(self, number: int) -> Log:
        """One request, with its files."""
        return decode(await self._exchange.get(path("logs", str(number))), Log)
