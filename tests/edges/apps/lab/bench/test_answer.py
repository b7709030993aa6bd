"""What counts as the right answer."""

import pytest

from pilotwire.apps.lab.bench.answer import GOOD_ANSWER, call_result, echo_of, is_call, refusal_of


def test_a_call_result_with_the_right_id_is_good() -> None:
    text = b'[3,"id-7",{"currentTime":"2026-05-04T10:15:30Z"}]'
    assert call_result(text, b"id-7") == text


def test_blanks_do_not_make_it_wrong() -> None:
    text = b' [ 3 , "id-7" , { } ] '
    assert call_result(text, b"id-7") == text


@pytest.mark.parametrize(
    "text",
    [
        b'[3,"id-8",{}]',
        b'[3,"id-7",[]]',
        b'[3,"id-7",{}',
        b'[4,"id-7","InternalError","",{}]',
        b'[2,"id-7","ClearCache",{}]',
        b"",
        b"\xff",
    ],
)
def test_anything_else_is_not(text: bytes) -> None:
    assert call_result(text, b"id-7") is None


def test_only_an_echo_of_that_size_is_good_and_stations_go_on_as_with_a_csms() -> None:
    check = echo_of(45)
    assert check(b"x" * 45, b"id-7") == GOOD_ANSWER
    assert check(b"x" * 46, b"id-7") is None


def test_a_call_of_the_server_is_refused_by_its_id() -> None:
    call = b'[2,"srv-1","TriggerMessage",{"requestedMessage":"Heartbeat"}]'
    assert is_call(call)
    assert refusal_of(call) == b'[4,"srv-1","NotSupported","",{}]'
    assert not is_call(b'[3,"srv-1",{}]')
