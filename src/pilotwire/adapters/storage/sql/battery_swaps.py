"""Steps of battery swaps."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select

from pilotwire.domain.battery_swap import BatterySwapStep
from pilotwire.kernel.ids import StationId

from ..hot import Hot
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .reading import Reader
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

MOST_LISTED: Final = 500
SWAP_STEPS: Final = Table(
    "battery_swap_steps",
    METADATA,
    Column("station", KEY_TEXT, primary_key=True),
    Column("request", WHOLE, primary_key=True, autoincrement=False),
    Column("step", KEY_TEXT, primary_key=True),
    Column("at_us", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("battery_swap_steps_newest", "station", "at_us"),
)
SAVE_SWAP_STEP: Final = Bulk(SWAP_STEPS, key=3, take=("at_us", "body"))

_STEP: Final = msgspec.json.Decoder(BatterySwapStep)
_COLUMNS: Final = SWAP_STEPS.c


def swap_step_rows(one: BatterySwapStep, _: Hot, rows: Pairs) -> None:
    """The row of a step."""
    key = storable(one.station), one.request_id, one.step
    rows.append((SAVE_SWAP_STEP, (*key, unix_us(one.at), storable_json(one))))


class SqlSwapQueries(Reader):
    """Part of `SqlQueries`."""

    async def swap_steps(self, station: StationId) -> list[BatterySwapStep]:
        """See `Queries`."""
        return await self._read(lambda connection: _steps(connection, station))


def _steps(connection: Connection, station: StationId) -> list[BatterySwapStep]:
    query = select(_COLUMNS.body).where(_COLUMNS.station == storable(station))
    query = query.order_by(_COLUMNS.at_us.desc()).limit(MOST_LISTED)
    return [_STEP.decode(body) for body in connection.scalars(query)]
