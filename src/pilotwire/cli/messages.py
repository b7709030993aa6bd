"""`pilotwire messages`: the frames that crossed the line, as they were, listed or live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.frame import body_of
from pilotwire.cli.moment import moment, present
from pilotwire.cli.options import DEFAULTS, Options, Switch, UsageError, with_client
from pilotwire.cli.output import emit_json, emit_line, facts, grid, note, rest, right, show, terminal
from pilotwire.cli.paging import Limit, parts, print_list
from pilotwire.cli.words import millis, plain, when
from pilotwire.client.filters import EventFilter, MessageFilter
from pilotwire.client.message import Direction, FrameKind, Message, Verdict

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="messages", help="Frames that crossed the line: list, follow, show.")

ARROWS: Final = {"in": "->", "out": "<-"}
"""Read with the station's name before it: a station says something, or is told something."""
VERDICT_STYLE: Final = {"valid": "green", "repaired": "yellow", "invalid": "bold red", "unchecked": "dim"}
_ARROW_STYLE: Final = {"in": "cyan", "out": "magenta"}
_LIVE_TYPES: Final = ("message.received", "message.sent")


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Wanted:
    """Which frames."""

    station: Annotated[str | None, Parameter(help="Of this station.")] = None
    action: Annotated[str | None, Parameter(help="Calls with this action, and their answers.")] = None
    message_id: Annotated[str | None, Parameter(help="With this OCPP message id.")] = None
    direction: Annotated[Direction | None, Parameter(help="in: from the station; out: to it.")] = None
    kind: Annotated[FrameKind | None, Parameter(help="Kind of frame.")] = None
    verdict: Annotated[Verdict | None, Parameter(help="What came of checking it.")] = None
    q: Annotated[str | None, Parameter(help="Text within the frame.")] = None


@app.default
@app.command(name="list")
def list_messages(
    *,
    wanted: Wanted = Wanted(),
    since: Annotated[str | None, Parameter(help="At or after: 2026-03-01T12:00, 90min, 2h.")] = None,
    until: Annotated[str | None, Parameter(help="Before.")] = None,
    follow: Annotated[Switch, Parameter(name=["--follow", "-f"], help="Go on with what comes, until ctrl-C.")] = False,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List frames, the newest first; or with --follow the newest last, and then live."""
    if follow:
        if since or until:
            raise UsageError("--follow starts now.", "", "Leave out --since and --until.")
        with_client(options, lambda client: _follow(client, wanted, limit, options))
        return
    chosen = filter_of(wanted, since, until)
    print_list(options, limit, lambda client: lambda size, cursor: client.messages(chosen, size, cursor), message_table)


@app.command(name="show")
def show_message(
    record: Annotated[str, Parameter(help="The frame's id, as --json prints it.")],
    /,
    *,
    options: Options = DEFAULTS,
) -> None:
    """Show one frame with all that is known of it, its text as it crossed the line."""
    found = with_client(options, lambda client: client.message(record))
    if options.json:
        emit_json(found)
    else:
        show(message_facts(found, options.zone))


def filter_of(wanted: Wanted, since: str | None, until: str | None) -> MessageFilter:
    """What the API shall look for. Raises UsageError for a time that is none."""
    now = present()
    return MessageFilter(
        station=wanted.station,
        action=wanted.action,
        message_id=wanted.message_id,
        direction=wanted.direction,
        kind=wanted.kind,
        verdict=wanted.verdict,
        since=moment(since, "--since", now) if since else None,
        until=moment(until, "--until", now) if until else None,
        q=wanted.q,
    )


def fits(message: Message, wanted: Wanted) -> bool:
    """Whether a live frame is wanted; the station alone is chosen by the server."""
    exact = (
        (wanted.action, message.action),
        (wanted.message_id, message.message_id),
        (wanted.direction, message.direction),
        (wanted.kind, message.kind),
        (wanted.verdict, message.verdict),
    )
    if any(want is not None and want != have for want, have in exact):
        return False
    return wanted.q is None or wanted.q.casefold() in message.text.casefold()


def message_table(messages: Sequence[Message], zone: tzinfo | None) -> Table:
    """Frames, one a line, cut off where the terminal ends."""
    return grid(
        ("Time", "Station", "", "Kind", "Action", "Verdict", right("Latency"), rest("Content")),
        (
            (
                when(one.at, zone, millis=True),
                one.station,
                Text(ARROWS[one.direction], _ARROW_STYLE[one.direction]),
                one.kind,
                _action(one),
                Text(one.verdict, VERDICT_STYLE[one.verdict]),
                millis(one.latency_ms),
                body_of(one.kind, one.text),
            )
            for one in messages
        ),
    )


def message_line(message: Message, zone: tzinfo | None) -> Text:
    """One frame in columns that hold while the next ones are not known yet."""
    return Text.assemble(
        (when(message.at, zone, millis=True), "dim"),
        f"  {plain(message.station):<16} ",
        (f"{ARROWS[message.direction]} ", _ARROW_STYLE[message.direction]),
        f"{message.kind:<6} ",
        (f"{plain(_action(message)):<26} ", "bold"),
        (f"{message.verdict:<9} ", VERDICT_STYLE[message.verdict]),
        (f"{millis(message.latency_ms):>8}  ", "dim"),
        plain(body_of(message.kind, message.text)),
    )


def message_facts(message: Message, zone: tzinfo | None) -> Table:
    """All of one frame."""
    return facts(
        (
            ("Frame", message.id),
            ("Time", when(message.at, zone, millis=True)),
            ("Station", message.station),
            ("Direction", "from the station" if message.direction == "in" else "to the station"),
            ("Kind", message.kind),
            ("Action", message.action or ""),
            ("Message id", message.message_id or ""),
            ("Verdict", Text(message.verdict, VERDICT_STYLE[message.verdict])),
            ("Error code", message.error_code or ""),
            ("Answers frame", message.call_id or ""),
            ("Latency", millis(message.latency_ms)),
            ("Connection", str(message.generation)),
            ("Text", message.text),
            ("Bytes (base64)", message.raw_base64 or ""),
        )
    )


async def _follow(client: "Client", wanted: Wanted, limit: int, options: Options) -> None:
    """The newest frames there are, then what comes, without a gap in between."""
    console = terminal()

    def tell(message: Message) -> None:
        if options.json:
            emit_json(message)
        else:
            emit_line(message_line(message, options.zone), console)

    newest = (await client.messages(MessageFilter(station=wanted.station), 1)).items
    start = newest[0].id if newest else "0"
    chosen = filter_of(wanted, None, None)
    recent = [
        one async for part in parts(lambda size, at: client.messages(chosen, size, at), limit) for one in part.items
    ]
    for message in reversed(recent):
        if int(message.id) <= int(start):
            tell(message)
    async for event in client.events(EventFilter(types=_LIVE_TYPES, station=wanted.station), start):
        if event.type not in _LIVE_TYPES:
            note("Frames are left out here: more have come than the server gives out again. `messages list` has them.")
        elif fits(message := event.read(Message), wanted):
            tell(message)


def _action(message: Message) -> str:
    return message.error_code or message.action or ""
