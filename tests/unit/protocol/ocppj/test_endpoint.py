"""Calls of ours: sending, queueing, answers, deadlines, the end of the connection; `answering` has the other side's."""

import pytest
from msgspec import Raw

from pilotwire.kernel.errors import ConflictError, OurFault
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.endpoint import Endpoint
from pilotwire.protocol.ocppj.errors import Fault, read_spelling
from pilotwire.protocol.ocppj.event import (
    Answered,
    AnswerUnreadable,
    CallReceived,
    ConnectionLost,
    Expired,
    LateAnswer,
    NotDelivered,
    Noticed,
    Refused,
    ResultRejected,
    TimedOut,
    UnknownAnswer,
    Unreadable,
)
from pilotwire.protocol.ocppj.frame import EMPTY, Call, CallError, CallResult, CallResultError, FrameFinding, Send
from pilotwire.protocol.ocppj.limits import Limits, QueueFullError
from pilotwire.protocol.ocppj.version import Version

RESET = Call(MessageId("r"), "Reset", Raw(b'{"type":"Soft"}'))
CLEAR = Call(MessageId("c"), "ClearCache", EMPTY)
UNLOCK = Call(MessageId("u"), "UnlockConnector", Raw(b'{"connectorId":1}'))


def csms(limits: Limits | None = None, version: Version = Version.V16) -> Endpoint:
    return Endpoint(version, limits or Limits())


def busy_csms(version: Version = Version.V16) -> Endpoint:
    """RESET is sent at 0 s with a deadline at 30 s, CLEAR waits behind it with a deadline at 40 s."""
    endpoint = csms(version=version)
    endpoint.call(RESET, now=0.0, deadline=30.0, token="reset")
    endpoint.call(CLEAR, now=1.0, deadline=40.0, token="clear")
    assert endpoint.data_to_send() == ['[2,"r","Reset",{"type":"Soft"}]']
    return endpoint


def test_a_call_is_sent_at_once_and_each_text_is_handed_out_once() -> None:
    endpoint = csms()
    endpoint.call(RESET, now=0.0, deadline=30.0)
    assert endpoint.data_to_send() == ['[2,"r","Reset",{"type":"Soft"}]']
    assert endpoint.data_to_send() == []


def test_a_result_ends_its_call_and_lets_the_next_one_go() -> None:
    endpoint = busy_csms()
    assert endpoint.receive('[3,"r",{"status":"Accepted"}]', now=2.5) == [
        Answered(RESET, "reset", Raw(b'{"status":"Accepted"}'), 2.5)
    ]
    assert endpoint.data_to_send() == ['[2,"c","ClearCache",{}]']


def test_latency_counts_from_the_sending_not_from_the_queue() -> None:
    endpoint = busy_csms()
    endpoint.receive('[3,"r",{}]', now=10.0)
    assert endpoint.receive('[3,"c",{}]', now=10.5) == [Answered(CLEAR, "clear", EMPTY, 0.5)]


def test_an_error_ends_its_call_and_keeps_the_code_as_spelt() -> None:
    endpoint = busy_csms()
    events = endpoint.receive('[4,"r","FormationViolation","type",{"x":1}]', now=2.0)
    error = CallError(MessageId("r"), "FormationViolation", "type", Raw(b'{"x":1}'))
    assert events == [Refused(RESET, "reset", error, 2.0)]
    assert read_spelling(error.code) is Fault.FORMAT
    assert endpoint.data_to_send() == ['[2,"c","ClearCache",{}]']


def test_an_error_that_lacks_elements_still_ends_its_call() -> None:
    error = CallError(MessageId("r"), "GenericError", "", EMPTY)
    assert busy_csms().receive('[4,"r","GenericError"]', now=2.0) == [
        Noticed(FrameFinding.ERROR_FORM, MessageId("r")),
        Refused(RESET, "reset", error, 2.0),
    ]


def test_only_one_call_is_open_at_a_time() -> None:
    endpoint = busy_csms()
    endpoint.call(UNLOCK, now=2.0, deadline=50.0)
    assert endpoint.data_to_send() == []


