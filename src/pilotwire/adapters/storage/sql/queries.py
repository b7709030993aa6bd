"""The port `Queries` over a database."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy import Connection

from pilotwire.domain.finding import Finding
from pilotwire.domain.id_token import Token
from pilotwire.domain.message import LoggedMessage, Refusal
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import RecordId, StationId, TransactionId
from pilotwire.services.ports import MessageFilter, Page, ReadingRow, Slice, TransactionFilter
from pilotwire.services.work import OutboxEvent

from . import events, findings, frames, readings, refusals, stations, tokens, transactions
from .database import Database
from .schema import HIGHEST
from .trouble import StorageTroubleError, trouble_of

T = TypeVar("T")


class SqlQueries:
    """Fits `Queries`. Raises StorageTroubleError when the database is away: a list is not worth waiting for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stations(self, part: Slice, q: str | None = None) -> Page[ChargingStation]:
        """See `Queries`."""
        return await self._read(lambda connection: stations.stations(connection, part, q))

    async def tokens(self, part: Slice, q: str | None = None) -> Page[Token]:
        """See `Queries`."""
        return await self._read(lambda connection: tokens.tokens(connection, part, q))

    async def transactions(self, part: Slice, wanted: TransactionFilter) -> Page[Transaction]:
        """See `Queries`."""
        return await self._read(lambda connection: transactions.transactions(connection, part, wanted))

    async def readings(self, part: Slice, station: StationId, transaction: TransactionId | None) -> Page[ReadingRow]:
        """See `Queries`."""
        return await self._read(lambda connection: readings.readings(connection, part, station, transaction))

    async def messages(self, part: Slice, wanted: MessageFilter) -> Page[LoggedMessage]:
        """See `Queries`."""
        return await self._read(lambda connection: frames.frames(connection, part, wanted))

    async def message(self, record: RecordId) -> LoggedMessage | None:
        """See `Queries`."""
        if not 0 <= record <= HIGHEST:
            return None
        return await self._read(lambda connection: frames.frame(connection, record))

    async def findings(self, part: Slice, station: StationId | None = None, name: str | None = None) -> Page[Finding]:
        """See `Queries`."""
        return await self._read(lambda connection: findings.findings(connection, part, station, name))

    async def refusals(self, part: Slice, station: StationId | None = None) -> Page[Refusal]:
        """See `Queries`."""
        return await self._read(lambda connection: refusals.refusals(connection, part, station))

    async def events_after(
        self, after: RecordId, limit: int, types: Iterable[str] = (), station: StationId | None = None
    ) -> list[OutboxEvent]:
        """See `Queries`."""
        start = RecordId(min(max(after, -1), HIGHEST))
        return await self._read(lambda connection: events.events_after(connection, start, limit, types, station))

    async def _read(self, ask: Callable[[Connection], T]) -> T:
        """Read; a second time at once, since a server that was away leaves dead connections behind."""
        try:
            return await self._database.read(ask)
        except Exception as error:
            if trouble_of(error) is None:
                raise
        try:
            return await self._database.read(ask)
        except Exception as error:
            trouble = trouble_of(error)
            if trouble is None:
                raise
            raise StorageTroubleError(trouble.text, trouble.remedy) from error
