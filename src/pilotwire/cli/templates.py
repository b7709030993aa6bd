"""`pilotwire templates`: what variables of stations should hold."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.address import spelt, wanted_write
from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.operations import operation_table
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client.problem import ApiProblem
from pilotwire.client.template import ApplyRequest, DriftItem, Template, TemplateInput

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="templates", help="What variables should hold: list, show, put, remove, apply, drift.")

Name = Annotated[str, Parameter(help="The template's name.")]


@app.command(name="list")
def list_templates(
    q: Annotated[str | None, Parameter(help="Text within name or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List templates by name."""
    print_list(options, limit, lambda client: lambda size, cursor: client.templates(q, size, cursor), template_table)


@app.command(name="show")
def show_template(name: Name, /, *, options: Options = DEFAULTS) -> None:
    """Show what a template wants."""
    _tell(with_client(options, lambda client: client.template(name)), options)


@app.command(name="put")
def put_template(
    name: Name,
    /,
    *assignments: Annotated[str, Parameter(help="Like OCPPCommCtrlr/HeartbeatInterval=300.")],
    template_note: Annotated[str | None, Parameter(name="--note", help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Create or replace a template; no station is written to before it is applied."""
    variables = [wanted_write(one, "Actual") for one in assignments]
    said = {"variables": variables} | ({} if template_note is None else {"note": template_note})
    body = typed(said, TemplateInput)
    _tell(with_client(options, lambda client: _put(client, name, body)), options)


@app.command(name="remove")
def remove_template(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a template; stations stay as they are."""
    if confirmed(f"Remove template {name}?", yes):
        with_client(options, lambda client: client.delete_template(name))
        note(f"Removed {name}.")


@app.command(name="apply")
def apply_template(
    name: Name,
    /,
    *stations: Annotated[str, Parameter(help="Ids of stations.")],
    options: Options = DEFAULTS,
) -> int:
    """Write a template to stations, as one operation each; follow them with `pilotwire operations`."""
    body = typed({"stations": list(stations)}, ApplyRequest)
    answer = with_client(options, lambda client: client.apply_template(name, body))
    if options.json:
        emit_json(answer)
    elif answer.operations:
        show(operation_table(answer.operations, options.zone))
    for one in answer.not_started:
        note(f"{one.station}: {one.message}")
    return 1 if answer.not_started else 0


@app.command(name="drift")
def show_drift(
    name: Name, station: Annotated[str, Parameter(help="The station's id.")], /, *, options: Options = DEFAULTS
) -> int:
    """Compare what a station last told with a template; the exit code is 0 when nothing differs."""
    report = with_client(options, lambda client: client.drift(station, name))
    if options.json:
        emit_json(report)
    else:
        show(drift_table(report.items, options.zone))
    return 1 if report.drifted else 0


def template_table(found: Sequence[Template], zone: tzinfo | None) -> Table:
    """Templates, one a line."""
    return grid(
        ("Template", "Variables", "Changed", rest("Note")),
        ((one.name, str(len(one.variables)), when(one.updated_at, zone), one.note or "") for one in found),
    )


def drift_table(items: Sequence[DriftItem], zone: tzinfo | None) -> Table:
    """What is wanted beside what is, one a line."""
    return grid(
        ("Variable", "State", "Wanted", "Is", "Told"),
        (
            (
                spelt(one.component, one.variable),
                Text(one.state, "green" if one.state == "same" else "bold red"),
                one.wanted,
                one.value if one.value is not None else "-",
                when(one.reported_at, zone),
            )
            for one in items
        ),
    )


async def _put(client: "Client", name: str, body: TemplateInput) -> Template:
    """Replace the version that is there, so that a change in between is not lost."""
    try:
        version = (await client.template(name)).version
    except ApiProblem as problem:
        if problem.status != 404:
            raise
        version = None
    return await client.put_template(name, body, version)


def _tell(template: Template, options: Options) -> None:
    if options.json:
        emit_json(template)
        return
    show(
        grid(
            ("Variable", "Attribute", "Wanted"),
            ((spelt(one.component, one.variable), one.attribute, one.value) for one in template.variables),
        )
    )
