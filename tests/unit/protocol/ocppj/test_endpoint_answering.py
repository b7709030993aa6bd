"""Calls of the other side: answering, refusing, repeats, the window of remembered replies."""

import json

import pytest
from msgspec import Raw

from pilotwire.kernel.errors import OurFault
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.event import CallReceived, InProgress, Noticed, Repeated, SendReceived, Unreadable
from pilotwire.protocol.ocppj.frame import EMPTY, Call, FrameFinding, Send
from pilotwire.protocol.ocppj.limits import Limits
from pilotwire.protocol.ocppj.version import Version

A = MessageId("a")
METER = '[2,"a","MeterValues",{"connectorId":1}]'
METER_CALL = Call(A, "MeterValues", Raw(b'{"connectorId":1}'))
START = '[2,"s","StartTransaction",{"connectorId":1}]'
HEARTBEAT = '[2,"h","Heartbeat",{}]'


def answered(text: str, message_id: str, limits: Limits | None = None) -> Endpoint:
    """An endpoint that took `text` at 0 s, answered it at 1 s, and has nothing left to send."""
    endpoint = Endpoint(Version.V16, limits or Limits())
    endpoint.receive(text, now=0.0)
    endpoint.answer(MessageId(message_id), b"{}", now=1.0)
    endpoint.data_to_send()
    return endpoint


def test_a_call_is_handed_up_and_waits() -> None:
    endpoint = Endpoint(Version.V16)
    assert endpoint.receive(METER, now=0.0) == [CallReceived(METER_CALL)]
    assert endpoint.data_to_send() == []


def test_an_answer_carries_the_payload_as_given() -> None:
    endpoint = Endpoint(Version.V16)
    endpoint.receive(HEARTBEAT, now=0.0)
    endpoint.answer(MessageId("h"), b'{"currentTime":"2026-01-01T00:00:00Z"}', now=0.1)
    assert endpoint.data_to_send() == ['[3,"h",{"currentTime":"2026-01-01T00:00:00Z"}]']


def test_calls_may_be_answered_in_any_order() -> None:
    endpoint = Endpoint(Version.V16)
    endpoint.receive(METER, now=0.0)
    endpoint.receive(HEARTBEAT, now=0.0)
    endpoint.answer(MessageId("h"), b"{}", now=0.1)
    endpoint.answer(A, b"{}", now=0.2)
    assert endpoint.data_to_send() == ['[3,"h",{}]', '[3,"a",{}]']


def test_a_call_is_answered_once() -> None:
    with pytest.raises(OurFault, match="no call with message id a"):
        answered(METER, "a").answer(A, b"{}", now=2.0)


def test_a_call_that_was_answered_cannot_be_refused() -> None:
    with pytest.raises(OurFault):
        answered(METER, "a").refuse(A, Fault.INTERNAL)


@pytest.mark.parametrize(
    ("version", "fault", "text"),
    [
        (Version.V16, Fault.FORMAT, '[4,"a","FormationViolation","why",{}]'),
        (Version.V201, Fault.FORMAT, '[4,"a","FormatViolation","why",{}]'),
        (Version.V21, Fault.FORMAT, '[4,"a","FormatViolation","why",{}]'),
        (Version.V16, Fault.OCCURRENCE, '[4,"a","OccurenceConstraintViolation","why",{}]'),
        (Version.V201, Fault.OCCURRENCE, '[4,"a","OccurrenceConstraintViolation","why",{}]'),
        (Version.V16, Fault.RPC_FRAMEWORK, '[4,"a","ProtocolError","why",{}]'),
        (Version.V21, Fault.RPC_FRAMEWORK, '[4,"a","RpcFrameworkError","why",{}]'),
        (Version.V16, Fault.NOT_IMPLEMENTED, '[4,"a","NotImplemented","why",{}]'),
    ],
)
def test_a_refusal_is_spelt_as_the_version_spells_it(version: Version, fault: Fault, text: str) -> None:
    endpoint = Endpoint(version)
    endpoint.receive(METER, now=0.0)
    endpoint.refuse(A, fault, "why")
    assert endpoint.data_to_send() == [text]


def refusal(description: str, details: dict[str, object]) -> list[object]:
    endpoint = Endpoint(Version.V201)
    endpoint.receive(METER, now=0.0)
    endpoint.refuse(A, Fault.PROPERTY, description, details)
    (text,) = endpoint.data_to_send()
    elements: list[object] = json.loads(text)
    return elements


