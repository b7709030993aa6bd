"""How many transfers may run at a time, and how often somebody may try addresses that lead nowhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Final

from pilotwire.services.file_faults import FileRefusedError


@dataclass(frozen=True, slots=True)
class TransferLimits:
    """`at_once` transfers, of one ticket `per_ticket`; `wrong_per_min` wrong addresses from one host. Nobody may be
    silent for `idle_s` or take longer than `longest_s`; `part_bytes` of a transfer are in memory at a time.
    """

    at_once: int = 100
    per_ticket: int = 4
    wrong_per_min: int = 30
    idle_s: float = 60.0
    longest_s: float = 6 * 3600.0
    part_bytes: int = 512 * 1024


class TransferGate:
    """Counts transfers and wrong guesses. `seconds` is a clock that only goes forward."""

    def __init__(self, limits: TransferLimits, seconds: Callable[[], float]) -> None:
        self.limits = limits
        self.running = 0
        self.wrong = 0
        self._seconds = seconds
        self._of_ticket: dict[str, int] = {}
        self._guesses: dict[str, tuple[float, int]] = {}

    @contextmanager
    def transfer(self, ticket: str) -> Iterator[None]:
        """One transfer. Raises FileRefusedError, `busy`."""
        if self.running >= self.limits.at_once or self._of_ticket.get(ticket, 0) >= self.limits.per_ticket:
            raise FileRefusedError("busy", "Too many transfers run at this moment.", "Try again in a minute.")
        self.running += 1
        self._of_ticket[ticket] = self._of_ticket.get(ticket, 0) + 1
        try:
            yield
        finally:
            self.running -= 1
            left = self._of_ticket[ticket] - 1
            if left:
                self._of_ticket[ticket] = left
            else:
                del self._of_ticket[ticket]

    def wait_s(self, address: str) -> int:
        """How long this host must wait before it may try another address; 0: not at all."""
        since, count = self._guesses.get(address, (0.0, 0))
        left = since + _MINUTE_S - self._seconds()
        return ceil(left) if count >= self.limits.wrong_per_min and left > 0 else 0

    def forgive(self) -> None:
        """Let everybody try again."""
        self._guesses.clear()

    def guessed(self, address: str) -> None:
        """This host came with an address that leads nowhere."""
        self.wrong += 1
        now = self._seconds()
        since, count = self._guesses.get(address, (now, 0))
        if now - since >= _MINUTE_S:
            since, count = now, 0
        if len(self._guesses) >= _MOST_HOSTS:
            self._guesses.clear()
        self._guesses[address] = since, count + 1


_MINUTE_S: Final = 60.0
_MOST_HOSTS: Final = 10_000
