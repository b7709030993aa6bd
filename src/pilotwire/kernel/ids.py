"""Identifiers as types of their own, and a source of ids that sort by time."""

from collections.abc import Callable
from typing import Final, NewType

StationId = NewType("StationId", str)
"""A charging station's identity as it stands, decoded, at the end of its connection URL."""
EvseId = NewType("EvseId", int)
"""From 1; 0 means the charging station as a whole."""
ConnectorId = NewType("ConnectorId", int)
"""From 1 within its EVSE; 0 means the EVSE as a whole."""
TransactionId = NewType("TransactionId", str)
"""Unique within its station; of a 1.6 station the decimal form of the number that we gave it."""
MessageId = NewType("MessageId", str)
"""The id in an OCPP-J frame, at most 36 characters by the specification, longer ones from real stations."""
RecordId = NewType("RecordId", int)
"""A row of an append-only table: 63 bits, made by `TimeOrderedIds`."""

_NODE_BITS: Final = 10
_SEQUENCE_BITS: Final = 12
_LAST_IN_SEQUENCE: Final = (1 << _SEQUENCE_BITS) - 1
_EPOCH_MS: Final = 1_735_689_600_000  # 2025-01-01T00:00:00Z


class TimeOrderedIds:
    """Makes ids of 63 bits that rise with time: 41 bits of milliseconds, 10 of node, 12 of sequence.

    No database is asked, several nodes never clash, and a row's id says when it was made. A clock that is set back does
    not repeat ids: they go on from the last millisecond used.
    """

    def __init__(self, now_ms: Callable[[], int], node: int = 0) -> None:
        if not 0 <= node < 1 << _NODE_BITS:
            raise ValueError(f"node {node} is not within 0..{(1 << _NODE_BITS) - 1}")
        self._now_ms = now_ms
        self._node = node
        self._last_ms = 0
        self._sequence = 0

    @property
    def last(self) -> RecordId:
        """The highest id given so far; only a bound below all others while none was given."""
        return RecordId(((self._last_ms << _NODE_BITS | self._node) << _SEQUENCE_BITS) | self._sequence)

    def next(self) -> RecordId:
        """The next id, higher than every one before."""
        now_ms = self._now_ms() - _EPOCH_MS
        if now_ms > self._last_ms:
            self._last_ms, self._sequence = now_ms, 0
        else:
            self._sequence += 1
            if self._sequence >> _SEQUENCE_BITS:
                self._last_ms, self._sequence = self._last_ms + 1, 0
        return RecordId(((self._last_ms << _NODE_BITS | self._node) << _SEQUENCE_BITS) | self._sequence)

    def next_pair(self) -> RecordId:
        """The next id; the one after it is the caller's too."""
        first = self.next()
        while self._sequence == _LAST_IN_SEQUENCE:
            first = self.next()
        self._sequence += 1
        return first


def first_id_at(unix_ms: int) -> RecordId:
    """The lowest id that could have been made at this millisecond: a bound for searches and retention by time."""
    return RecordId(max(0, unix_ms - _EPOCH_MS) << (_NODE_BITS + _SEQUENCE_BITS))
