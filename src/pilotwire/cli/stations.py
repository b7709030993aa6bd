"""`pilotwire stations`: who may connect, under which rules, and how each one is."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final, Literal

from cyclopts import App, Parameter
from rich.table import Table
from rich.text import Text

from pilotwire.cli.confirm import Yes, confirmed
from pilotwire.cli.options import DEFAULTS, Options, with_client
from pilotwire.cli.output import emit_json, facts, grid, note, rest, show
from pilotwire.cli.paging import Limit, print_list
from pilotwire.cli.password import NO_PASSWORD, Password, PasswordSource, obtain
from pilotwire.cli.station_rules import NO_RULES, Clearable, Rules, input_of, patch_of
from pilotwire.cli.words import plain, when
from pilotwire.client.codec import encode
from pilotwire.client.filters import StationFilter
from pilotwire.client.password import PasswordChange, PasswordInput
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import Connector, Registration, Station, StationInput, StationState
from pilotwire.kernel.errors import ConflictError

if TYPE_CHECKING:
    from pilotwire.client.client import Client

app = App(
    name="stations",
    help="Charging stations: list, show, watch, states, readings, add, set, password, hold, accept, remove.",
)
for _verb, _help in (
    ("hold", "Answer a station's boots Pending or Rejected until it is accepted, and configure it meanwhile."),
    ("accept", "Accept a station with its next boot; one that waits is asked to boot now."),
    ("reject", "Answer a station's boots Rejected until it is accepted."),
):
    app.command(f"pilotwire.cli.station_hold:{_verb}_station", name=_verb, help=_help)
app.command("pilotwire.cli.station_watch:watch_station", name="watch", help="Show one live until ctrl-C.")
app.command("pilotwire.cli.station_readings:show_readings", name="readings", help="List readings of no transaction.")
app.command("pilotwire.cli.station_states:show_states", name="states", help="List what its connectors went through.")

Id = Annotated[str, Parameter(help="The station's id, the last part of the URL that it dials.")]

_CHANGES: Final = {
    "changed": "changed; the old one is refused from now on",
    "refused": "not changed: the station refused it, and the old one stays",
    "unknown": "unknown: both are good until the station uses one of them",
}
_CHANGE_STYLE: Final = {"changed": "green", "refused": "bold red", "unknown": "yellow"}
_STATE_STYLE: Final = {"connected": "green", "disconnected": "dim"}
_STATUS_STYLE: Final = {"Available": "green", "Occupied": "cyan", "Reserved": "yellow", "Faulted": "bold red"}


@app.command(name="list")
def list_stations(
    q: Annotated[str | None, Parameter(help="Text within id, name, vendor, model, serial number or labels.")] = None,
    /,
    *,
    state: Annotated[StationState | None, Parameter(help="Connected or not.")] = None,
    registration: Annotated[Registration | None, Parameter(help="What the last boot was told.")] = None,
    label: Annotated[str | None, Parameter(help="With this label.")] = None,
    limit: Limit = 50,
    options: Options = DEFAULTS,
) -> None:
    """List stations by their id."""
    wanted = StationFilter(q=q, state=state, registration=registration, label=label)
    print_list(options, limit, lambda client: lambda size, cursor: client.stations(wanted, size, cursor), station_table)


@app.command(name="show")
def show_station(station: Id, /, *, options: Options = DEFAULTS) -> None:
    """Show one station, its connectors, and the URL to enter in it."""

    async def both(client: "Client") -> tuple[Station, list[Connector]]:
        return await client.station(station), (await client.connectors(station)).items

    found, connectors = with_client(options, both)
    if options.json:
        emit_json({"station": found, "connectors": connectors})
        return
    show(station_facts(found, options.zone))
    if connectors:
        show(Text())
        show(connector_table(connectors, options.zone))


@app.command(name="add")
def add_station(
    station: Id,
    /,
    *,
    rules: Rules = NO_RULES,
    source: PasswordSource = NO_PASSWORD,
    options: Options = DEFAULTS,
) -> None:
    """Enter a new station, and print what to enter in it."""
    password = obtain(source)
    body = input_of(rules, password.text if password else None)
    added = with_client(options, lambda client: _add(client, station, body))
    _tell(added, password, options, "Added")


@app.command(name="set")
def set_station(
    station: Id,
    /,
    *,
    rules: Rules = NO_RULES,
    source: PasswordSource = NO_PASSWORD,
    clear: Annotated[
        tuple[Clearable, ...],
        Parameter(help="Go back to the default. May be repeated.", negative="", show_default=False),
    ] = (),
    options: Options = DEFAULTS,
) -> None:
    """Change what was decided about a station; what is not named stays."""
    password = obtain(source)
    patch = patch_of(rules, password.text if password else None, clear)
    changed = with_client(options, lambda client: client.patch_station(station, patch))
    _tell(changed, password, options, "Changed")


@app.command(name="password")
def change_password(station: Id, /, *, source: PasswordSource = NO_PASSWORD, options: Options = DEFAULTS) -> int:
    """Give a connected station a new password; without an option the server makes one up and shows it once.

    The old one is refused from the moment the station has accepted. The exit code is 0 only when it has changed.
    """
    given = obtain(source)
    wanted = PasswordInput(password=None if given is None else given.text)
    done = with_client(options, lambda client: client.change_password(station, wanted))
    if options.json:
        emit_json(done)
    else:
        show(password_facts(done, given))
    return 0 if done.change == "changed" else 1


@app.command(name="remove")
def remove_station(station: Id, /, *, yes: Yes = False, options: Options = DEFAULTS) -> None:
    """Remove a station and close its connection; its transactions and messages stay."""
    if confirmed(f"Remove station {station}?", yes):
        with_client(options, lambda client: client.delete_station(station))
        note(f"Removed {station}.")


def password_facts(done: PasswordChange, given: Password | None) -> Table:
    """What became of a change of password, and the new one where nobody knows it yet."""
    shown = given.text if given is not None and given.made_up and done.change != "refused" else done.password
    return facts(
        (
            ("Password", Text(_CHANGES[done.change], _CHANGE_STYLE[done.change])),
            ("New password", shown or ""),
            ("Station said", " ".join(word for word in (done.status, done.reason_code, done.info) if word)),
        )
    )


def station_table(stations: Sequence[Station], zone: tzinfo | None) -> Table:
    """Stations, one a line."""
    columns = ("Station", "State", "Registration", "OCPP", "Vendor", "Model", "Firmware", "Last seen", rest("Name"))
    return grid(
        columns,
        (
            (
                one.id,
                Text(one.state, _STATE_STYLE[one.state]),
                one.registration or "",
                (one.protocol or "").removeprefix("ocpp"),
                one.identity.vendor or "",
                one.identity.model or "",
                one.identity.firmware_version or "",
                when(one.connection.last_seen_at if one.connection else one.disconnected_at, zone),
                one.name or "",
            )
            for one in stations
        ),
    )


def station_facts(station: Station, zone: tzinfo | None) -> Table:
    """All of one station that has a value."""
    identity, connection = station.identity, station.connection
    behaviour = encode(station.behaviour).decode()
    return facts(
        (
            ("Station", station.id),
            ("Name", station.name or ""),
            ("Labels", ", ".join(station.labels)),
            ("URL to enter", station.url),
            ("Password", "set" if station.has_password else "none: anybody who knows the URL may connect as it"),
            ("State", Text(station.state, _STATE_STYLE[station.state])),
            ("Address", connection.address if connection else ""),
            ("Connected since", when(connection.since, zone) if connection else ""),
            ("Last seen", when(connection.last_seen_at if connection else station.disconnected_at, zone)),
            ("OCPP", (station.protocol or "").removeprefix("ocpp")),
            ("Security profile", str(connection.security_profile) if connection else ""),
            ("Registration", station.registration or "has not booted yet"),
            ("Held", _held(station, zone)),
            ("Reboot required", _waiting(station, zone)),
            ("Onboarding", station.onboarding or ""),
            ("Vendor", identity.vendor or ""),
            ("Model", identity.model or ""),
            ("Serial number", identity.serial_number or ""),
            ("Firmware", identity.firmware_version or ""),
            ("ICCID", identity.iccid or ""),
            ("IMSI", identity.imsi or ""),
            ("Meter", " ".join(part for part in (identity.meter_type, identity.meter_serial_number) if part)),
            ("Booted", " ".join(part for part in (when(station.booted_at, zone), station.boot_reason) if part)),
            ("Behaviour", "" if behaviour == "{}" else behaviour),
            ("Entered", when(station.created_at, zone)),
        )
    )


def _held(station: Station, zone: tzinfo | None) -> Text | str:
    hold = station.hold
    if hold is None:
        return ""
    by = f" by {plain(hold.actor)}" if hold.actor else ""
    return Text(f"boots are answered {hold.registration} since {when(hold.since, zone)}{by}", "yellow")


def _waiting(station: Station, zone: tzinfo | None) -> Text | str:
    waiting = station.reboot_required
    if waiting is None:
        return ""
    return Text(f"since {when(waiting.since, zone)} for {plain(', '.join(waiting.variables))}", "yellow")


def connector_table(connectors: Sequence[Connector], zone: tzinfo | None) -> Table:
    """Connectors, one a line; EVSE 0 is the station."""
    return grid(
        ("EVSE", "Connector", "Status", "Detail", "Since", "Wanted", "Error", rest("Info")),
        (
            (
                str(one.evse_id),
                str(one.connector_id),
                status_text(one.status),
                one.detail or "",
                when(one.since, zone),
                wanted_text(one),
                " ".join(part for part in (one.error_code, one.vendor_error_code) if part and part != "NoError"),
                one.info or "",
            )
            for one in connectors
        ),
    )


def wanted_text(connector: Connector) -> Text:
    """What somebody wants of a connector, where it is not so already."""
    if connector.wanted is None or connector.availability in (None, "as-wanted"):
        return Text("")
    style = "yellow" if connector.availability == "scheduled" else "bold red"
    return Text(f"{connector.wanted} ({connector.availability})", style)


def status_text(status: str | None) -> Text:
    """A connector's status in its colour; nothing for one that was never told."""
    return Text(status or "", _STATUS_STYLE.get(status or "", ""))


async def _add(client: "Client", station: str, body: StationInput) -> Station:
    try:
        await client.station(station)
    except ApiProblem as problem:
        if problem.status != 404:
            raise
        return await client.put_station(station, body)
    raise ConflictError(
        f"There is a station {station} already.", f"Change it with `pilotwire stations set {station}`, or remove it."
    )


def _tell(station: Station, password: Password | None, options: Options, done: Literal["Added", "Changed"]) -> None:
    made_up = password.text if password and password.made_up else None
    if options.json:
        emit_json({"station": station} if made_up is None else {"station": station, "password": made_up})
        return
    base = station.url.rpartition("/")[0]
    show(
        facts(
            (
                (done, station.id),
                ("URL to enter", station.url),
                ("or, in two fields", f"{base}/ and {station.id}"),
                ("User name", station.id if station.has_password else ""),
                ("Password", f"{made_up} (is shown this once)" if made_up else ""),
                ("Onboarding", station.onboarding or ""),
            )
        )
    )
