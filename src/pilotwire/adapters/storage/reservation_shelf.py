"""How reservations are held in memory."""

from collections.abc import Sequence
from typing import Final

from pilotwire.domain.reservation import Reservation
from pilotwire.kernel.ids import StationId

ReservationKey = tuple[StationId, int]

LATE_RESERVATIONS: Final = 8
"""Reservations of one station that expired and are still known to its messages: one that was away tells late."""


class Reservations:
    """Open reservations by station, and the last few that expired; others until they are stored."""

    def __init__(self) -> None:
        self._of_station: dict[StationId, dict[int, Reservation]] = {}
        self._open: dict[ReservationKey, Reservation] = {}

    def key_of(self, record: Reservation) -> ReservationKey:
        """Station and number."""
        return record.station, record.id

    def of_station(self, station: StationId) -> Sequence[Reservation]:
        """Those of a station, oldest first."""
        held = self._of_station.get(station)
        return [one for one in held.values() if one.is_open or one.state == "expired"] if held else ()

    def open(self) -> Sequence[Reservation]:
        """Open ones of all stations."""
        return list(self._open.values())

    def get(self, key: ReservationKey) -> Reservation | None:
        """One of them."""
        held = self._of_station.get(key[0])
        return held.get(key[1]) if held else None

    def put(self, key: ReservationKey, after: Reservation | None) -> None:
        """Hold it, or with None no longer; of one station those that expired first make room."""
        self._open.pop(key, None)
        if after is None:
            self._drop(key)
            return
        held = self._of_station.setdefault(key[0], {})
        held[key[1]] = after
        if after.is_open:
            self._open[key] = after
        elif len(held) > LATE_RESERVATIONS:
            for late in [one.id for one in held.values() if one.state == "expired"][:-LATE_RESERVATIONS]:
                del held[late]

    restore = put

    def settle(self, key: ReservationKey, after: Reservation | None) -> None:
        """Let go of one of which nothing can come any more."""
        if after is not None and not after.is_open and after.state != "expired" and self.get(key) is after:
            self._drop(key)

    def _drop(self, key: ReservationKey) -> None:
        held = self._of_station.get(key[0], {})
        held.pop(key[1], None)
        if not held:
            self._of_station.pop(key[0], None)
