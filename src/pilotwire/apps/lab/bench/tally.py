"""Counts what a load generator hears; what happened within a time is the difference of two marks."""

from array import array
from time import process_time
from typing import Final

import msgspec

from pilotwire.apps.lab.bench.figure import percentile
from pilotwire.apps.lab.bench.job import Driven


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """The counts at one moment (`at_s`, monotonic)."""

    at_s: float
    cpu_s: float
    load_cpu_s: float
    messages: int
    call_bytes: int


class Tally:
    """The counts of one job; everything runs in one thread."""

    def __init__(self) -> None:
        self.messages = 0
        self.call_bytes = 0
        self.errors = 0
        self.first_error = ""
        self.recording = False
        self.latencies_s = array("d")

    def error(self, what: str) -> None:
        """Count something that must not happen."""
        self.errors += 1
        self.first_error = self.first_error or what[:_ERROR_SHOWN]

    def mark(self, at_s: float, cpu_s: float) -> Mark:
        """The counts now; `cpu_s` is the server's CPU time so far."""
        return Mark(
            at_s=at_s, cpu_s=cpu_s, load_cpu_s=process_time(), messages=self.messages, call_bytes=self.call_bytes
        )

    def between(self, first: Mark, last: Mark, answer_bytes: dict[str, int]) -> Driven:
        """What happened between two marks."""
        messages = last.messages - first.messages
        latencies_s = sorted(self.latencies_s)
        return Driven(
            messages=messages,
            wall_s=last.at_s - first.at_s,
            cpu_s=last.cpu_s - first.cpu_s,
            load_cpu_s=last.load_cpu_s - first.load_cpu_s,
            call_bytes=(last.call_bytes - first.call_bytes) / max(1, messages),
            answer_bytes=answer_bytes,
            p50_ms=percentile(latencies_s, 0.5) * 1000,
            p99_ms=percentile(latencies_s, 0.99) * 1000,
            errors=self.errors,
            first_error=self.first_error,
        )


_ERROR_SHOWN: Final = 300
