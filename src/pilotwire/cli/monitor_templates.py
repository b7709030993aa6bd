"""`pilotwire monitor-templates`: what stations should watch."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.address import spelt
from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.monitors import severity_word
from pilotwire.cli.operations import operation_table
from pilotwire.cli.options import DEFAULTS, Options, UsageError, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import monitor as shapes
from pilotwire.client.problem import ApiProblem

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="monitor-templates", help="What stations should watch: list, show, put, remove, apply, drift.")

Name = Annotated[str, Parameter(help="The template's name.")]


@app.command(name="list")
def list_templates(
    q: Annotated[str | None, Parameter(help="Text within name or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List templates of monitors by name."""
    print_list(
        options, limit, lambda client: lambda size, cursor: client.monitoring.templates(q, size, cursor), template_table
    )


@app.command(name="show")
def show_template(name: Name, /, *, options: Options = DEFAULTS) -> None:
    """Show what a template wants watched."""
    _tell(with_client(options, lambda client: client.monitoring.template(name)), options)


@app.command(name="put")
def put_template(
    name: Name,
    file: Annotated[Path, Parameter(help="JSON as the API takes it: monitors, and a note.")],
    /,
    *,
    options: Options = DEFAULTS,
) -> None:
    """Create or replace a template out of a file; no station is asked anything before it is applied."""
    try:
        said = msgspec.json.decode(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "", "Name another file.") from None
    except msgspec.DecodeError as error:
        raise UsageError(f"{file} is no JSON: {error}.", "", "Write it as the API takes it.") from None
    body = typed(said, shapes.MonitorTemplateInput)
    _tell(with_client(options, lambda client: _put(client, name, body)), options)


@app.command(name="remove")
def remove_template(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a template; stations keep the monitors that they have."""
    if confirmed(f"Remove template {name}?", yes):
        with_client(options, lambda client: client.monitoring.delete_template(name))
        note(f"Removed {name}.")


@app.command(name="apply")
def apply_template(
    name: Name,
    /,
    *stations: Annotated[str, Parameter(help="Ids of stations.")],
    options: Options = DEFAULTS,
) -> int:
    """Set a template's monitors at stations, as one operation each; follow them with `pilotwire operations`."""
    body = typed({"stations": list(stations)}, shapes.MonitorApplyInput)
    answer = with_client(options, lambda client: client.monitoring.apply_template(name, body))
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
    """Compare a station's monitors with a template; the exit code is 0 when nothing differs."""
    report = with_client(options, lambda client: client.monitoring.drift(station, name))
    if options.json:
        emit_json(report)
    else:
        show(_drift_table(report.items))
    return 1 if report.drifted else 0


def template_table(found: Sequence[shapes.MonitorTemplate], zone: tzinfo | None) -> Table:
    """Templates, one a line."""
    return grid(
        ("Template", "Monitors", "Changed", rest("Note")),
        ((one.name, str(len(one.monitors)), when(one.updated_at, zone), one.note or "") for one in found),
    )


def _drift_table(items: Sequence[shapes.MonitorDriftItem]) -> Table:
    return grid(
        ("Variable", "Kind", "Severity", "State", "Wanted", "Is", "Number"),
        (
            (
                spelt(one.wanted.component, one.wanted.variable),
                one.wanted.kind,
                severity_word(one.wanted.severity),
                Text(one.state, "green" if one.state == "same" else "bold red"),
                f"{one.wanted.value:g}",
                "-" if one.found is None else f"{one.found.setting.value:g}",
                "" if one.found is None else str(one.found.id),
            )
            for one in items
        ),
    )


async def _put(client: "Client", name: str, body: shapes.MonitorTemplateInput) -> shapes.MonitorTemplate:
    """Replace the version that is there, so that a change in between is not lost."""
    try:
        version = (await client.monitoring.template(name)).version
    except ApiProblem as problem:
        if problem.status != 404:
            raise
        version = None
    return await client.monitoring.put_template(name, body, version)


def _tell(template: shapes.MonitorTemplate, options: Options) -> None:
    if options.json:
        emit_json(template)
        return
    show(
        grid(
            ("Variable", "Kind", "Value", "Severity"),
            (
                (spelt(one.component, one.variable), one.kind, f"{one.value:g}", severity_word(one.severity))
                for one in template.monitors
            ),
        )
    )
