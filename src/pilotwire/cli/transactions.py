"""`pilotwire transactions`: what was charged, where, by whom, and how it went."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.chart import sparkline, told_power
from pilotwire.cli.cost import show_cost, tell_cost
from pilotwire.cli.moment import moment, present
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, facts, grid, rest, right, show
from pilotwire.cli.paging import Limit, parts, print_list
from pilotwire.cli.signed_readings import show_signed_readings
from pilotwire.cli.station_tariffs import change_tariff
from pilotwire.cli.transaction_care import add_verbs, shown_limit
from pilotwire.cli.words import kw, kwh, lasting, percent, when
from pilotwire.client.filters import TransactionFilter
from pilotwire.client.transaction import MeterOddity, Reading, Sample, Transaction, TransactionState
from pilotwire.client.transaction_series import Series

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="transactions", help="Transactions: list, show, history, series, signed, cost, limit, problems ...")
add_verbs(app)
app.command(show_cost, name="cost")
app.command(change_tariff, name="tariff")
app.command(tell_cost, name="tell-cost")
app.command(show_signed_readings, name="signed")

_CHART_WIDTH: Final = 60
_SHOWN_ELSEWHERE: Final = frozenset({"Energy.Active.Import.Register", "Power.Active.Import", "SoC"})


@app.command(name="list")
def list_transactions(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    token: Annotated[str | None, Parameter(help="Started with this id token.")] = None,
    state: Annotated[TransactionState | None, Parameter(help="Going on, or over.")] = None,
    since: Annotated[str | None, Parameter(help="Started at or after: 2026-03-01T12:00, 2h, 3d.")] = None,
    until: Annotated[str | None, Parameter(help="Started before.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List transactions, the newest first."""
    now = present()
    wanted = TransactionFilter(
        station=station,
        token=token,
        state=state,
        since=moment(since, "--since", now) if since else None,
        until=moment(until, "--until", now) if until else None,
    )
    print_list(
        options, limit, lambda client: lambda size, cursor: client.transactions(wanted, size, cursor), transaction_table
    )


@app.command(name="show")
def show_transaction(
    station: Annotated[str, Parameter(help="The station's id.")],
    transaction: Annotated[str, Parameter(help="The transaction's id.")],
    /,
    *,
    options: Options = DEFAULTS,
) -> None:
    """Show one transaction with its readings, and its power as a line of bars."""
    found, readings, series = with_client(options, lambda client: _fetch(client, station, transaction))
    if options.json:
        emit_json({"transaction": found, "readings": readings})
        return
    show(transaction_facts(found, options.zone))
    powers = [point.power_w for point in series.points if point.power_w is not None]
    if len(powers) > 1:
        highest = max(point.power_max_w for point in series.points if point.power_max_w is not None)
        show(facts([("Power", f"{sparkline(powers, _CHART_WIDTH)}  up to {kw(highest)}")]))
    if readings:
        show(Text())
        show(reading_table(readings, options.zone))


def transaction_table(transactions: Sequence[Transaction], zone: tzinfo | None) -> Table:
    """Transactions, one a line."""
    return grid(
        ("Station", "Transaction", "EVSE", "State", "Started", "Lasted", right("Energy"), right("Power"), "Token",
         "Stopped by", rest("Odd")),
        (
            (
                one.station,
                one.id,
                "" if one.evse_id is None else str(one.evse_id),
                _state(one),
                when(one.started_at, zone),
                lasting((one.ended_at or one.last_at) - one.started_at),
                kwh(one.energy_wh),
                kw(one.power_w),
                one.id_token.value if one.id_token else "",
                one.stopped_reason or "",
                ", ".join(one.flags),
            )
            for one in transactions
        ),
    )  # fmt: skip


