"""The port `Retention` over a database: old rows go in bites, so that storing goes on in between."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection, Table, delete, select

from pilotwire.kernel.ids import RecordId

from . import device_events, event_streams, files, frames, kept_answers, partitions
from .database import Database
from .events import EVENTS
from .refusals import REFUSALS
from .schema import id_from, unix_us
from .trouble import StorageTroubleError, trouble_of

T = TypeVar("T")

BITE: Final = 2000
"""Rows deleted in one transaction."""


class SqlRetention:
    """Fits `Retention`. PostgreSQL keeps frames until their whole day (UTC) is old enough."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget_tickets(self, before: datetime) -> int:
        """See `Retention`."""
        return await self._write(partial(files.forget_tickets, before=before))

    async def forget_before(self, messages: datetime | None, events: datetime | None) -> int:
        """See `Retention`. Raises StorageTroubleError when the database is away; the next time goes on from there."""
        gone = 0
        if messages is not None:
            end = id_from(messages)
            if self._database.name == "postgresql":
                gone += await self._write(partial(partitions.drop_before, end=end))
            else:
                gone += await self._delete(frames.FRAMES, end)
        if events is not None:
            gone += await self._delete(EVENTS, id_from(events))
            gone += await self._delete(REFUSALS, id_from(events))
            gone += await self._delete(device_events.DEVICE_EVENTS, id_from(events))
            gone += await self._delete(event_streams.STREAM_BATCHES, id_from(events))
            gone += await self._write(partial(_delete_ended, end=events))
        return gone

    async def forget_answers(self, before: datetime, most: int, most_bytes: int) -> int:
        """See `Retention`. Raises StorageTroubleError when the database is away."""
        return await self._write(partial(kept_answers.forget, before=before, most=most, most_bytes=most_bytes))

    async def _delete(self, table: Table, end: RecordId) -> int:
        gone = 0
        while bite := await self._write(partial(_delete_some, table, end)):
            gone += bite
        return gone

    async def _write(self, do: Callable[[Connection], T]) -> T:
        try:
            return await self._database.write(do)
        except Exception as error:
            trouble = trouble_of(error)
            if trouble is None:
                raise
            raise StorageTroubleError(trouble.text, trouble.remedy) from error


def _delete_some(table: Table, end: RecordId, connection: Connection) -> int:
    oldest = select(table.c.id).where(table.c.id < end).order_by(table.c.id).limit(BITE)
    return connection.execute(delete(table).where(table.c.id.in_(oldest))).rowcount


def _delete_ended(connection: Connection, end: datetime) -> int:
    """Alerts that were over before then, and streams that were closed."""
    alerts, streams = device_events.ALERTS, event_streams.EVENT_STREAMS
    gone = connection.execute(delete(alerts).where(alerts.c.end_us < unix_us(end), alerts.c.id < id_from(end))).rowcount
    return gone + connection.execute(delete(streams).where(streams.c.closed_us < unix_us(end))).rowcount
