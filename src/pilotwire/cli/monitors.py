"""`pilotwire monitors`: on which variables of stations an event is raised."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.address import named, spelt
from pilotwire.cli.control import ENDS, Station, Timeout, act_on
from pilotwire.cli.operations import ended_operation
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import monitor as shapes

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="monitors", help="Monitors of variables: list, set, clear, report, base, level.")

SEVERITIES: Final = (
    "danger", "hardware failure", "system failure", "critical", "error", "alert", "warning", "notice", "information",
    "debug",
)  # fmt: skip
"""Words for the numbers. Source: OCPP 2.0.1 part 2, SetVariableMonitoring, severity."""
_STYLE: Final[dict[str, str]] = {"same": "green", "set": "yellow", "differs": "bold red", "missing": "bold red"}

AtMost = Annotated[int | None, Parameter(help="The highest number, the least severe: 4 means 0 to 4.")]


@app.command(name="list")
def list_monitors(
    q: Annotated[str | None, Parameter(help="Text within the variable's name.")] = None,
    /,
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    severity: AtMost = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List monitors as stations last told them and as they were set from here."""
    said = {"q": q, "station": station, "severity": severity}
    wanted = typed({name: value for name, value in said.items() if value is not None}, shapes.MonitorFilter)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.monitoring.monitors(wanted, size, cursor),
        monitor_table,
    )  # fmt: skip


@app.command(name="set")
def set_monitor(
    station: Station,
    variable: Annotated[str, Parameter(help="Like Connector@1.1/Temperature.")],
    kind: Annotated[shapes.MonitorKind, Parameter(help="When it raises an event.")],
    value: Annotated[
        float | None,
        Parameter(help="A limit, a change, or seconds; none: any change.", allow_leading_hyphen=True),
    ] = None,
    /,
    *,
    severity: Annotated[int, Parameter(help="From 0, danger, to 9, debug.")] = 5,
    transaction: Annotated[Switch, Parameter(help="Only while a transaction runs.")] = False,
    replace: Annotated[int | None, Parameter(help="The number of the monitor whose place it takes.")] = None,
    stream_interval_s: Annotated[int | None, Parameter(help="Have its values sent together, so often.")] = None,
    stream_values: Annotated[int | None, Parameter(help="Have so many of its values sent together.")] = None,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Set a monitor; the exit code is 0 when the station accepted it."""
    component, name = named(variable)
    one: dict[str, object] = {
        "component": component, "variable": name, "kind": kind, "severity": severity, "value": value,
        "transaction": transaction, "id": replace,
    }  # fmt: skip
    if stream_interval_s is not None or stream_values is not None:
        one["stream"] = {"interval_s": stream_interval_s, "values": stream_values}
    body = typed({"monitors": [one], "timeout_s": timeout_s}, shapes.MonitorsInput)
    return _tell(with_client(options, lambda client: client.monitoring.set_monitors(station, body)), options)


@app.command(name="clear")
def clear_monitors(
    station: Station,
    /,
    *numbers: Annotated[int, Parameter(help="Numbers of monitors.")],
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Remove monitors; the exit code is 0 when none of them is left."""
    body = typed({"ids": list(numbers), "timeout_s": timeout_s}, shapes.ClearMonitorsInput)
    answers = with_client(options, lambda client: client.monitoring.clear_monitors(station, body))
    return _tell(answers, options, ("Accepted", "NotFound"))


@app.command(name="report")
def report_monitors(station: Station, /, *, options: Options = DEFAULTS) -> int:
    """Ask the station for all of its monitors, and wait until they have come."""

    async def run(client: "Client") -> int:
        begun = await client.monitoring.start_report(station)
        ended = await ended_operation(client, begun.id)
        if options.json:
            emit_json(ended)
        elif ended.state == "done":
            note(f"The report is here. See it with `pilotwire monitors list --station {station}`.")
        for error in ended.errors:
            note(f"{error.message} {error.remedy or ''}".strip())
        return 0 if ended.state == "done" else 1

    return with_client(options, run)


@app.command(name="base", help_epilogue=ENDS)
def set_base(
    station: Station,
    base: Annotated[shapes.MonitoringBase, Parameter(help="All but All end what was set from here.")],
    /,
    *,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Choose which of a station's own monitors are active."""
    body = typed({"base": base, "timeout_s": timeout_s}, shapes.MonitoringBaseInput)
    return act_on(options, lambda client: client.monitoring.set_base(station, body))


@app.command(name="level", help_epilogue=ENDS)
def set_level(
    station: Station,
    severity: Annotated[int, Parameter(help="Events of this number and below are told; 9: all.")],
    /,
    *,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Choose from which severity on a station tells events."""
    body = typed({"severity": severity, "timeout_s": timeout_s}, shapes.MonitoringLevelInput)
    return act_on(options, lambda client: client.monitoring.set_level(station, body))


def monitor_table(found: Sequence[shapes.Monitor], zone: tzinfo | None) -> Table:
    """Monitors, one a line."""
    return grid(
        ("Station", "Number", "Variable", "Kind", "Value", "Severity", "State", "Origin", "Told", rest("Set by")),
        (
            (
                one.station,
                str(one.id),
                spelt(one.setting.component, one.setting.variable),
                one.setting.kind,
                f"{one.setting.value:g}",
                severity_word(one.setting.severity),
                Text(one.state, _STYLE.get(one.state, "")),
                (one.origin or "").removesuffix("Monitor"),
                when(one.told_at, zone),
                one.set_by or "",
            )
            for one in found
        ),
    )


def severity_word(severity: int | None) -> str:
    """A severity as number and word."""
    if severity is None:
        return ""
    return f"{severity} {SEVERITIES[severity]}" if 0 <= severity < len(SEVERITIES) else str(severity)


def _tell(answers: shapes.MonitorAnswers, options: Options, good: tuple[str, ...] = ("Accepted",)) -> int:
    if options.json:
        for one in answers.items:
            emit_json(one)
    else:
        show(_answer_table(answers.items, good))
    return 0 if all(one.status in good for one in answers.items) else 1


def _answer_table(answers: Sequence[shapes.MonitorAnswer], good: tuple[str, ...]) -> Table:
    return grid(
        ("Number", "Variable", "Kind", "Status", rest("Why")),
        (
            (
                "" if one.id is None else str(one.id),
                "" if one.component is None or one.variable is None else spelt(one.component, one.variable),
                one.kind or "",
                Text(one.status, "green" if one.status in good else "bold red"),
                one.info or one.reason_code or "",
            )
            for one in answers
        ),
    )
