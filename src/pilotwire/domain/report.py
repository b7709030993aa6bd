"""A report of the device model as it comes in: parts in any order, some twice, perhaps without an end."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from . import sequence

ReportState = Literal["waiting", "complete", "stalled", "too-many-parts", "too-large", "too-long"]


class ReportLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When a report is given up: parts and bytes in all, seconds since the last new part and since the question."""

    parts: int = 10_000
    bytes: int = 50_000_000
    silence_s: float = 60.0
    whole_s: float = 1_800.0


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a report, without its content. `more`: the station says that another one follows."""

    request_id: int
    seq_no: int
    more: bool
    variables: int = 0
    bytes: int = 0


class Assembly(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The parts of one report that have come so far. `variables` counts those of different parts."""

    request_id: int
    began_at: datetime
    last_at: datetime
    seen: sequence.Ranges = ()
    last_seq_no: int | None = None
    parts: int = 0
    variables: int = 0
    bytes: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every part has come, from 0 to the one without another behind it."""
        return self.last_seq_no is not None and self.seen == ((0, self.last_seq_no),)

    @property
    def missing(self) -> sequence.Ranges:
        """Parts that have not come although a later one has."""
        return sequence.missing(self.seen)

    def state(self, now: datetime, limits: ReportLimits) -> ReportState:
        """Whether to wait on, and if not, why."""
        if self.is_complete:
            return "complete"
        if self.parts > limits.parts:
            return "too-many-parts"
        if self.bytes > limits.bytes:
            return "too-large"
        if now - self.began_at > timedelta(seconds=limits.whole_s):
            return "too-long"
        return "stalled" if now - self.last_at > timedelta(seconds=limits.silence_s) else "waiting"


def begin(request_id: int, at: datetime) -> Assembly:
    """A report that has been asked for."""
    return Assembly(request_id=request_id, began_at=at, last_at=at)


def take(assembly: Assembly, part: Part, at: datetime) -> Assembly:
    """The assembly after a part. One for another request changes nothing; one that came before only counts.

    Source: OCPP 2.0.1 part 2, B07.FR.10 and B08.FR.14: parts count from 0, and the last one says so.
    """
    if part.request_id != assembly.request_id or part.seq_no < 0:
        return assembly
    counted = msgspec.structs.replace(assembly, parts=assembly.parts + 1, bytes=assembly.bytes + part.bytes)
    if sequence.contains(assembly.seen, part.seq_no) or assembly.is_complete:
        return counted
    return msgspec.structs.replace(
        counted,
        last_at=at,
        seen=sequence.add(assembly.seen, part.seq_no),
        last_seq_no=assembly.last_seq_no if part.more else part.seq_no,
        variables=assembly.variables + part.variables,
    )
