"""From the events of an endpoint to what a link tells others: frames that were seen, calls of ours that ended."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from pilotwire.adapters.transport.closing import Closed
from pilotwire.adapters.transport.connection import NotConnectedError
from pilotwire.adapters.transport.desk import (
    Answer,
    AnswerUnreadableError,
    CallTimedOutError,
    ErrorAnswer,
    FrameKind,
    SeenFrame,
)
from pilotwire.kernel.errors import PilotwireError
from pilotwire.protocol.ocppj.event import (
    Answered,
    AnswerUnreadable,
    ConnectionLost,
    Event,
    Expired,
    InProgress,
    LateAnswer,
    NotDelivered,
    Outcome,
    Refused,
    Repeated,
    ResultRejected,
    TimedOut,
    UnknownAnswer,
    Unreadable,
)
from pilotwire.protocol.ocppj.frame import Call, CallResult, Malformed, Odd, Send
from pilotwire.protocol.ocppj.reader import read_frame
from pilotwire.protocol.ocppj.version import Version


@dataclass(frozen=True, slots=True)
class PendingCall:
    """Who waits for the end of a call of ours."""

    future: asyncio.Future[Answer | ErrorAnswer]
    timeout_s: float


def conclude(event: Event, closed: Closed | None) -> None:
    """Tell whoever waits how the call ended; events that end no call do nothing."""
    if not isinstance(event, Outcome) or not isinstance(event.token, PendingCall) or event.token.future.done():
        return
    result = _result(event, event.token, closed)
    if isinstance(result, PilotwireError):
        event.token.future.set_exception(result)
    else:
        event.token.future.set_result(result)


def describe_in(event: Event, text: str | bytes, at: datetime, noted: tuple[str, ...]) -> SeenFrame | None:
    """The received frame behind this event; None if the event is about no frame or one that goes to `handle`."""
    match event:
        case Answered():
            return SeenFrame(text, "in", "result", at, event.call.id, event.call.action, event.latency_s, noted)
        case Refused():
            return SeenFrame(text, "in", "error", at, event.call.id, event.call.action, event.latency_s, noted)
        case AnswerUnreadable():
            noted = (*noted, event.malformed.finding)
            return SeenFrame(text, "in", "malformed", at, event.call.id, event.call.action, noted=noted)
        case LateAnswer() | UnknownAnswer():
            kind: FrameKind = "result" if isinstance(event.frame, CallResult) else "error"
            return SeenFrame(text, "in", kind, at, event.frame.id, noted=(*noted, _NOTED[type(event)]))
        case Repeated() | InProgress():
            noted = (*noted, _NOTED[type(event)])
            return SeenFrame(text, "in", "call", at, event.call.id, event.call.action, noted=noted)
        case ResultRejected():
            return SeenFrame(text, "in", "result-error", at, event.error.id, noted=noted)
        case Unreadable():
            noted = (*noted, event.malformed.finding)
            return SeenFrame(text, "in", "malformed", at, event.malformed.message_id, noted=noted)
    return None


def describe_frame(
    text: str | bytes, direction: Literal["in", "out"], at: datetime, version: Version, noted: tuple[str, ...] = ()
) -> SeenFrame:
    """A frame by what stands in it: those we send, and received ones of which no event tells."""
    frame = read_frame(text, version)
    if isinstance(frame, Odd):
        frame = frame.frame
    if isinstance(frame, Malformed):
        return SeenFrame(text, direction, "malformed", at, frame.message_id, noted=noted)
    action = frame.action if isinstance(frame, Call | Send) else None
    return SeenFrame(text, direction, _KINDS[frame.type_number], at, frame.id, action, noted=noted)


_KINDS: Final[Mapping[int, FrameKind]] = MappingProxyType(
    {2: "call", 3: "result", 4: "error", 5: "result-error", 6: "send"}
)
_NOTED: Final[Mapping[type, str]] = MappingProxyType(
    {
        LateAnswer: "late-answer",
        UnknownAnswer: "unknown-answer",
        Repeated: "repeated-call",
        InProgress: "call-in-progress",
    }
)


def _result(event: Outcome, pending: PendingCall, closed: Closed | None) -> Answer | ErrorAnswer | PilotwireError:
    match event:
        case Answered():
            return Answer(bytes(event.payload), event.latency_s)
        case Refused():
            return ErrorAnswer(event.error, event.latency_s)
        case AnswerUnreadable():
            return AnswerUnreadableError(f"the answer to {event.call.action} is unreadable: {event.malformed.why}")
        case TimedOut() | Expired():
            return CallTimedOutError(event.call.action, pending.timeout_s, sent=isinstance(event, TimedOut))
        case ConnectionLost():
            return NotConnectedError(closed, sent=True)
        case NotDelivered():
            return NotConnectedError(closed, sent=False)
