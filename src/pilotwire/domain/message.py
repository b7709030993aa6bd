"""The message log: every frame that crossed a station's connection, as it was."""

from datetime import datetime, timedelta
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


class Exchange(msgspec.Struct, frozen=True, omit_defaults=True):
    """A call or send of a station with our answer to it: two frames in one record, as they are stored together.

    `answer` is "" where none left. The answer's own id is the one after `id`; `error_code` and `latency_us` are its.
    """

    id: RecordId
    station: StationId
    at: datetime
    kind: Literal["call", "send"]
    text: str
    generation: int
    message_id: str
    action: str
    verdict: Verdict
    answer: str = ""
    error_code: str | None = None
    latency_us: int = 0
    raw: bytes | None = None

    def frames(self) -> tuple[LoggedMessage, ...]:
        """The call and, where there is one, the answer."""
        call = LoggedMessage(
            self.id, self.station, self.at, "in", self.kind, self.text, self.generation, self.message_id, self.action,
            self.verdict, raw=self.raw,
        )  # fmt: skip
        if not self.answer:
            return (call,)
        answered_at = self.at + timedelta(microseconds=self.latency_us)
        kind: FrameKind = "result" if self.error_code is None else "error"
        answer = LoggedMessage(
            RecordId(self.id + 1), self.station, answered_at, "out", kind, self.answer, self.generation,
            self.message_id, self.action, "valid", self.error_code, self.id, self.latency_us,
        )  # fmt: skip
        return call, answer


def frames_of(record: LoggedMessage | Exchange) -> tuple[LoggedMessage, ...]:
    """The frames in a record of the log, in the order in which they crossed the line."""
    return (record,) if isinstance(record, LoggedMessage) else record.frames()


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """A handshake that we refused, with the reason and what to do about it. `reason` is one of a documented few.

    `repeats`: so many more of the same kind came about then, which have no record of their own.
    """

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
    repeats: int = 0
