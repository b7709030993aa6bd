"""`pilotwire start`, `pilotwire remote-starts`: having a transaction started, and what became of it."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.call import payload_text
from pilotwire.cli.control import ENDS, GOOD, Evse, Station, Timeout, act_on, answer_facts
from pilotwire.cli.options import DEFAULTS, Options, Switch
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.transaction_care import shown_limit
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client import control as shapes
from pilotwire.client.remote_start import RemoteStart, StartState

if TYPE_CHECKING:
    from pilotwire.client.client import Client

start = App(name="start", help_epilogue=f"{ENDS} With --wait: 0 when the transaction has begun, 6 when nothing came.")
app = App(name="remote-starts")

NOTHING_CAME: Final = 6
_LOOK_EVERY_S: Final = 1.0
_OPEN: Final[frozenset[StartState]] = frozenset({"requested", "accepted", "unanswered"})
_STYLE: Final[dict[StartState, str]] = {
    "started": "green", "accepted": "cyan", "timed-out": "yellow", "refused": "bold red", "not-sent": "red",
}  # fmt: skip


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Limits:
    """How far the transaction may go."""

    energy_kwh: Annotated[float | None, Parameter(help="Energy at which it shall end.")] = None
    minutes: Annotated[float | None, Parameter(help="Time since its start after which it shall end.")] = None
    soc_percent: Annotated[int | None, Parameter(help="State of charge at which it shall end.")] = None
    cost: Annotated[
        float | None, Parameter(help="Cost at which it shall end; needs a tariff, or a station that counts.")
    ] = None


NO_LIMITS: Final = Limits()


@start.default
def start_transaction(
    station: Station,
    token: Annotated[str, Parameter(help="The id token to start with.", allow_leading_hyphen=True)],
    /,
    *,
    type_: Annotated[str | None, Parameter(name="--type", help="Its type; otherwise that of the known token.")] = None,
    evse: Evse = None,
    group: Annotated[str | None, Parameter(help="Its group; otherwise that of the known token.")] = None,
    profile: Annotated[
        str | None, Parameter(help="A charging profile: JSON object, @FILE, or - for standard input.")
    ] = None,
    limits: Limits = NO_LIMITS,
    force: Annotated[Switch, Parameter(help="Send it against what is only believed of EVSE and token.")] = False,
    wait: Annotated[Switch, Parameter(help="Wait until the transaction has begun, or nothing came in time.")] = False,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Have a station start a transaction."""
    body = {
        "id_token": {"value": token, "type": type_},
        "evse_id": evse,
        "group_id": group,
        "charging_profile": None if profile is None else json.loads(payload_text(profile, "profile")),
        "limits": limits_body(limits),
        "force": force,
        "timeout_s": timeout_s,
    }
    wanted = typed(body, shapes.StartInput)
    if wait:
        return _waited(options, station, wanted)
    return act_on(options, lambda client: client.start(station, wanted))


@app.default
def list_remote_starts(station: Station, /, *, limit: Limit = 20, options: Options = DEFAULTS) -> None:
    """List the remote starts of a station, newest first, and what became of each."""
    print_list(
        options, limit, lambda client: lambda size, cursor: client.remote_starts.list(station, size, cursor),
        remote_start_table,
    )  # fmt: skip


def limits_body(limits: Limits) -> dict[str, object] | None:
    """Limits in the API's units; None for none."""
    body: dict[str, object | None] = {
        "max_energy_wh": None if limits.energy_kwh is None else round(limits.energy_kwh * 1000, 3),
        "max_time_s": None if limits.minutes is None else round(limits.minutes * 60),
        "max_soc_percent": limits.soc_percent,
        "max_cost": limits.cost,
    }
    return {name: value for name, value in body.items() if value is not None} or None


def remote_start_table(starts: Sequence[RemoteStart], zone: tzinfo | None) -> Table:
    """Remote starts, one a line."""
    return grid(
        ("Requested", "Number", "Token", "EVSE", "State", "Transaction", "By", rest("Said")),
        (
            (
                when(one.requested_at, zone),
                str(one.id),
                one.id_token.value,
                "" if one.evse_id is None else str(one.evse_id),
                Text(one.state, _STYLE.get(one.state, "")),
                one.transaction_id or "",
                one.actor or "",
                " ".join(word for word in (one.status, one.reason_code, one.info) if word),
            )
            for one in starts
        ),
    )


def remote_start_facts(one: RemoteStart, zone: tzinfo | None) -> Table:
    """One remote start as it stands."""
    return facts(
        (
            ("State", Text(one.state, _STYLE.get(one.state, ""))),
            ("Since", when(one.state_at, zone)),
            ("Transaction", one.transaction_id or ""),
            ("Limits", "" if one.limits is None else shown_limit(one.limits)),
        )
    )


def _waited(options: Options, station: str, wanted: shapes.StartInput) -> int:
    found: list[RemoteStart] = []

    async def act(client: "Client") -> shapes.ControlAnswer:
        answer = await client.start(station, wanted)
        if answer.status in GOOD and not options.json:
            show(answer_facts(answer))
            note("waiting for the transaction; ctrl-C does not call it back")
        one = await client.remote_starts.get(station, answer.remote_start_id)
        while one.state in _OPEN:
            await asyncio.sleep(_LOOK_EVERY_S)
            one = await client.remote_starts.get(station, answer.remote_start_id)
        found.append(one)
        return answer

    code = act_on(options, act, quietly=True)
    if not found:
        return code
    if options.json:
        emit_json(found[0])
    else:
        show(remote_start_facts(found[0], options.zone))
    return NOTHING_CAME if found[0].state == "timed-out" else code
