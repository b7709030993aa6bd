"""What the bench asks of its load generator, and what that answers: one line of JSON each way, several back."""

from typing import Literal

import msgspec


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A server to be measured. `path` comes before the station's id; the echo has no API, so no `http_url` or `key`."""

    kind: Literal["pilotwire", "echo"]
    pid: int
    port: int
    path: str
    http_url: str = ""
    key: str = ""


class Drive(msgspec.Struct, frozen=True, kw_only=True, tag="drive"):
    """Load in a closed loop: each of `connections` stations has one call open at all times.

    `run` makes the ids of stations unique. `answer_bytes` is what an echo answers, by subprotocol.
    """

    target: Target
    scenario: str
    run: str
    connections: int
    warm_up_s: float
    seconds: float
    answer_bytes: dict[str, int] = {}


class Rest(msgspec.Struct, frozen=True, kw_only=True, tag="rest"):
    """Memory of stations that have booted and say no more: first `few` of them, then all."""

    target: Target
    run: str
    few: int
    connections: int
    settle_s: float


class Cross(msgspec.Struct, frozen=True, kw_only=True, tag="cross"):
    """Heartbeats sent while a call to the same station is open, `repeats` times."""

    target: Target
    run: str
    repeats: int


class Storm(msgspec.Struct, frozen=True, kw_only=True, tag="storm"):
    """All stations lose their connection and come back over TLS, `repeats` times, `at_once` at a time.

    With a certificate each, which stands in `folder`, or all with the same `password`. `ca_file` issued the server's.
    """

    target: Target
    run: str
    connections: int
    ca_file: str
    folder: str
    password: str = ""
    repeats: int = 3
    at_once: int = 50
    settle_s: float = 1.0


Job = Drive | Rest | Cross | Storm


class Driven(msgspec.Struct, frozen=True, kw_only=True, tag="driven"):
    """What a closed loop came to, within its measured time.

    A message is a call with its answer. `cpu_s` is the server's, `load_cpu_s` the load generator's own.
    `errors` counts over the whole life of the connections; `first_error` tells of the first one.
    """

    messages: int
    wall_s: float
    cpu_s: float
    load_cpu_s: float
    call_bytes: float
    answer_bytes: dict[str, int]
    p50_ms: float
    p99_ms: float
    errors: int = 0
    first_error: str = ""

    @property
    def cpu_us_per_message(self) -> float:
        """The server's CPU time for one message."""
        return self.cpu_s / self.messages * 1e6 if self.messages else 0.0

    @property
    def busy(self) -> float:
        """How much of one core the server used."""
        return self.cpu_s / self.wall_s if self.wall_s else 0.0


class Rested(msgspec.Struct, frozen=True, kw_only=True, tag="rested"):
    """Resident memory before the first station, with the few, and with all."""

    empty_bytes: int
    few: int
    few_bytes: int
    connections: int
    full_bytes: int

    @property
    def bytes_per_station(self) -> float:
        """What one more station costs; what the first ones bring with them is left out."""
        return (self.full_bytes - self.few_bytes) / (self.connections - self.few)


class Crossed(msgspec.Struct, frozen=True, kw_only=True, tag="crossed"):
    """How long each heartbeat waited for its answer."""

    latencies_ms: list[float]


class Stormed(msgspec.Struct, frozen=True, kw_only=True, tag="stormed"):
    """What a storm came to. A handshake is TCP, TLS and the upgrade; `cpu_s` is the server's, for all of them.

    `wall_s` is as long as it took, p50 and p99 how long a station waited.
    """

    handshakes: int
    cpu_s: float
    wall_s: float
    p50_ms: float
    p99_ms: float

    @property
    def cpu_ms_per_handshake(self) -> float:
        """The server's CPU time for one of them."""
        return self.cpu_s / self.handshakes * 1e3 if self.handshakes else 0.0


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """What the load generator does now."""

    doing: str


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """The job could not be done."""

    message: str
    remedy: str


Result = Driven | Rested | Crossed | Stormed
Told = Driven | Rested | Crossed | Stormed | Progress | Failure
