"""Wrong keys and log-ins, counted per address, so that guessing is slow."""

from collections import OrderedDict
from typing import Final

_WINDOW_S: Final = 60.0
_REMEMBERED_ADDRESSES: Final = 10_000


class FailedAttempts:
    """Counts failures per address and minute. The longest untouched address is forgotten when there are too many."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def add(self, address: str, now_s: float) -> None:
        """One more failure."""
        begun_s, count = self._window(address, now_s)
        self._counts[address] = (begun_s, count + 1)
        self._counts.move_to_end(address)
        if len(self._counts) > _REMEMBERED_ADDRESSES:
            self._counts.popitem(last=False)

    def wait_s(self, address: str, now_s: float) -> float:
        """How long this address must wait before its next attempt counts; 0: not at all."""
        begun_s, count = self._window(address, now_s)
        return begun_s + _WINDOW_S - now_s if count >= self._per_minute else 0.0

    def _window(self, address: str, now_s: float) -> tuple[float, int]:
        begun_s, count = self._counts.get(address, (now_s, 0))
        return (begun_s, count) if now_s - begun_s < _WINDOW_S else (now_s, 0)