def test_queued_calls_go_out_in_the_order_given() -> None:
    endpoint = busy_csms()
    endpoint.call(UNLOCK, now=2.0, deadline=50.0)
    endpoint.receive('[3,"r",{}]', now=3.0)
    assert endpoint.data_to_send() == ['[2,"c","ClearCache",{}]']
    endpoint.receive('[3,"c",{}]', now=4.0)
    assert endpoint.data_to_send() == ['[2,"u","UnlockConnector",{"connectorId":1}]']


def test_the_lab_may_open_more_calls_at_a_time() -> None:
    endpoint = csms(Limits(max_open=2))
    for call in (RESET, CLEAR, UNLOCK):
        endpoint.call(call, now=0.0, deadline=30.0)
    assert endpoint.data_to_send() == ['[2,"r","Reset",{"type":"Soft"}]', '[2,"c","ClearCache",{}]']
    endpoint.receive('[3,"c",{}]', now=1.0)
    assert endpoint.data_to_send() == ['[2,"u","UnlockConnector",{"connectorId":1}]']


def test_a_full_queue_refuses_the_call() -> None:
    endpoint = csms(Limits(max_queued=1))
    endpoint.call(RESET, now=0.0, deadline=30.0)
    endpoint.call(CLEAR, now=0.0, deadline=30.0)
    with pytest.raises(QueueFullError):
        endpoint.call(UNLOCK, now=0.0, deadline=30.0)


@pytest.mark.parametrize("call", [RESET, CLEAR], ids=["open", "queued"])
def test_an_id_that_waits_for_an_answer_cannot_be_used_again(call: Call) -> None:
    with pytest.raises(ConflictError, match="already waits"):
        busy_csms().call(call, now=2.0, deadline=30.0)


def test_an_answer_to_a_queued_call_is_unknown() -> None:
    endpoint = busy_csms()
    assert endpoint.receive('[3,"c",{}]', now=2.0) == [UnknownAnswer(CallResult(MessageId("c"), EMPTY))]
    assert endpoint.unknown_answers == 1


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('[3,"nobody",{}]', CallResult(MessageId("nobody"), EMPTY)),
        ('[4,"nobody","GenericError","",{}]', CallError(MessageId("nobody"), "GenericError", "", EMPTY)),
        ('[4,"-1","RpcFrameworkError","",{}]', CallError(MessageId("-1"), "RpcFrameworkError", "", EMPTY)),
    ],
)
def test_an_answer_to_a_call_never_made_changes_nothing(text: str, frame: CallResult | CallError) -> None:
    endpoint = busy_csms()
    assert endpoint.receive(text, now=2.0) == [UnknownAnswer(frame)]
    assert endpoint.data_to_send() == []
    assert endpoint.receive('[3,"r",{}]', now=3.0) == [Answered(RESET, "reset", EMPTY, 3.0)]


def test_a_second_answer_to_the_same_call_is_unknown() -> None:
    endpoint = busy_csms()
    endpoint.receive('[3,"r",{}]', now=2.0)
    assert endpoint.receive('[3,"r",{}]', now=2.0) == [UnknownAnswer(CallResult(MessageId("r"), EMPTY))]


def test_an_answer_that_turned_the_id_into_a_number_is_taken() -> None:
    endpoint = csms()
    call = Call(MessageId("17"), "Reset", EMPTY)
    endpoint.call(call, now=0.0, deadline=30.0, token="t")
    assert endpoint.receive("[3,17,{}]", now=1.0) == [
        Noticed(FrameFinding.ID_FORM, MessageId("17")),
        Answered(call, "t", EMPTY, 1.0),
    ]
    assert endpoint.odd_frames == 1


def test_an_idle_endpoint_has_no_deadline() -> None:
    endpoint = csms()
    endpoint.call(RESET, now=0.0, deadline=30.0)
    endpoint.receive('[3,"r",{}]', now=1.0)
    assert endpoint.next_deadline is None


def test_the_next_deadline_is_that_of_the_open_call_while_none_is_queued() -> None:
    endpoint = csms()
    endpoint.call(RESET, now=0.0, deadline=30.0)
    assert endpoint.next_deadline == 30.0


