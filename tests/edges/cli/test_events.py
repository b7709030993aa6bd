"""Events as people and programs see them."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from pilotwire.cli.events import event_line, event_object
from pilotwire.client.codec import Instant, encode
from pilotwire.client.event import Event

OnScreen = Callable[..., list[str]]
AT = Instant.of(datetime(2026, 3, 1, 12, 0, tzinfo=UTC))
DATA = b'{"type":"station.booted","at":"2026-03-01T12:00:00.000Z","station":"CP-1","registration":"Accepted","n":1.50}'
BOOTED = Event(id="77", type="station.booted", at=AT, station="CP-1", data=msgspec.Raw(DATA))


def test_an_event_is_one_line_with_the_rest_as_name_and_value(on_screen: OnScreen) -> None:
    assert on_screen(event_line(BOOTED, UTC)) == [
        '2026-03-01 12:00:00.000Z  station.booted             CP-1             registration="Accepted" n=1.50'
    ]


def test_an_event_without_a_station_leaves_its_place_empty(on_screen: OnScreen) -> None:
    data = msgspec.Raw(b'{"type":"token.changed","at":"2026-03-01T12:00:00.000Z","value":"04A2"}')
    assert on_screen(event_line(Event(id="1", type="token.changed", at=AT, data=data), UTC)) == [
        '2026-03-01 12:00:00.000Z  token.changed                               value="04A2"'
    ]


def test_as_json_it_is_what_the_server_sent_with_its_cursor() -> None:
    assert encode(event_object(BOOTED)) == b'{"id":"77",' + DATA[1:]
