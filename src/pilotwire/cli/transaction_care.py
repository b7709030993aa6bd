"""`pilotwire transactions history`, `series`, `limit`, `problems`, `check`, `close`: looking after transactions."""

from collections.abc import Sequence
from datetime import tzinfo
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.chart import area, columns
from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, right, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.typed import typed
from pilotwire.cli.words import kw, kwh, lasting, percent, when
from pilotwire.client.filters import ProblemFilter, SeriesWish
from pilotwire.client.transaction_history import (
    LimitsAnswer,
    LimitsInput,
    Step,
    TransactionCheck,
    TransactionLimit,
)
from pilotwire.client.transaction_problem import CloseInput, ProblemName, TroubledTransaction
from pilotwire.client.transaction_series import Series

Station = Annotated[str, Parameter(help="The station's id.")]
Transaction = Annotated[str, Parameter(help="The transaction's id.")]


def add_verbs(app: App) -> None:
    """Add the verbs of this module to `pilotwire transactions`."""
    app.command(show_history, name="history")
    app.command(show_series, name="series")
    app.command(limit_transaction, name="limit")
    app.command(list_problems, name="problems")
    app.command(check_transaction, name="check")
    app.command(close_transaction, name="close")


def show_history(
    station: Station, transaction: Transaction, /, *, limit: Limit = 0, options: Options = DEFAULTS
) -> None:
    """Show what a transaction went through: charging states, tokens, lost connections, limits."""
    print_list(
        options, limit,
        lambda client: lambda size, cursor: client.charging.history(station, transaction, size, cursor), step_table,
    )  # fmt: skip


def show_series(
    station: Station,
    transaction: Transaction,
    /,
    *,
    points: Annotated[int, Parameter(help="Points at most; more are joined, peaks and energy stay.")] = 200,
    options: Options = DEFAULTS,
) -> None:
    """Draw a transaction's power over time, with its energy; with --json the points themselves."""
    wish = typed({"points": points}, SeriesWish)
    found = with_client(options, lambda client: client.charging.series(station, transaction, wish.points))
    if options.json:
        emit_json(found)
    elif len(found.points) < 2:
        note("There are not enough readings to draw.")
    else:
        show(series_chart(found, options.zone))
        if not found.complete:
            note(f"Drawn from the first {found.readings} readings.")


