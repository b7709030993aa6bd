"""The outbox: events in the order in which they were committed."""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, TextClause, select, text

from pilotwire.domain.events import AnyEvent, ConnectorStatusChanged, DataTransferred
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.car_certificate_ports import CAR_CERTIFICATE_EVENTS
from pilotwire.services.ports import SECURITY_EVENTS, EventSpan, Page, Slice
from pilotwire.services.work import OutboxEvent

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, id_from

_OF_CONNECTORS: Final = text(f"type = '{ConnectorStatusChanged.__struct_config__.tag}'")

# In words and not as parameters: only so does SQLite see that its index holds all that is asked for.
_SECURITY: Final = text(f"type IN ({', '.join(repr(one) for one in SECURITY_EVENTS)})")
_OF_CARS: Final = text(f"type IN ({', '.join(repr(one) for one in CAR_CERTIFICATE_EVENTS)})")
EVENTS: Final = Table(
    "events",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("type", TEXT, nullable=False),
    Column("station", KEY_TEXT),
    Column("body", TEXT, nullable=False),
    Index("events_security", "id", sqlite_where=_SECURITY, postgresql_where=_SECURITY),
    Index("events_car_certificates", "station", "id", sqlite_where=_OF_CARS, postgresql_where=_OF_CARS),
    Index("events_connector_states", "station", "id", sqlite_where=_OF_CONNECTORS, postgresql_where=_OF_CONNECTORS),
)
APPEND_EVENT: Final = Bulk(EVENTS)

_EVENT: Final[msgspec.json.Decoder[AnyEvent]] = msgspec.json.Decoder(AnyEvent)
_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_COLUMNS: Final = EVENTS.c


def event_rows(outbox: OutboxEvent, _: Hot, rows: Pairs) -> None:
    """The row of an event."""
    event = outbox.event
    station = None if event.station is None else storable(event.station)
    rows.append((APPEND_EVENT, (outbox.id, event.__struct_config__.tag, station, storable_json(event))))


def events_after(
    connection: Connection, after: RecordId, limit: int, types: Iterable[str], station: StationId | None
) -> list[OutboxEvent]:
    """Events in the order of commits."""
    query = (
        select(_COLUMNS.id, _COLUMNS.type, _COLUMNS.body).where(_COLUMNS.id > after).order_by(_COLUMNS.id).limit(limit)
    )
    wanted = tuple(types)
    if wanted:
        query = query.where(_COLUMNS.type.in_(wanted))
    if station is not None:
        query = query.where(_COLUMNS.station == storable(station))
    return [OutboxEvent(RecordId(row.id), _event(row.type, row.body)) for row in connection.execute(query)]


def security_events(connection: Connection, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
    """Security events and what may be one, newest first."""
    return _newest(connection, part, wanted, _SECURITY)


def connector_states(connection: Connection, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
    """Statuses that connectors have had, newest first."""
    return _newest(connection, part, wanted, _OF_CONNECTORS)


def car_certificate_events(connection: Connection, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
    """What stations asked for on behalf of cars, newest first."""
    return _newest(connection, part, wanted, _OF_CARS)


def _newest(connection: Connection, part: Slice, wanted: EventSpan, kind: TextClause) -> Page[OutboxEvent]:
    """Events of a kind that has an index of its own."""
    query = select(_COLUMNS.id, _COLUMNS.type, _COLUMNS.body).where(kind)
    query = query.order_by(_COLUMNS.id.desc()).limit(length_of(part) + 1)
    before = place_of(part.cursor, tuple[int])
    if before is not None:
        query = query.where(_COLUMNS.id < before[0])
    if wanted.station is not None:
        query = query.where(_COLUMNS.station == storable(wanted.station))
    if wanted.since is not None:
        query = query.where(_COLUMNS.id >= id_from(wanted.since))
    if wanted.until is not None:
        query = query.where(_COLUMNS.id < id_from(wanted.until))
    rows = connection.execute(query).all()
    return page_of(
        rows, part, lambda row: OutboxEvent(RecordId(row.id), _event(row.type, row.body)), lambda row: cursor_at(row.id)
    )


def _event(kind: str, body: str) -> AnyEvent:
    """The event; the data of a transfer is read apart, for msgspec reads nothing but null into `Raw | None`."""
    if kind != DataTransferred.__struct_config__.tag:
        return _EVENT.decode(body)
    fields = _FIELDS.decode(body)
    data = fields.pop("data", None)
    return msgspec.structs.replace(_EVENT.decode(msgspec.json.encode(fields)), data=data)