def test_a_description_is_cut_at_255_characters() -> None:
    assert refusal("x" * 300, {})[3] == "x" * 255


def test_a_description_that_is_no_good_text_still_goes_out() -> None:
    assert refusal("bad \ud800 half", {})[3] == "bad ? half"


def test_details_go_out_as_an_object() -> None:
    assert refusal("", {"pointer": "/status"})[4] == {"pointer": "/status"}


def test_details_as_long_as_the_limit_go_out() -> None:
    assert refusal("", {"text": "x" * 2037})[4] == {"text": "x" * 2037}


@pytest.mark.parametrize("details", [{"text": "x" * 2038}, {"thing": object()}, {"text": "\ud800"}])
def test_details_that_are_too_long_or_no_json_are_left_out(details: dict[str, object]) -> None:
    assert refusal("why", details) == [4, "a", "PropertyConstraintViolation", "why", {}]


def test_an_id_that_came_as_a_number_is_answered_as_a_number() -> None:
    endpoint = Endpoint(Version.V16)
    assert endpoint.receive('[2,42,"MeterValues",{}]', now=0.0) == [
        Noticed(FrameFinding.ID_FORM, MessageId("42")),
        CallReceived(Call(MessageId("42"), "MeterValues", EMPTY)),
    ]
    endpoint.answer(MessageId("42"), b"{}", now=0.1)
    assert endpoint.data_to_send() == ["[3,42,{}]"]
    endpoint.receive('[2,42,"MeterValues",{}]', now=0.2)
    assert endpoint.data_to_send() == ["[3,42,{}]"]


def test_an_id_that_came_as_a_number_is_refused_as_a_number() -> None:
    endpoint = Endpoint(Version.V16)
    endpoint.receive('[2,42,"Sing",{}]', now=0.0)
    endpoint.refuse(MessageId("42"), Fault.NOT_IMPLEMENTED)
    assert endpoint.data_to_send() == ['[4,42,"NotImplemented","",{}]']


def test_a_number_and_a_string_with_the_same_digits_are_each_answered_in_their_form() -> None:
    endpoint = Endpoint(Version.V16)
    endpoint.receive('[2,42,"MeterValues",{}]', now=0.0)
    endpoint.answer(MessageId("42"), b"{}", now=0.1)
    endpoint.receive('[2,"42","StatusNotification",{}]', now=0.2)
    endpoint.answer(MessageId("42"), b"{}", now=0.3)
    assert endpoint.data_to_send() == ["[3,42,{}]", '[3,"42",{}]']


def test_a_repeat_under_a_number_leaves_the_string_with_the_same_digits_alone() -> None:
    endpoint = answered('[2,42,"MeterValues",{}]', "42")
    endpoint.receive('[2,42,"MeterValues",{}]', now=2.0)
    endpoint.receive('[2,"42","StatusNotification",{}]', now=3.0)
    endpoint.receive('[2,42,"DataTransfer",{}]', now=4.0)
    endpoint.answer(MessageId("42"), b"{}", now=5.0)
    assert endpoint.data_to_send() == [
        "[3,42,{}]",
        '[4,42,"ProtocolError","another call with this message id is being handled",{}]',
        '[3,"42",{}]',
    ]


def test_a_call_sent_again_gets_the_same_reply_and_has_no_second_effect() -> None:
    endpoint = Endpoint(Version.V16)
    endpoint.receive(START, now=0.0)
    endpoint.answer(MessageId("s"), b'{"transactionId":7}', now=1.0)
    endpoint.data_to_send()
    call = Call(MessageId("s"), "StartTransaction", Raw(b'{"connectorId":1}'))
    for _ in range(2):
        assert endpoint.receive(START, now=60.0) == [Repeated(call, '[3,"s",{"transactionId":7}]')]
        assert endpoint.data_to_send() == ['[3,"s",{"transactionId":7}]']
    assert endpoint.repeated_calls == 2


def test_a_call_sent_again_while_it_is_handled_is_answered_once() -> None:
    endpoint = Endpoint(Version.V16)
    endpoint.receive(METER, now=0.0)
    assert endpoint.receive(METER, now=1.0) == [InProgress(METER_CALL)]
    endpoint.answer(A, b"{}", now=2.0)
    assert endpoint.data_to_send() == ['[3,"a",{}]']
    assert endpoint.repeated_calls == 1


