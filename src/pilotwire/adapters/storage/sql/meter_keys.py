"""Keys of meters, a row for each station that has any."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Table, select

from pilotwire.domain.meter_key import MeterKeys
from pilotwire.kernel.ids import StationId

from ..hot import Hot
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT

METER_KEYS: Final = Table(
    "meter_keys",
    METADATA,
    Column("station", KEY_TEXT, primary_key=True),
    Column("body", TEXT, nullable=False),
)
SAVE_METER_KEYS: Final = Bulk(METER_KEYS, key=1, take=("body",))
_METER_KEYS: Final = msgspec.json.Decoder(MeterKeys)


def meter_key_rows(keys: MeterKeys, _: Hot, rows: Pairs) -> None:
    """The row of a station's keys."""
    rows.append((SAVE_METER_KEYS, (storable(keys.station), storable_json(keys))))


def meter_keys(connection: Connection, station: StationId) -> MeterKeys | None:
    """A station's keys."""
    body = connection.scalar(select(METER_KEYS.c.body).where(METER_KEYS.c.station == storable(station)))
    return None if body is None else _METER_KEYS.decode(body)
