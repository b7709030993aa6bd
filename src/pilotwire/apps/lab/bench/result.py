"""Everything measured in one run of the bench, as it goes into its JSON file."""

import msgspec

from pilotwire.apps.lab.bench.decoding import Decoded
from pilotwire.apps.lab.bench.job import Crossed, Driven, Rested, Stormed


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One run of load against Pilotwire and one against the echo, one right after the other."""

    scenario: str
    connections: int
    round: int
    ours: Driven
    echo: Driven

    @property
    def why_void(self) -> str:
        """Why these figures must not be used: an answer was wrong, or nothing was answered. "" if they are good."""
        for who, driven in (("Pilotwire", self.ours), ("the echo", self.echo)):
            if driven.errors:
                return f"{who}: {driven.errors:,} errors, the first: {driven.first_error}"
            if not driven.messages or not driven.cpu_s:
                return f"{who}: too little happened in the measured time"
        return ""


class RestPair(msgspec.Struct, frozen=True, kw_only=True):
    """Memory of both servers with the same number of idle stations."""

    round: int
    ours: Rested
    echo: Rested


class StormPair(msgspec.Struct, frozen=True, kw_only=True):
    """One storm against Pilotwire and one against the bare TLS server; `how` is what stations show."""

    how: str
    connections: int
    round: int
    ours: Stormed
    echo: Stormed


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured; a part that was not asked for is empty."""

    pairs: list[Pair] = []
    rests: list[RestPair] = []
    storms: list[StormPair] = []
    crossed: Crossed | None = None
    decoded: list[Decoded] = []
