"""`pilotwire stations watch`: one station live, its connectors, its open transactions, its last messages."""

import sys
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import Parameter
from rich.live import Live

from pilotwire.cli.events import event_line, event_object
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, emit_line, show, terminal
from pilotwire.cli.station_view import LAST_MESSAGES, View
from pilotwire.client.filters import EventFilter, MessageFilter, TransactionFilter

if TYPE_CHECKING:
    from pilotwire.client.client import Client

SHOWN: Final = (
    "connector.status_changed", "transaction.started", "transaction.updated", "transaction.ended",
    "station.connected", "station.disconnected", "station.unresponsive", "message.received", "message.sent",
)  # fmt: skip


def watch_station(
    station: Annotated[str, Parameter(help="The station's id.")], /, *, options: Options = DEFAULTS
) -> None:
    """Show a station live until ctrl-C; --json prints its state first, then every event."""

    async def run(client: "Client") -> None:
        last = (await client.messages(limit=1)).items
        first = await _state(client, station, options)
        start = last[0].id if last else "0"  # no event is missed between the state and the stream; some come twice
        stream = client.events(EventFilter(types=SHOWN, station=station), start)
        if options.json:
            async for event in stream:
                emit_json(event_object(event))
            return
        if not sys.stdout.isatty():
            show(first.drawn(options.zone))
            console = terminal()
            async for event in stream:
                emit_line(event_line(event, options.zone), console)
            return
        with Live(first.drawn(options.zone), console=terminal(), screen=True, auto_refresh=False) as live:
            async for event in stream:
                first.take(event)
                live.update(first.drawn(options.zone), refresh=True)

    with_client(options, run)


async def _state(client: "Client", name: str, options: Options) -> View:
    station = await client.station(name)
    connectors = (await client.connectors(name)).items
    running = (await client.transactions(TransactionFilter(station=name, state="open"))).items
    messages = (await client.messages(MessageFilter(station=name), limit=LAST_MESSAGES)).items
    if options.json:
        emit_json({"station": station, "connectors": connectors, "transactions": running})
    return View(station, connectors, running, reversed(messages))
