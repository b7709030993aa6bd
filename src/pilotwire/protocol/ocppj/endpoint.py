"""One end of an OCPP-J connection, station or CSMS, without I/O: text in, events and text out."""

from collections.abc import Container, Iterable, Mapping
from typing import Final

import msgspec

from pilotwire.kernel.errors import ConflictError, OurFault
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.errors import Fault, spelling
from pilotwire.protocol.ocppj.event import (
    Answered,
    AnswerUnreadable,
    CallReceived,
    ConnectionLost,
    Event,
    Expired,
    InProgress,
    LateAnswer,
    NotDelivered,
    Noticed,
    Refused,
    Repeated,
    ResultRejected,
    SendReceived,
    TimedOut,
    UnknownAnswer,
    Unreadable,
)
from pilotwire.protocol.ocppj.frame import (
    EMPTY,
    Call,
    CallError,
    CallResult,
    CallResultError,
    FrameFinding,
    Malformed,
    Odd,
    Send,
    write_frame,
)
from pilotwire.protocol.ocppj.limits import DEFAULT_LIMITS, Limits, QueueFullError
from pilotwire.protocol.ocppj.reader import Received, read_frame
from pilotwire.protocol.ocppj.reply import Reply, is_reply_to, reply_to
from pilotwire.protocol.ocppj.version import Version

MAX_DESCRIPTION_LENGTH: Final = 255
"""Characters in an errorDescription. Source: OCPP 2.0.1 and 2.1 part 4, 4.2.3."""