def limit_transaction(
    station: Station,
    transaction: Transaction,
    /,
    *,
    energy_kwh: Annotated[float | None, Parameter(help="Energy at which it shall end.")] = None,
    minutes: Annotated[float | None, Parameter(help="Time since its start after which it shall end.")] = None,
    soc_percent: Annotated[int | None, Parameter(help="State of charge at which it shall end.")] = None,
    cost: Annotated[
        float | None, Parameter(help="Cost at which it shall end; needs a tariff, or a station that counts.")
    ] = None,
    message: Annotated[str | None, Parameter(help="A text that the station shows to the driver.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Limit a transaction. What is not named stays; to lift a limit, raise it."""
    body = {
        "max_energy_wh": None if energy_kwh is None else round(energy_kwh * 1000, 3),
        "max_time_s": None if minutes is None else round(minutes * 60),
        "max_soc_percent": soc_percent,
        "max_cost": cost,
        "message": message,
    }
    wanted = typed({name: value for name, value in body.items() if value is not None}, LimitsInput)
    answer = with_client(options, lambda client: client.charging.set_limits(station, transaction, wanted))
    if options.json:
        emit_json(answer)
        return
    show(limits_facts(answer))
    for remark in answer.noticed:
        note(remark)


def list_problems(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    problem: Annotated[ProblemName | None, Parameter(help="With this problem.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List open transactions with which something is wrong."""
    wanted = ProblemFilter(station=station, problem=problem)
    print_list(
        options, limit, lambda client: lambda size, cursor: client.charging.problems(wanted, size, cursor),
        problem_table,
    )  # fmt: skip


def check_transaction(station: Station, transaction: Transaction, /, *, options: Options = DEFAULTS) -> None:
    """Ask the station whether a transaction runs, and whether messages of it wait (from OCPP 2.0.1 on)."""
    answer = with_client(options, lambda client: client.charging.check(station, transaction))
    if options.json:
        emit_json(answer)
    else:
        show(check_facts(answer))


def close_transaction(
    station: Station,
    transaction: Transaction,
    /,
    *,
    reason: Annotated[str, Parameter(help="Why; it stands in the transaction's history.")],
    yes: Yes = False,
    options: Options = DEFAULTS,
) -> None:
    """Close an open transaction that cannot be running; its own end may still come and counts."""
    wanted = typed({"reason": reason}, CloseInput)
    if not confirmed(f"Close transaction {transaction} of {station}?", yes):
        return
    closed = with_client(options, lambda client: client.charging.close(station, transaction, wanted))
    if options.json:
        emit_json(closed)
    else:
        note(f"Closed with {kwh(closed.energy_wh)}.")


def problem_table(troubled: Sequence[TroubledTransaction], zone: tzinfo | None) -> Table:
    """Open transactions with problems, one problem a line; in red what proves that it cannot be running."""
    return grid(
        ("Station", "Transaction", "EVSE", "Started", right("Energy"), "Problem", "Since", rest("Why")),
        (
            (
                one.station,
                one.transaction_id,
                "" if one.evse_id is None else str(one.evse_id),
                when(one.started_at, zone),
                kwh(one.energy_wh),
                Text(each.name, "red" if each.certain else "yellow"),
                when(each.since, zone),
                each.why,
            )
            for one in troubled
            for each in one.problems
        ),
    )


def check_facts(answer: TransactionCheck) -> Table:
    """What the station said."""
    runs = {None: "the station does not say", True: "yes", False: "no"}
    return facts((("Runs", runs[answer.ongoing]), ("Messages wait", "yes" if answer.messages_in_queue else "no")))


def step_table(steps: Sequence[Step], zone: tzinfo | None) -> Table:
    """A history, one step a line; a charging state with how long it lasted."""
    lasted = _lasted(steps)
    return grid(
        ("Time", "What", "State", "Lasted", "Trigger", rest("Detail")),
        (
            (when(one.at, zone), one.kind, _state(one), lasted.get(place, ""), one.trigger or "", _detail(one))
            for place, one in enumerate(steps)
        ),
    )


def series_chart(found: Series, zone: tzinfo | None) -> Text:
    """Power as an area with its highest value, time below it, and what it came to."""
    first, last = found.points[0], found.points[-1]
    highest = max((point.power_max_w for point in found.points if point.power_max_w is not None), default=Decimal())
    rows = area(columns(found.points, _CHART_WIDTH), _CHART_HEIGHT)
    lines = [f"{(kw(highest) if not place else ''):>10} {row}" for place, row in enumerate(rows)]
    start, end = when(first.at, zone), when(last.at, zone)
    lines.append(f"{'':>10} {start}{end:>{max(1, _CHART_WIDTH - len(start))}}")
    lines.append(f"{'':>10} {kwh(last.energy_wh)} in {lasting(last.at - first.at)}{_charge(found)}")
    lines.extend(f"{'':>10} no readings from {when(gap.since, zone)} to {when(gap.until, zone)}" for gap in found.gaps)
    if found.oddities:
        lines.append(f"{'':>10} odd: {', '.join(found.oddities)}")
    return Text("\n".join(lines), no_wrap=True)


def _charge(found: Series) -> str:
    told = [point.soc_percent for point in found.points if point.soc_percent is not None]
    return f", charge {percent(told[0])} to {percent(told[-1])}" if told else ""


def limits_facts(answer: LimitsAnswer) -> Table:
    """Limits as wanted, as told to the station, as the station confirmed them."""
    limits = answer.limits
    if limits is None:
        return facts((("Limits", "none"),))
    return facts(
        (
            ("Wanted", shown_limit(limits.wanted)),
            ("Told", shown_limit(limits.sent)),
            ("Station's", shown_limit(limits.reported)),
            ("Reached", limits.reached or ""),
        )
    )


def shown_limit(limit: TransactionLimit) -> str:
    """A limit in the units that people use."""
    parts = (
        kwh(limit.max_energy_wh),
        "" if limit.max_time_s is None else f"{limit.max_time_s / 60:g} min",
        "" if limit.max_soc_percent is None else f"{limit.max_soc_percent} %",
        "" if limit.max_cost is None else f"cost {limit.max_cost}",
    )
    return ", ".join(part for part in parts if part)


def _lasted(steps: Sequence[Step]) -> dict[int, str]:
    states = [(place, one.at) for place, one in enumerate(steps) if one.kind == "state"]
    return {place: lasting(after - before) for (place, before), (_, after) in pairwise(states)}


def _state(step: Step) -> Text:
    return Text(step.state or "", _COLOURS.get(step.state or "", ""))


def _detail(step: Step) -> str:
    told = (
        step.id_token.value if step.id_token else "", "" if step.limit is None else shown_limit(step.limit),
        step.detail or "",
    )  # fmt: skip
    return "  ".join(part for part in told if part)


_CHART_WIDTH: Final = 72
_CHART_HEIGHT: Final = 8
_COLOURS: Final = {"Charging": "green", "SuspendedEV": "yellow", "SuspendedEVSE": "yellow"}
