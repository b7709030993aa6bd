"""`pilotwire refusals`: stations that were not let in, why, and what to do about it."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Column, Table
from rich.text import Text

from pilotwire.cli.options import DEFAULTS, Options
from pilotwire.cli.output import grid
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.words import plain, when
from pilotwire.client.message import Refusal

app = App(name="refusals")


@app.default
def refusals(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List refused connections, the latest first."""
    print_list(
        options, limit, lambda client: lambda size, cursor: client.refusals(station, size, cursor), refusal_table
    )


def refusal_table(found: Sequence[Refusal], zone: tzinfo | None) -> Table:
    """Refusals, each with its remedy and how many more came: texts are folded and not cut off, as all of them count."""
    return grid(
        ("Time", "Station", "From", "Status", "Reason", Column("What was wrong, and what to do", overflow="fold")),
        (
            (
                when(one.at, zone),
                one.station or one.path,
                one.address,
                str(one.status),
                Text(f"{plain(one.reason)} (+{one.repeats})" if one.repeats else plain(one.reason), "red"),
                Text.assemble(plain(one.detail), (f" {plain(one.remedy)}", "bold")),
            )
            for one in found
        ),
    )
