"""Stations as people see them."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from pilotwire.cli.stations import connector_table, station_facts, station_table
from pilotwire.client.codec import Instant
from pilotwire.client.station import Behaviour, Connection, Connector, Identity, Station

OnScreen = Callable[..., list[str]]
AT = Instant.of(datetime(2026, 3, 1, 12, 0, tzinfo=UTC))

BARE = Station(
    id="CP-2",
    version="1",
    state="disconnected",
    url="ws://127.0.0.1:9000/ocpp/CP-2",
    has_password=False,
    behaviour=Behaviour(),
    identity=Identity(),
    created_at=AT,
    updated_at=AT,
)
BUSY = msgspec.structs.replace(
    BARE,
    id="CP-1",
    state="connected",
    url="ws://127.0.0.1:9000/ocpp/CP-1",
    has_password=True,
    behaviour=Behaviour(quiet=True),
    identity=Identity(vendor="Acme", model="Wall\x1b[2J", firmware_version="1.2"),
    name="Yard",
    registration="Accepted",
    protocol="ocpp2.0.1",
    connection=Connection(
        protocol="ocpp2.0.1", address="10.0.0.7", since=AT, last_seen_at=AT, generation=3, security_profile=1
    ),
)


def test_a_station_is_one_line_and_every_field_may_be_absent(on_screen: OnScreen) -> None:
    assert on_screen(station_table([BUSY, BARE], UTC)) == [
        "Station  State         Registration  OCPP   Vendor  Model        Firmware  Last seen             Name",
        "CP-1     connected     Accepted      2.0.1  Acme    Wall\\x1b[2J  1.2       2026-03-01 12:00:00Z  Yard",
        "CP-2     disconnected",
    ]


def test_all_of_a_station_is_told_with_the_url_to_enter(on_screen: OnScreen) -> None:
    lines = on_screen(station_facts(BUSY, UTC))
    assert "URL to enter      ws://127.0.0.1:9000/ocpp/CP-1" in lines
    assert "Password          set" in lines
    assert "Security profile  1" in lines
    assert 'Behaviour         {"quiet":true}' in lines


def test_of_a_station_without_a_password_it_is_said_what_that_means(on_screen: OnScreen) -> None:
    lines = on_screen(station_facts(BARE, UTC))
    assert "Password      none: anybody who knows the URL may connect as it" in lines
    assert "Registration  has not booted yet" in lines
    assert not [line for line in lines if line.startswith("Behaviour")]


def test_connectors_show_their_errors_and_leave_out_that_there_is_none(on_screen: OnScreen) -> None:
    fine = Connector(evse_id=1, connector_id=1, status="Available", since=AT, received_at=AT, error_code="NoError")
    broken = Connector(
        evse_id=2,
        connector_id=1,
        status="Faulted",
        since=AT,
        received_at=AT,
        error_code="OtherError",
        vendor_error_code="E17",
        info="cable",
        wanted="Operative",
        availability="as-wanted",
    )
    going = Connector(
        evse_id=3, connector_id=1, status="Occupied", since=AT, received_at=AT, wanted="Inoperative",
        availability="scheduled",
    )  # fmt: skip
    untold = Connector(evse_id=4, connector_id=1, since=AT, received_at=AT)
    assert on_screen(connector_table([fine, broken, going, untold], UTC)) == [
        "EVSE  Connector  Status     Detail  Since                 Wanted                   Error           Info",
        "1     1          Available          2026-03-01 12:00:00Z",
        "2     1          Faulted            2026-03-01 12:00:00Z                           OtherError E17  cable",
        "3     1          Occupied           2026-03-01 12:00:00Z  Inoperative (scheduled)",
        "4     1                             2026-03-01 12:00:00Z",
    ]
