"""Stations and their connectors."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, PrimaryKeyConstraint, Table, select

from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.services.ports import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text, within
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE

STATIONS: Final = Table(
    "stations",
    METADATA,
    Column("id", KEY_TEXT, primary_key=True),
    Column("search", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
)
CONNECTORS: Final = Table(
    "connectors",
    METADATA,
    Column("station", KEY_TEXT, nullable=False),
    Column("evse_id", WHOLE, nullable=False),
    Column("connector_id", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    PrimaryKeyConstraint("station", "evse_id", "connector_id"),
)
SAVE_STATION: Final = Bulk(STATIONS, key=1, take=("search", "body"))
SAVE_CONNECTOR: Final = Bulk(CONNECTORS, key=3, take=("body",))

_STATION: Final = msgspec.json.Decoder(ChargingStation)
_CONNECTOR: Final = msgspec.json.Decoder(Connector)


def station_rows(station: ChargingStation, _: Hot, rows: Pairs) -> None:
    """The row of a station."""
    identity = station.identity
    search = search_text(
        station.id, station.name, identity.vendor, identity.model, identity.serial_number, *station.labels
    )
    rows.append((SAVE_STATION, (storable(station.id), search, storable_json(station))))


def connector_rows(connector: Connector, _: Hot, rows: Pairs) -> None:
    """The row of a connector."""
    key = storable(connector.station), connector.evse_id, connector.connector_id
    rows.append((SAVE_CONNECTOR, (*key, storable_json(connector))))


def all_stations(connection: Connection) -> Sequence[ChargingStation]:
    """Every station."""
    return [_STATION.decode(body) for body in connection.scalars(select(STATIONS.c.body))]


def all_connectors(connection: Connection) -> Sequence[Connector]:
    """Every connector."""
    return [_CONNECTOR.decode(body) for body in connection.scalars(select(CONNECTORS.c.body))]


def stations(connection: Connection, part: Slice, q: str | None) -> Page[ChargingStation]:
    """Stations by id, rising."""
    columns = STATIONS.c
    query = select(columns.id, columns.body).order_by(columns.id).limit(length_of(part) + 1)
    after = place_of(part.cursor, tuple[str])
    if after is not None:
        query = query.where(columns.id > storable(after[0]))
    if q:
        query = query.where(within(columns.search, q))
    rows = connection.execute(query).all()
    return page_of(rows, part, lambda row: _STATION.decode(row.body), lambda row: cursor_at(row.id))
