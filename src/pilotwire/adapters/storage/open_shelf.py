"""A shelf of records that open and close at stations: those that are open, and the last few that have closed."""

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

from pilotwire.kernel.ids import StationId


class _OfStation(Protocol):
    @property
    def station(self) -> StationId: ...
    @property
    def is_open(self) -> bool: ...


Record = TypeVar("Record", bound=_OfStation)
Key = tuple[StationId, Hashable]


class OpenRecords(Generic[Record]):
    """By station and what `number` says of a record; of one station the last `late` closed ones stay known."""

    def __init__(self, number: Callable[[Record], Hashable], late: int = 0) -> None:
        self._of_station: dict[StationId, dict[Hashable, Record]] = {}
        self._number = number
        self._late = late

    def key_of(self, record: Record) -> Key:
        """Station and number."""
        return record.station, self._number(record)

    def of_station(self, station: StationId) -> Sequence[Record]:
        """Those of a station, in the order in which they opened."""
        held = self._of_station.get(station)
        return list(held.values()) if held else ()

    def numbered(self, number: Hashable) -> Sequence[Record]:
        """Those of this number at any station."""
        return [held[number] for held in self._of_station.values() if number in held]

    def get(self, key: Key) -> Record | None:
        """One of them."""
        return self._of_station.get(key[0], {}).get(key[1])

    def put(self, key: Key, after: Record | None) -> None:
        """Hold it, or with None no longer; of one station those that closed first make room."""
        if after is None:
            self._drop(key)
            return
        held = self._of_station.setdefault(key[0], {})
        held[key[1]] = after
        if not after.is_open:
            closed = [number for number, one in held.items() if not one.is_open and number != key[1]]
            for number in closed[: max(len(closed) + 1 - max(self._late, 1), 0)]:
                del held[number]

    restore = put

    def settle(self, key: Key, after: Record | None) -> None:
        """Let go of a closed one of which nothing is to be known any more."""
        if not self._late and after is not None and not after.is_open and self.get(key) is after:
            self._drop(key)

    def _drop(self, key: Key) -> None:
        held = self._of_station.get(key[0], {})
        held.pop(key[1], None)
        if not held:
            self._of_station.pop(key[0], None)
