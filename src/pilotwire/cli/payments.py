"""`pilotwire payments`: payments in a browser."""

from typing import Annotated

from cyclopts import App, Parameter

from pilotwire.cli.control import Station, Timeout, act_on
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, facts, show
from pilotwire.cli.typed import typed
from pilotwire.cli.words import plain
from pilotwire.client.payment import QrCodeInput, WebPaymentInput

app = App(name="payments", help="Payments in a browser: announce, read-code.")


@app.command(name="announce")
def announce_web_payment(
    station: Station,
    /,
    *,
    evse: Annotated[int, Parameter(help="Its number; 0: any.")] = 0,
    lock_s: Annotated[int, Parameter(help="How long nothing begins there by itself.")] = 120,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Tell a station that somebody pays in a browser for one of its EVSEs."""
    body: dict[str, object] = {"evse_id": evse, "lock_s": lock_s}
    wanted = typed(body | ({} if timeout_s is None else {"timeout_s": timeout_s}), WebPaymentInput)
    return act_on(options, lambda client: client.pricing.announce_web_payment(station, wanted))


@app.command(name="read-code")
def read_qr_code(
    url: Annotated[str, Parameter(help="The whole address that was scanned.")], /, *, options: Options = DEFAULTS
) -> None:
    """Show what the address in a dynamic QR code says, if it was made just now."""
    wanted = typed({"url": url}, QrCodeInput)
    found = with_client(options, lambda client: client.pricing.read_qr_code(wanted))
    if options.json:
        emit_json(found)
        return
    rows = (
        ("Station", plain(found.station) + ("" if found.connected else ", not connected")),
        ("EVSE", "" if found.evse_id is None else str(found.evse_id)),
        ("At most", "" if found.max_energy_wh is None else f"{found.max_energy_wh} Wh"),
        ("For", "" if found.max_time_s is None else f"{found.max_time_s} s"),
        ("Up to", "" if found.max_cost is None else f"{found.max_cost:f}"),
    )
    show(facts(rows))
