"""`pilotwire log`: logs and diagnostics of stations, asked for, listed, and brought to this machine."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.files import fetched, size_of
from pilotwire.cli.moment import moment, present
from pilotwire.cli.operations import ended_operation, tell_operation
from pilotwire.cli.options import DEFAULTS, Options, Switch, UsageError, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.log import Log, LogFilter, LogInput, LogKind
from pilotwire.client.operation import Operation

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="log", help="Logs and diagnostics of stations: request, list, show, download.")

Number = Annotated[int, Parameter(help="The number of the request.")]
Since = Annotated[str | None, Parameter(help="2026-03-01T12:00, 2h, 3d.")]
_COLOURS: Final = {
    "uploaded": "green", "failed": "bold red", "rejected": "bold red", "timed-out": "bold red",
    "nothing-came": "bold red", "replaced": "yellow", "cancelled": "yellow", "failing": "yellow",
}  # fmt: skip


class _Done(msgspec.Struct):
    """The part of an operation's result that is needed here."""

    request_id: int


@app.command(name="request")
def request_log(
    station: Annotated[str, Parameter(help="The station's id.")],
    /,
    *,
    kind: Annotated[LogKind, Parameter(help="Which log.")] = "DiagnosticsLog",
    since: Annotated[str | None, Parameter(help="From then on: 2026-03-01T12:00, 2h, 3d.")] = None,
    until: Annotated[str | None, Parameter(help="Up to then.")] = None,
    retries: Annotated[int | None, Parameter(help="How often the station tries again.")] = None,
    retry_interval: Annotated[int | None, Parameter(help="Seconds between two tries.")] = None,
    timeout: Annotated[int, Parameter(help="Minutes that it may take once the station has agreed.")] = 60,
    scheme: Annotated[str | None, Parameter(help="How it is to come: http, https, ftp or ftps.")] = None,
    location: Annotated[str | None, Parameter(help="An address outside to bring it to.")] = None,
    way: Annotated[str | None, Parameter(help="GetLog or GetDiagnostics, for stations of OCPP 1.6.")] = None,
    replace: Annotated[Switch, Parameter(help="End a request that runs for the station.")] = False,
    no_wait: Annotated[Switch, Parameter(help="Return at once; see operations.")] = False,
    out: Annotated[Path | None, Parameter(help="Bring what came to this file or folder.")] = None,
    options: Options = DEFAULTS,
) -> int:
    """Ask a station for a log, and wait until it is here."""
    now = present()
    said = {
        "log": kind, "retries": retries, "retry_interval_s": retry_interval, "timeout_s": timeout * 60,
        "scheme": scheme, "location": location, "way": way, "replace": replace,
        "oldest_at": moment(since, "--since", now) if since else None,
        "latest_at": moment(until, "--until", now) if until else None,
    }  # fmt: skip
    what = typed({name: value for name, value in said.items() if value is not None}, LogInput)
    if no_wait:
        tell_operation(with_client(options, lambda client: client.logs.request(station, what)), options)
        return 0
    operation, log = with_client(options, lambda client: _requested(client, station, what, out))
    if log is None:
        tell_operation(operation, options)
        return 1
    tell_log(log, options)
    return 0


@app.command(name="list")
def list_logs(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    kind: Annotated[LogKind | None, Parameter(help="Of this kind.")] = None,
    state: Annotated[str | None, Parameter(help="uploading, uploaded, failed, timed-out ...")] = None,
    since: Since = None,
    until: Since = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List logs that were asked for, the latest first."""
    now = present()
    said = {
        "station": station, "log": kind, "state": state,
        "since": moment(since, "--since", now) if since else None,
        "until": moment(until, "--until", now) if until else None,
    }  # fmt: skip
    wanted = typed({name: value for name, value in said.items() if value is not None}, LogFilter)
    print_list(options, limit, lambda client: lambda size, cursor: client.logs.list(wanted, size, cursor), log_table)


@app.command(name="show")
def show_log(number: Number, /, *, options: Options = DEFAULTS) -> None:
    """Show one request with its files."""
    tell_log(with_client(options, lambda client: client.logs.get(number)), options)


@app.command(name="download")
def download_log(
    number: Number,
    path: Annotated[Path | None, Parameter(help="Where to: a file, or a folder; none: here.")] = None,
    /,
    *,
    force: Annotated[Switch, Parameter(help="Write over files that are there.")] = False,
    options: Options = DEFAULTS,
) -> None:
    """Bring the files of a request to this machine."""
    log = with_client(options, lambda client: _brought(client, number, path, force))
    if options.json:
        emit_json(log)


def log_table(logs: Sequence[Log], zone: tzinfo | None) -> Table:
    """Requests, one a line."""
    return grid(
        ("Asked", "Number", "Station", "Log", "State", rest("Files")),
        (
            (
                when(one.requested_at, zone), str(one.id), plain(one.station), one.log.removesuffix("Log"),
                Text(one.state, _COLOURS.get(one.state, "cyan")),
                plain(", ".join(f"{file.name} ({size_of(file.size_bytes)})" for file in one.files) or one.reason or ""),
            )
            for one in logs
        ),
    )  # fmt: skip


def tell_log(one: Log, options: Options) -> None:
    """Print one request, as the options say."""
    if options.json:
        emit_json(one)
        return
    show(
        facts((
            ("Number", str(one.id)),
            ("Station", plain(one.station)),
            ("Log", one.log),
            ("State", Text(one.state, _COLOURS.get(one.state, "cyan"))),
            ("Station says", plain(one.status or "")),
            ("Why", plain(one.reason or "")),
            ("Asked", when(one.requested_at, options.zone)),
            ("From", when(one.oldest_at, options.zone) if one.oldest_at else ""),
            ("Until", when(one.latest_at, options.zone) if one.latest_at else ""),
            ("Ended", when(one.ended_at, options.zone) if one.ended_at else ""),
            ("Its name there", plain(one.filename or "")),
            ("Told to go to", plain(one.location)),
            *((f"File {file.id}", f"{plain(file.name)} ({size_of(file.size_bytes)})") for file in one.files),
        ))
    )  # fmt: skip


async def _requested(
    client: "Client", station: str, what: LogInput, out: Path | None
) -> tuple[Operation, Log | None]:  # fmt: skip
    begun = await client.logs.request(station, what)
    ended = await ended_operation(client, begun.id)
    if ended.state != "done":
        return ended, None
    number = msgspec.json.decode(ended.result, type=_Done).request_id
    if out is not None:
        return ended, await _brought(client, number, out, force=False)
    return ended, await client.logs.get(number)


async def _brought(client: "Client", number: int, path: Path | None, force: bool) -> Log:
    log = await client.logs.get(number)
    if not log.files:
        raise UsageError(f"Nothing came by request {number}.", "", "Look at its state with `pilotwire log show`.")
    if len(log.files) > 1 and path is not None and not _is_folder(path):
        raise UsageError(f"{len(log.files)} files came, and {path} is no folder.", "", "Name a folder.")
    for file in log.files:
        await fetched(client, file.id, path, force)
    note(f"{len(log.files)} files of {log.station}.")
    return log


def _is_folder(path: Path) -> bool:
    return path.is_dir()
