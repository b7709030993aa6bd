"""The outbox: events in the order in which they were committed."""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Table, select

from pilotwire.domain.events import AnyEvent, DataTransferred
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.work import OutboxEvent

from ..hot import Hot
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE

EVENTS: Final = Table(
    "events",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("type", TEXT, nullable=False),
    Column("station", KEY_TEXT),
    Column("body", TEXT, nullable=False),
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


def _event(kind: str, body: str) -> AnyEvent:
    """The event; the data of a transfer is read apart, for msgspec reads nothing but null into `Raw | None`."""
    if kind != DataTransferred.__struct_config__.tag:
        return _EVENT.decode(body)
    fields = _FIELDS.decode(body)
    data = fields.pop("data", None)
    return msgspec.structs.replace(_EVENT.decode(msgspec.json.encode(fields)), data=data)
