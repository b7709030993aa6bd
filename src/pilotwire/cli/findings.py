"""`pilotwire findings`: what stations did that OCPP does not allow."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.options import DEFAULTS, Options
from pilotwire.cli.output import grid, rest, right
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.words import when
from pilotwire.client.filters import FindingFilter
from pilotwire.client.message import Finding

app = App(name="findings")

_SEVERITY_STYLE: Final = {"info": "dim", "warning": "yellow"}


@app.default
def findings(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    name: Annotated[str | None, Parameter(help="With this name, such as early-call.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List what was odd, by station and firmware, the latest first."""
    wanted = FindingFilter(station=station, name=name)
    print_list(options, limit, lambda client: lambda size, cursor: client.findings(wanted, size, cursor), finding_table)


def finding_table(found: Sequence[Finding], zone: tzinfo | None) -> Table:
    """Findings, one a line."""
    return grid(
        ("Last seen", "Station", "Firmware", "Severity", "Finding", "Where", right("Times"), rest("What was seen")),
        (
            (
                when(one.last_seen_at, zone),
                one.station,
                one.firmware,
                Text(one.severity, _SEVERITY_STYLE[one.severity]),
                one.name,
                one.place,
                str(one.count),
                one.detail,
            )
            for one in found
        ),
    )
