"""Tariffs that stations reckon by themselves, and the tariff of a running transaction."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.table import Table

from pilotwire.cli.control import Evse, Station, Timeout, act_on
from pilotwire.cli.operations import ended_operation, tell_operation
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, grid, note, show
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain, when
from pilotwire.client.station_tariff import ChangeTariffInput, ClearTariffsInput, EvseTariff

if TYPE_CHECKING:
    from pilotwire.client.client import Client
    from pilotwire.client.operation import Operation


def show_station_tariffs(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """Show what a station reckons by: what is assigned to each EVSE, and what the station holds there."""
    found = with_client(options, lambda client: client.pricing.station_tariffs(station))
    if options.json:
        emit_json(found)
        return
    show(evse_table(found.evses))
    for one in found.evses:
        for against in one.obstacles:
            note(f"EVSE {one.evse_id}: {against.pointer}: {against.message} {against.remedy}")
    if not found.takes_tariffs:
        note("The station has not told that it reckons by tariffs; it is told what a transaction costs instead.")
    elif found.read_at is None:
        note(f"The station was never asked what it holds: pilotwire tariffs install {plain(station)}")
    else:
        note(f"Read {when(found.read_at, options.zone)}.")


def install_station_tariffs(
    station: Station,
    /,
    *,
    wait: Annotated[bool, Parameter(help="Wait for its end.")] = False,
    options: Options = DEFAULTS,
) -> int:
    """Bring the default tariffs of a station into step with what is assigned to its EVSEs."""

    async def run(client: "Client") -> "Operation":
        begun = await client.pricing.install_tariffs(station)
        return await ended_operation(client, begun.id) if wait else begun

    found = with_client(options, run)
    tell_operation(found, options)
    return 1 if wait and found.state != "done" else 0


def clear_station_tariffs(
    station: Station,
    /,
    *names: Annotated[str, Parameter(help="As the station calls them. None: all.")],
    evse: Evse = None,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station remove default tariffs."""
    body = {"names": list(names) or None, "evse_id": evse, "timeout_s": timeout_s}
    wanted = typed({name: value for name, value in body.items() if value is not None}, ClearTariffsInput)
    found = with_client(options, lambda client: client.pricing.clear_tariffs(station, wanted))
    if options.json:
        emit_json(found)
    else:
        show(grid(("Tariff", "Answer"), [(plain(one.name or ""), plain(one.status)) for one in found.results]))
    return 0 if all(one.status == "Accepted" for one in found.results) else 1


def change_tariff(
    station: Station,
    transaction: Annotated[str, Parameter(help="The transaction's id.")],
    tariff: Annotated[str, Parameter(help="The tariff's id.")],
    /,
    *,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Let another tariff hold for a running transaction from now on."""
    body = {"tariff": tariff} | ({} if timeout_s is None else {"timeout_s": timeout_s})
    wanted = typed(body, ChangeTariffInput)
    return act_on(options, lambda client: client.pricing.change_tariff(station, transaction, wanted))


def evse_table(evses: list[EvseTariff]) -> Table:
    """EVSE by EVSE, what is wanted beside what is held."""
    rows = [
        (str(one.evse_id), plain(one.wanted or "none"), plain(one.held or "none"), "yes" if one.in_step else "no")
        for one in evses
    ]
    return grid(("EVSE", "Wanted", "Held", "In step"), rows)
