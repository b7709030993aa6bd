import pytest
from msgspec import Raw

from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.frame import EMPTY, Call, CallError, CallResult, CallResultError, Frame, Send, write_frame

ID = MessageId("19223201")


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (Call(ID, "Heartbeat", EMPTY), '[2,"19223201","Heartbeat",{}]'),
        (CallResult(ID, Raw(b'{"status":"Accepted"}')), '[3,"19223201",{"status":"Accepted"}]'),
        (CallError(ID, "GenericError", "no", Raw(b'{"a":1}')), '[4,"19223201","GenericError","no",{"a":1}]'),
        (CallResultError(ID, "FormatViolation", "", EMPTY), '[5,"19223201","FormatViolation","",{}]'),
        (Send(ID, "NotifyPeriodicEventStream", EMPTY), '[6,"19223201","NotifyPeriodicEventStream",{}]'),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_frame_is_written_compactly(frame: Frame, text: str) -> None:
    assert write_frame(frame) == text


def test_a_payload_is_written_exactly_as_it_stands() -> None:
    payload = Raw(b'{ "b" : 1.10,\n"a":1e2,"a":"\\u00e9" }')
    assert write_frame(Call(ID, "DataTransfer", payload)) == (
        '[2,"19223201","DataTransfer",{ "b" : 1.10,\n"a":1e2,"a":"\\u00e9" }]'
    )


def test_ids_and_texts_are_escaped() -> None:
    frame = CallError(MessageId('a"b'), "GenericError", "line\nbreak", EMPTY)
    assert write_frame(frame) == '[4,"a\\"b","GenericError","line\\nbreak",{}]'


def test_text_beyond_ascii_is_written_as_it_is() -> None:
    assert write_frame(CallError(ID, "GenericError", "für später", EMPTY)) == (
        '[4,"19223201","GenericError","für später",{}]'
    )


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (CallResult(MessageId("42"), EMPTY), "[3,42,{}]"),
        (CallError(MessageId("-7"), "GenericError", "", EMPTY), '[4,-7,"GenericError","",{}]'),
        (Call(MessageId("12345678901234567890"), "Heartbeat", EMPTY), '[2,12345678901234567890,"Heartbeat",{}]'),
    ],
    ids=["result", "error", "call"],
)
def test_an_id_that_came_as_a_number_goes_back_as_a_number(frame: Frame, text: str) -> None:
    assert write_frame(frame, bare_id=True) == text
