"""How updates of firmware are held in memory, and how both stores are read for what is about firmware."""

from collections.abc import Mapping, Sequence
from typing import Final

from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.firmware_update import FirmwareUpdate
from pilotwire.kernel.ids import StationId

UpdateKey = tuple[StationId, int]

LATE_UPDATES: Final = 4
"""Updates of one station that have ended and are still known to its messages."""


class FirmwareUpdates:
    """Open updates by station, and the last few that have ended."""

    def __init__(self) -> None:
        self._of_station: dict[StationId, dict[int, FirmwareUpdate]] = {}

    def key_of(self, record: FirmwareUpdate) -> UpdateKey:
        """Station and number."""
        return record.station, record.number

    def of_station(self, station: StationId) -> Sequence[FirmwareUpdate]:
        """Those of a station, oldest first."""
        held = self._of_station.get(station)
        return list(held.values()) if held else ()

    def get(self, key: UpdateKey) -> FirmwareUpdate | None:
        """One of them."""
        held = self._of_station.get(key[0])
        return held.get(key[1]) if held else None

    def put(self, key: UpdateKey, after: FirmwareUpdate | None) -> None:
        """Hold it, or with None no longer; of one station those that ended first make room."""
        held = self._of_station.setdefault(key[0], {})
        if after is None:
            held.pop(key[1], None)
        else:
            held[key[1]] = after
            for late in [one.number for one in held.values() if not one.is_open][:-LATE_UPDATES]:
                del held[late]
        if not held:
            del self._of_station[key[0]]

    restore = put

    def settle(self, key: UpdateKey, after: FirmwareUpdate | None) -> None:
        """Nothing to let go of."""


class Publications:
    """What local controllers offer or are about to; others until they are stored."""

    def __init__(self) -> None:
        self._of_station: dict[StationId, dict[int, Publication]] = {}

    def key_of(self, record: Publication) -> UpdateKey:
        """Controller and number."""
        return record.station, record.number

    def of_station(self, station: StationId) -> Sequence[Publication]:
        """Those of a controller, oldest first."""
        held = self._of_station.get(station)
        return [one for one in held.values() if one.is_open] if held else ()

    def get(self, key: UpdateKey) -> Publication | None:
        """One of them."""
        held = self._of_station.get(key[0])
        return held.get(key[1]) if held else None

    def put(self, key: UpdateKey, after: Publication | None) -> None:
        """Hold it, or with None no longer."""
        held = self._of_station.setdefault(key[0], {})
        if after is None:
            held.pop(key[1], None)
        else:
            held[key[1]] = after
        if not held:
            del self._of_station[key[0]]

    restore = put

    def settle(self, key: UpdateKey, after: Publication | None) -> None:
        """Let go of one of which nothing can come any more."""
        if after is not None and not after.is_open and self.get(key) is after:
            self.put(key, None)


class FirmwareShelves:
    """All of them."""

    def __init__(self) -> None:
        self.releases: dict[str, FirmwareRelease] = {}
        self.updates = FirmwareUpdates()
        self.publications = Publications()


class ReadsFirmware:
    """Part of a store that holds the shelves."""

    firmware: FirmwareShelves

    def firmware_releases(self) -> Mapping[str, FirmwareRelease]:
        """See `FirmwareReads`."""
        return self.firmware.releases

    def firmware_updates(self, station: StationId) -> Sequence[FirmwareUpdate]:
        """See `FirmwareReads`."""
        return self.firmware.updates.of_station(station)

    def firmware_update(self, station: StationId, number: int) -> FirmwareUpdate | None:
        """See `FirmwareReads`."""
        return self.firmware.updates.get((station, number))

    def publications(self, station: StationId) -> Sequence[Publication]:
        """See `FirmwareReads`."""
        return self.firmware.publications.of_station(station)
