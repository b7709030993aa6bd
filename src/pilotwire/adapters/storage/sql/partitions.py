"""The message log of PostgreSQL in a partition for each day, made before the day comes and dropped as a whole."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, text

from pilotwire.kernel.ids import RecordId, first_id_at
from pilotwire.kernel.time import unix_ms

from .database import Database

_FIRST_DAY: Final = datetime(2025, 1, 1, tzinfo=UTC)
_DAY_MS: Final = 86_400_000
_DAYS: Final = range(2**15)


class Partitions:
    """Knows which days of `frames` have a partition."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: frozenset[int] = frozenset()

    async def make_room(self, ids: Sequence[int]) -> None:
        """See that every one of these ids has a partition, and the day after the last one too."""
        days = range(_day(min(ids)), _day(max(ids)) + 1)
        wanted = {days[0], *(_day(number) for number in ids), days[-1] + 1} if len(days) > 2 else {*days, days[-1] + 1}
        if not wanted <= self._known:
            self._known = await self._database.write(lambda connection: _with(connection, wanted))


def drop_before(connection: Connection, end: RecordId) -> int:
    """Drop the partitions that hold nothing but ids below `end`; returns how many."""
    gone = [day for day in _existing(connection) if _first_id(day + 1) <= end]
    connection.execute(text("SET LOCAL lock_timeout = '5s'"))
    for day in gone:
        connection.execute(text(f"DROP TABLE {_name(day)}"))
    return len(gone)


def _with(connection: Connection, wanted: set[int]) -> frozenset[int]:
    known = _existing(connection)
    for day in sorted(wanted - known):
        bounds = f"FROM ({_first_id(day)}) TO ({_first_id(day + 1)})"
        connection.execute(text(f"CREATE TABLE IF NOT EXISTS {_name(day)} PARTITION OF frames FOR VALUES {bounds}"))
    return known | wanted


def _existing(connection: Connection) -> frozenset[int]:
    query = text("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                 " WHERE i.inhparent = 'frames'::regclass")  # fmt: skip
    dates = (name.removeprefix("frames_") for name in connection.scalars(query))
    return frozenset((datetime.strptime(date, "%Y%m%d").replace(tzinfo=UTC) - _FIRST_DAY).days for date in dates)


def _day(record: int) -> int:
    return bisect_right(_DAYS, record, key=_first_id) - 1


def _first_id(day: int) -> RecordId:
    return first_id_at(unix_ms(_FIRST_DAY) + day * _DAY_MS)


def _name(day: int) -> str:
    return f"frames_{_FIRST_DAY + timedelta(days=day):%Y%m%d}"
