"""The port `Store` over a database: memory first, and a group commit behind it."""

import asyncio
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import Final, TypeVar

import structlog
from sqlalchemy import Connection

from pilotwire.domain.access import ApiKey
from pilotwire.domain.account import Account
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.id_token import Token
from pilotwire.domain.kept_file import TicketId
from pilotwire.domain.local_list import LocalList
from pilotwire.domain.log_upload import LogUpload
from pilotwire.domain.message import Exchange, LoggedMessage, frames_of
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.errors import OurFault
from pilotwire.kernel.ids import (
    ConnectorId,
    EvseId,
    RecordId,
    StationId,
    TimeOrderedIds,
    TransactionId,
    first_id_at,
)
from pilotwire.services.ports import StorageRefusedError, StoreHealth
from pilotwire.services.work import Change, OutboxEvent, Work

from ..feed import LocalFeed
from ..firmware_shelf import ReadsFirmware
from ..hot import Step
from ..lookup import Lookups
from ..writer import PAUSES_S, Entry, GroupWriter
from . import (
    batch,
    frames,
    tokens,
    transactions,
)
from .bulk import Statements
from .database import Database
from .loading import Loaded, filled
from .monitoring import SqlMonitoringReads
from .partitions import Partitions
from .trouble import trouble_of

K = TypeVar("K")
T = TypeVar("T")

LAST_NUMBER: Final = 2**31 - 1
"""The highest number of a transaction: OCPP 1.6 stations keep it in 31 bits."""
SLOW_S: Final = 5.0
"""From here on a commit that does not come back counts as trouble."""
_CLOSING_S: Final = 10.0
_MILLISECONDS: Final = range(2**43)

_log: Final = structlog.get_logger(__name__)


