"""`pilotwire start`, `stop`, `unlock`, `reset` and their like: acting on a station at once."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.problem import FAILED, tell
from pilotwire.cli.station_states import wish_table
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import control as shapes
from pilotwire.client.codec import encode
from pilotwire.client.data_transfer import DataTransferAnswer
from pilotwire.client.display import DisplayAnswer
from pilotwire.client.problem import ApiProblem
from pilotwire.client.reservation import ReservationAnswer
from pilotwire.client.station import OperationalStatus

if TYPE_CHECKING:
    from pilotwire.client.client import Client


REFUSED: Final = 3
NOT_CONNECTED: Final = 4
NO_ANSWER: Final = 5
GOOD: Final = frozenset({"Accepted", "Scheduled", "Unlocked"})
_EXIT_CODES: Final = {"not-connected": NOT_CONNECTED, "no-answer": NO_ANSWER, "station-error": REFUSED}
ENDS: Final = (
    "Ends with 0 when the station agreed, 3 when it refused or answered with an error, 4 when it is not connected, "
    "5 when it did not answer in time."
)

stop = App(name="stop", help_epilogue=ENDS)
unlock = App(name="unlock", help_epilogue=ENDS)
reset = App(name="reset", help_epilogue=ENDS)
availability = App(name="availability", help_epilogue=ENDS)
trigger = App(name="trigger", help_epilogue=ENDS)
close_stale = App(name="close-stale")

Station = Annotated[str, Parameter(help="The station's id.")]
Timeout = Annotated[
    float | None,
    Parameter(name=["--timeout-s", "--timeout"], help="How long the station has to answer; otherwise as set."),
]
Evse = Annotated[int | None, Parameter(help="Its number, from 1 on.")]
ConnectorNumber = Annotated[int | None, Parameter(help="The connector's number within the EVSE.")]


@stop.default
def stop_transaction(
    station: Station,
    transaction: Annotated[str, Parameter(help="The transaction's id.")],
    /,
    *,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station stop a transaction."""
    wanted = typed({"transaction_id": transaction, "timeout_s": timeout_s}, shapes.StopInput)
    return act_on(options, lambda client: client.stop(station, wanted))


