"""`pilotwire transactions signed`: what the meter has signed, and whether it is true."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated, Final, Literal

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit, emit_json, grid, note, rest, right, show
from pilotwire.cli.words import when
from pilotwire.client.signed_reading import SignedReading, Verdict

NOT_VERIFIED: Final = 3
_STYLE: Final[dict[Verdict, str]] = {
    "verified": "bold green", "wrong": "bold red", "unreadable": "red", "no-key": "yellow", "unsupported": "yellow",
}  # fmt: skip


def show_signed_readings(
    station: Annotated[str, Parameter(help="The station's id.")],
    transaction: Annotated[str, Parameter(help="The transaction's id.")],
    /,
    *,
    export: Annotated[
        Literal["xml", "ocmf"] | None, Parameter(help="Write the file for transparency software, or plain OCMF.")
    ] = None,
    options: Options = DEFAULTS,
) -> int:
    """Show the signed readings of a transaction. Ends with 3 unless every signature is verified."""
    if export is not None:
        emit(with_client(options, lambda client: client.metering.values_file(station, transaction, export)).rstrip())
        return 0
    found = with_client(options, lambda client: client.metering.signed_readings(station, transaction))
    if options.json:
        for one in found.items:
            emit_json(one)
    elif found.items:
        show(signed_table(found.items, options.zone))
    else:
        note("No reading of it is signed.")
    if not found.complete:
        note("It has more readings than are looked through; the last ones are missing.")
    return 0 if all(one.verdict == "verified" for one in found.items) else NOT_VERIFIED


def signed_table(readings: Sequence[SignedReading], zone: tzinfo | None) -> Table:
    """Signed readings, one a line."""
    return grid(
        ("Time", "Context", "Verdict", "Key", "Meter", "Page", right("Signed value"), rest("Why")),
        (
            (
                when(one.at, zone),
                one.context,
                Text(one.verdict, _STYLE[one.verdict]),
                "" if one.key_id is None else f"{one.key_id} ({one.key_source})",
                (one.dataset and one.dataset.meter_serial) or "",
                (one.dataset and one.dataset.pagination) or "",
                _value(one),
                one.why or "",
            )
            for one in readings
        ),
    )


def _value(one: SignedReading) -> str:
    """The last value that was signed, with its error flags."""
    if one.dataset is None:
        return ""
    last = one.dataset.readings[-1]
    flags = f" !{last.errors}" if last.errors else ""
    return "" if last.value is None else f"{last.value} {last.unit or ''}{flags}".strip()
