"""The event stream taken apart, however its bytes are cut."""

from datetime import UTC, datetime

import pytest

from pilotwire.client.message import Message
from pilotwire.client.stream import Block, EventLines, event_of

STREAM = b'retry: 1000\nid: 5\n\n: alive\nid: 6\n\nid: 7\nevent: a.b\ndata: {"x":\ndata: 1}\n\n: alive\n\n'
BLOCKS = [Block("5", b""), Block("6", b""), Block("7", b'{"x":\n1}')]


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_blocks_come_out_however_the_bytes_are_cut(size: int) -> None:
    lines = EventLines()
    found = [block for start in range(0, len(STREAM), size) for block in lines.feed(STREAM[start : start + size])]
    assert found == BLOCKS


def test_an_unfinished_block_waits() -> None:
    lines = EventLines()
    assert lines.feed(b"id: 5\ndata: {}\n") == []
    assert lines.feed(b"\n") == [Block("5", b"{}")]


def test_a_value_loses_one_space_and_no_more() -> None:
    assert EventLines().feed(b"id: 5\ndata:  x\n\ndata:y\n\n") == [Block("5", b" x"), Block("", b"y")]


def test_an_event_shows_its_head_and_keeps_all_of_it() -> None:
    data = b'{"type":"token.changed","at":"2026-03-01T12:00:00.000Z","token":"04A1"}'
    event = event_of(Block("9", data))
    assert (event.id, event.type, event.station) == ("9", "token.changed", None)
    assert event.at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert bytes(event.data) == data


def test_an_event_can_be_read_as_what_it_is() -> None:
    data = (
        b'{"type":"message.received","id":"8","station":"CS-1","at":"2026-03-01T12:00:00.000Z","direction":"in",'
        b'"kind":"call","verdict":"valid","text":"[]","generation":1,"added_later":true}'
    )
    event = event_of(Block("8", data))
    assert event.station == "CS-1"
    assert event.read(Message).text == "[]"
