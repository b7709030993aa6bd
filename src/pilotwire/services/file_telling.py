"""Telling the same thing about the same ticket once in a while: peers that try again and again make no flood."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Final

EVERY: Final = timedelta(minutes=10)
_MOST: Final = 10_000


class Telling:
    """Remembers what was told lately."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._told: dict[Hashable, datetime] = {}

    def is_new(self, *what: Hashable) -> bool:
        """Whether this was not told within the last ten minutes; it counts as told from now on."""
        now, before = self._now(), self._told.get(what)
        if before is not None and now - before < EVERY:
            return False
        if len(self._told) >= _MOST:
            self._told.clear()
        self._told[what] = now
        return True