def transaction_facts(one: Transaction, zone: tzinfo | None) -> Table:
    """All of one transaction that has a value."""
    return facts(
        (
            ("Transaction", one.id),
            ("Station", one.station),
            ("EVSE", "" if one.evse_id is None else str(one.evse_id)),
            ("Connector", "" if one.connector_id is None else str(one.connector_id)),
            ("State", _state(one)),
            ("Started", _told_and_received(one.started_at, one.started_received_at, zone)),
            ("Started by", _because(one.start_point, one.start_trigger)),
            ("Ended", _told_and_received(one.ended_at, one.ended_received_at, zone)),
            ("Ended by", _because(one.stop_point, one.stop_trigger)),
            ("In this state since", when(one.charging_state_since, zone)),
            ("Last heard of", _told_and_received(one.last_at, one.last_received_at, zone)),
            ("Lasted", lasting((one.ended_at or one.last_at) - one.started_at)),
            ("Energy", kwh(one.energy_wh)),
            ("Meter", " to ".join(kwh(end) for end in (one.meter_start_wh, one.meter_stop_wh) if end is not None)),
            ("Power now", kw(one.power_w) if one.state == "open" else ""),
            ("State of charge", percent(one.soc_percent)),
            ("Token", one.id_token.value if one.id_token else ""),
            ("Stopped with", one.stop_token.value if one.stop_token else ""),
            ("Group", one.group_id or ""),
            ("Authorization", one.authorization or ""),
            ("Stopped by", one.stopped_reason or ""),
            ("Remote start", "" if one.remote_start_id is None else str(one.remote_start_id)),
            ("Reservation", "" if one.reservation_id is None else str(one.reservation_id)),
            ("Offline", "parts of it happened while the station was offline" if one.offline else ""),
            ("Interrupted", one.interruption or ""),
            ("Limits", "" if one.limits is None else shown_limit(one.limits.wanted)),
            ("Limit reached", (one.limits and one.limits.reached) or ""),
            ("Asked", _checked(one, zone)),
            ("Missing", ", ".join(f"{low}" if low == high else f"{low} to {high}" for low, high in one.missing)),
            ("Odd", ", ".join(one.flags)),
            *(("Meter", _odd(found, zone)) for found in one.meter_oddities or ()),
        )
    )


def _odd(one: MeterOddity, zone: tzinfo | None) -> str:
    """A gap, jump or step back in a line."""
    span = f"{one.kind} from {when(one.since, zone)} to {when(one.until, zone)}"
    if one.from_wh is None or one.to_wh is None:
        return span
    power = "" if one.power_w is None else f", {kw(one.power_w)}"
    return f"{span}: {kwh(one.from_wh)} to {kwh(one.to_wh)}{power}"


def reading_table(readings: Sequence[Reading], zone: tzinfo | None) -> Table:
    """Readings, one instant a line."""
    return grid(
        ("Time", "Context", right("Energy"), right("Power"), right("SoC"), rest("Other values")),
        (
            (
                when(one.at, zone),
                one.context,
                kwh(one.import_wh),
                kw(told_power(one)),
                percent(_value(one, "SoC")),
                "  ".join(_sample(sample) for sample in one.samples if _is_other(sample)),
            )
            for one in readings
        ),
    )


async def _fetch(client: "Client", station: str, transaction: str) -> tuple[Transaction, list[Reading], Series]:
    found = await client.transaction(station, transaction)
    pages = parts(lambda size, cursor: client.readings(station, transaction, size, cursor), limit=0)
    series = await client.charging.series(station, transaction, _CHART_WIDTH)
    return found, [reading async for page in pages for reading in page.items], series


def _state(one: Transaction) -> Text:
    if one.state == "ended":
        return Text("ended", "dim")
    return Text(one.charging_state or "open", "green")


def _told_and_received(told: datetime | None, received: datetime | None, zone: tzinfo | None) -> str:
    """The station's time, and ours beside it where they are more than a minute apart."""
    if told is None or received is None or abs((received - told).total_seconds()) <= 60:
        return when(told, zone)
    return f"{when(told, zone)} by the station's clock, received {when(received, zone)}"


def _because(point: str | None, trigger: str | None) -> str:
    return f"{point} ({trigger})" if point and trigger and point != trigger else point or trigger or ""


def _checked(one: Transaction, zone: tzinfo | None) -> str:
    if one.checked is None:
        return ""
    runs = {None: "does not say whether it runs", True: "says it runs", False: "says it does not run"}
    queue = "messages of it wait" if one.checked.messages_in_queue else "no message of it waits"
    return f"{when(one.checked.at, zone)}: the station {runs[one.checked.ongoing]}; {queue}"


def _value(reading: Reading, measurand: str) -> Decimal | None:
    return next((one.value for one in reading.samples if one.measurand == measurand), None)


def _is_other(sample: Sample) -> bool:
    return sample.measurand not in _SHOWN_ELSEWHERE or sample.phase is not None or sample.location != "Outlet"


def _sample(sample: Sample) -> str:
    name = " ".join(part for part in (sample.measurand, sample.phase) if part)
    where = "" if sample.location == "Outlet" else f" ({sample.location})"
    value = "signed" if sample.value is None and sample.signed else f"{sample.value} {sample.unit}"
    return f"{name}{where} {value}"
