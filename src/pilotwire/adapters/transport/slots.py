"""A wheel of time: many things that are due at some step, at the cost of an entry each and of no timer."""

from typing import Generic, TypeVar

K = TypeVar("K")


class Slots(Generic[K]):
    """Each key is due once, at the step that it was put for last."""

    def __init__(self, step_s: float = 1.0) -> None:
        self._step_s = step_s
        self._now = 0
        self._slots: dict[K, int] = {}
        self._due: dict[int, set[K]] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def put(self, key: K, after_s: float) -> None:
        """Due after so many seconds, one step at least."""
        self.drop(key)
        slot = self._now + max(1, round(after_s / self._step_s))
        self._slots[key] = slot
        self._due.setdefault(slot, set()).add(key)

    def drop(self, key: K) -> None:
        """Due no more."""
        slot = self._slots.pop(key, None)
        if slot is not None:
            self._due[slot].discard(key)
            if not self._due[slot]:
                del self._due[slot]

    def turn(self) -> list[K]:
        """Go one step on: what is due now, and from now on no longer."""
        self._now += 1
        due = list(self._due.pop(self._now, ()))
        for key in due:
            del self._slots[key]
        return due
