"""The message log, and what was odd or refused."""

from typing import Literal

from .codec import Instant
from .shape import Resource

Direction = Literal["in", "out"]
FrameKind = Literal["call", "result", "error", "result-error", "send", "malformed"]
Verdict = Literal["valid", "repaired", "invalid", "unchecked"]
Severity = Literal["info", "warning"]


class Message(Resource, frozen=True, kw_only=True):
    """One frame of the message log. `text` is what was on the line, credentials alone blotted out.

    `direction` is seen from the CSMS. An answer names its call's record in `call_id`. `raw_base64` holds the bytes
    where they were no text.
    """

    id: str
    station: str
    at: Instant
    direction: Direction
    kind: FrameKind
    verdict: Verdict
    text: str
    generation: int
    message_id: str | None = None
    action: str | None = None
    error_code: str | None = None
    call_id: str | None = None
    latency_ms: float | None = None
    raw_base64: str | None = None


class Finding(Resource, frozen=True, kw_only=True):
    """All occurrences of one oddity at one place by one station with one firmware.

    `frame_id` names the last one's message.
    """

    station: str
    firmware: str
    name: str
    place: str
    severity: Severity
    detail: str
    count: int
    first_seen_at: Instant
    last_seen_at: Instant
    frame_id: str | None = None


class Refusal(Resource, frozen=True, kw_only=True):
    """A handshake that was refused, why, and what to do about it. `offered` are the subprotocols.

    `repeats`: so many more of its kind came about then, from the same address; a flood is not kept one by one.
    """

    id: str
    at: Instant
    reason: str
    detail: str
    remedy: str
    status: int
    address: str
    path: str
    offered: list[str]
    repeats: int = 0
    station: str | None = None
    user_agent: str | None = None
