"""`pilotwire reservations`: what is kept free for whom, until when."""

from collections.abc import Sequence
from datetime import timedelta, tzinfo
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App, Parameter, validators
from rich.table import Table
from rich.text import Text

from pilotwire.cli.control import ENDS, Evse, Station, Timeout, act_on
from pilotwire.cli.moment import ahead, moment, present
from pilotwire.cli.options import DEFAULTS, Options, Switch, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, parts, print_list
from pilotwire.cli.reservation_calendar import calendar, place
from pilotwire.cli.typed import typed
from pilotwire.cli.words import when
from pilotwire.client.control import ControlInput
from pilotwire.client.filters import ReservationFilter
from pilotwire.client.reservation import Reservation, ReservationInput
from pilotwire.client.reservation_state import ReservationState

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(name="reservations", help="Reservations: list, calendar, show, create, cancel.")

Number = Annotated[int, Parameter(help="The reservation's number.")]
Hours = Annotated[int, Parameter(help="How many hours are shown.", validator=validators.Number(gte=1, lte=48))]
_SHOWN: Final = frozenset({"requested", "unanswered", "accepted", "in-use", "used", "expired", "cancelled", "removed"})
_STYLE: Final[dict[ReservationState, str]] = {
    "accepted": "green", "in-use": "cyan", "refused": "bold red", "removed": "red", "unanswered": "yellow",
}  # fmt: skip


@app.command(name="list")
def list_reservations(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    token: Annotated[str | None, Parameter(help="For this id token.")] = None,
    state: Annotated[ReservationState | None, Parameter(help="How it stands.")] = None,
    since: Annotated[str | None, Parameter(help="Not over before: 2026-03-01T12:00, 2h, 3d.")] = None,
    until: Annotated[str | None, Parameter(help="Begun before.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List reservations, the newest first."""
    now = present()
    wanted = ReservationFilter(
        station=station,
        token=token,
        state=state,
        since=moment(since, "--since", now) if since else None,
        until=moment(until, "--until", now) if until else None,
    )
    print_list(
        options, limit, lambda client: lambda size, cursor: client.reservations.list(wanted, size, cursor),
        reservation_table,
    )  # fmt: skip


@app.command(name="calendar")
def show_calendar(
    *,
    station: Annotated[str | None, Parameter(help="Of this station.")] = None,
    since: Annotated[str | None, Parameter(help="From then on: 2026-03-01T12:00, 2h; otherwise now.")] = None,
    hours: Hours = 12,
    options: Options = DEFAULTS,
) -> None:
    """Show what is reserved as a calendar: an EVSE a line, four columns an hour."""
    now = present()
    begin = (moment(since, "--since", now) if since else now).replace(minute=0, second=0, microsecond=0)
    wanted = ReservationFilter(station=station, since=begin, until=begin + timedelta(hours=hours))

    async def run(client: "Client") -> list[Reservation]:
        pages = parts(lambda size, cursor: client.reservations.list(wanted, size, cursor), 0)
        return [one async for page in pages for one in page.items if one.state in _SHOWN]

    found = with_client(options, run)
    if options.json:
        for one in found:
            emit_json(one)
    elif found:
        show(calendar(found, begin, hours, options.zone))
    else:
        note("Nothing is reserved.")


@app.command(name="show")
def show_reservation(station: Station, number: Number, /, *, options: Options = DEFAULTS) -> None:
    """Show one reservation as it stands."""
    found = with_client(options, lambda client: client.reservations.get(station, number))
    if options.json:
        emit_json(found)
    else:
        show(reservation_facts(found, options.zone))


@app.command(name="create", help_epilogue=ENDS)
def make_reservation(
    station: Station,
    token: Annotated[str, Parameter(help="The id token it is for.", allow_leading_hyphen=True)],
    until: Annotated[str, Parameter(help="How long: 2026-03-01T12:00, or 90min or 2h from now.")],
    /,
    *,
    type_: Annotated[str | None, Parameter(name="--type", help="Its type; otherwise that of the known token.")] = None,
    evse: Evse = None,
    connector_type: Annotated[str | None, Parameter(help="Any EVSE with such a connector, like cCCS2.")] = None,
    group: Annotated[str | None, Parameter(help="Who else may use it; otherwise the token's group.")] = None,
    force: Annotated[Switch, Parameter(help="Send it against what is only believed of EVSE and token.")] = False,
    timeout_s: Timeout = None,
    options: Options = DEFAULTS,
) -> int:
    """Keep an EVSE free for a token from now on; without one the station chooses."""
    body = {
        "id_token": {"value": token, "type": type_},
        "expires_at": ahead(until, "until", present()),
        "evse_id": evse,
        "connector_type": connector_type,
        "group_id": group,
        "force": force,
        "timeout_s": timeout_s,
    }
    wanted = typed(body, ReservationInput)
    return act_on(options, lambda client: client.reservations.create(station, wanted))


@app.command(name="cancel", help_epilogue=ENDS)
def cancel_reservation(
    station: Station, number: Number, /, *, timeout_s: Timeout = None, options: Options = DEFAULTS
) -> int:
    """Have a station keep nothing free for a reservation any more."""
    wanted = typed({"timeout_s": timeout_s}, ControlInput)
    return act_on(options, lambda client: client.reservations.cancel(station, number, wanted))


def reservation_table(reservations: Sequence[Reservation], zone: tzinfo | None) -> Table:
    """Reservations, one a line."""
    return grid(
        ("Station", "Number", "EVSE", "State", "From", "Until", "Token", "Group", "Transaction", "By", rest("Said")),
        (
            (
                one.station,
                str(one.id),
                place(one),
                Text(one.state, _STYLE.get(one.state, "")),
                when(one.requested_at, zone),
                when(one.expires_at, zone),
                one.id_token.value,
                one.group_id or "",
                one.transaction_id or "",
                one.actor or "",
                _said(one),
            )
            for one in reservations
        ),
    )


def reservation_facts(one: Reservation, zone: tzinfo | None) -> Table:
    """All of one reservation that has a value."""
    return facts(
        (
            ("Reservation", str(one.id)),
            ("Station", one.station),
            ("EVSE", place(one)),
            ("State", Text(one.state, _STYLE.get(one.state, ""))),
            ("Since", when(one.state_at, zone)),
            ("Asked for", when(one.requested_at, zone)),
            ("By", one.actor or ""),
            ("Until", when(one.expires_at, zone)),
            ("Token", one.id_token.value),
            ("Group", one.group_id or ""),
            ("Transaction", one.transaction_id or ""),
            ("Forced", "sent against what was known" if one.forced else ""),
            ("Said", _said(one)),
        )
    )


def _said(one: Reservation) -> str:
    return " ".join(word for word in (one.status, one.reason_code, one.info, one.ended_by) if word)
