"""The message log: every frame that crossed a station's connection, as it was."""

from datetime import datetime
from typing import Literal

import msgspec

from pilotwire.kernel.ids import RecordId, StationId

Direction = Literal["in", "out"]
"""Seen from the CSMS: "in" came from the station."""
FrameKind = Literal["call", "result", "error", "result-error", "send", "malformed"]
Verdict = Literal["valid", "repaired", "invalid", "unchecked"]


class LoggedMessage(msgspec.Struct, frozen=True, omit_defaults=True):
    """One frame. `text` is what was on the line, credentials alone blotted out.

    `raw` holds the bytes where they were no UTF-8 text. An answer names its call's record in `call_id` and how long it
    took in `latency_us`. `generation` counts the station's connections.
    """

    id: RecordId
    station: StationId
    at: datetime
    direction: Direction
    kind: FrameKind
    text: str
    generation: int = 0
    message_id: str | None = None
    action: str | None = None
    verdict: Verdict = "unchecked"
    error_code: str | None = None
    call_id: RecordId | None = None
    latency_us: int | None = None
    raw: bytes | None = None


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """A handshake that we refused, with the reason and what to do about it. `reason` is one of a documented few."""

    id: RecordId
    at: datetime
    reason: str
    detail: str
    remedy: str
    status: int
    address: str
    path: str
    station: StationId | None = None
    offered: tuple[str, ...] = ()
    user_agent: str | None = None
