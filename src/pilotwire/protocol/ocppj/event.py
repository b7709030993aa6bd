"""What an endpoint reports: what came in, and how each of its own calls ended.

Every call given to an endpoint ends in exactly one of Answered, Refused, AnswerUnreadable, TimedOut, Expired,
NotDelivered and ConnectionLost. `token` is what the caller handed in with the call.
"""

import msgspec

from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.frame import Call, CallError, CallResult, CallResultError, FrameFinding, Malformed, Send


class CallReceived(msgspec.Struct, frozen=True):
    """The other side waits for `answer` or `refuse` with this call's id."""

    call: Call


class SendReceived(msgspec.Struct, frozen=True):
    """A message that nobody answers. 2.1 only."""

    send: Send


class Repeated(msgspec.Struct, frozen=True):
    """A call that was answered before came again: the same reply went out, there is nothing to do."""

    call: Call
    reply: str


class InProgress(msgspec.Struct, frozen=True):
    """A call came again while it is being handled: the one answer that is due serves both."""

    call: Call


class Answered(msgspec.Struct, frozen=True):
    """The call has its result; `latency_s` counts from when it was sent."""

    call: Call
    token: object
    payload: msgspec.Raw
    latency_s: float


class Refused(msgspec.Struct, frozen=True):
    """The other side answered with an error; `error.code` is kept as it was spelt."""

    call: Call
    token: object
    error: CallError
    latency_s: float


class AnswerUnreadable(msgspec.Struct, frozen=True):
    """The other side answered, but with something that is no frame; the call may well have taken effect."""

    call: Call
    token: object
    malformed: Malformed


class TimedOut(msgspec.Struct, frozen=True):
    """No answer until the deadline; the call may have taken effect."""

    call: Call
    token: object


class Expired(msgspec.Struct, frozen=True):
    """The deadline passed in the queue: the call was never sent."""

    call: Call
    token: object


class NotDelivered(msgspec.Struct, frozen=True):
    """The call was cancelled or the connection ended before it was sent."""

    call: Call
    token: object
    reason: str


class ConnectionLost(msgspec.Struct, frozen=True):
    """The connection ended between the call and its answer; the call may have taken effect."""

    call: Call
    token: object
    reason: str


class LateAnswer(msgspec.Struct, frozen=True):
    """The answer to a call that was given up; it is dropped."""

    frame: CallResult | CallError


class UnknownAnswer(msgspec.Struct, frozen=True):
    """An answer to a call that was never made, or that ended long ago; it is dropped."""

    frame: CallResult | CallError


class ResultRejected(msgspec.Struct, frozen=True):
    """The other side could not use a result of ours. 2.1 only."""

    error: CallResultError


class Noticed(msgspec.Struct, frozen=True):
    """Something about a frame breaks a rule; the frame was taken all the same."""

    finding: FrameFinding
    message_id: MessageId


class Unreadable(msgspec.Struct, frozen=True):
    """Text that is no frame; `malformed.answer` is what was sent back, if anything."""

    malformed: Malformed


Outcome = Answered | Refused | AnswerUnreadable | TimedOut | Expired | NotDelivered | ConnectionLost
Event = (
    CallReceived
    | SendReceived
    | Repeated
    | InProgress
    | LateAnswer
    | UnknownAnswer
    | ResultRejected
    | Noticed
    | Unreadable
    | Outcome
)