def test_another_call_under_an_id_already_answered_is_handled_as_new() -> None:
    endpoint = answered(METER, "a")
    assert endpoint.receive('[2,"a","MeterValues",{"connectorId":2}]', now=2.0) == [
        Noticed(FrameFinding.ID_REUSED, A),
        CallReceived(Call(A, "MeterValues", Raw(b'{"connectorId":2}'))),
    ]
    endpoint.answer(A, b'{"n":2}', now=3.0)
    assert endpoint.data_to_send() == ['[3,"a",{"n":2}]']
    endpoint.receive('[2,"a","MeterValues",{"connectorId":2}]', now=4.0)
    assert endpoint.data_to_send() == ['[3,"a",{"n":2}]']


@pytest.mark.parametrize(
    ("version", "code"),
    [(Version.V16, "ProtocolError"), (Version.V201, "RpcFrameworkError"), (Version.V21, "RpcFrameworkError")],
)
def test_another_call_under_the_id_of_one_being_handled_is_refused(version: Version, code: str) -> None:
    endpoint = Endpoint(version)
    endpoint.receive(METER, now=0.0)
    assert endpoint.receive('[2,"a","Heartbeat",{}]', now=1.0) == [Noticed(FrameFinding.ID_REUSED, A)]
    endpoint.answer(A, b"{}", now=2.0)
    assert endpoint.data_to_send() == [
        f'[4,"a","{code}","another call with this message id is being handled",{{}}]',
        '[3,"a",{}]',
    ]


def test_a_refusal_is_not_remembered_so_that_a_retry_gets_a_new_try() -> None:
    endpoint = Endpoint(Version.V16)
    endpoint.receive(METER, now=0.0)
    endpoint.refuse(A, Fault.INTERNAL, "the store is away")
    endpoint.data_to_send()
    assert endpoint.receive(METER, now=60.0) == [CallReceived(METER_CALL)]
    endpoint.answer(A, b"{}", now=60.1)
    assert endpoint.data_to_send() == ['[3,"a",{}]']


@pytest.mark.parametrize("text", [HEARTBEAT, '[2,"h","BootNotification",{}]'])
def test_replies_that_grow_stale_are_never_sent_again(text: str) -> None:
    (event,) = answered(text, "h").receive(text, now=2.0)
    assert isinstance(event, CallReceived)


def test_which_replies_grow_stale_is_a_setting() -> None:
    (event,) = answered(METER, "a", Limits(never_replayed=frozenset({"MeterValues"}))).receive(METER, now=2.0)
    assert isinstance(event, CallReceived)


@pytest.mark.parametrize(("now", "kind"), [(901.0, Repeated), (901.1, CallReceived)])
def test_a_reply_is_sent_again_for_as_long_as_it_is_remembered(now: float, kind: type[object]) -> None:
    (event,) = answered(METER, "a", Limits(reply_age_s=900.0)).receive(METER, now=now)
    assert isinstance(event, kind)


def test_the_oldest_replies_are_forgotten_first() -> None:
    endpoint = answered(METER, "a", Limits(replies=2))
    for message_id in ("b", "c"):
        endpoint.receive(f'[2,"{message_id}","MeterValues",{{}}]', now=2.0)
        endpoint.answer(MessageId(message_id), b"{}", now=2.0)
    (forgotten,) = endpoint.receive(METER, now=3.0)
    (kept,) = endpoint.receive('[2,"b","MeterValues",{}]', now=3.0)
    assert isinstance(forgotten, CallReceived)
    assert isinstance(kept, Repeated)


def test_a_reply_under_an_id_used_again_is_as_young_as_its_last_call() -> None:
    endpoint = answered(METER, "a", Limits(replies=2))
    for text in ('[2,"b","MeterValues",{}]', START.replace('"s"', '"a"'), '[2,"c","MeterValues",{}]'):
        for event in endpoint.receive(text, now=2.0):
            if isinstance(event, CallReceived):
                endpoint.answer(event.call.id, b"{}", now=2.0)
    assert [reply.id for reply in endpoint.replies_to({"MeterValues", "StartTransaction"})] == ["a", "c"]


@pytest.mark.parametrize(("now", "kept"), [(11.0, ["a", "s"]), (11.1, ["s"])])
def test_replies_too_old_are_dropped_when_a_new_one_comes(now: float, kept: list[str]) -> None:
    endpoint = answered(METER, "a", Limits(reply_age_s=10.0))
    endpoint.receive(START, now=now)
    endpoint.answer(MessageId("s"), b"{}", now=now)
    assert [reply.id for reply in endpoint.replies_to({"MeterValues", "StartTransaction"})] == kept


