"""`pilotwire displays`: texts on stations' displays."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.control import ENDS, Evse, Station, Timeout, act_on
from pilotwire.cli.moment import ahead, present
from pilotwire.cli.operations import operation_table
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import display as d
from pilotwire.client.control import ControlInput
from pilotwire.client.problem import ApiProblem

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="displays", help="Texts on displays: list, show, clear, read; templates, put, remove, preview.")

Number = Annotated[int, Parameter(help="The message's number.")]
Name = Annotated[str, Parameter(help="The template's name.")]
Format = Annotated[d.MessageFormat, Parameter(name="--format", help="What the text is; QRCODE from OCPP 2.1 on.")]
Language = Annotated[str | None, Parameter(help="Its language, like de or en-US.")]
While = Annotated[d.ShownWhile | None, Parameter(name="--while", help="Only in this state of the station.")]
_STYLE: Final[dict[str, str]] = {
    "accepted": "green", "reported": "cyan", "refused": "bold red", "missing": "red", "unanswered": "yellow",
    "not-sent": "yellow",
}  # fmt: skip


@app.command(name="list")
def list_messages(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """List what a station shows, and what became of the rest."""
    found = with_client(options, lambda client: client.displays.list(station)).items
    if options.json:
        for one in found:
            emit_json(one)
    elif found:
        show(message_table(found, options.zone))
    else:
        note(f"Nothing was shown at {station} yet; `pilotwire displays read {station}` asks it.")


@app.command(name="show", help_epilogue=ENDS)
def show_message(
    station: Station,
    text: Annotated[str | None, Parameter(help="The text; or use --template.", allow_leading_hyphen=True)] = None,
    /,
    *,
    template: Annotated[str | None, Parameter(help="Fill in this template instead.")] = None,
    format_: Format = "UTF8",
    language: Language = None,
    priority: Annotated[d.Priority | None, Parameter(help="Among others, before them, or alone.")] = None,
    shown_while: While = None,
    until: Annotated[str | None, Parameter(help="How long: 2026-03-01T12:00, or 90min or 2h from now.")] = None,
    transaction: Annotated[str | None, Parameter(help="Only until this transaction has ended.")] = None,
    evse: Evse = None,
    number: Annotated[int | None, Parameter(help="In the place of the message with this number.")] = None,
    force: Annotated[Switch, Parameter(help="Send it against what the station has told of its display.")] = False,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station show a text."""
    body = {
        "text": text, "template": template, "format": format_, "language": language, "priority": priority,
        "shown_while": shown_while, "end_at": None if until is None else ahead(until, "--until", present()),
        "transaction_id": transaction, "evse_id": evse, "number": number, "force": force, "timeout_s": timeout_s,
    }  # fmt: skip
    wanted = typed(body, d.DisplayMessageInput)
    return act_on(options, lambda client: client.displays.show(station, wanted))


@app.command(name="clear", help_epilogue=ENDS)
def clear_message(
    station: Station, number: Number, /, *, timeout_s: Timeout = None, options: Options = DEFAULTS
) -> int:
    """Have a station show a text no more."""
    wanted = typed({"timeout_s": timeout_s}, ControlInput)
    return act_on(options, lambda client: client.displays.clear(station, number, wanted))


@app.command(name="read")
def read_messages(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """Have a station tell what it shows, as an operation."""
    begun = with_client(options, lambda client: client.displays.read(station))
    if options.json:
        emit_json(begun)
    else:
        show(operation_table([begun], options.zone))


@app.command(name="templates")
def list_templates(
    q: Annotated[str | None, Parameter(help="Text within name or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List templates of texts by name."""
    print_list(
        options, limit, lambda client: lambda size, cursor: client.displays.templates(q, size, cursor), template_table
    )


@app.command(name="put")
def put_template(
    name: Name,
    text: Annotated[str, Parameter(help="The text, with placeholders in braces.", allow_leading_hyphen=True)],
    /,
    *,
    format_: Format = "UTF8",
    language: Language = None,
    priority: Annotated[d.Priority, Parameter(help="Among others, before them, or alone.")] = "NormalCycle",
    shown_while: While = None,
    minutes: Annotated[int | None, Parameter(help="Each message of it ends so long after it was set.")] = None,
    template_note: Annotated[str | None, Parameter(name="--note", help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Create or replace a template: price, energy_kwh, minutes, time, date, station, evse, transaction, token."""
    body = {
        "text": text, "format": format_, "language": language, "priority": priority, "shown_while": shown_while,
        "minutes": minutes, "note": template_note,
    }  # fmt: skip
    wanted = typed(body, d.DisplayTemplateInput)
    _tell(with_client(options, lambda client: _put(client, name, wanted)), options)


@app.command(name="remove")
def remove_template(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a template; what is shown of it stays."""
    if confirmed(f"Remove display template {name}?", yes):
        with_client(options, lambda client: client.displays.delete_template(name))
        note(f"Removed {name}.")


@app.command(name="preview")
def preview_template(
    name: Name,
    station: Station,
    /,
    *,
    evse: Evse = None,
    transaction: Annotated[str | None, Parameter(help="For this transaction.")] = None,
    options: Options = DEFAULTS,
) -> int:
    """Show what a template becomes at a station, and what stands against it; the exit code is 0 when nothing does."""
    wanted = typed({"station": station, "evse_id": evse, "transaction_id": transaction}, d.PreviewInput)
    found = with_client(options, lambda client: client.displays.preview(name, wanted))
    if options.json:
        emit_json(found)
    else:
        show(facts([(one.language or one.format, one.text) for one in found.contents]))
        for obstacle in found.obstacles:
            note(f"But {obstacle}.")
    return 1 if found.obstacles else 0


def message_table(messages: Sequence[d.DisplayMessage], zone: tzinfo | None) -> Table:
    """Texts, one a line."""
    return grid(
        ("Number", "EVSE", "State", "Since", "Priority", "While", "Until", "By", rest("Text")),
        (
            (
                str(one.number),
                "" if one.evse_id is None else str(one.evse_id),
                Text(one.state, _STYLE.get(one.state, "")),
                when(one.state_at, zone),
                one.priority,
                one.shown_while or "",
                when(one.end_at, zone),
                one.actor or "",
                one.content.text,
            )
            for one in messages
        ),
    )


def template_table(templates: Sequence[d.DisplayTemplate], zone: tzinfo | None) -> Table:
    """Templates, one a line."""
    return grid(
        ("Template", "Format", "Priority", "While", "Changed", "Note", rest("Text")),
        (
            (
                one.name, one.content.format, one.priority, one.shown_while or "", when(one.updated_at, zone),
                one.note or "", one.content.text,
            )
            for one in templates
        ),
    )  # fmt: skip


def _tell(template: d.DisplayTemplate, options: Options) -> None:
    if options.json:
        emit_json(template)
    else:
        show(template_table([template], options.zone))


async def _put(client: "Client", name: str, wanted: d.DisplayTemplateInput) -> d.DisplayTemplate:
    """Put it; one that was there is replaced as it was read."""
    try:
        version = (await client.displays.template(name)).version
    except ApiProblem as problem:
        if problem.status != 404:
            raise
        version = None
    return await client.displays.put_template(name, wanted, version)
