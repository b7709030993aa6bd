"""The replies an endpoint remembers, so that a call that is sent again gets the same answer and no second effect."""

from sys import intern
from zlib import crc32

import msgspec

from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.frame import Call


class Reply(msgspec.Struct, frozen=True):
    """What was answered to a call, and enough of the call to know it again; `at` in monotonic seconds.

    Source: OCPP-J 1.6 errata, 3.1; OCPP 2.0.1 errata, 4.6; OCPP 2.1 part 4, 4.1.4: a retry may keep its id.
    """

    id: MessageId
    action: str
    payload_length: int
    payload_crc: int
    text: str
    at: float


def reply_to(call: Call, text: str, now: float) -> Reply:
    """Remember `text` as the reply to `call`."""
    return Reply(call.id, intern(call.action), len(call.payload), crc32(call.payload), text, now)


def is_reply_to(reply: Reply, call: Call) -> bool:
    """Whether `call` is the one answered by `reply`, and not another one under the same id."""
    return (
        reply.id == call.id
        and reply.action == call.action
        and reply.payload_length == len(call.payload)
        and reply.payload_crc == crc32(call.payload)
    )
