"""`pilotwire health`: how the server is."""

from cyclopts import App
from rich.table import Table
from rich.text import Text

from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, facts, show
from pilotwire.cli.words import when
from pilotwire.client.health import Health

app = App(name="health", help_epilogue="Ends with 0 when all is well, and with 1 when something is wrong.")


@app.default
def health(*, options: Options = DEFAULTS) -> int:
    """Show how the server is."""
    found = with_client(options, lambda client: client.health())
    if options.json:
        emit_json(found)
    else:
        show(health_facts(found, options))
    return 0 if found.state == "ready" else 1


def health_facts(found: Health, options: Options) -> Table:
    """The server's state, and what is wrong where something is."""
    checks = [
        (check.name, Text(" ".join(part for part in (check.detail, check.remedy) if part), "red"))
        for check in found.checks
        if check.state != "ready"
    ]
    return facts(
        (
            ("State", Text(found.state, "green" if found.state == "ready" else "bold red")),
            ("Version", found.version),
            ("Up since", when(found.started_at, options.zone)),
            ("Stations connected", str(found.stations_connected)),
            ("URL for stations", f"{found.ocpp_url}/STATION"),
            *checks,
        )
    )
