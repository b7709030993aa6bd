"""`pilotwire battery-swaps`: batteries that are put in and taken out of stations."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.control import ENDS, Station, Timeout, act_on
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, grid, note, rest, show
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client.battery_swaps import BatterySwap, SwapInput

app = App(name="battery-swaps", help="Battery swaps: list, request.")

_STYLE: Final[dict[str, str]] = {"done": "green", "in": "cyan", "refused": "bold red", "timed-out": "yellow"}


@app.command(name="list")
def list_swaps(station: Station, /, *, options: Options = DEFAULTS) -> None:
    """List a station's swaps, those of which something was told last first."""
    found = with_client(options, lambda client: client.battery_swaps.list(station)).items
    if options.json:
        for one in found:
            emit_json(one)
    elif found:
        show(swap_table(found, options.zone))
    else:
        note(f"No battery was swapped at {station}.")


@app.command(name="request", help_epilogue=ENDS)
def request_swap(
    station: Station,
    token: Annotated[str, Parameter(help="The id token that it is offered to.", allow_leading_hyphen=True)],
    /,
    *,
    type_: Annotated[str | None, Parameter(name="--type", help="Its type; otherwise that of the known token.")] = None,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station offer a swap to a token."""
    wanted = typed({"id_token": {"value": token, "type": type_}, "timeout_s": timeout_s}, SwapInput)
    return act_on(options, lambda client: client.battery_swaps.request(station, wanted))


def swap_table(swaps: Sequence[BatterySwap], zone: tzinfo | None) -> Table:
    """Swaps, one a line."""
    return grid(
        ("Number", "State", "Since", "Token", rest("Batteries")),
        (
            (
                str(one.request_id),
                Text(one.state, _STYLE.get(one.state, "")),
                when(one.steps[-1].at, zone),
                one.id_token.value,
                ", ".join(
                    f"{battery.serial_number} {step.step} ({battery.soc_percent:g} %)"
                    for step in one.steps
                    for battery in step.batteries
                ),
            )
            for one in swaps
        ),
    )
