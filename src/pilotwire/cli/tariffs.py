"""`pilotwire tariffs`: what charging costs, and for whom and where."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import App, Parameter
from rich.table import Table

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.options import DEFAULTS, Options, UsageError, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, right, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.station_tariffs import clear_station_tariffs, install_station_tariffs, show_station_tariffs
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.codec import decode
from pilotwire.client.tariff import (
    PriceComponent,
    PriceLimit,
    Tariff,
    TariffAssignment,
    TariffAssignmentInput,
    TariffElement,
    TariffInput,
)

app = App(name="tariffs", help="Tariffs: list, show, put, remove; assign, unassign, assignments; at stations.")
app.command(show_station_tariffs, name="station")
app.command(install_station_tariffs, name="install")
app.command(clear_station_tariffs, name="clear")

Name = Annotated[str, Parameter(help="The tariff's id.")]
Target = Annotated[
    str,
    Parameter(help="token:VALUE, group:NAME, evse:STATION:NUMBER, station:ID, label:LABEL or default."),
]
_PER = {"ENERGY": "per kWh", "TIME": "per hour charging", "PARKING_TIME": "per hour parked", "FLAT": "once"}
_BLOCK = {"ENERGY": "Wh", "TIME": "s", "PARKING_TIME": "s", "FLAT": ""}


@app.command(name="list")
def list_tariffs(
    q: Annotated[str | None, Parameter(help="Text within id or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List tariffs by id."""
    print_list(
        options, limit, lambda client: lambda size, cursor: client.pricing.tariffs(q, size, cursor), tariff_table
    )


@app.command(name="show")
def show_tariff(name: Name, /, *, options: Options = DEFAULTS) -> None:
    """Show one tariff with all its prices."""
    _tell(with_client(options, lambda client: client.pricing.tariff(name)), options)