@pytest.mark.parametrize(("queued_until", "earliest"), [(20.0, 20.0), (40.0, 30.0)])
def test_the_next_deadline_is_the_earliest_of_open_and_queued_calls(queued_until: float, earliest: float) -> None:
    endpoint = csms()
    endpoint.call(RESET, now=0.0, deadline=30.0)
    endpoint.call(CLEAR, now=0.0, deadline=queued_until)
    assert endpoint.next_deadline == earliest


def test_nothing_happens_before_a_deadline() -> None:
    endpoint = busy_csms()
    assert endpoint.tick(29.9) == []
    assert endpoint.data_to_send() == []


def test_a_call_without_an_answer_is_given_up_at_its_deadline_and_the_next_one_goes() -> None:
    endpoint = busy_csms()
    assert endpoint.tick(30.0) == [TimedOut(RESET, "reset")]
    assert endpoint.data_to_send() == ['[2,"c","ClearCache",{}]']
    assert endpoint.timed_out_calls == 1


def test_a_late_answer_never_answers_the_next_call() -> None:
    endpoint = busy_csms()
    endpoint.tick(30.0)
    assert endpoint.receive('[3,"r",{"status":"Accepted"}]', now=31.0) == [
        LateAnswer(CallResult(MessageId("r"), Raw(b'{"status":"Accepted"}')))
    ]
    assert endpoint.late_answers == 1
    assert endpoint.receive('[3,"c",{}]', now=32.0) == [Answered(CLEAR, "clear", EMPTY, 2.0)]


def test_a_late_error_is_late_too_and_only_once() -> None:
    endpoint = busy_csms()
    endpoint.tick(30.0)
    error = CallError(MessageId("r"), "GenericError", "", EMPTY)
    assert endpoint.receive('[4,"r","GenericError","",{}]', now=31.0) == [LateAnswer(error)]
    assert endpoint.receive('[4,"r","GenericError","",{}]', now=31.0) == [UnknownAnswer(error)]


def test_the_ids_of_calls_given_up_are_forgotten_in_the_end() -> None:
    endpoint = csms(Limits(given_up_ids=1))
    for number, call in enumerate((RESET, CLEAR)):
        endpoint.call(call, now=float(number), deadline=number + 0.5)
        endpoint.tick(number + 0.5)
    assert endpoint.receive('[3,"r",{}]', now=3.0) == [UnknownAnswer(CallResult(MessageId("r"), EMPTY))]
    assert endpoint.receive('[3,"c",{}]', now=3.0) == [LateAnswer(CallResult(MessageId("c"), EMPTY))]


def test_a_retry_may_keep_its_id_and_any_answer_to_it_counts() -> None:
    endpoint = csms()
    endpoint.call(RESET, now=0.0, deadline=5.0)
    endpoint.tick(5.0)
    endpoint.call(RESET, now=6.0, deadline=11.0, token="retry")
    assert endpoint.receive('[3,"r",{}]', now=7.0) == [Answered(RESET, "retry", EMPTY, 1.0)]
    assert endpoint.receive('[3,"r",{}]', now=8.0) == [UnknownAnswer(CallResult(MessageId("r"), EMPTY))]


def test_an_answer_before_the_tick_still_counts() -> None:
    endpoint = csms()
    endpoint.call(RESET, now=0.0, deadline=5.0, token="t")
    assert endpoint.receive('[3,"r",{}]', now=5.1) == [Answered(RESET, "t", EMPTY, 5.1)]


def test_a_call_whose_deadline_passes_in_the_queue_was_never_sent() -> None:
    endpoint = csms()
    endpoint.call(RESET, now=0.0, deadline=30.0)
    endpoint.call(CLEAR, now=0.0, deadline=10.0, token="clear")
    endpoint.data_to_send()
    assert endpoint.tick(10.0) == [Expired(CLEAR, "clear")]
    assert endpoint.receive('[3,"r",{}]', now=11.0) == [Answered(RESET, None, EMPTY, 11.0)]
    assert endpoint.data_to_send() == []