class Endpoint:
    """Pairs calls with answers in both directions over one connection.

    Hand each received text to `receive` and act on the events; after any method, send what `data_to_send` returns, and
    call `tick` at `next_deadline`. `now` is in monotonic seconds, message ids are the caller's.
    At most `max_open` calls of ours are open at a time; calls of the other side are independent of them.
    Source: OCPP-J 1.6 and OCPP 2.x part 4, 4.1.1; OCPP 2.1 part 4, 4.2.3 and 4.2.4.
    """

    __slots__ = (
        "_bare_ids",
        "_closed",
        "_given_up",
        "_handling",
        "_open",
        "_out",
        "_queue",
        "_replies",
        "late_answers",
        "limits",
        "malformed_frames",
        "odd_frames",
        "repeated_calls",
        "timed_out_calls",
        "unknown_answers",
        "version",
    )

    def __init__(self, version: Version, limits: Limits = DEFAULT_LIMITS, replies: Iterable[Reply] = ()) -> None:
        """`replies` are those of the same station's last connection, see `replies_to`."""
        self.version = version
        self.limits = limits
        self.late_answers = 0
        self.unknown_answers = 0
        self.repeated_calls = 0
        self.timed_out_calls = 0
        self.odd_frames = 0
        self.malformed_frames = 0
        self._closed = False
        self._out: list[str] = []
        self._open: dict[MessageId, _Ticket] = {}
        self._queue: list[_Ticket] = []
        self._given_up: dict[MessageId, None] = {}
        self._handling: dict[MessageId, Call] = {}
        self._bare_ids: dict[MessageId, None] = {}
        self._replies: dict[MessageId, Reply] = {reply.id: reply for reply in replies}

    @property
    def next_deadline(self) -> float | None:
        """When `tick` has to be called next, in monotonic seconds; None while no call of ours waits."""
        if not self._open and not self._queue:
            return None
        return min(ticket.deadline for ticket in (*self._open.values(), *self._queue))

    def data_to_send(self) -> list[str]:
        """The texts to send now, in order; each is returned once."""
        out, self._out = self._out, []
        return out

    def receive(self, text: str | bytes, now: float) -> list[Event]:
        """Take one WebSocket message; any text or bytes will do, nothing is raised. After `close`, nothing happens."""
        events: list[Event] = []
        if not self._closed:
            self._take(read_frame(text, self.version, strict=self.limits.strict), now, events)
        return events

    def call(self, call: Call, now: float, deadline: float, token: object = None) -> None:
        """Send a call, or queue it while another one is open; time in the queue counts towards the deadline.

        Raises QueueFullError, and ConflictError when the id is in use or the connection has ended.
        """
        if self._closed:
            raise ConflictError("the connection has ended", "call on the station's next connection")
        if call.id in self._open or (self._queue and any(call.id == ticket.call.id for ticket in self._queue)):
            raise ConflictError(f"message id {call.id} already waits for an answer", "give each call an id of its own")
        ticket = _Ticket(call, token, deadline)
        if len(self._open) < self.limits.max_open and not self._queue:
            self._transmit(ticket, now)
        elif len(self._queue) < self.limits.max_queued:
            self._queue.append(ticket)
        else:
            raise QueueFullError(f"{len(self._queue)} calls already wait for this connection", "try again later")

    def cancel(self, message_id: MessageId) -> list[Event]:
        """Take a call out of the queue (NotDelivered). A call already sent goes on: no events."""
        for position, ticket in enumerate(self._queue):
            if ticket.call.id == message_id:
                del self._queue[position]
                return [NotDelivered(ticket.call, ticket.token, "cancelled")]
        return []

    def send(self, send: Send) -> None:
        """Send a message that is not answered, whatever calls are open. 2.1 only: raises OurFault in other versions.

        Source: OCPP 2.1 part 4, 4.2.4.
        """
        if self.version is not Version.V21:
            raise OurFault(f"{self.version.subprotocol} has no message type 6", "use a call")
        self._put(write_frame(send))

    def answer(self, message_id: MessageId, payload: bytes, now: float) -> None:
        """Answer a received call with the JSON text of its response, and remember that for a repeat of the call.

        After `close` it is only remembered. Raises OurFault when no such call waits.
        """
        call, bare_id = self._handled(message_id)
        text = write_frame(CallResult(message_id, msgspec.Raw(payload)), bare_id=bare_id)
        if call.action not in self.limits.never_replayed:
            self._remember(reply_to(call, text, now))
        self._put(text)

    def refuse(
        self, message_id: MessageId, fault: Fault, description: str = "", details: Mapping[str, object] | None = None
    ) -> None:
        """Answer a received call with an error. It is not remembered: the same call sent again gets a new try.

        Raises OurFault when no such call waits. Source: OCPP-J 1.6 and OCPP 2.x part 4, 4.2.3.
        """
        _, bare_id = self._handled(message_id)
        code = spelling(fault, self.version)
        error = CallError(message_id, code, _shorten(description), self._write_details(details))
        self._put(write_frame(error, bare_id=bare_id))

    def reject_result(
        self, message_id: MessageId, fault: Fault, description: str = "", details: Mapping[str, object] | None = None
    ) -> None:
        """Tell the other side that its result was no use. Versions before 2.1 have no way to say so: nothing is sent.

        Source: OCPP 2.1 part 4, 4.2.3.
        """
        if self.version is Version.V21:
            code = spelling(fault, self.version)
            error = CallResultError(message_id, code, _shorten(description), self._write_details(details))
            self._put(write_frame(error))

    def tick(self, now: float) -> list[Event]:
        """Give up the calls whose deadline has passed, sent or queued, and send the next ones."""
        events: list[Event] = []
        for ticket in [ticket for ticket in self._open.values() if ticket.deadline <= now]:
            del self._open[ticket.call.id]
            self._given_up[ticket.call.id] = None
            self.timed_out_calls += 1
            events.append(TimedOut(ticket.call, ticket.token))
        while len(self._given_up) > self.limits.given_up_ids:
            del self._given_up[next(iter(self._given_up))]
        events += [Expired(ticket.call, ticket.token) for ticket in self._queue if ticket.deadline <= now]
        self._queue = [ticket for ticket in self._queue if ticket.deadline > now]
        self._fill(now, events)
        return events

    def close(self, reason: str) -> list[Event]:
        """End with the connection: ConnectionLost for the calls of ours that were sent, NotDelivered for the queued.

        No text goes out any more. Received calls may still be answered, for the sake of `replies_to`.
        """
        self._closed = True
        events: list[Event] = [ConnectionLost(ticket.call, ticket.token, reason) for ticket in self._open.values()]
        events += [NotDelivered(ticket.call, ticket.token, reason) for ticket in self._queue]
        self._open.clear()
        self._queue.clear()
        self._out.clear()
        return events

    def replies_to(self, actions: Container[str]) -> tuple[Reply, ...]:
        """The remembered replies to these actions, for the endpoint of the station's next connection."""
        return tuple(reply for reply in self._replies.values() if reply.action in actions)

    def _take(self, frame: Received, now: float, events: list[Event]) -> None:
        # On structs `type(x) is` costs a third of isinstance, and this runs for each frame.
        if type(frame) is Call:
            self._take_call(frame, now, events)
        elif type(frame) is CallResult or type(frame) is CallError:
            self._take_answer(frame, now, events)
        elif type(frame) is Send:
            events.append(SendReceived(frame))
        elif type(frame) is CallResultError:
            events.append(ResultRejected(frame))
        elif type(frame) is Odd:
            self._take_odd(frame, now, events)
        elif type(frame) is Malformed:
            self._take_malformed(frame, now, events)

    def _take_odd(self, odd: Odd, now: float, events: list[Event]) -> None:
        self.odd_frames += 1
        events += [Noticed(finding, odd.frame.id) for finding in odd.findings]
        if type(odd.frame) is Call:
            self._take_call(odd.frame, now, events, odd.bare_id)
        else:
            self._take(odd.frame, now, events)

    def _take_call(self, call: Call, now: float, events: list[Event], bare_id: bool = False) -> None:
        if call.id in self._handling:
            self._take_second(call, events, bare_id)
            return
        reply = self._replies.get(call.id)
        if reply is not None:
            if not is_reply_to(reply, call):
                events.append(Noticed(FrameFinding.ID_REUSED, call.id))
            elif now - reply.at <= self.limits.reply_age_s:
                self.repeated_calls += 1
                self._put(reply.text)
                events.append(Repeated(call, reply.text))
                return
        self._handling[call.id] = call
        if bare_id:
            self._bare_ids[call.id] = None
        events.append(CallReceived(call))

    def _take_second(self, call: Call, events: list[Event], bare_id: bool) -> None:
        """A call under the id of one that is being handled. Source: OCPP-J 1.6 and OCPP 2.x part 4, 4.2.3."""
        if call == self._handling[call.id]:
            self.repeated_calls += 1
            events.append(InProgress(call))
            return
        events.append(Noticed(FrameFinding.ID_REUSED, call.id))
        why = "another call with this message id is being handled"
        error = CallError(call.id, spelling(Fault.RPC_FRAMEWORK, self.version), why, EMPTY)
        self._put(write_frame(error, bare_id=bare_id))

    def _take_answer(self, answer: CallResult | CallError, now: float, events: list[Event]) -> None:
        ticket = self._open.pop(answer.id, None)
        if ticket is None:
            self._take_stray(answer, events)
            return
        latency_s = now - ticket.sent_at
        if type(answer) is CallError:
            events.append(Refused(ticket.call, ticket.token, answer, latency_s))
        elif type(answer) is CallResult:
            events.append(Answered(ticket.call, ticket.token, answer.payload, latency_s))
        if self._queue:
            self._fill(now, events)

    def _take_stray(self, answer: CallResult | CallError, events: list[Event]) -> None:
        if answer.id in self._given_up:
            del self._given_up[answer.id]
            self.late_answers += 1
            events.append(LateAnswer(answer))
        else:
            self.unknown_answers += 1
            events.append(UnknownAnswer(answer))

    def _take_malformed(self, malformed: Malformed, now: float, events: list[Event]) -> None:
        self.malformed_frames += 1
        if malformed.answer is not None:
            self._put(write_frame(malformed.answer, bare_id=malformed.bare_id))
        ticket = None
        if malformed.message_id is not None and malformed.type_number in _ANSWERS:
            ticket = self._open.pop(malformed.message_id, None)
        if ticket is None:
            events.append(Unreadable(malformed))
        else:
            events.append(AnswerUnreadable(ticket.call, ticket.token, malformed))
            self._fill(now, events)

    def _handled(self, message_id: MessageId) -> tuple[Call, bool]:
        """Take the call out of those being handled; with whether its id came as a number."""
        call = self._handling.pop(message_id, None)
        if call is None:
            raise OurFault(f"no call with message id {message_id} waits for an answer", "answer each call once")
        if not self._bare_ids:
            return call, False
        bare_id = message_id in self._bare_ids
        self._bare_ids.pop(message_id, None)
        return call, bare_id

    def _remember(self, reply: Reply) -> None:
        self._replies.pop(reply.id, None)
        self._replies[reply.id] = reply
        while self._replies:
            oldest = next(iter(self._replies.values()))
            if len(self._replies) <= self.limits.replies and reply.at - oldest.at <= self.limits.reply_age_s:
                break
            del self._replies[oldest.id]

    def _fill(self, now: float, events: list[Event]) -> None:
        while self._queue and len(self._open) < self.limits.max_open:
            ticket = self._queue.pop(0)
            if ticket.deadline <= now:
                events.append(Expired(ticket.call, ticket.token))
            else:
                self._transmit(ticket, now)

    def _transmit(self, ticket: "_Ticket", now: float) -> None:
        ticket.sent_at = now
        if self._given_up:
            self._given_up.pop(ticket.call.id, None)
        self._open[ticket.call.id] = ticket
        self._put(write_frame(ticket.call))

    def _put(self, text: str) -> None:
        if not self._closed:
            self._out.append(text)

    def _write_details(self, details: Mapping[str, object] | None) -> msgspec.Raw:
        if not details:
            return EMPTY
        try:
            text = msgspec.json.encode(details)
        except (TypeError, ValueError, RecursionError):
            return EMPTY  # the refusal itself must still go out
        return msgspec.Raw(text) if len(text) <= self.limits.details_bytes else EMPTY


class _Ticket(msgspec.Struct):
    call: Call
    token: object
    deadline: float
    sent_at: float = 0.0


_ANSWERS: Final = (CallResult.type_number, CallError.type_number)


def _shorten(description: str) -> str:
    return description[:MAX_DESCRIPTION_LENGTH].encode("utf-8", "replace").decode()
