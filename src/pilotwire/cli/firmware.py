"""`pilotwire firmware`: releases, updates of stations, and what local controllers offer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.firmware_tables import publication_table, release_table, tell_release, tell_update, update_table
from pilotwire.cli.moment import ahead, moment, present
from pilotwire.cli.operations import ended_operation, tell_operation
from pilotwire.cli.options import DEFAULTS, Options, Switch, UsageError, with_client
from pilotwire.cli.output import emit, emit_json, note, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain
from pilotwire.client.firmware import PublishInput, ReleaseInput, UnpublishInput, UpdateFilter, UpdateInput

if TYPE_CHECKING:
    from pilotwire.client.client import Client
    from pilotwire.client.operation import Operation

app = App(name="firmware", help="Firmware: releases and what fits a station, update, updates, publish, unpublish.")

Name = Annotated[str, Parameter(help="The release's name.")]
Station = Annotated[str, Parameter(help="The station's id.")]
Wait = Annotated[Switch, Parameter(help="Wait for the end; exit code 1 if it is not done.")]
Scheme = Annotated[str | None, Parameter(help="Fetch a file of ours by https, http, ftps or ftp.")]
Retries = Annotated[int | None, Parameter(help="How often it may try the download again.")]
_TEXTS: Final = 20_000


@app.command(name="releases")
def list_releases(
    q: Annotated[str | None, Parameter(help="Text within name, version, vendor, models or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List releases by name."""
    print_list(
        options, limit, lambda client: lambda size, cursor: client.firmware.releases(q, size, cursor), release_table
    )


@app.command(name="release")
def show_release(name: Name, /, *, options: Options = DEFAULTS) -> None:
    """Show one release."""
    tell_release(with_client(options, lambda client: client.firmware.release(name)), options)


