"""Events as lines of the stream."""

from datetime import UTC, datetime

import msgspec
import pytest

from pilotwire.apps.api.event_line import Choice, EventLines, Gap, choice_of, gap_block, is_wanted
from pilotwire.apps.api.problems import BadParameterError
from pilotwire.client.filters import EventFilter
from pilotwire.domain.events import DataTransferred, StationConnected, TransactionEnded
from pilotwire.domain.message import LoggedMessage
from pilotwire.domain.token_events import TokenChanged
from pilotwire.kernel.ids import RecordId, StationId, TransactionId
from pilotwire.services.work import OutboxEvent

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
CS1 = StationId("CS-1")
CONNECTED = OutboxEvent(
    RecordId(7), StationConnected(station=CS1, at=NOON, protocol="ocpp1.6", address="192.0.2.7", generation=1)
)
FRAME = LoggedMessage(RecordId(8), CS1, NOON, "in", "call", '[2,"a","X",{"b":"\\n"}]')


def test_an_event_is_three_lines_with_milliseconds() -> None:
    assert EventLines().of(CONNECTED) == (
        b'id: 7\nevent: station.connected\ndata: {"type":"station.connected","station":"CS-1",'
        b'"at":"2026-03-01T12:00:00.123Z","protocol":"ocpp1.6","address":"192.0.2.7","generation":1}\n\n'
    )


def test_a_frame_is_an_event_too() -> None:
    assert EventLines().of(FRAME) == (
        b'id: 8\nevent: message.received\ndata: {"type":"message.received","id":"8","station":"CS-1",'
        b'"at":"2026-03-01T12:00:00.123Z","direction":"in","kind":"call","verdict":"unchecked",'
        b'"text":"[2,\\"a\\",\\"X\\",{\\"b\\":\\"\\\\n\\"}]","generation":0}\n\n'
    )


def test_every_instant_within_an_event_has_milliseconds() -> None:
    ended = TransactionEnded(
        station=CS1, at=NOON, transaction_id=TransactionId("t"), happened_at=NOON, energy_wh=7400.0
    )
    line = EventLines().of(OutboxEvent(RecordId(1), ended))
    assert line.count(b"12:00:00.123Z") == 2


def test_line_breaks_in_vendor_data_do_not_break_the_block() -> None:
    odd = DataTransferred(station=CS1, at=NOON, vendor_id="v", status="Accepted", data=msgspec.Raw(b'{\r\n"a":\n1}'))
    line = EventLines().of(OutboxEvent(RecordId(1), odd))
    assert line.count(b"\n") == 4
    assert b"\r" not in line


def test_a_gap_is_told_with_its_ends() -> None:
    assert gap_block(Gap(RecordId(3), RecordId(9)), NOON) == (
        b"id: 3\nevent: stream.gap\n"
        b'data: {"type":"stream.gap","at":"2026-03-01T12:00:00.123Z","after":"3","before":"9"}\n\n'
    )


def test_without_types_all_events_are_wanted_and_no_frames() -> None:
    choice = choice_of(EventFilter())
    assert is_wanted(CONNECTED, choice)
    assert not is_wanted(FRAME, choice)
    assert not choice.messages


def test_types_and_station_narrow_it() -> None:
    changed = OutboxEvent(RecordId(9), TokenChanged(at=NOON, token="04A1"))
    assert not is_wanted(CONNECTED, choice_of(EventFilter(types=("token.changed",))))
    assert is_wanted(changed, choice_of(EventFilter(types=("token.changed",))))
    assert not is_wanted(changed, choice_of(EventFilter(station="CS-1")))
    assert is_wanted(FRAME, choice_of(EventFilter(types=("message.received",), station="CS-1")))
    assert not is_wanted(FRAME, choice_of(EventFilter(types=("message.sent",))))
    assert not is_wanted(FRAME, choice_of(EventFilter(types=("message.received",), station="CS-2")))


def test_frames_alone_want_no_events() -> None:
    choice = choice_of(EventFilter(types=("message.received",)))
    assert choice == Choice(frozenset(), None, received=True, sent=False)


def test_a_type_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadParameterError) as refused:
        choice_of(EventFilter(types=("transaction.end",)))
    assert refused.value.remedy == "Did you mean 'transaction.ended'?"