@app.command(name="put")
def put_tariff(
    name: Name,
    /,
    *,
    currency: Annotated[str | None, Parameter(help="Like EUR.")] = None,
    per_kwh: Annotated[str | None, Parameter(help="Price of a kWh.")] = None,
    per_hour: Annotated[str | None, Parameter(help="Price of an hour charging.")] = None,
    per_hour_parked: Annotated[str | None, Parameter(help="Price of an hour that the vehicle only stands.")] = None,
    start: Annotated[str | None, Parameter(help="Price of each start.")] = None,
    vat: Annotated[float | None, Parameter(help="VAT on all of them, in percent.")] = None,
    file: Annotated[Path | None, Parameter(help="A tariff as JSON, as the API takes it, for all else.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Create or replace a tariff, of simple prices or from a file; it is used once it is assigned."""
    prices = {"FLAT": start, "ENERGY": per_kwh, "TIME": per_hour, "PARKING_TIME": per_hour_parked}
    body = _simple(currency, prices, vat) if file is None else _from_file(file)
    _tell(with_client(options, lambda client: client.pricing.put_tariff(name, body)), options)


@app.command(name="remove")
def remove_tariff(name: Name, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a tariff; transactions that started with it keep it."""
    if confirmed(f"Remove tariff {name}?", yes):
        with_client(options, lambda client: client.pricing.delete_tariff(name))
        note(f"Removed {name}.")


@app.command(name="assign")
def assign(
    target: Target,
    /,
    *tariffs: Annotated[str, Parameter(help="Their ids; the first one that is valid holds.")],
    assignment_note: Annotated[str | None, Parameter(name="--note", help="For yourself.")] = None,
    options: Options = DEFAULTS,
) -> None:
    """Say which tariff a target has from now on; the nearest target counts, as they stand in its help."""
    said = {"tariffs": list(tariffs)} | ({} if assignment_note is None else {"note": assignment_note})
    body = typed(said, TariffAssignmentInput)
    found = with_client(options, lambda client: client.pricing.assign(target, body))
    if options.json:
        emit_json(found)
    else:
        show(assignment_table([found], options.zone))


@app.command(name="unassign")
def unassign(target: Target, /, *, options: Options = DEFAULTS) -> None:
    """Take all tariffs from a target."""
    with_client(options, lambda client: client.pricing.unassign(target))
    note(f"Nothing is assigned to {target} any more.")


@app.command(name="assignments")
def list_assignments(
    q: Annotated[str | None, Parameter(help="Text within target, tariffs or note.")] = None,
    /,
    *,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List what tariffs are assigned to."""
    print_list(
        options,
        limit,
        lambda client: lambda size, cursor: client.pricing.assignments(q, size, cursor),
        assignment_table,
    )


def tariff_table(tariffs: Sequence[Tariff], zone: tzinfo | None) -> Table:
    """Tariffs, one a line."""
    return grid(
        ("Tariff", "Currency", "Prices", "Valid from", "Until", "Changed", rest("Note")),
        (
            (
                plain(one.id),
                one.currency,
                _summary(one),
                when(one.valid_from, zone),
                when(one.valid_until, zone),
                when(one.updated_at, zone),
                plain(one.note or ""),
            )
            for one in tariffs
        ),
    )


def assignment_table(found: Sequence[TariffAssignment], zone: tzinfo | None) -> Table:
    """Assignments, one a line."""
    return grid(
        ("Target", "Tariffs", "Changed", rest("Note")),
        (
            (plain(one.target), plain(", ".join(one.tariffs)), when(one.updated_at, zone), plain(one.note or ""))
            for one in found
        ),
    )


def price_table(tariff: Tariff) -> Table:
    """Each price of a tariff, one a line, with when it holds."""
    return grid(
        ("Element", right("Price"), "", "Taxes", "Blocks", rest("When")),
        (
            (
                str(number),
                component.price,
                _PER[component.type],
                _taxes(component),
                "" if component.step_size < 2 else f"{component.step_size} {_BLOCK[component.type]}",
                _restrictions(element),
            )
            for number, element in enumerate(tariff.elements)
            for component in element.price_components
        ),
    )


def _tell(tariff: Tariff, options: Options) -> None:
    if options.json:
        emit_json(tariff)
        return
    show(
        facts(
            (
                ("Tariff", plain(tariff.id)),
                ("Version", tariff.version),
                ("Currency", tariff.currency),
                ("Taxes", {"YES": "in the prices", "NO": "on top", "N/A": "none"}[tariff.tax_included]),
                ("At least", _limit(tariff.min_price)),
                ("At most", _limit(tariff.max_price)),
                ("Valid from", when(tariff.valid_from, options.zone)),
                ("Valid until", when(tariff.valid_until, options.zone)),
                *((f"Text ({one.language})", plain(one.text)) for one in tariff.alt_texts or ()),
                ("Explained at", plain(tariff.alt_url or "")),
                ("Note", plain(tariff.note or "")),
                ("Entered", when(tariff.created_at, options.zone)),
                ("Changed", when(tariff.updated_at, options.zone)),
            )
        )
    )
    show(price_table(tariff))


def _simple(currency: str | None, prices: dict[str, str | None], vat: float | None) -> TariffInput:
    taxes = {} if vat is None else {"vat_percent": vat}
    components = [{"type": kind, "price": price, **taxes} for kind, price in prices.items() if price is not None]
    if not components or currency is None:
        raise UsageError(
            "A tariff has a currency and a price at least.", "", "Give --currency and --per-kwh, or --file."
        )
    return typed({"currency": currency, "elements": [{"price_components": components}]}, TariffInput)


def _from_file(file: Path) -> TariffInput:
    try:
        return decode(file.read_bytes(), TariffInput)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "", "Check its name.") from None
    except msgspec.MsgspecError as error:
        raise UsageError(f"{file} holds no tariff: {error}.", "", "Compare it with the how-to on prices.") from None


def _summary(tariff: Tariff) -> str:
    first = tariff.elements[0]
    prices = ", ".join(f"{one.price} {_PER[one.type]}" for one in first.price_components)
    more = len(tariff.elements) - 1
    return prices + (f" and {more} more element{'s' if more > 1 else ''}" if more else "")


def _taxes(component: PriceComponent) -> str:
    if component.vat_percent is not None:
        return f"VAT {component.vat_percent} %"
    return ", ".join(f"{plain(rate.name)} {rate.percent} %" for rate in component.taxes or ())


def _restrictions(element: TariffElement) -> str:
    said = {} if element.restrictions is None else msgspec.to_builtins(element.restrictions)
    words = ((name.replace("_", " "), value) for name, value in said.items())
    return ", ".join(f"{name} {' '.join(value) if isinstance(value, list) else value}" for name, value in words)


def _limit(limit: PriceLimit | None) -> str:
    if limit is None:
        return ""
    after = "" if limit.after_taxes is None else f", {limit.after_taxes} after taxes"
    return f"{limit.before_taxes} before taxes{after}"
