"""`pilotwire security-profile`: have a station connect more securely, without ever locking it out."""

from typing import Annotated, Literal

from cyclopts import App, Parameter

from pilotwire.cli.operations import ended_operation, tell_operation
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.typed import typed
from pilotwire.client.security import SecurityProfileInput

app = App(name="security-profile", help="Have a station use another security profile.")


@app.default
def change_security_profile(
    station: Annotated[str, Parameter(help="The station's id.")],
    profile: Annotated[int, Parameter(help="1: password; 2: TLS and password; 3: TLS and a certificate.")],
    /,
    *,
    url: Annotated[str | None, Parameter(help="Where the station finds this server then, without its id.")] = None,
    slot: Annotated[int | None, Parameter(help="The station's slot for it. Unset: a free one.")] = None,
    interface: Annotated[str, Parameter(help="The network that it uses, such as Wireless0.")] = "Wired0",
    url_key: Annotated[str | None, Parameter(help="The key that holds its URL, with OCPP 1.6.")] = None,
    when: Annotated[Literal["idle", "now"], Parameter(help="Once nothing charges, or at once.")] = "idle",
    deadline_s: Annotated[int, Parameter(help="How long it may take, in seconds.")] = 86_400,
    force: Annotated[Switch, Parameter(help="Go on although something seems missing.")] = False,
    wait: Annotated[
        Switch, Parameter(help="Wait until it has ended; the exit code is 0 only when it is done.")
    ] = False,
    options: Options = DEFAULTS,
) -> int:
    """Have a station use another security profile; it never loses its old way before it has come by the new one.

    An operation does it: follow it with `pilotwire operations`, or wait here.
    """
    said = {
        "security_profile": profile, "csms_url": url, "slot": slot, "interface": interface, "url_key": url_key,
        "when": when, "deadline_s": deadline_s, "force": force,
    }  # fmt: skip
    body = typed({name: value for name, value in said.items() if value is not None}, SecurityProfileInput)
    begun = with_client(options, lambda client: client.security.change_profile(station, body))
    if wait:
        begun = with_client(options, lambda client: ended_operation(client, begun.id))
    tell_operation(begun, options)
    return 1 if wait and begun.state != "done" else 0
