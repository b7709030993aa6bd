"""The live view of a station: what was there first, and what each event makes of it."""

from collections.abc import Callable
from datetime import UTC
from decimal import Decimal

import msgspec

from pilotwire.cli.station_view import LAST_MESSAGES, View
from pilotwire.client.codec import Instant
from pilotwire.client.event import Event
from pilotwire.client.message import Message
from pilotwire.client.station import Behaviour, Connector, Identity, Station
from pilotwire.client.token import IdToken
from pilotwire.client.transaction import Transaction

OnScreen = Callable[..., list[str]]
AT = Instant(2026, 3, 1, 12, tzinfo=UTC)
STATION = Station(
    id="CS-1", version="1", state="connected", url="ws://h/CS-1", has_password=True, behaviour=Behaviour(),
    identity=Identity(vendor="Acme", model="One"), created_at=AT, updated_at=AT, protocol="ocpp2.0.1", connected_at=AT,
)  # fmt: skip
FREE = Connector(evse_id=1, connector_id=1, status="Available", since=AT, received_at=AT)
OPEN = Transaction(
    station="CS-1", id="t-1", state="open", started_at=AT, started_received_at=AT, last_at=AT, last_received_at=AT,
    energy_wh=Decimal(1500), offline=False, flags=[], missing=[], evse_id=1, charging_state="Charging",
    id_token=IdToken(value="04A2B3"), power_w=Decimal(11040),
)  # fmt: skip


def event(type_: str, /, **fields: object) -> Event:
    data = {"type": type_, "station": "CS-1", "at": "2026-03-01T12:05:00.000Z", **fields}
    later = Instant(2026, 3, 1, 12, 5, tzinfo=UTC)
    return Event(id="7", type=type_, at=later, data=msgspec.Raw(msgspec.json.encode(data)), station="CS-1")


def message(number: int) -> Message:
    return Message(
        id=str(number), station="CS-1", at=AT, direction="in", kind="call", verdict="valid",
        text=f'[2,"{number}","Heartbeat",{{}}]', generation=1, message_id=str(number), action="Heartbeat",
    )  # fmt: skip


def test_the_first_picture_shows_all_that_was_there(on_screen: OnScreen) -> None:
    view = View(STATION, [FREE], [OPEN], [message(1)])
    assert on_screen(view.drawn(UTC)) == [
        "CS-1  ocpp2.0.1 Acme One  connected since 2026-03-01 12:00:00Z",
        "",
        "EVSE  Connector  Status     Detail  Since                 Error",
        "1     1          Available          2026-03-01 12:00:00Z",
        "",
        "Transaction  EVSE  Token   Started               State     Energy     Power",
        "t-1          1     04A2B3  2026-03-01 12:00:00Z  Charging  1.500 kWh  11.04 kW",
        "",
        "Time                      Station      Kind  Action     Verdict  Latency  Content",
        "2026-03-01 12:00:00.000Z  CS-1     ->  call  Heartbeat  valid             {}",
    ]


def test_a_connector_follows_its_status() -> None:
    view = View(STATION, [FREE], [])
    told = event(
        "connector.status_changed", evse_id=1, connector_id=1, status="Faulted", since="2026-03-01T12:04:00Z",
        error_code="GroundFailure",
    )  # fmt: skip
    view.take(told)
    found = view.connectors[1, 1]
    assert (found.status, found.error_code, found.since.minute) == ("Faulted", "GroundFailure", 4)


def test_a_transaction_comes_goes_on_and_ends() -> None:
    view = View(STATION, [], [])
    about = {"transaction_id": "t-2", "evse_id": 1, "id_token": {"value": "TAG"}}
    view.take(event("transaction.started", **about, happened_at="2026-03-01T12:01:00Z", energy_wh=0.0))
    going = {"happened_at": "2026-03-01T12:03:00Z", "energy_wh": 250.5, "charging_state": "Charging", "power_w": 7360.0}
    view.take(event("transaction.updated", transaction_id="t-2", evse_id=1, **going))
    running = view.running["t-2"]
    assert (running.started_at.minute, running.energy_wh, running.power_w) == (1, Decimal("250.5"), Decimal(7360))
    assert (running.token, running.charging_state) == ("TAG", "Charging")
    view.take(event("transaction.ended", **about, happened_at="2026-03-01T12:04:00Z", energy_wh=300.0))
    assert view.running == {}


def test_a_connection_that_ends_is_shown_with_why() -> None:
    view = View(STATION, [], [])
    view.take(event("station.disconnected", reason="unresponsive", generation=1))
    assert (view.state, view.why) == ("disconnected", "unresponsive")
    view.take(event("station.connected", protocol="ocpp2.0.1", address="192.0.2.7", generation=2))
    assert (view.state, view.why) == ("connected", "")


def test_only_the_last_messages_are_kept() -> None:
    view = View(STATION, [], [], [message(number) for number in range(100)])
    assert len(view.messages) == LAST_MESSAGES
    fields = {
        "id": "100", "direction": "out", "kind": "result", "verdict": "valid", "text": '[3,"99",{}]', "generation": 1,
        "message_id": "99", "action": "Heartbeat",
    }  # fmt: skip
    view.take(event("message.sent", **fields))
    assert [one.id for one in view.messages][-2:] == ["99", "100"]
