"""`pilotwire cdrs`: what ended transactions came to."""

import csv
import sys
from collections.abc import Sequence
from datetime import UTC, timedelta, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.cost import cost_facts, cost_table
from pilotwire.cli.moment import moment, present
from pilotwire.cli.options import DEFAULTS, Options, Switch, UsageError, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, right, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.words import kwh, lasting, plain, when
from pilotwire.client.account import Money
from pilotwire.client.charge_record import ChargeRecord
from pilotwire.client.filters import ChargeRecordFilter

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="cdrs", help="Charge detail records: list, show, make, export as CSV.")

Station = Annotated[str | None, Parameter(help="Of this station.")]
Token = Annotated[str | None, Parameter(help="Started with this id token.")]
Since = Annotated[str | None, Parameter(help="Ended at or after: 2026-03-01T12:00, 2h, 3d.")]
Until = Annotated[str | None, Parameter(help="Ended before.")]
_COLUMNS: Final = (
    "cdr", "station", "evse", "connector", "transaction", "token", "group", "account", "started_at", "ended_at",
    "energy_kwh", "time_s", "parking_s", "tariff", "currency", "before_taxes", "taxes", "after_taxes", "corrects",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_PAGE: Final = 500


@app.command(name="list")
def list_cdrs(
    *, station: Station = None, token: Token = None, since: Since = None, until: Until = None, limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:  # fmt: skip
    """List records, those of the transactions that ended last first."""
    wanted = _wanted(station, token, since, until)
    print_list(
        options,
        limit,
        lambda client: lambda size, cursor: client.pricing.charge_records(wanted, size, cursor),
        record_table,
    )


@app.command(name="show")
def show_cdr(cdr: Annotated[str, Parameter(help="The record's id.")], /, *, options: Options = DEFAULTS) -> None:
    """Show one record with its cost, line by line."""
    _tell(with_client(options, lambda client: client.pricing.charge_record(cdr)), options)


@app.command(name="make")
def make_cdr(
    station: Annotated[str, Parameter(help="The station's id.")],
    transaction: Annotated[str, Parameter(help="The transaction's id.")],
    /,
    *,
    options: Options = DEFAULTS,
) -> None:
    """Make the record of an ended transaction now, or a correction where something of it came late."""
    _tell(with_client(options, lambda client: client.pricing.make_charge_record(station, transaction)), options)


@app.command(name="export")
def export_cdrs(
    file: Annotated[Path | None, Parameter(help="Where to; none: to the screen.")] = None,
    /,
    *,
    station: Station = None,
    token: Token = None,
    since: Since = None,
    until: Until = None,
    corrected: Annotated[Switch, Parameter(help="With records whose place another one has taken.")] = False,
    options: Options = DEFAULTS,
) -> None:
    """Write records as CSV, the last one of each transaction; amounts with a point, times in UTC."""
    wanted = _wanted(station, token, since, until)
    records = with_client(options, lambda client: _all(client, wanted))
    replaced = {one.corrects for one in records}
    kept = [one for one in records if corrected or one.id not in replaced]
    if file is None:
        write_csv(kept, sys.stdout)
        return
    try:
        with file.open("w", newline="", encoding="utf-8") as out:
            write_csv(kept, out)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.", "", "Choose another place.") from None
    note(f"Wrote {len(kept)} records to {file}.")


def write_csv(records: Sequence[ChargeRecord], out: IO[str]) -> None:
    """Records as CSV with a line of names; no text can be taken for a formula by a spreadsheet."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in records:
        cost = one.cost
        before, after = (None, None) if cost is None else (cost.before_taxes, cost.after_taxes)
        money = before or after
        writer.writerow(
            (
                one.id, _harmless(one.station), one.evse_id, one.connector_id, _harmless(one.transaction_id),
                _harmless("" if one.id_token is None else one.id_token.value), _harmless(one.group_id or ""),
                _harmless(one.account or ""), when(one.started_at, UTC), when(one.ended_at, UTC),
                f"{one.energy_wh / 1000:f}", one.time_s, one.parking_s,
                _harmless("" if cost is None else cost.tariff), "" if money is None else money.currency,
                _amount(before), _taxes(before, after), _amount(after), one.corrects or "",
            )
        )  # fmt: skip


def record_table(records: Sequence[ChargeRecord], zone: tzinfo | None) -> Table:
    """Records, one a line."""
    return grid(
        ("Record", "Station", "Transaction", "Ended", "Lasted", right("Energy"), right("Cost"), "Token",
         rest("Corrects")),
        (
            (
                one.id,
                plain(one.station),
                plain(one.transaction_id),
                when(one.ended_at, zone),
                lasting(one.ended_at - one.started_at),
                kwh(one.energy_wh),
                _cost(one),
                plain(one.id_token.value) if one.id_token else "",
                one.corrects or "",
            )
            for one in records
        ),
    )  # fmt: skip


def _tell(record: ChargeRecord, options: Options) -> None:
    if options.json:
        emit_json(record)
        return
    show(
        facts(
            (
                ("Record", record.id),
                ("Corrects", record.corrects or ""),
                ("Made", when(record.created_at, options.zone)),
                ("Station", plain(record.station)),
                ("EVSE", "" if record.evse_id is None else str(record.evse_id)),
                ("Transaction", plain(record.transaction_id)),
                ("Token", plain(record.id_token.value) if record.id_token else ""),
                ("Group", plain(record.group_id or "")),
                ("Account", plain(record.account or "")),
                ("Started", when(record.started_at, options.zone)),
                ("Ended", when(record.ended_at, options.zone)),
                ("Energy", kwh(record.energy_wh)),
                ("Parked", lasting(timedelta(seconds=record.parking_s))),
                ("Odd", ", ".join(record.flags)),
            )
        )
    )
    if record.cost is None:
        show(Text("No tariff applied.", "yellow"))
        return
    show(cost_facts(record.cost, options.zone))
    show(Text())
    show(cost_table(record.cost, options.zone))


async def _all(client: "Client", wanted: ChargeRecordFilter) -> list[ChargeRecord]:
    records, cursor = list[ChargeRecord](), None
    while True:
        page = await client.pricing.charge_records(wanted, _PAGE, cursor)
        records += page.items
        cursor = page.next_cursor
        if cursor is None:
            return records


def _wanted(station: str | None, token: str | None, since: str | None, until: str | None) -> ChargeRecordFilter:
    now = present()
    return ChargeRecordFilter(
        station=station,
        token=token,
        since=moment(since, "--since", now) if since else None,
        until=moment(until, "--until", now) if until else None,
    )


def _cost(record: ChargeRecord) -> str:
    if record.cost is None:
        return ""
    money = record.cost.after_taxes or record.cost.before_taxes
    return "" if money is None else f"{money.amount} {money.currency}"


def _amount(money: Money | None) -> str:
    return "" if money is None else money.amount


def _taxes(before: Money | None, after: Money | None) -> str:
    return "" if before is None or after is None else f"{Decimal(after.amount) - Decimal(before.amount):f}"


def _harmless(text: str) -> str:
    """Text of stations and people; a spreadsheet would run what begins like a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
