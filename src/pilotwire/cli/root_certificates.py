"""`pilotwire root-certificates`: the roots that stations are to trust."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.options import DEFAULTS, Options, UsageError, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.certificate import RootCertificate, RootCertificateInput

app = App(name="root-certificates", help="Root certificates that stations are to trust: list, show, put, remove.")

Name = Annotated[str, Parameter(help="The root's name.")]


@app.command(name="list")
def list_roots(*, limit: Limit = 50, options: Options = DEFAULTS) -> None:
    """List root certificates by their name."""
    print_list(options, limit, lambda client: lambda size, cursor: client.certificates.roots(size, cursor), root_table)


@app.command(name="show")
def show_root(name: Name, /, *, options: Options = DEFAULTS) -> None:
    """Show one root certificate."""
    _tell(with_client(options, lambda client: client.certificates.root(name)), options)


@app.command(name="put")
def put_root(
    name: Name,
    file: Annotated[Path, Parameter(help="PEM file with the root alone.")],
    /,
    *,
    use: Annotated[
        str,
        Parameter(
            help="CSMSRootCertificate, ManufacturerRootCertificate, V2GRootCertificate, MORootCertificate or "
            "OEMRootCertificate."
        ),
    ],
    root_note: Annotated[str | None, Parameter(name="--note", help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Store a root certificate, or replace it; no station hears of it before it is installed there."""
    try:
        pem = file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read as PEM: {error}.", "", "Name the file of the root.") from None
    said = {"use": use, "certificate": pem} | ({} if root_note is None else {"note": root_note})
    body = typed(said, RootCertificateInput)
    _tell(with_client(options, lambda client: client.certificates.put_root(name, body)), options)


@app.command(name="remove")
def remove_root(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a root certificate from the store; stations that have it keep it."""
    if confirmed(f"Remove root certificate {name}?", yes):
        with_client(options, lambda client: client.certificates.delete_root(name))
        note(f"Removed {name}.")


def root_table(found: Sequence[RootCertificate], zone: tzinfo | None) -> Table:
    """Root certificates, one a line."""
    return grid(
        ("Name", "For", "Until", "Subject", rest("Note")),
        (
            (plain(one.name), one.use, when(one.not_after, zone), plain(one.subject), plain(one.note or ""))
            for one in found
        ),
    )


def _tell(one: RootCertificate, options: Options) -> None:
    if options.json:
        emit_json(one)
        return
    show(
        facts(
            (
                ("Name", plain(one.name)),
                ("For", one.use),
                ("Subject", plain(one.subject)),
                ("Serial number", one.serial_number),
                ("SHA-256", one.fingerprint),
                ("From", when(one.not_before, options.zone)),
                ("Until", when(one.not_after, options.zone)),
                ("Note", plain(one.note or "")),
            )
        )
    )
