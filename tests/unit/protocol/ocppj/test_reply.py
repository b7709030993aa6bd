import pytest
from msgspec import Raw

from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.protocol.ocppj.reply import is_reply_to, reply_to

CALL = Call(MessageId("a"), "MeterValues", Raw(b'{"connectorId":1}'))


def test_a_reply_knows_its_call_again() -> None:
    reply = reply_to(CALL, '[3,"a",{}]', 12.5)
    assert (reply.id, reply.action, reply.text, reply.at) == ("a", "MeterValues", '[3,"a",{}]', 12.5)
    assert is_reply_to(reply, Call(MessageId("a"), "MeterValues", Raw(b'{"connectorId":1}')))


@pytest.mark.parametrize(
    "other",
    [
        Call(MessageId("b"), "MeterValues", Raw(b'{"connectorId":1}')),
        Call(MessageId("a"), "Heartbeat", Raw(b'{"connectorId":1}')),
        Call(MessageId("a"), "MeterValues", Raw(b'{"connectorId":2}')),
        Call(MessageId("a"), "MeterValues", Raw(b'{"connectorId":10}')),
    ],
    ids=["id", "action", "payload", "length"],
)
def test_a_reply_belongs_to_no_other_call(other: Call) -> None:
    assert not is_reply_to(reply_to(CALL, '[3,"a",{}]', 0.0), other)
