"""What cars told last at each EVSE: needs, and the schedule that they have chosen."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Table, select

from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.kernel.ids import StationId

from ..hot import Hot
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .reading import Reader
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE

CHARGING_NEEDS: Final = Table(
    "charging_needs",
    METADATA,
    Column("station", KEY_TEXT, primary_key=True),
    Column("evse", WHOLE, primary_key=True, autoincrement=False),
    Column("body", TEXT, nullable=False),
)
EV_SCHEDULES: Final = Table(
    "ev_schedules",
    METADATA,
    Column("station", KEY_TEXT, primary_key=True),
    Column("evse", WHOLE, primary_key=True, autoincrement=False),
    Column("body", TEXT, nullable=False),
)
SAVE_NEEDS: Final = Bulk(CHARGING_NEEDS, key=2, take=("body",))
SAVE_SCHEDULE: Final = Bulk(EV_SCHEDULES, key=2, take=("body",))

_NEEDS: Final = msgspec.json.Decoder(ToldNeeds)
_SCHEDULE: Final = msgspec.json.Decoder(ToldSchedule)


def needs_rows(one: ToldNeeds, _: Hot, rows: Pairs) -> None:
    """The row of a car's needs."""
    rows.append((SAVE_NEEDS, (storable(one.station), one.evse_id, storable_json(one))))


def schedule_rows(one: ToldSchedule, _: Hot, rows: Pairs) -> None:
    """The row of a car's schedule."""
    rows.append((SAVE_SCHEDULE, (storable(one.station), one.evse_id, storable_json(one))))


class SqlNeedsQueries(Reader):
    """Fits `NeedsQueries`; part of `SqlQueries`."""

    async def charging_needs(self, station: StationId) -> list[ToldNeeds]:
        """See `Queries`."""
        return await self._read(
            lambda connection: [_NEEDS.decode(one) for one in _of(connection, CHARGING_NEEDS, station)]
        )

    async def ev_schedules(self, station: StationId) -> list[ToldSchedule]:
        """See `Queries`."""
        return await self._read(
            lambda connection: [_SCHEDULE.decode(one) for one in _of(connection, EV_SCHEDULES, station)]
        )


def _of(connection: Connection, table: Table, station: StationId) -> list[str]:
    query = select(table.c.body).where(table.c.station == storable(station)).order_by(table.c.evse)
    return list(connection.scalars(query))
