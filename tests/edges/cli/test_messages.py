"""Frames as people see them, and which of the live ones are wanted."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from pilotwire.cli.messages import Wanted, filter_of, fits, message_facts, message_line, message_table
from pilotwire.client.codec import Instant
from pilotwire.client.message import Message

OnScreen = Callable[..., list[str]]
AT = Instant.of(datetime(2026, 3, 1, 12, 0, 0, 7000, tzinfo=UTC))

CALL = Message(
    id="1",
    station="CP-1",
    at=AT,
    direction="in",
    kind="call",
    verdict="repaired",
    text='[2,"42","Heartbeat",{"x":1}]',
    generation=1,
    message_id="42",
    action="Heartbeat",
)
ANSWER = msgspec.structs.replace(
    CALL,
    id="2",
    direction="out",
    kind="error",
    verdict="valid",
    text='[4,"42","NotSupported","no",{}]',
    error_code="NotSupported",
    call_id="1",
    latency_ms=0.8,
)


def test_a_frame_is_one_line_without_its_envelope(on_screen: OnScreen) -> None:
    assert on_screen(message_table([ANSWER, CALL], UTC)) == [
        "Time                      Station      Kind   Action        Verdict   Latency  Content",
        '2026-03-01 12:00:00.007Z  CP-1     <-  error  NotSupported  valid      0.8 ms  "NotSupported" "no" {}',
        '2026-03-01 12:00:00.007Z  CP-1     ->  call   Heartbeat     repaired           {"x":1}',
    ]


def test_a_long_frame_gives_way_to_the_columns_before_it(on_screen: OnScreen) -> None:
    long = msgspec.structs.replace(CALL, text='[2,"42","Heartbeat",{"x":"' + "y" * 500 + '"}]')
    _, line = on_screen(message_table([long], UTC), 100)
    assert line.startswith("2026-03-01 12:00:00.007Z  CP-1     ->  call  Heartbeat  repaired")
    assert line.endswith("yyy…")
    assert len(line) <= 100


def test_a_live_frame_keeps_its_columns(on_screen: OnScreen) -> None:
    assert on_screen(message_line(CALL, UTC)) == [
        '2026-03-01 12:00:00.007Z  CP-1             -> call   Heartbeat                  repaired            {"x":1}'
    ]
    assert on_screen(message_line(ANSWER, UTC)) == [
        "2026-03-01 12:00:00.007Z  CP-1             <- error  NotSupported               valid       0.8 ms  "
        '"NotSupported" "no" {}'
    ]


def test_all_of_a_frame_is_told_with_its_text_as_it_was(on_screen: OnScreen) -> None:
    lines = on_screen(message_facts(ANSWER, UTC))
    assert 'Text           [4,"42","NotSupported","no",{}]' in lines
    assert "Direction      to the station" in lines
    assert "Answers frame  1" in lines


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(action="Heartbeat", direction="in", kind="call", verdict="repaired", message_id="42"),
        Wanted(q="HEARTBEAT"),
        Wanted(station="the server has chosen it already"),
    ],
)
def test_a_live_frame_that_has_all_that_is_wanted_fits(wanted: Wanted) -> None:
    assert fits(CALL, wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(action="BootNotification"),
        Wanted(direction="out"),
        Wanted(kind="result"),
        Wanted(verdict="valid"),
        Wanted(message_id="43"),
        Wanted(q="boot"),
    ],
)
def test_a_live_frame_that_lacks_one_thing_does_not_fit(wanted: Wanted) -> None:
    assert not fits(CALL, wanted)


def test_every_wish_reaches_the_server() -> None:
    wanted = Wanted("CP-1", "Heartbeat", "42", "in", "call", "valid", "x")
    chosen = filter_of(wanted, "2026-03-01T12:00Z", "2026-03-02T12:00Z")
    assert msgspec.structs.asdict(chosen) == {
        "station": "CP-1",
        "action": "Heartbeat",
        "message_id": "42",
        "direction": "in",
        "kind": "call",
        "verdict": "valid",
        "since": datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
        "until": datetime(2026, 3, 2, 12, 0, tzinfo=UTC),
        "q": "x",
    }
