"""Who reads the event stream now, so that their number has a limit and a stop of the server ends them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .problems import RequestRefusedError


class Readers:
    """The open event streams."""

    def __init__(self) -> None:
        self._ends: dict[int, Callable[[], None]] = {}
        self._numbers = 0
        self._stopped = False

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._ends)

    @contextmanager
    def one_more(self, end: Callable[[], None]) -> Iterator[None]:
        """Counts a reader while it reads; `end` is what a stop calls."""
        self._numbers += 1
        number = self._numbers
        self._ends[number] = end
        try:
            if self._stopped:
                end()
            yield
        finally:
            del self._ends[number]

    def check_room(self, most: int) -> None:
        """Raise RequestRefusedError when there are so many readers already."""
        if self.count >= most:
            raise RequestRefusedError(
                "too-many-streams",
                f"{self.count} readers are connected, as many as may be.",
                "Close one, or try later.",
            )

    def stop(self) -> None:
        """End every stream, and each that is opened from now on."""
        self._stopped = True
        for end in list(self._ends.values()):
            end()
