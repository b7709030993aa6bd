"""`pilotwire capabilities`: what stations can do, and how that is known."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.words import when
from pilotwire.client.capability import Capability

app = App(name="capabilities", help="What stations can do: list, forget.")

Station = Annotated[str, Parameter(help="The station's id.")]

_STYLE = {"yes": "green", "no": "bold red", "unknown": "dim"}


@app.command(name="list")
def list_capabilities(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """List what a station can do, as far as is known."""
    found = with_client(options, lambda client: client.provisioning.capabilities(station))
    if options.json:
        for one in found.items:
            emit_json(one)
        return
    show(capability_table(found.items, options.zone))


@app.command(name="forget")
def forget_capability(
    station: Station,
    feature: Annotated[str, Parameter(help="The feature, as the list names it.")],
    /,
    *,
    options: Options = DEFAULTS,
) -> None:
    """Forget what is known of one feature, so that the station is asked again."""
    with_client(options, lambda client: client.provisioning.forget_capability(station, feature))
    note(f"Forgotten: {feature} of {station}.")


def capability_table(found: Sequence[Capability], zone: tzinfo | None) -> Table:
    """Features, one a line."""
    return grid(
        ("Feature", "Supported", "Known by", "Since", rest("Why")),
        (
            (one.feature, Text(one.supported, _STYLE[one.supported]), one.source or "", when(one.since, zone),
             one.detail or "")
            for one in found
        ),
    )  # fmt: skip
