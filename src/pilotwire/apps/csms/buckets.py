"""Allowances that refill with time, one for each key; the longest untouched keys are forgotten."""

from collections import OrderedDict


class Buckets:
    """Each key may be taken from `burst` times at once, and `per_min` times a minute in the long run.

    What is taken beyond that is owed, up to another `burst`. A key that was forgotten, of the `most` that are
    remembered, is full again. Times are monotonic seconds.
    """

    def __init__(self, per_min: float, burst: float, most: int = 10_000) -> None:
        self._per_s = per_min / 60
        self._burst = burst
        self._most = most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, key: str, now: float) -> float:
        """How long until the key may be taken from; 0: now."""
        left = self._now_left(key, now)
        return 0.0 if left >= 1.0 else (1.0 - left) / self._per_s

    def take(self, key: str, now: float) -> bool:
        """Take one; whether it was there."""
        left = self._now_left(key, now)
        self._left[key] = (max(left - 1.0, -self._burst), now)
        self._left.move_to_end(key)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return left >= 1.0

    def _now_left(self, key: str, now: float) -> float:
        left, at = self._left.get(key, (self._burst, now))
        return min(self._burst, left + max(0.0, now - at) * self._per_s)
