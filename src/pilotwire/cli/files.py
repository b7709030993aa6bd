"""`pilotwire files`: firmware, logs and diagnostics that are kept, and addresses for stations."""

import hashlib
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import tzinfo
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table

from pilotwire.cli.file_tickets import add_ticket_verbs
from pilotwire.cli.moment import moment, present
from pilotwire.cli.options import DEFAULTS, Options, Switch, UsageError, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, right, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.progress import Advance, bytes_bar
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.file import File
from pilotwire.client.file_filters import FileFilter, FileWish
from pilotwire.kernel.errors import PilotwireError

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="files", help="Firmware, logs and diagnostics: list, show, upload, download, remove; links.")
add_ticket_verbs(app)

Id = Annotated[str, Parameter(help="The file's id.")]
_PART: Final = 1024 * 1024


@app.command(name="list")
def list_files(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    kind: Annotated[str | None, Parameter(help="firmware, log, diagnostics or other.")] = None,
    since: Annotated[str | None, Parameter(help="Stored at or after: 2026-03-01T12:00, 2h, 3d.")] = None,
    until: Annotated[str | None, Parameter(help="Stored before.")] = None,
    q: Annotated[str | None, Parameter(name=["-q", "--q"], help="Text within name, version or note.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List files, the newest first."""
    now = present()
    said = {
        "station": station, "kind": kind, "q": q,
        "since": moment(since, "--since", now) if since else None,
        "until": moment(until, "--until", now) if until else None,
    }  # fmt: skip
    wanted = typed({name: value for name, value in said.items() if value is not None}, FileFilter)
    print_list(options, limit, lambda client: lambda size, cursor: client.files.list(wanted, size, cursor), file_table)


@app.command(name="show")
def show_file(file: Id, /, *, options: Options = DEFAULTS) -> None:
    """Show one file's record."""
    tell_file(with_client(options, lambda client: client.files.get(file)), options)


@app.command(name="upload")
def upload_file(
    path: Annotated[Path, Parameter(help="The file on this machine.")],
    /,
    *,
    kind: Annotated[str, Parameter(help="firmware, log, diagnostics or other.")] = "firmware",
    name: Annotated[str | None, Parameter(help="Another name than the file has here.")] = None,
    version: Annotated[str | None, Parameter(help="The version of the firmware.")] = None,
    station: Annotated[str | None, Parameter(help="The station that it is for alone.")] = None,
    note_: Annotated[str | None, Parameter(name="--note", help="A note for people.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Keep a file on the server."""
    said = {"name": name or path.name, "kind": kind, "version": version, "station": station, "note": note_}
    wish = typed({key: value for key, value in said.items() if value is not None}, FileWish)
    with _opened(path) as content:
        size = os.fstat(content.fileno()).st_size
        with bytes_bar(path.name, size) as advance:
            kept = with_client(options, lambda client: client.files.upload(wish, _parts(content, advance), size))
    tell_file(kept, options)


@app.command(name="download")
def download_file(
    file: Id,
    path: Annotated[Path | None, Parameter(help="Where to; none: under its own name, here.")] = None,
    /,
    *,
    force: Annotated[Switch, Parameter(help="Write over a file that is there.")] = False,
    options: Options = DEFAULTS,
) -> None:
    """Fetch a file from the server; what came is checked against its SHA-256."""
    kept = with_client(options, lambda client: fetched(client, file, path, force))
    if options.json:
        emit_json(kept)


@app.command(name="remove")
def remove_file(file: Id, /, *, options: Options = DEFAULTS) -> None:
    """Remove a file for good."""
    with_client(options, lambda client: client.files.delete(file))
    note(f"Removed file {file}.")


async def fetched(client: "Client", file: str, path: Path | None, force: bool) -> File:
    """Fetch a file to a place, all of it or nothing. Raises UsageError, PilotwireError."""
    kept = await client.files.get(file)
    place = path if path is not None else Path(kept.name)
    if place.is_dir():
        place = place / kept.name
    if place.exists() and not force:
        raise UsageError(f"{place} is there already.", "", "Name another place, or give --force.")
    beside = place.with_name(f"{place.name}.part")
    digest = hashlib.sha256()
    try:
        with beside.open("wb") as out, bytes_bar(kept.name, kept.size_bytes) as advance:
            async for data in client.files.content(file):
                out.write(data)
                digest.update(data)
                advance(len(data))
        if digest.hexdigest() != kept.sha256:
            raise PilotwireError(f"What came of {kept.name} is not what was sent.", "Fetch it again.")
        beside.replace(place)
    except OSError as error:
        raise UsageError(f"{place} cannot be written: {error.strerror}.", "", "Choose another place.") from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    note(f"Wrote {place} ({size_of(kept.size_bytes)}).")
    return kept


def file_table(files: Sequence[File], zone: tzinfo | None) -> Table:
    """Files, one a line."""
    return grid(
        ("Stored", "File", "Kind", "Station", right("Size"), "Version", rest("Name")),
        (
            (
                when(one.created_at, zone), one.id, one.kind, plain(one.station or "-"), size_of(one.size_bytes),
                plain(one.version or ""), plain(one.name),
            )
            for one in files
        ),
    )  # fmt: skip


def tell_file(one: File, options: Options) -> None:
    """Print one file's record, as the options say."""
    if options.json:
        emit_json(one)
        return
    show(
        facts((
            ("File", one.id),
            ("Name", plain(one.name)),
            ("Kind", one.kind),
            ("Size", f"{size_of(one.size_bytes)} ({one.size_bytes} bytes)"),
            ("SHA-256", one.sha256),
            ("Type", one.content_type),
            ("Version", plain(one.version or "")),
            ("Station", plain(one.station or "")),
            ("Stored", when(one.created_at, options.zone)),
            ("Kept until", when(one.expires_at, options.zone) if one.expires_at else ""),
            ("Came by ticket", one.ticket or ""),
            ("Note", plain(one.note or "")),
        ))
    )  # fmt: skip


def size_of(count: int) -> str:
    """A number of bytes as people read it."""
    size, unit = float(count), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if size < _STEP:
            break
        size, unit = size / _STEP, larger
    return f"{count} B" if unit == "B" else f"{size:.1f} {unit}"


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "", "Name a file of yours.") from None
    with file:
        yield file


async def _parts(file: IO[bytes], advance: Advance) -> AsyncIterator[bytes]:
    while data := file.read(_PART):
        yield data
        advance(len(data))


_STEP: Final = 1024