class SqlStore(ReadsFirmware):
    """Fits `Store`. To be made within the event loop that it serves."""

    def __init__(self, database: Database, loaded: Loaded, now_ms: Callable[[], int], node: int = 0) -> None:
        self._database = database
        self._statements = Statements(database.dialect)
        self._partitions = Partitions(database) if database.name == "postgresql" else None
        self._hot = filled(loaded)
        self.firmware = self._hot.firmware
        self._ids = TimeOrderedIds(_after(loaded.last_id, now_ms), node)
        self._last_id = loaded.last_id
        self._closed = False
        self._number = self._number_stored = loaded.transaction_number
        self.feed = LocalFeed(lambda: self._last_id)
        self._writer = GroupWriter(self._write, trouble_of, self._stored, self._refused)
        self._old_transactions = Lookups(self._asking(transactions.transactions_of))
        self._old_tokens = Lookups(self._asking(tokens.tokens_of))
        self.monitoring = SqlMonitoringReads(self._hot, self._patiently)

    def station(self, station: StationId) -> ChargingStation | None:
        """See `Store`."""
        return self._hot.stations.get(station)

    def connectors(self, station: StationId) -> Mapping[tuple[EvseId, ConnectorId], Connector]:
        """See `Store`."""
        return self._hot.connectors.of_station(station)

    def open_transactions(self, station: StationId) -> Sequence[Transaction]:
        """See `Store`."""
        return self._hot.transactions.of_station(station)

    def stations_with_open(self) -> Sequence[StationId]:
        """See `Store`."""
        return self._hot.transactions.stations()

    def open_with_token(self, key: str) -> Sequence[Transaction]:
        """See `Store`."""
        return self._hot.transactions.with_token(key)

    def requested_starts(self, station: StationId) -> Sequence[RequestedStart]:
        """See `Store`."""
        return self._hot.starts.of_station(station)

    def requested_start(self, station: StationId, number: int) -> RequestedStart | None:
        """See `Store`."""
        return self._hot.starts.get((station, number))

    def awaited_starts(self) -> Sequence[RequestedStart]:
        """See `Store`."""
        return self._hot.starts.awaited()

    async def transaction(self, station: StationId, transaction: TransactionId) -> Transaction | None:
        """See `Store`."""
        held = self._hot.transactions.get((station, transaction))
        if held is None:
            found = await self._old_transactions.find((station, transaction))
            held = self._hot.transactions.get((station, transaction)) or found
        return held

    async def token(self, key: str) -> Token | None:
        """See `Store`."""
        held = self._hot.tokens
        if key not in held:
            changes = held.changes
            found = await self._old_tokens.find(key)
            if key not in held:
                if held.changes == changes:
                    held.remember(key, found)
                return found
        return held.get(key)

    def is_found(self, station: StationId, firmware: str, name: str, place: str) -> bool:
        """See `Store`."""
        return (station, firmware, name, place) in self._hot.findings

    def api_keys(self) -> Sequence[ApiKey]:
        """See `Store`."""
        return list(self._hot.api_keys.values())

    def local_lists(self) -> Mapping[str, LocalList]:
        """See `Store`."""
        return self._hot.local_lists

    def token_groups(self) -> Mapping[str, TokenGroup]:
        """See `Store`."""
        return self._hot.token_groups

    def accounts(self) -> Mapping[str, Account]:
        """See `Store`."""
        return self._hot.accounts

    def reservations(self, station: StationId) -> Sequence[Reservation]:
        """See `Store`."""
        return self._hot.reservations.of_station(station)

    def open_reservations(self) -> Sequence[Reservation]:
        """See `Store`."""
        return self._hot.reservations.open()

    def tariffs(self) -> Mapping[str, Tariff]:
        """See `Store`."""
        return self._hot.tariffs

    def tariff_assignments(self) -> Mapping[str, Assignment]:
        """See `Store`."""
        return self._hot.tariff_assignments

    def file_ticket(self, ticket: TicketId) -> FileTicket | None:
        """See `Store`."""
        return self._hot.file_tickets.opening(ticket)

    def file_tickets(self) -> Sequence[FileTicket]:
        """See `Store`."""
        return self._hot.file_tickets.all()

    def log_uploads(self, station: StationId) -> Sequence[LogUpload]:
        """See `Store`."""
        return self._hot.log_uploads.of_station(station)

    def next_id(self) -> RecordId:
        """See `Store`."""
        return self._ids.next()

    def next_pair(self) -> RecordId:
        """See `Store`."""
        return self._ids.next_pair()

    def next_transaction_number(self) -> int:
        """See `Store`. Raises OurFault when all numbers have been given."""
        if self._number >= LAST_NUMBER:
            raise OurFault("all numbers for transactions have been given", "begin a new database")
        self._number += 1
        return self._number

    async def commit(self, work: Work) -> None:
        """See `Store`."""
        waiter = asyncio.get_running_loop().create_future()
        self._take(work, waiter)
        await waiter

    def submit(self, work: Work) -> None:
        """See `Store`."""
        self._take(work, None)

    async def room(self) -> None:
        """See `Store`."""
        await self._writer.room()

    def health(self) -> StoreHealth:
        """How the database does."""
        waiting, oldest_s, trouble = self._writer.backlog()
        if trouble is not None:
            return StoreHealth(self._database.name, waiting, oldest_s, trouble.text, trouble.remedy)
        if oldest_s > SLOW_S:
            text = f"the database has been storing for {oldest_s:.0f} s"
            return StoreHealth(self._database.name, waiting, oldest_s, text, "look at the load of its disk")
        return StoreHealth(self._database.name, waiting, oldest_s)

    async def close(self) -> None:
        """Store what waits, for ten seconds at most, end the feed, and close the database."""
        if self._closed:
            return
        self._closed = True
        lost = await self._writer.close(_CLOSING_S)
        if lost:
            _log.error("storage.lost", works=lost)
        self.feed.close()
        await self._database.close()

    def _take(self, work: Work, waiter: asyncio.Future[None] | None) -> None:
        told = [OutboxEvent(self._ids.next(), event) for event in work.events]
        changes = work.changes
        try:
            rows = batch.encoded((*changes, *told), self._hot)
        except (ValueError, TypeError, OverflowError) as error:
            raise _refusal(error) from error
        steps: list[Step] = []
        entry = Entry(rows, steps, changes, told, waiter, monotonic(), self._ids.last)
        self._writer.add(entry)
        for change in changes:
            self._hot.apply(change, steps)

    async def _write(self, group: Sequence[Entry], again: bool) -> None:
        number = self._number
        made = batch.batch_of([entry.rows for entry in group], number if number > self._number_stored else None)
        frame_ids = [row[0] for row in made.rows.get(frames.APPEND_FRAME, ())]
        if self._partitions is not None and frame_ids:
            await self._partitions.make_room(frame_ids)
        await self._database.write(partial(_write_once, self._statements, made, again))
        self._number_stored = number
        self._last_id = max(self._last_id, group[-1].last_id)

    def _stored(self, group: Sequence[Entry]) -> None:
        has_readers, tells_frames = self.feed.has_readers, self.feed.has_readers_of_messages
        for entry in group:
            self._hot.settle(entry.steps)
            if has_readers:
                self.feed.publish(_frames(entry.changes) if tells_frames else (), entry.told)
            if entry.waiter is not None and not entry.waiter.done():
                entry.waiter.set_result(None)

    def _refused(self, entry: Entry, later: Sequence[Entry], error: Exception) -> None:
        self._hot.revert(entry.steps, [other.steps for other in later])
        if entry.waiter is not None and not entry.waiter.done():
            refusal = _refusal(error)
            refusal.__cause__ = error
            entry.waiter.set_exception(refusal)

    def _asking(
        self, ask: Callable[[Sequence[K], Connection], Mapping[K, T]]
    ) -> Callable[[Sequence[K]], Awaitable[Mapping[K, T]]]:
        return lambda keys: self._patiently(partial(ask, keys))

    async def _patiently(self, ask: Callable[[Connection], T]) -> T:
        """Read, and wait out the database's troubles: a station that waits for its answer is better off waiting."""
        attempts = 0
        while True:
            try:
                return await self._database.read(ask)
            except Exception as error:
                if trouble_of(error) is None:
                    raise
            await asyncio.sleep(PAUSES_S[min(attempts, len(PAUSES_S) - 1)])
            attempts += 1


def _frames(changes: Sequence[Change]) -> Sequence[LoggedMessage]:
    logged = (one for one in changes if isinstance(one, LoggedMessage | Exchange))
    return [frame for record in logged for frame in frames_of(record)]


def _write_once(statements: Statements, made: batch.Batch, again: bool, connection: Connection) -> None:
    if not (again and batch.is_stored(connection, made)):
        batch.write(connection, statements, made)


def _refusal(error: Exception) -> StorageRefusedError:
    return StorageRefusedError(
        f"what was to be stored cannot be stored ({type(error).__name__})", "report this with the server's log"
    )


def _after(last_id: RecordId, now_ms: Callable[[], int]) -> Callable[[], int]:
    """The clock, but never so early that an id is not above the last one: clocks are set back, ids go on."""
    earliest_ms = bisect_right(_MILLISECONDS, last_id, key=first_id_at)
    if now_ms() >= earliest_ms:
        return now_ms
    return lambda: max(now_ms(), earliest_ms)
