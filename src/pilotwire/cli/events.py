"""`pilotwire events`: what happens, as it happens."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from cyclopts import App, Parameter
from rich.text import Text

from pilotwire.cli.moment import present
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, emit_line, terminal
from pilotwire.cli.words import plain, when
from pilotwire.client.codec import decode
from pilotwire.client.event import Event
from pilotwire.client.filters import EventFilter

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="events")

_QUIET_FOR_S: Final = 2.0
_SHOWN_FIRST: Final = frozenset({"id", "type", "at", "station"})


@app.default
def events(
    *,
    types: Annotated[
        tuple[str, ...],
        Parameter(help="Only these, such as transaction.ended. May be repeated.", negative="", show_default=False),
    ] = (),
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    after: Annotated[
        str | None, Parameter(help="Start after the event with this id; 0 is the oldest kept. Otherwise: now.")
    ] = None,
    follow: Annotated[
        bool, Parameter(negative="--no-follow", help="Go on until ctrl-C; or end after all that is kept.")
    ] = True,
    options: Options = DEFAULTS,
) -> None:
    """Print events as they happen; --json adds the id with which --after takes up again."""
    wanted = EventFilter(types=types, station=station)
    start = "0" if after is None and not follow else after

    async def run(client: "Client") -> None:
        console = terminal()
        stream = client.events(wanted, start)
        if not follow:
            stream = kept(stream, await _newest(client), present(), _QUIET_FOR_S)
        async for event in stream:
            if options.json:
                emit_json(event_object(event))
            else:
                emit_line(event_line(event, options.zone), console)

    with_client(options, run)


async def kept(stream: AsyncIterator[Event], newest: int, now: datetime, quiet_s: float) -> AsyncIterator[Event]:
    """The events that were there at `now`: until none comes for `quiet_s`, or one that is younger.

    Younger is what has an id above `newest` and a time after `now`: the server's clock need not be ours.
    """
    while True:
        try:
            event = await asyncio.wait_for(anext(stream), quiet_s)
        except (TimeoutError, StopAsyncIteration):
            return
        if int(event.id) > newest and event.at >= now:
            return
        yield event


def event_object(event: Event) -> dict[str, object]:
    """The event as the API sent it, with its cursor."""
    return {"id": event.id, **_fields(event)}


def event_line(event: Event, zone: tzinfo | None) -> Text:
    """One event: when, what, where, and the rest of it as name=value."""
    others = (f"{name}={bytes(raw).decode()}" for name, raw in _fields(event).items() if name not in _SHOWN_FIRST)
    return Text.assemble(
        (when(event.at, zone, millis=True), "dim"),
        (f"  {plain(event.type):<26} ", "bold"),
        f"{plain(event.station or ''):<16} ",
        plain(" ".join(others)),
    )


async def _newest(client: "Client") -> int:
    """The id of the newest frame, which counts on with those of the events."""
    frames = (await client.messages(limit=1)).items
    return int(frames[0].id) if frames else 0


def _fields(event: Event) -> dict[str, msgspec.Raw]:
    return decode(event.data, dict[str, msgspec.Raw])
