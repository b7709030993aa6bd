"""`pilotwire event-streams`: values of monitors that stations send together."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.address import spelt
from pilotwire.cli.control import ENDS, Station, Timeout, act_on
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import device_event as shapes
from pilotwire.client.control import ControlInput

app = App(name="event-streams", help="Streams of values: list, read, values, adjust.")

Number = Annotated[int, Parameter(help="The stream's number.")]


@app.command(name="list")
def list_streams(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    all_: Annotated[Switch, Parameter(name="--all", help="Closed ones too.")] = False,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List streams, by station and number."""
    said = ({} if station is None else {"station": station}) | ({} if all_ else {"open": "yes"})
    wanted = typed(said, shapes.EventStreamFilter)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.alerts.streams(wanted, size, cursor), stream_table
    )


@app.command(name="read")
def read_streams(station: Station, /, *, timeout_s: Timeout = None, options: Options = DEFAULTS) -> int:
    """Ask a station which streams are open."""
    wanted = typed({"timeout_s": timeout_s}, ControlInput)
    found = with_client(options, lambda client: client.alerts.read_streams(station, wanted))
    if options.json:
        for one in found.items:
            emit_json(one)
    elif found.items:
        show(stream_table(found.items, options.zone))
    else:
        note("No stream is open.")
    return 0


@app.command(name="values")
def list_values(station: Station, stream: Number, /, *, limit: Limit = 50, options: Options = DEFAULTS) -> None:
    """List the values of a stream; the limit counts messages, the newest first."""
    print_list(
        options, limit, lambda client: lambda size, cursor: client.alerts.values(station, stream, None, size, cursor),
        value_table,
    )  # fmt: skip


@app.command(name="adjust", help_epilogue=ENDS)
def adjust_stream(
    station: Station,
    stream: Number,
    /,
    *,
    interval_s: Annotated[int | None, Parameter(help="Send every so many seconds.")] = None,
    values: Annotated[int | None, Parameter(help="Send as soon as there are so many values.")] = None,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a stream send more or less often."""
    body = {"interval_s": interval_s, "values": values, "timeout_s": timeout_s}
    wanted = typed(body, shapes.AdjustStreamInput)
    return act_on(options, lambda client: client.alerts.adjust(station, stream, wanted))


def stream_table(found: Sequence[shapes.EventStream], zone: tzinfo | None) -> Table:
    """Streams, one a line."""
    return grid(
        ("Station", "Stream", "Monitor", "Variable", "Every", "Values", "Waiting", "Last", rest("At")),
        (
            (
                one.station,
                Text(str(one.id), "dim" if one.closed_at else ""),
                str(one.monitor),
                "" if one.component is None or one.variable is None else spelt(one.component, one.variable),
                _pace(one),
                str(one.values),
                Text(f"{one.pending}, behind", "bold red") if one.behind else Text(str(one.pending)),
                one.last_value or "",
                when(one.last_at, zone),
            )
            for one in found
        ),
    )


def value_table(found: Sequence[shapes.StreamBatch], zone: tzinfo | None) -> Table:
    """Values, one a line."""
    return grid(
        ("At", "Monitor", rest("Value")),
        ((when(one.at, zone), str(batch.monitor), one.value) for batch in found for one in reversed(batch.values)),
    )


def _pace(one: shapes.EventStream) -> str:
    pace = one.pace
    parts = (f"{pace.interval_s} s" if pace.interval_s else "", f"{pace.values} values" if pace.values else "")
    return " or ".join(part for part in parts if part)
