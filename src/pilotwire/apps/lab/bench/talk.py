"""What a station says, as a generator: it yields calls and gets the answers; no socket, no clock of its own."""

from collections.abc import Callable, Generator
from datetime import datetime
from typing import Final

Talk = Generator[bytes, bytes, None]
"""Yields the end of a call frame from the action on (`"Heartbeat",{}]`), and is sent the whole frame of its answer."""
Stamp = Callable[[], bytes]
"""The present moment as it stands in a message."""

READINGS: Final = 8
"""Messages with a reading between the start of a transaction and its end."""
ENERGY_STEP_WH: Final = 92


class UnexpectedAnswerError(Exception):
    """A call result, but not the one that a working station needs; the text says what was missing."""


def stamp_of(moment: datetime) -> bytes:
    """An aware UTC moment as stations write it: milliseconds and a trailing Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.").encode() + b"%03dZ" % (moment.microsecond // 1000)


def expect(answer: bytes, part: bytes) -> None:
    """Raise UnexpectedAnswerError unless the answer holds this text."""
    if part not in answer:
        raise UnexpectedAnswerError(f"{part.decode()} is missing in {answer.decode('utf-8', 'replace')}")