def test_a_queued_call_that_expired_unnoticed_is_not_sent_when_its_turn_comes() -> None:
    endpoint = csms()
    endpoint.call(RESET, now=0.0, deadline=30.0, token="reset")
    endpoint.call(CLEAR, now=0.0, deadline=10.0, token="clear")
    endpoint.call(UNLOCK, now=0.0, deadline=40.0, token="unlock")
    endpoint.data_to_send()
    assert endpoint.receive('[3,"r",{}]', now=10.0) == [
        Answered(RESET, "reset", EMPTY, 10.0),
        Expired(CLEAR, "clear"),
    ]
    assert endpoint.data_to_send() == ['[2,"u","UnlockConnector",{"connectorId":1}]']


def test_open_and_queued_calls_can_run_out_together() -> None:
    endpoint = busy_csms()
    assert endpoint.tick(45.0) == [TimedOut(RESET, "reset"), Expired(CLEAR, "clear")]
    assert endpoint.data_to_send() == []
    assert endpoint.next_deadline is None


def test_a_queued_call_can_be_cancelled() -> None:
    endpoint = busy_csms()
    assert endpoint.cancel(MessageId("c")) == [NotDelivered(CLEAR, "clear", "cancelled")]
    endpoint.receive('[3,"r",{}]', now=2.0)
    assert endpoint.data_to_send() == []


@pytest.mark.parametrize("message_id", ["r", "nobody"])
def test_a_call_that_is_sent_or_unknown_cannot_be_cancelled(message_id: str) -> None:
    endpoint = busy_csms()
    assert endpoint.cancel(MessageId(message_id)) == []
    assert endpoint.receive('[3,"r",{}]', now=2.0) == [Answered(RESET, "reset", EMPTY, 2.0)]


def test_the_end_of_the_connection_ends_every_call() -> None:
    endpoint = busy_csms()
    assert endpoint.close("ping timeout") == [
        ConnectionLost(RESET, "reset", "ping timeout"),
        NotDelivered(CLEAR, "clear", "ping timeout"),
    ]
    assert endpoint.next_deadline is None
    assert endpoint.tick(100.0) == []
    assert endpoint.close("again") == []


def test_after_the_end_nothing_is_taken_and_nothing_is_sent() -> None:
    endpoint = busy_csms()
    endpoint.receive('[3,"r",{}]', now=1.0)
    endpoint.close("gone")
    assert endpoint.receive('[2,"h","Heartbeat",{}]', now=2.0) == []
    assert endpoint.data_to_send() == []
    with pytest.raises(ConflictError, match="has ended"):
        endpoint.call(UNLOCK, now=2.0, deadline=30.0)


@pytest.mark.parametrize("version", [Version.V16, Version.V201])
@pytest.mark.parametrize("text", ['[3,"r"]', '[3,"r",[]]', '[3,"r",{'])
def test_a_malformed_result_ends_its_call_at_home_before_21(version: Version, text: str) -> None:
    endpoint = busy_csms(version)
    (event,) = endpoint.receive(text, now=2.0)
    assert isinstance(event, AnswerUnreadable)
    assert (event.call, event.token) == (RESET, "reset")
    assert endpoint.data_to_send() == ['[2,"c","ClearCache",{}]']


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[3,"r"]', "wrong number of elements: a call has 4, a call result 3, a call error 5"),
        ('[3,"r",[]]', "the payload is not a JSON object"),
        ('[3,"r",{', "the message is not JSON"),
    ],
)
def test_a_malformed_result_gets_a_call_result_error_in_21(text: str, why: str) -> None:
    endpoint = busy_csms(Version.V21)
    (event,) = endpoint.receive(text, now=2.0)
    assert isinstance(event, AnswerUnreadable)
    assert endpoint.data_to_send() == [f'[5,"r","RpcFrameworkError","{why}",{{}}]', '[2,"c","ClearCache",{}]']


def test_a_malformed_answer_that_names_no_call_of_ours_ends_none() -> None:
    endpoint = busy_csms()
    (event,) = endpoint.receive('[3,"x"]', now=2.0)
    assert isinstance(event, Unreadable)
    assert endpoint.receive('[3,"r",{}]', now=3.0) == [Answered(RESET, "reset", EMPTY, 3.0)]


