"""Text that every database holds."""

from datetime import UTC, datetime

import msgspec
import pytest

from pilotwire.adapters.storage.text import storable, storable_json
from pilotwire.domain.events import DataTransferred
from pilotwire.domain.message import Refusal
from pilotwire.kernel.ids import RecordId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "plain", "ä\u6f22\U0001f50c", "\x01\x7f\u2028"])
def test_text_that_can_be_stored_is_the_very_same(text: str) -> None:
    assert storable(text) is text


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\0b", "a\ufffdb"),
        ("ä\0", "ä\ufffd"),
        ("\ud800", "\ufffd"),
        ("a\udcffb\0", "a\ufffdb\ufffd"),
        ("\ud83d\udd0c", "\ufffd\ufffd"),
    ],
)
def test_what_cannot_be_stored_is_replaced_character_for_character(text: str, stored: str) -> None:
    assert storable(text) == stored


def test_a_record_becomes_json_without_its_defaults() -> None:
    refusal = Refusal(RecordId(1), NOON, "r", "ä", "m", 404, "a", "/p")
    assert storable_json(refusal) == (
        '{"id":1,"at":"2026-03-01T12:00:00Z","reason":"r","detail":"ä","remedy":"m","status":404,"address":"a","path":"/p"}'
    )


def test_half_a_character_deep_in_a_record_is_replaced_and_the_rest_is_kept() -> None:
    refusal = Refusal(RecordId(1), NOON, "r", "d", "m", 404, "a", "/p", offered=("ocpp1.6", "\udc80x"))
    stored = msgspec.json.decode(storable_json(refusal), type=Refusal)
    assert stored == msgspec.structs.replace(refusal, offered=("ocpp1.6", "\ufffdx"))


def test_bytes_that_are_no_text_within_raw_json_are_replaced() -> None:
    event = DataTransferred(at=NOON, vendor_id="v", status="Accepted", data=msgspec.Raw(b'"\xff"'))
    assert storable_json(event).endswith('"data":"\ufffd"}')


def test_half_a_character_in_a_key_of_a_dictionary_is_replaced() -> None:
    assert storable_json({"\ud800": ["\udfff", 1]}) == '{"\ufffd":["\ufffd",1]}'


def test_what_is_no_json_raises() -> None:
    with pytest.raises(TypeError):
        storable_json(object())
