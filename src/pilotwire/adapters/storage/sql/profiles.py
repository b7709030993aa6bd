"""Charging profiles at stations, each as it stands now."""

from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, select

from pilotwire.domain.installed_profile import InstalledProfile
from pilotwire.kernel.ids import StationId

from ..hot import Hot
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .reading import Reader
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

MOST_LISTED: Final = 500
INSTALLED_PROFILES: Final = Table(
    "installed_profiles",
    METADATA,
    Column("station", KEY_TEXT, primary_key=True),
    Column("number", WHOLE, primary_key=True, autoincrement=False),
    Column("state_us", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("installed_profiles_newest", "station", "state_us", "number"),
)
SAVE_INSTALLED_PROFILE: Final = Bulk(INSTALLED_PROFILES, key=2, take=("state_us", "body"))

_PROFILE: Final = msgspec.json.Decoder(InstalledProfile)
_COLUMNS: Final = INSTALLED_PROFILES.c


def installed_profile_rows(one: InstalledProfile, _: Hot, rows: Pairs) -> None:
    """The row of a profile."""
    rows.append((SAVE_INSTALLED_PROFILE, (storable(one.station), one.id, unix_us(one.state_at), storable_json(one))))


class SqlProfileQueries(Reader):
    """Fits `ProfileQueries`; part of `SqlQueries`."""

    async def installed_profiles(self, station: StationId) -> list[InstalledProfile]:
        """See `Queries`."""
        return await self._read(lambda connection: _profiles_of(connection, station))

    async def installed_profile(self, station: StationId, number: int) -> InstalledProfile | None:
        """See `Queries`."""
        return await self._read(lambda connection: _profile(connection, station, number))


def _profiles_of(connection: Connection, station: StationId) -> list[InstalledProfile]:
    query = select(_COLUMNS.body).where(_COLUMNS.station == storable(station))
    query = query.order_by(_COLUMNS.state_us.desc(), _COLUMNS.number.desc()).limit(MOST_LISTED)
    return [_PROFILE.decode(body) for body in connection.scalars(query)]


def _profile(connection: Connection, station: StationId, number: int) -> InstalledProfile | None:
    query = select(_COLUMNS.body).where(_COLUMNS.station == storable(station), _COLUMNS.number == number)
    body = connection.scalar(query)
    return None if body is None else _PROFILE.decode(body)
