"""`pilotwire security-events`: the security log, of stations and of the server itself."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.moment import moment, present
from pilotwire.cli.options import DEFAULTS, Options
from pilotwire.cli.output import grid, rest
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.words import plain, when
from pilotwire.client.filters import SecurityEventFilter, Severity
from pilotwire.client.security import SecurityEvent

app = App(name="security-events", help="The security log: of stations, and of the server.")

_STYLES: Final = {"critical": "bold red", "other": ""}


@app.default
def security_events(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    kind: Annotated[str | None, Parameter(help="Of this kind, such as TamperDetectionActivated.")] = None,
    severity: Annotated[Severity | None, Parameter(help="critical: those that OCPP calls so.")] = None,
    since: Annotated[str | None, Parameter(help="At or after: 2026-03-01T12:00, 90min, 2h.")] = None,
    until: Annotated[str | None, Parameter(help="Before.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List security events, the latest first."""
    now = present()
    wanted = SecurityEventFilter(
        station=station, kind=kind, severity=severity,
        since=moment(since, "--since", now) if since else None,
        until=moment(until, "--until", now) if until else None,
    )  # fmt: skip
    print_list(
        options, limit, lambda client: lambda size, cursor: client.security.events(wanted, size, cursor), event_table
    )


def event_table(found: Sequence[SecurityEvent], zone: tzinfo | None) -> Table:
    """Security events, one a line."""
    return grid(
        ("Time", "Station", "Seen by", "Event", "From", rest("Detail")),
        (
            (
                when(one.happened_at, zone),
                plain(one.station or "-"),
                one.source,
                Text(f"{plain(one.kind)} (+{one.repeats})" if one.repeats else plain(one.kind), _STYLES[one.severity]),
                plain(one.address or ""),
                plain(one.detail or ""),
            )
            for one in found
        ),
    )
