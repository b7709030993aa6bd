"""`pilotwire meter-keys`: the public keys with which signed readings are checked."""

import sys
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.control import Evse, Station
from pilotwire.cli.options import DEFAULTS, Options, UsageError, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client.signed_reading import MeterKey, MeterKeyInput

app = App(name="meter-keys", help="Public keys of meters: list, add, remove.")


@app.command(name="list")
def list_meter_keys(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """List the keys that were entered for a station's meters."""
    found = with_client(options, lambda client: client.metering.keys(station))
    if options.json:
        for one in found.items:
            emit_json(one)
    elif found.items:
        show(key_table(found.items, options.zone))
    else:
        note("There are none.")


@app.command(name="add")
def add_meter_key(
    station: Station,
    key: Annotated[str, Parameter(help="The key as printed on the meter, @FILE, or - for standard input.")],
    /,
    *,
    evse: Evse = None,
    key_note: Annotated[str | None, Parameter(name="--note", help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Enter a meter's public key: PEM, DER in hexadecimal or Base64, or oca:base16:asn1:..."""
    body = {"public_key": _text(key), "evse_id": evse, "note": key_note}
    wanted = typed({name: value for name, value in body.items() if value is not None}, MeterKeyInput)
    added = with_client(options, lambda client: client.metering.add_key(station, wanted))
    if options.json:
        emit_json(added)
    else:
        show(key_table([added], options.zone))


@app.command(name="remove")
def remove_meter_key(
    station: Station,
    key: Annotated[str, Parameter(help="The key's id, as the list shows it.")],
    /,
    *,
    yes: Yes = False,
    options: Options = DEFAULTS,
) -> None:
    """Forget a meter's key; what it has signed can no longer be checked with it."""
    if confirmed(f"Forget the meter key {key} of {station}?", yes):
        with_client(options, lambda client: client.metering.remove_key(station, key))


def key_table(keys: Sequence[MeterKey], zone: tzinfo | None) -> Table:
    """Keys, one a line."""
    return grid(
        ("Key", "EVSE", "Entered", "By", "Note", rest("Public key")),
        (
            (
                one.id,
                "all" if one.evse_id is None else str(one.evse_id),
                when(one.created_at, zone),
                one.actor or "",
                one.note or "",
                one.public_key,
            )
            for one in keys
        ),
    )


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"The file {given[1:]} cannot be read.", "", "Name a text file.") from None