@unlock.default
def unlock_connector(
    station: Station,
    evse: Annotated[int, Parameter(help="The EVSE's number, from 1 on.")],
    connector: ConnectorNumber = 1,
    /,
    *,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station release the cable of a connector."""
    wanted = typed({"evse_id": evse, "connector_id": connector, "timeout_s": timeout_s}, shapes.UnlockInput)
    return act_on(options, lambda client: client.unlock(station, wanted))


@reset.default
def reset_station(
    station: Station,
    /,
    *,
    kind: Annotated[
        shapes.ResetKind, Parameter(help="At once (1.6: Hard), once idle (1.6: Soft), at once and charging on (2.1).")
    ] = "OnIdle",
    evse: Evse = None,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station start anew, or one of its EVSEs."""
    wanted = typed({"kind": kind, "evse_id": evse, "timeout_s": timeout_s}, shapes.ResetInput)
    return act_on(options, lambda client: client.reset(station, wanted))


@availability.default
def change_availability(
    station: Station,
    status: Annotated[
        OperationalStatus | None, Parameter(help="In or out of service. Without it: what is wanted now.")
    ] = None,
    /,
    *,
    evse: Evse = None,
    connector: ConnectorNumber = None,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Take a station, an EVSE or a connector in or out of service; or show what is wanted, and whether it is so."""
    if status is None:
        return _show_wanted(station, options)
    body = {"status": status, "evse_id": evse, "connector_id": connector, "timeout_s": timeout_s}
    wanted = typed(body, shapes.AvailabilityInput)
    return act_on(options, lambda client: client.change_availability(station, wanted))


def _show_wanted(station: str, options: Options) -> int:
    found = with_client(options, lambda client: client.availability.wanted(station))
    if options.json:
        for one in found.items:
            emit_json(one)
    elif found.items:
        show(wish_table(found.items, options.zone))
    else:
        note(f"Nothing is wanted of station {station}: it goes by its own rules.")
    return 0


@trigger.default
def trigger_message(
    station: Station,
    kind: Annotated[shapes.TriggerKind, Parameter(help="The message wanted.")],
    /,
    *,
    evse: Evse = None,
    connector: ConnectorNumber = None,
    custom: Annotated[str | None, Parameter(help="The vendor's own trigger, with the kind CustomTrigger.")] = None,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station send a message."""
    body = {"kind": kind, "evse_id": evse, "connector_id": connector, "custom": custom, "timeout_s": timeout_s}
    wanted = typed(body, shapes.TriggerInput)
    return act_on(options, lambda client: client.trigger(station, wanted))


@close_stale.default
def close_stale_transactions(
    station: Station,
    /,
    *,
    older_than_h: Annotated[
        float | None, Parameter(help="Also those of which nothing was heard for so many hours.")
    ] = None,
    dry_run: Annotated[Switch, Parameter(help="Only tell which these are.")] = False,
    yes: Yes = False,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> None:
    """Close open transactions that cannot be running; their own end may still come and counts."""
    body = {"older_than_h": older_than_h, "dry_run": dry_run, "timeout_s": timeout_s}
    wanted = typed(body, shapes.StaleInput)
    if not dry_run and not confirmed(f"Close the stale transactions of {station}?", yes):
        return
    answer = with_client(options, lambda client: client.close_stale_transactions(station, wanted))
    if options.json:
        emit_json(answer)
        return
    if answer.transactions:
        show(judged_table(answer.transactions, options.zone))
    note(f"{answer.closed} closed." if answer.transactions else "No transaction is open.")


def judged_table(transactions: Sequence[shapes.JudgedTransaction], zone: tzinfo | None) -> Table:
    """Open transactions and what was found of each, one a line."""
    return grid(
        ("Transaction", "EVSE", "Started", "Last heard of", "Stale", rest("Why")),
        (
            (
                one.transaction_id,
                "" if one.evse_id is None else str(one.evse_id),
                when(one.started_at, zone),
                when(one.last_received_at, zone),
                Text("yes", "yellow") if one.stale else Text("no", "green"),
                one.why,
            )
            for one in transactions
        ),
    )


def answer_facts(answer: shapes.ControlAnswer) -> Table:
    """What the station said, and what is worth noticing."""
    started = answer if isinstance(answer, shapes.StartAnswer) else None
    reserved = answer.reservation if isinstance(answer, ReservationAnswer) else None
    data = answer.data if isinstance(answer, DataTransferAnswer) else None
    text = answer.message if isinstance(answer, DisplayAnswer) else None
    return facts(
        (
            ("Status", Text(answer.status, "bold green" if answer.status in GOOD else "bold red")),
            ("Reason", answer.reason_code or ""),
            ("Info", answer.info or ""),
            ("Remote start", "" if started is None else str(started.remote_start_id)),
            ("Transaction", (started and started.transaction_id) or ""),
            ("Reservation", "" if reserved is None else f"{reserved.id} ({reserved.state})"),
            ("Message", "" if text is None else f"{text.number} ({text.state})"),
            ("Data", "" if data is None else data if isinstance(data, str) else encode(data).decode()),
            *(("Note", one) for one in answer.noticed),
        )
    )


def act_on(
    options: Options, act: "Callable[[Client], Awaitable[shapes.ControlAnswer]]", *, quietly: bool = False
) -> int:
    """Have something done, print what the station said (not `quietly`), and give the exit code that says it."""
    try:
        answer = with_client(options, act)
    except ApiProblem as problem:
        tell(problem)
        return _EXIT_CODES.get(problem.problem.type.partition("#")[2], FAILED)
    if quietly:
        pass
    elif options.json:
        emit_json(answer)
    else:
        show(answer_facts(answer))
    return 0 if answer.status in GOOD else REFUSED
