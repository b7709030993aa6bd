"""How many chargers may knock at once, and how often: what keeps the server alive when all of them come back."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from pilotwire.adapters.transport.refusal import Reason, Refusal, refuse


@dataclass(frozen=True, slots=True)
class AdmissionLimits:
    """`rate_per_s` handshakes on average, `burst` at a time, `concurrent` in progress.

    A charger that is turned away is told to wait `retry_after_s` plus a random part of `retry_spread_s`, so that a
    storm does not come back as one.
    """

    concurrent: int = 200
    rate_per_s: float = 500.0
    burst: int = 1000
    retry_after_s: float = 5.0
    retry_spread_s: float = 55.0


class AdmissionGate:
    """Counts handshakes in progress and spends a token on each; refuses with 503 beyond either limit."""

    def __init__(self, limits: AdmissionLimits, chance: Callable[[], float]) -> None:
        """`chance` gives a number within 0..1, evenly spread."""
        self._limits = limits
        self._chance = chance
        self._tokens = float(limits.burst)
        self._counted_at = 0.0
        self._in_progress = 0

    @property
    def in_progress(self) -> int:
        """Handshakes between `enter` and `leave`."""
        return self._in_progress

    def enter(self, now: float) -> Refusal | None:
        """Let one handshake in at `now` (seconds, monotonic): None, and `leave` must follow; or why not."""
        limits = self._limits
        if self._in_progress >= limits.concurrent:
            return self._turn_away(f"{self._in_progress} chargers are connecting at this moment")
        gained = max(0.0, now - self._counted_at) * limits.rate_per_s
        self._tokens, self._counted_at = min(float(limits.burst), self._tokens + gained), now
        if self._tokens < 1.0:
            return self._turn_away(f"more than {limits.rate_per_s:g} chargers connect per second")
        self._tokens -= 1.0
        self._in_progress += 1
        return None

    def leave(self) -> None:
        """The handshake that `enter` let in is over, either way."""
        self._in_progress -= 1

    def retry_after_s(self) -> int:
        """How long the next charger turned away shall wait, with its own share of chance."""
        return max(1, ceil(self._limits.retry_after_s + self._chance() * self._limits.retry_spread_s))

    def _turn_away(self, detail: str) -> Refusal:
        return refuse(Reason.TOO_MANY_HANDSHAKES, detail, self.retry_after_s())