@app.command(name="put")
def put_release(
    name: Name,
    /,
    *,
    version: Annotated[str, Parameter(help="What stations report that run it.")],
    vendor: Annotated[str, Parameter(help="Whose stations it is for.")],
    model: Annotated[tuple[str, ...], Parameter(help="For these models alone.")] = (),
    follows: Annotated[tuple[str, ...], Parameter(help="Only after these versions; * is any text.")] = (),
    file: Annotated[str | None, Parameter(help="The id of a file that is kept here (pilotwire files upload).")] = None,
    location: Annotated[str | None, Parameter(help="Its address elsewhere.")] = None,
    sha256: Annotated[str | None, Parameter(help="Its SHA-256 in hex, to be compared.")] = None,
    md5: Annotated[str | None, Parameter(help="Its MD5 in hex, by which local controllers check it.")] = None,
    signature: Annotated[Path | None, Parameter(help="A file with the maker's signature in base64.")] = None,
    certificate: Annotated[Path | None, Parameter(help="A file with the signing certificate in PEM.")] = None,
    release_note: Annotated[str | None, Parameter(name="--note", help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Create or replace a release; its checksums are compared and its signature is verified."""
    said = {
        "firmware_version": version, "vendor": vendor, "models": list(model), "from_versions": list(follows),
        "file": file, "location": location, "sha256": sha256, "md5": md5, "note": release_note,
        "signature": None if signature is None else _text("--signature", signature),
        "signing_certificate": None if certificate is None else _text("--certificate", certificate),
    }  # fmt: skip
    body = typed({key: value for key, value in said.items() if value is not None}, ReleaseInput)
    tell_release(with_client(options, lambda client: client.firmware.put_release(name, body)), options)


@app.command(name="remove")
def remove_release(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a release; its file stays."""
    if confirmed(f"Remove release {name}?", yes):
        with_client(options, lambda client: client.firmware.delete_release(name))
        note(f"Removed {name}.")


@app.command(name="fitting")
def list_fitting(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """List the releases that a station can be given."""
    found = with_client(options, lambda client: client.firmware.fitting(station)).items
    if options.json:
        for one in found:
            emit_json(one)
    elif found:
        show(release_table(found, options.zone))
    else:
        note("There are none.")


@app.command(name="update")
def update(
    station: Station,
    release: Name,
    /,
    *,
    retrieve_at: Annotated[str | None, Parameter(help="When it fetches the file: a time, or 2h from now.")] = None,
    install_at: Annotated[str | None, Parameter(help="When it installs: a time, or 2h from now.")] = None,
    retries: Retries = None,
    retry_interval_s: Annotated[int | None, Parameter(help="Seconds between these.")] = None,
    signing: Annotated[str, Parameter(help="prefer, require or never send the signature.")] = "prefer",
    scheme: Scheme = None,
    via: Annotated[str | None, Parameter(help="Fetch it from this local controller.")] = None,
    force: Annotated[Switch, Parameter(help="Also where it is not for the station, or is there already.")] = False,
    wait: Wait = False,
    options: Options = DEFAULTS,
) -> int:
    """Update a station's firmware; it is done once a boot has shown the new version."""
    now = present()
    said = {
        "release": release, "retries": retries, "retry_interval_s": retry_interval_s, "signing": signing,
        "scheme": scheme, "via": via, "force": force,
        "retrieve_at": None if retrieve_at is None else ahead(retrieve_at, "--retrieve-at", now).isoformat(),
        "install_at": None if install_at is None else ahead(install_at, "--install-at", now).isoformat(),
    }  # fmt: skip
    body = typed({key: value for key, value in said.items() if value is not None}, UpdateInput)
    return _worked(options, wait, lambda client: client.firmware.update(station, body))


@app.command(name="updates")
def list_updates(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    state: Annotated[str | None, Parameter(help="downloading, installing, succeeded, failed, cancelled ...")] = None,
    release: Annotated[str | None, Parameter(help="To this release.")] = None,
    since: Annotated[str | None, Parameter(help="Asked for since: a time, or 2h ago.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List updates, the latest first."""
    said = {"station": station, "state": state, "release": release}
    since_at = {} if since is None else {"since": moment(since, "--since", present()).isoformat()}
    wanted = typed({key: value for key, value in said.items() if value is not None} | since_at, UpdateFilter)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.firmware.updates(wanted, size, cursor), update_table
    )


@app.command(name="show")
def show_update(
    number: Annotated[int, Parameter(help="The update's number.")], /, *, options: Options = DEFAULTS
) -> None:
    """Show one update with all that the station told of it."""
    tell_update(with_client(options, lambda client: client.firmware.updated(number)), options)


@app.command(name="publish")
def publish(
    controller: Station,
    release: Name,
    /,
    *,
    retries: Retries = None,
    scheme: Scheme = None,
    wait: Wait = False,
    options: Options = DEFAULTS,
) -> int:
    """Have a local controller offer a release to the stations behind it."""
    said = {"release": release, "retries": retries, "scheme": scheme}
    body = typed({key: value for key, value in said.items() if value is not None}, PublishInput)
    return _worked(options, wait, lambda client: client.firmware.publish(controller, body))


@app.command(name="unpublish")
def unpublish(controller: Station, release: Name, /, *, options: Options = DEFAULTS) -> int:
    """Have a local controller offer a release no longer; exit code 1 unless it does not."""
    body = UnpublishInput(release=release)
    answer = with_client(options, lambda client: client.firmware.unpublish(controller, body))
    if options.json:
        emit_json(answer)
    else:
        emit(plain(answer.status))
    return 0 if answer.status in ("Unpublished", "NoFirmware") else 1


@app.command(name="publications")
def list_publications(
    *,
    controller: Annotated[str | None, Parameter(help="At this local controller.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List what local controllers offer and have offered, the latest first."""
    print_list(
        options,
        limit,
        lambda client: lambda size, cursor: client.firmware.publications(controller, size, cursor),
        publication_table,
    )


def _worked(options: Options, wait: bool, begin: "Begin") -> int:
    async def run(client: "Client") -> "Operation":
        begun = await begin(client)
        return await ended_operation(client, begun.id) if wait else begun

    found = with_client(options, run)
    tell_operation(found, options)
    return 1 if wait and found.state != "done" else 0


def _text(flag: str, file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as source:
            return source.read(_TEXTS + 1).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{flag}: {file} cannot be read: {error}.", "", "Name another file.") from None


if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Begin = Callable[[Client], Awaitable[Operation]]
