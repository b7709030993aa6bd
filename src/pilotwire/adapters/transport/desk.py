"""Between a link and the floors above: what is handed up, what comes back, and how calls of ours end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.frame import Call, CallError, Send

if TYPE_CHECKING:
    from pilotwire.adapters.transport.link import Link


class Incoming(msgspec.Struct, frozen=True):
    """A call (or, in 2.1, a send) of the other side, with the text it came in and what was odd about that."""

    message: Call | Send
    text: str
    received_at: datetime
    received_mono_s: float
    findings: tuple[str, ...] = ()


class DeskReply(msgspec.Struct, frozen=True):
    """The answer to a call: a JSON payload, or a fault. `note` is carried from `handle` to `settle` untouched."""

    payload: bytes | None = None
    fault: Fault | None = None
    description: str = ""
    details: Mapping[str, object] | None = None
    note: object = None


FrameKind = Literal["call", "result", "error", "result-error", "send", "malformed"]


class SeenFrame(msgspec.Struct, frozen=True):
    """A frame that is not handed to `handle`: calls of ours, their answers, repeats, and what is malformed.

    `noted` names what is odd about it: a frame finding, `binary-frame`, `late-answer`, `unknown-answer`,
    `repeated-call`, `call-in-progress`. `latency_s` counts from the call of ours to its answer.
    """

    text: str | bytes
    direction: Literal["in", "out"]
    kind: FrameKind
    at: datetime
    message_id: MessageId | None = None
    action: str | None = None
    latency_s: float | None = None
    noted: tuple[str, ...] = ()


class Desk(Protocol):
    """Where a link brings what it receives. `handle` and `settle` are called for one message after the other."""

    async def handle(self, link: "Link", incoming: Incoming) -> DeskReply:
        """Decide on the answer. Whatever it raises becomes InternalError. Of a send the reply is dropped."""
        ...

    async def settle(
        self, link: "Link", incoming: Incoming, reply: DeskReply, answer: str, answered_at: datetime
    ) -> None:
        """Return once all of it is durable: only then does `answer` leave.

        `answer` is "" when nothing will leave, because it is a send or the connection has ended meanwhile. If this
        raises, nothing leaves and the connection is closed, so that the other side tries again.
        """
        ...

    def seen(self, link: "Link", frame: SeenFrame) -> None:
        """Any other frame, in or out, in the order of the connection. Must not wait or raise."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """The other side's result to a call of ours."""

    payload: bytes
    latency_s: float


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """The other side's refusal of a call of ours; `error.code` as it was spelt."""

    error: CallError
    latency_s: float


class CallTimedOutError(PilotwireError):
    """No answer within the time given. `sent`: it had gone out, so what it asked for may have happened."""

    def __init__(self, action: str, timeout_s: float, *, sent: bool) -> None:
        why = "was not answered" if sent else "waited behind other calls and was not sent"
        super().__init__(f"{action} {why} within {timeout_s:g} s", "try again, or look whether the station is stuck")
        self.sent = sent


class AnswerUnreadableError(PilotwireError):
    """The other side answered, but with something that is no frame; the call may have taken effect."""