def test_no_reply_is_remembered_when_the_window_is_closed() -> None:
    (event,) = answered(METER, "a", Limits(replies=0)).receive(METER, now=2.0)
    assert isinstance(event, CallReceived)


def test_replies_to_transaction_messages_move_to_the_next_connection() -> None:
    first = answered(START, "s")
    first.receive('[2,"n","StatusNotification",{}]', now=2.0)
    first.answer(MessageId("n"), b"{}", now=2.0)
    first.data_to_send()
    first.close("lost")
    second = Endpoint(Version.V16, replies=first.replies_to({"StartTransaction"}))
    (repeated,) = second.receive(START, now=30.0)
    (fresh,) = second.receive('[2,"n","StatusNotification",{}]', now=30.0)
    assert isinstance(repeated, Repeated)
    assert second.data_to_send() == ['[3,"s",{}]']
    assert isinstance(fresh, CallReceived)


def test_a_call_answered_after_the_connection_ended_is_still_remembered() -> None:
    first = Endpoint(Version.V16)
    first.receive(START, now=0.0)
    first.close("lost")
    first.answer(MessageId("s"), b'{"transactionId":7}', now=1.0)
    assert first.data_to_send() == []
    second = Endpoint(Version.V16, replies=first.replies_to({"StartTransaction"}))
    second.receive(START, now=2.0)
    assert second.data_to_send() == ['[3,"s",{"transactionId":7}]']


def test_a_send_is_handed_up_and_never_answered() -> None:
    endpoint = Endpoint(Version.V21)
    assert endpoint.receive('[6,"s","NotifyPeriodicEventStream",{"id":1}]', now=0.0) == [
        SendReceived(Send(MessageId("s"), "NotifyPeriodicEventStream", Raw(b'{"id":1}')))
    ]
    assert endpoint.data_to_send() == []
    with pytest.raises(OurFault):
        endpoint.answer(MessageId("s"), b"{}", now=0.0)


@pytest.mark.parametrize(
    ("version", "sent"),
    [
        (Version.V16, []),
        (Version.V201, ['[4,"-1","RpcFrameworkError","the message is not JSON",{}]']),
        (Version.V21, ['[4,"-1","RpcFrameworkError","the message is not JSON",{}]']),
    ],
)
def test_text_that_is_no_frame_is_told_counted_and_answered_by_the_rule_of_the_version(
    version: Version, sent: list[str]
) -> None:
    endpoint = Endpoint(version)
    (event,) = endpoint.receive("hello", now=0.0)
    assert isinstance(event, Unreadable)
    assert event.malformed.finding is FrameFinding.NOT_JSON
    assert endpoint.data_to_send() == sent
    assert endpoint.malformed_frames == 1


def test_a_malformed_call_with_a_number_for_an_id_is_refused_under_the_number() -> None:
    endpoint = Endpoint(Version.V201)
    endpoint.receive('[2,42,"Heartbeat"]', now=0.0)
    assert endpoint.data_to_send() == [
        '[4,42,"RpcFrameworkError","wrong number of elements: a call has 4, a call result 3, a call error 5",{}]'
    ]


def test_an_empty_message_is_told_and_not_answered() -> None:
    endpoint = Endpoint(Version.V201)
    (event,) = endpoint.receive("", now=0.0)
    assert isinstance(event, Unreadable)
    assert event.malformed.finding is FrameFinding.EMPTY_FRAME
    assert endpoint.data_to_send() == []


def test_a_strict_endpoint_refuses_an_odd_call() -> None:
    endpoint = Endpoint(Version.V201, Limits(strict=True))
    (event,) = endpoint.receive('[2,42,"Heartbeat",{}]', now=0.0)
    assert isinstance(event, Unreadable)
    assert endpoint.data_to_send() == [
        '[4,42,"RpcFrameworkError","the message id is not a string of 1 to 36 characters",{}]'
    ]


def test_our_answer_to_a_peer_that_echoes_everything_ends_there() -> None:
    endpoint = Endpoint(Version.V201)
    endpoint.receive("hello", now=0.0)
    (text,) = endpoint.data_to_send()
    endpoint.receive(text, now=0.1)
    assert endpoint.data_to_send() == []
