"""What a transaction costs, as it is shown."""

from datetime import timedelta, tzinfo
from decimal import Decimal
from typing import Annotated, Final

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.control import Timeout, act_on
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, facts, grid, rest, right, show
from pilotwire.cli.words import kwh, lasting, plain, when
from pilotwire.client.account import Money
from pilotwire.client.cost import Cost, CostLine

_WORDS: Final = {"ENERGY": "energy", "TIME": "charging", "PARKING_TIME": "parked", "FLAT": "start"}
_PER: Final = {"Wh": "/kWh", "s": "/h", "session": ""}


def show_cost(
    station: Annotated[str, Parameter(help="The station's id.")],
    transaction: Annotated[str, Parameter(help="The transaction's id.")],
    /,
    *,
    tariff: Annotated[str | None, Parameter(help="What it would cost under this one.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Show what a transaction costs, line by line; as of its last report while it runs."""
    found = with_client(options, lambda client: client.pricing.cost(station, transaction, tariff))
    if options.json:
        emit_json(found)
        return
    show(cost_facts(found.cost, options.zone))
    show(Text())
    show(cost_table(found.cost, options.zone))


def tell_cost(
    station: Annotated[str, Parameter(help="The station's id.")],
    transaction: Annotated[str, Parameter(help="The transaction's id.")],
    /,
    *,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Tell the station now what a running transaction costs."""
    return act_on(options, lambda client: client.pricing.tell_cost(station, transaction, timeout_s))


def cost_facts(cost: Cost, zone: tzinfo | None) -> Table:
    """The totals, and what they rest on."""
    return facts(
        (
            ("Tariff", f"{plain(cost.tariff)} in version {cost.tariff_version}"),
            ("Cost", _both(cost.before_taxes, cost.after_taxes)),
            *((f"{plain(tax.name)} {tax.percent} %", _money(tax.amount)) for tax in cost.taxes),
            ("From", when(cost.since, zone)),
            ("Until", when(cost.until, zone) + ("" if cost.final else "  still running: no block is filled up yet")),
            ("Notes", ", ".join(cost.notes)),
        )
    )


def cost_table(cost: Cost, zone: tzinfo | None) -> Table:
    """Line by line, with what makes the sum the total."""
    lines = [
        (
            _WORDS[one.dimension] + (", reserved" if one.reserved else ""),
            when(one.since, zone),
            lasting(one.until - one.since) if one.until > one.since else "",
            _volume(one, one.volume),
            _volume(one, one.billed_volume) if one.billed_volume != one.volume else "",
            _money(one.price) + _PER[one.unit],
            _money(one.before_taxes),
            _money(one.after_taxes),
            str(one.element),
        )
        for one in cost.lines
    ]
    lines += [
        (one.reason.replace("-", " "), "", "", "", "", "", _money(one.before_taxes), _money(one.after_taxes), "")
        for one in cost.adjustments
    ]
    return grid(
        ("For", "From", "Lasted", right("Used"), right("Billed"), right("Price"), right("Before taxes"),
         right("After taxes"), rest("Element")),
        lines,
    )  # fmt: skip


def _volume(line: CostLine, volume: Decimal) -> str:
    if line.unit == "session":
        return ""
    return kwh(volume) if line.unit == "Wh" else lasting(timedelta(seconds=float(volume)))


def _both(before: Money | None, after: Money | None) -> str:
    if before is None or after is None:
        return _money(before or after) + ("" if after is not None else " before taxes" if before is not None else "")
    return f"{_money(after)} ({_money(before)} before taxes)"


def _money(money: Money | None) -> str:
    return "" if money is None else f"{money.amount} {money.currency}"
