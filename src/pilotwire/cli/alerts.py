"""`pilotwire alerts`: what is wrong at stations, and the events that say so."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated, Literal

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.address import spelt
from pilotwire.cli.moment import moment, present
from pilotwire.cli.monitors import AtMost, severity_word
from pilotwire.cli.options import DEFAULTS, Options, Switch
from pilotwire.cli.output import grid, rest
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import device_event as shapes

app = App(name="alerts", help="What is wrong at stations: list, events.")

OfStation = Annotated[str | None, Parameter(help="Of this station.")]
Since = Annotated[str | None, Parameter(help="Not before: 2026-03-01T12:00, 2h, 3d.")]
Until = Annotated[str | None, Parameter(help="Before: 2026-03-01T12:00, 2h, 3d.")]


@app.command(name="list")
def list_alerts(
    *,
    station: OfStation = None,
    severity: AtMost = None,
    all_: Annotated[Switch, Parameter(name="--all", help="Those that are over too, the newest first.")] = False,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List what is wrong now, the most severe first."""
    said = {"station": station, "severity": severity, **_bounds(since, until)}
    shown = {} if all_ else {"open": "yes", "order": "severity"}
    given = {name: value for name, value in said.items() if value is not None}
    wanted = typed(given | shown, shapes.AlertFilter)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.alerts.list(wanted, size, cursor), alert_table
    )


@app.command(name="events")
def list_events(
    q: Annotated[str | None, Parameter(help="Text within the variable's name.")] = None,
    /,
    *,
    station: OfStation = None,
    severity: AtMost = None,
    trigger: Annotated[Literal["Alerting", "Delta", "Periodic"] | None, Parameter(help="Why it was told.")] = None,
    monitor: Annotated[int | None, Parameter(help="Of the monitor of this number.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List events of the device model, the newest first."""
    said = {
        "q": q, "station": station, "severity": severity, "trigger": trigger, "monitor": monitor,
        **_bounds(since, until),
    }  # fmt: skip
    wanted = typed({name: value for name, value in said.items() if value is not None}, shapes.DeviceEventFilter)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.alerts.events(wanted, size, cursor), event_table
    )


def alert_table(found: Sequence[shapes.Alert], zone: tzinfo | None) -> Table:
    """Alerts, one a line."""
    return grid(
        ("Station", "Severity", "Variable", "Value", "State", "Since", "Cleared", "Events", rest("Said")),
        (
            (
                one.station,
                _severity(one.severity),
                spelt(one.component, one.variable),
                one.value,
                Text(one.state, "bold red" if one.state == "open" else "green"),
                when(one.opened_at, zone),
                when(one.cleared_at, zone),
                str(one.count),
                " ".join(word for word in (one.tech_code, one.tech_info) if word),
            )
            for one in found
        ),
    )


def event_table(found: Sequence[shapes.DeviceEvent], zone: tzinfo | None) -> Table:
    """Events, one a line."""
    return grid(
        ("At", "Station", "Event", "Severity", "Trigger", "Variable", "Value", "Monitor", rest("Said")),
        (
            (
                when(one.at, zone),
                one.station,
                str(one.event_id),
                _severity(one.severity),
                f"{one.trigger}, cleared" if one.cleared else one.trigger,
                spelt(one.component, one.variable),
                one.value,
                "" if one.monitor is None else str(one.monitor),
                " ".join(word for word in (one.tech_code, one.tech_info) if word),
            )
            for one in found
        ),
    )


def _severity(severity: int | None) -> Text:
    return Text(severity_word(severity), "" if severity is None or severity > _WORST else "bold red")


def _bounds(since: str | None, until: str | None) -> dict[str, object]:
    now = present()
    return {
        "since": moment(since, "--since", now) if since else None,
        "until": moment(until, "--until", now) if until else None,
    }


_WORST = 3