def test_a_malformed_call_that_bears_the_id_of_a_call_of_ours_does_not_end_it() -> None:
    endpoint = busy_csms()
    endpoint.receive('[2,"r"]', now=2.0)
    assert endpoint.receive('[3,"r",{}]', now=3.0) == [Answered(RESET, "reset", EMPTY, 3.0)]


def test_a_result_of_no_use_is_rejected_in_21() -> None:
    endpoint = csms(version=Version.V21)
    endpoint.reject_result(MessageId("r"), Fault.OCCURRENCE, "$.status is missing", {"pointer": "/status"})
    assert endpoint.data_to_send() == [
        '[5,"r","OccurrenceConstraintViolation","$.status is missing",{"pointer":"/status"}]'
    ]


@pytest.mark.parametrize("version", [Version.V16, Version.V201])
def test_before_21_a_result_of_no_use_stays_a_matter_of_ours(version: Version) -> None:
    endpoint = csms(version=version)
    endpoint.reject_result(MessageId("r"), Fault.OCCURRENCE, "$.status is missing")
    assert endpoint.data_to_send() == []


def test_a_rejected_result_of_ours_is_told_and_not_answered() -> None:
    endpoint = csms(version=Version.V21)
    assert endpoint.receive('[5,"h","FormatViolation","",{}]', now=1.0) == [
        ResultRejected(CallResultError(MessageId("h"), "FormatViolation", "", EMPTY))
    ]
    assert endpoint.data_to_send() == []


def test_a_send_goes_out_while_a_call_is_open() -> None:
    endpoint = busy_csms(Version.V21)
    endpoint.send(Send(MessageId("s"), "NotifyPeriodicEventStream", Raw(b'{"id":1}')))
    assert endpoint.data_to_send() == ['[6,"s","NotifyPeriodicEventStream",{"id":1}]']


@pytest.mark.parametrize("version", [Version.V16, Version.V201])
def test_there_is_no_send_before_21(version: Version) -> None:
    with pytest.raises(OurFault):
        csms(version=version).send(Send(MessageId("s"), "NotifyPeriodicEventStream", EMPTY))


@pytest.mark.parametrize("version", Version)
def test_calls_that_cross_are_both_answered(version: Version) -> None:
    station, system = Endpoint(version), Endpoint(version)
    boot = Call(MessageId("1"), "BootNotification", EMPTY)
    station.call(boot, now=0.0, deadline=30.0, token="boot")
    system.call(RESET, now=0.0, deadline=30.0, token="reset")
    (boot_text,), (reset_text,) = station.data_to_send(), system.data_to_send()
    assert system.receive(boot_text, now=0.1) == [CallReceived(boot)]
    assert station.receive(reset_text, now=0.1) == [CallReceived(RESET)]
    system.answer(MessageId("1"), b'{"status":"Accepted"}', now=0.2)
    station.answer(MessageId("r"), b'{"status":"Rejected"}', now=0.2)
    (boot_answer,), (reset_answer,) = system.data_to_send(), station.data_to_send()
    assert station.receive(boot_answer, now=0.3) == [Answered(boot, "boot", Raw(b'{"status":"Accepted"}'), 0.3)]
    assert system.receive(reset_answer, now=0.3) == [Answered(RESET, "reset", Raw(b'{"status":"Rejected"}'), 0.3)]


@pytest.mark.parametrize("version", Version)
def test_the_same_id_may_be_in_use_in_both_directions(version: Version) -> None:
    station, system = Endpoint(version), Endpoint(version)
    station.call(CLEAR, now=0.0, deadline=30.0, token="station")
    system.call(CLEAR, now=0.0, deadline=30.0, token="system")
    assert system.receive(station.data_to_send()[0], now=0.0) == [CallReceived(CLEAR)]
    system.answer(MessageId("c"), b"{}", now=0.0)
    assert system.data_to_send() == ['[2,"c","ClearCache",{}]', '[3,"c",{}]']
    assert system.receive('[3,"c",{}]', now=1.0) == [Answered(CLEAR, "system", EMPTY, 1.0)]
