"""Wrong key codes: a station at which too many were typed has to wait, longer each time."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pilotwire.kernel.ids import StationId

FREE: Final = 5
"""Wrong codes in a row that cost nothing but a typo."""
FIRST_WAIT: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(minutes=15)
_FORGOTTEN_AFTER: Final = timedelta(hours=1)
_MOST_STATIONS: Final = 100_000


class _Row(NamedTuple):
    wrong: int
    last_at: datetime
    closed_until: datetime


class WrongKeyCodes:
    """Fits `KeyCodes`; what it knows ends with the process. Source: OCPP 2.0.1 part 2, C04.FR.06."""

    def __init__(self) -> None:
        self._rows: dict[StationId, _Row] = {}

    def closed_until(self, station: StationId, at: datetime) -> datetime | None:
        """See `KeyCodes`."""
        row = self._rows.get(station)
        return row.closed_until if row is not None and at < row.closed_until else None

    def wrong(self, station: StationId, at: datetime) -> None:
        """See `KeyCodes`."""
        before = self._rows.pop(station, None)
        count = 1 if before is None or at - before.last_at > _FORGOTTEN_AFTER else before.wrong + 1
        wait = timedelta()
        if count >= FREE:
            wait = min(FIRST_WAIT * 2 ** min(count - FREE, 10), LONGEST_WAIT)
        self._rows[station] = _Row(count, at, at + wait)
        while len(self._rows) > _MOST_STATIONS:
            del self._rows[next(iter(self._rows))]

    def right(self, station: StationId) -> None:
        """See `KeyCodes`."""
        self._rows.pop(station, None)
