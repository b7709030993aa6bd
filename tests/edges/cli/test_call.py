"""The payload of a call, from wherever it comes."""

import io
from pathlib import Path

import msgspec
import pytest

from pilotwire.cli.call import payload_text, pretty, request_of
from pilotwire.cli.options import UsageError
from pilotwire.client.codec import encode


def test_a_payload_is_sent_as_it_was_written() -> None:
    request = request_of("Reset", '{"type": "Soft", "limit": 16.0}', 10.0, True)
    assert bytes(request.payload) == b'{"type": "Soft", "limit": 16.0}'
    assert (request.action, request.timeout_s, request.validate) == ("Reset", 10.0, True)


def test_without_a_payload_an_empty_one_is_sent() -> None:
    assert encode(request_of("GetLocalListVersion", "{}", None, True)) == (
        b'{"action":"GetLocalListVersion","payload":{}}'
    )


def test_a_payload_can_come_from_a_file_or_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "reset.json"
    file.write_text('{"type": "Hard"}\n')
    assert payload_text(f"@{file}") == '{"type": "Hard"}'
    monkeypatch.setattr("sys.stdin", io.StringIO('{"type": "Soft"}'))
    assert payload_text("-") == '{"type": "Soft"}'


@pytest.mark.parametrize(
    ("payload", "cause"),
    [
        ("{x", "The payload is not JSON: Expecting property name enclosed in double quotes at line 1, column 2."),
        ("[1]", "The payload is JSON, but no object."),
        ("1", "The payload is JSON, but no object."),
        ("@/no/such/file", "The payload cannot be read from /no/such/file: No such file or directory."),
    ],
)
def test_what_is_no_payload_is_told_before_anything_is_sent(payload: str, cause: str) -> None:
    with pytest.raises(UsageError) as caught:
        payload_text(payload)
    assert caught.value.message == cause
    assert caught.value.remedy


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="it is not UTF-8 text"):
        payload_text(f"@{tmp_path / 'x'}")


@pytest.mark.parametrize(("action", "timeout_s", "field"), [("", 30.0, "action"), ("Reset", 0.0, "timeout_s")])
def test_a_call_out_of_bounds_is_told_by_its_field(action: str, timeout_s: float, field: str) -> None:
    with pytest.raises(UsageError) as caught:
        request_of(action, "{}", timeout_s, True)
    assert caught.value.message.startswith(f"{field}: ")


def test_an_answer_keeps_its_numbers_and_loses_what_moves_a_cursor() -> None:
    raw = msgspec.Raw('{"limit":16.50,"vendor":"\\u001b[2J\x9b2J"}'.encode())
    assert pretty(raw).plain == '{\n  "limit": 16.50,\n  "vendor": "\\u001b[2J\\x9b2J"\n}'
