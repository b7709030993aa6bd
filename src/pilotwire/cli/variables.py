"""`pilotwire variables`: what stations are configured to do."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.address import spelt, wanted_read, wanted_write
from pilotwire.cli.operations import ended_operation
from pilotwire.cli.options import DEFAULTS, Options, UsageError, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client.filters import VariableFilter
from pilotwire.client.variable import (
    ReadRequest,
    ReportRequest,
    SettingsInput,
    Variable,
    VariableAnswer,
    VariableAnswers,
    WriteRequest,
)

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="variables", help="Variables of stations: list, get, set, usual, report.")

Station = Annotated[str, Parameter(help="The station's id.")]
Attribute = Annotated[str, Parameter(help="Actual, Target, MinSet or MaxSet.")]

_GOOD: Final = ("Accepted", "RebootRequired")


@app.command(name="list")
def list_variables(
    station: Station,
    q: Annotated[str | None, Parameter(help="Text within the name.")] = None,
    /,
    *,
    component: Annotated[str | None, Parameter(help="A component's whole name.")] = None,
    variable: Annotated[str | None, Parameter(help="A variable's whole name.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List variables as the station last told them; it is asked nothing."""
    said = {"q": q, "component": component, "variable": variable}
    wanted = typed({name: value for name, value in said.items() if value is not None}, VariableFilter)
    print_list(
        options,
        limit,
        lambda client: lambda size, cursor: client.variables(station, wanted, size, cursor),
        variable_table,
    )


@app.command(name="get")
def get_variables(
    station: Station,
    /,
    *names: Annotated[str, Parameter(help="Like OCPPCommCtrlr/HeartbeatInterval or VendorKeys/MyKey.")],
    attribute: Attribute = "Actual",
    options: Options = DEFAULTS,
) -> int:
    """Ask the station for variables; the exit code is 0 when it told them all."""
    body = typed({"variables": [wanted_read(name, attribute) for name in names]}, ReadRequest)
    return _tell(with_client(options, lambda client: client.read_variables(station, body)), options)


@app.command(name="set")
def set_variables(
    station: Station,
    /,
    *assignments: Annotated[str, Parameter(help="Like OCPPCommCtrlr/HeartbeatInterval=300.")],
    attribute: Attribute = "Actual",
    options: Options = DEFAULTS,
) -> int:
    """Write variables to the station; the exit code is 0 when it accepted them all."""
    body = typed({"variables": [wanted_write(one, attribute) for one in assignments]}, WriteRequest)
    return _tell(with_client(options, lambda client: client.write_variables(station, body)), options)


@app.command(name="usual")
def set_usual(
    station: Station,
    /,
    *,
    heartbeat_interval_s: Annotated[int | None, Parameter(help="How often it sends a heartbeat.")] = None,
    message_attempts: Annotated[int | None, Parameter(help="How often it tries to send a transaction message.")] = None,
    message_attempt_interval_s: Annotated[int | None, Parameter(help="How long it waits between these.")] = None,
    items_per_message: Annotated[
        tuple[str, ...],
        Parameter(
            help="KIND=NUMBER, with GetReport, GetVariables, SetVariables or SendLocalList. May be repeated.",
            negative="",
            show_default=False,
        ),
    ] = (),
    options: Options = DEFAULTS,
) -> int:
    """Set what is set often, by one name in every version; the exit code is 0 when the station accepted it all."""
    said: dict[str, object] = {
        "heartbeat_interval_s": heartbeat_interval_s,
        "message_attempts": message_attempts,
        "message_attempt_interval_s": message_attempt_interval_s,
        "items_per_message": dict(_counted(one) for one in items_per_message) or None,
    }
    body = typed({name: value for name, value in said.items() if value is not None}, SettingsInput)
    return _tell(with_client(options, lambda client: client.provisioning.change_settings(station, body)), options)


def _counted(text: str) -> tuple[str, int]:
    kind, equals, number = text.partition("=")
    if not equals or not number.isdecimal():
        raise UsageError(f"'{text}' is no number of items.", "/items_per_message", "Write it like GetVariables=20.")
    return kind, int(number)


@app.command(name="report")
def report_variables(
    station: Station,
    /,
    *,
    base: Annotated[str, Parameter(help="FullInventory, ConfigurationInventory or SummaryInventory.")] = (
        "FullInventory"
    ),
    options: Options = DEFAULTS,
) -> int:
    """Ask the station for all of its variables, and wait until they have come."""
    body = typed({"base": base}, ReportRequest)

    async def run(client: "Client") -> int:
        begun = await client.start_report(station, body)
        ended = await ended_operation(client, begun.id)
        if options.json:
            emit_json(ended)
        elif ended.state == "done":
            note(f"The report is here. See it with `pilotwire variables list {station}`.")
        for error in ended.errors:
            note(f"{error.message} {error.remedy or ''}".strip())
        return 0 if ended.state == "done" else 1

    return with_client(options, run)


def variable_table(found: Sequence[Variable], zone: tzinfo | None) -> Table:
    """Variables, one line for each attribute."""
    return grid(
        ("Variable", "Attribute", "Value", "Unit", "Access", "Told"),
        (
            (
                spelt(one.component, one.variable),
                attribute.kind,
                attribute.value if attribute.value is not None else "-",
                (one.characteristics.unit if one.characteristics else None) or "",
                attribute.mutability,
                when(one.reported_at, zone),
            )
            for one in found
            for attribute in one.attributes
        ),
    )


def answer_table(answers: Sequence[VariableAnswer]) -> Table:
    """What the station said, one line for each attribute."""
    return grid(
        ("Variable", "Attribute", "Status", "Value", rest("Why")),
        (
            (
                spelt(one.component, one.variable),
                one.attribute,
                Text(one.status, "green" if one.status in _GOOD else "bold red"),
                one.value or "",
                one.info or one.reason_code or "",
            )
            for one in answers
        ),
    )


def _tell(answers: VariableAnswers, options: Options) -> int:
    if options.json:
        for one in answers.items:
            emit_json(one)
    else:
        show(answer_table(answers.items))
        if answers.reboot_required:
            note("Some values take effect only when the station has started anew.")
    return 0 if all(one.status in _GOOD for one in answers.items) else 1
