"""The verbs of `pilotwire files` about addresses for stations."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table

from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit, emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.file import DownloadInput, FileTicket, UploadInput
from pilotwire.client.file_filters import FileTicketFilter

Station = Annotated[str | None, Parameter(help="The station that it is for.")]
Valid = Annotated[int, Parameter(help="For how many hours it is good.")]
Scheme = Annotated[str, Parameter(help="http, https, ftp or ftps.")]


def add_ticket_verbs(app: App) -> None:
    """Add them to the app of files."""
    app.command(link, name="link")
    app.command(upload_link, name="upload-link")
    app.command(list_links, name="links")
    app.command(end_link, name="unlink")


def link(
    file: Annotated[str, Parameter(help="The file's id.")],
    /,
    *,
    station: Station = None,
    uses: Annotated[int, Parameter(help="How often it may be fetched completely.")] = 1,
    hours: Valid = 24,
    scheme: Scheme = "http",
    options: Options = DEFAULTS,
) -> None:
    """Make an address under which a station fetches a file; it is shown this once."""
    said = {"uses": uses, "valid_s": hours * _HOUR_S, "scheme": scheme, **({"station": station} if station else {})}
    what = typed(said, DownloadInput)
    _tell(with_client(options, lambda client: client.files.issue_download(file, what)), options)


def upload_link(
    *,
    kind: Annotated[str, Parameter(help="log, diagnostics, firmware or other.")] = "diagnostics",
    station: Station = None,
    files: Annotated[int, Parameter(help="How many files may come.")] = 10,
    hours: Valid = 24,
    scheme: Scheme = "http",
    options: Options = DEFAULTS,
) -> None:
    """Make an address to which a station brings files; it is shown this once."""
    said = {
        "kind": kind, "max_files": files, "valid_s": hours * _HOUR_S, "scheme": scheme,
        **({"station": station} if station else {}),
    }  # fmt: skip
    what = typed(said, UploadInput)
    _tell(with_client(options, lambda client: client.files.issue_upload(what)), options)


def list_links(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    state: Annotated[str | None, Parameter(help="open, spent, expired or ended.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List the addresses that were made, the newest first; their secrets are kept nowhere."""
    said = {"station": station, "state": state}
    wanted = typed({name: value for name, value in said.items() if value is not None}, FileTicketFilter)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.files.tickets(wanted, size, cursor), ticket_table
    )


def end_link(ticket: Annotated[str, Parameter(help="The ticket's id.")], /, *, options: Options = DEFAULTS) -> None:
    """Have nobody get in by an address any more."""
    with_client(options, lambda client: client.files.end_ticket(ticket))
    note(f"Ticket {ticket} is good no more.")


def ticket_table(tickets: Sequence[FileTicket], zone: tzinfo | None) -> Table:
    """Tickets, one a line."""
    return grid(
        ("Made", "Ticket", "For", "Station", "State", "Used", "Good until", rest("File")),
        (
            (
                when(one.created_at, zone), one.id, f"{one.direction} of {one.purpose}", plain(one.station or "-"),
                one.state, _used(one), when(one.expires_at, zone), one.file or " ".join(one.files),
            )
            for one in tickets
        ),
    )  # fmt: skip


def _used(one: FileTicket) -> str:
    return f"{one.used or 0} of {one.uses}" if one.direction == "download" else f"{len(one.files)} of {one.max_files}"


def _tell(one: FileTicket, options: Options) -> None:
    if options.json:
        emit_json(one)
        return
    emit(one.url or "")
    show(
        facts((
            ("Ticket", one.id),
            ("Station", plain(one.station or "")),
            ("Good until", when(one.expires_at, options.zone)),
        ))
    )  # fmt: skip


_HOUR_S: Final = 3600
