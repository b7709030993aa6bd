"""What a virtual station has to do at which time, on a clock that only moves when it is told to."""

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import Final

_TIDY_AT: Final = 32
"""Cancelled entries are swept out when there are more than so many, and more than live ones."""


class Entry:
    """One thing to do; `cancel` takes it off."""

    __slots__ = ("act", "due_ms", "number")

    def __init__(self, due_ms: int, number: int, act: Callable[[], None]) -> None:
        self.due_ms = due_ms
        self.number = number
        self.act: Callable[[], None] | None = act

    def __lt__(self, other: "Entry") -> bool:
        return (self.due_ms, self.number) < (other.due_ms, other.number)

    def cancel(self) -> None:
        """It will not happen. Once done or cancelled, nothing changes."""
        self.act = None


class Agenda:
    """Timers of one station. `now_ms` is in milliseconds since 1970 of the run's clock, real or virtual.

    What is due at the same time happens in the order in which it was noted.
    """

    __slots__ = ("_entries", "_number", "now_ms")

    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms
        self._entries: list[Entry] = []
        self._number = 0

    @property
    def next_due_ms(self) -> int | None:
        """When `run_until` has something to do; None: never."""
        entries = self._entries
        while entries and entries[0].act is None:
            heappop(entries)
        return entries[0].due_ms if entries else None

    def after(self, delay_ms: int, act: Callable[[], None]) -> Entry:
        """Note what to do so much later."""
        return self.at(self.now_ms + max(0, delay_ms), act)

    def at(self, due_ms: int, act: Callable[[], None]) -> Entry:
        """Note what to do at a time; one in the past is due at once."""
        self._number += 1
        entry = Entry(due_ms, self._number, act)
        heappush(self._entries, entry)
        self._sweep()
        return entry

    def run_until(self, now_ms: int) -> None:
        """Let time pass, doing each thing at its time; time never goes back."""
        while (due_ms := self.next_due_ms) is not None and due_ms <= now_ms:
            entry = heappop(self._entries)
            act, entry.act = entry.act, None
            self.now_ms = max(self.now_ms, due_ms)
            if act is not None:
                act()
        self.now_ms = max(self.now_ms, now_ms)

    def clear(self) -> None:
        """Forget all of it: a station that lost its power has no timers."""
        for entry in self._entries:
            entry.cancel()
        self._entries.clear()

    def _sweep(self) -> None:
        if len(self._entries) <= _TIDY_AT:
            return
        live = [entry for entry in self._entries if entry.act is not None]
        if 2 * len(live) < len(self._entries):
            self._entries = live
            heapify(self._entries)
