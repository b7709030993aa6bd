"""What the services need of the world, as Protocols that adapters fit; the way to stations is `station_link`."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final, Protocol

import msgspec

from pilotwire.domain.access import ApiKey
from pilotwire.domain.account import Account
from pilotwire.domain.file_ticket import FileTicket
from pilotwire.domain.id_token import Token
from pilotwire.domain.kept_file import TicketId
from pilotwire.domain.local_list import LocalList
from pilotwire.domain.log_upload import LogUpload
from pilotwire.domain.message import LoggedMessage
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation, Connector
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.errors import OurFault
from pilotwire.kernel.ids import ConnectorId, EvseId, RecordId, StationId, TransactionId

from .filters import CertificateFilter as CertificateFilter
from .filters import ChargeRecordFilter as ChargeRecordFilter
from .filters import EventSpan as EventSpan
from .filters import Expiry as Expiry
from .filters import MessageFilter as MessageFilter
from .filters import OperationFilter as OperationFilter
from .filters import ReservationFilter as ReservationFilter
from .filters import Span as Span
from .filters import TransactionFilter as TransactionFilter
from .filters import VariableFilter as VariableFilter
from .firmware_ports import FirmwareReads
from .monitoring_ports import MonitoringReads
from .page import Page as Page
from .page import Slice as Slice
from .queries import Queries as Queries
from .queries import ReadingRow as ReadingRow
from .queries import StepRow as StepRow
from .work import OutboxEvent, Work


class StorageRefusedError(OurFault):
    """The database will not take this work whatever we do: it holds something that cannot be stored."""


class Store(FirmwareReads, Protocol):
    """What is known, memory first, and the one door through which it changes.

    Reads see every work whose commit has begun. All stations, their connectors, all open transactions, groups of tokens
    and accounts are held in memory; tokens are cached; ended transactions are read from the database.
    """

    @property
    def monitoring(self) -> MonitoringReads:
        """What messages about monitoring are understood by."""
        ...

    def station(self, station: StationId) -> ChargingStation | None:
        """The record of a station, None for an unknown one."""
        ...

    def connectors(self, station: StationId) -> Mapping[tuple[EvseId, ConnectorId], Connector]:
        """The station's connectors by (EVSE, connector); empty for an unknown station. Not to be changed."""
        ...

    def open_transactions(self, station: StationId) -> Sequence[Transaction]:
        """The station's transactions that have not ended, oldest first."""
        ...

    def stations_with_open(self) -> Sequence[StationId]:
        """The stations that have open transactions, in no order."""
        ...

    def open_with_token(self, key: str) -> Sequence[Transaction]:
        """Open transactions anywhere that this token (`Token.key`) started."""
        ...

    def requested_starts(self, station: StationId) -> Sequence[RequestedStart]:
        """Remote starts of the station of which a transaction may still come, late ones too; oldest first."""
        ...

    def requested_start(self, station: StationId, number: int) -> RequestedStart | None:
        """One of these."""
        ...

    def awaited_starts(self) -> Sequence[RequestedStart]:
        """Remote starts of all stations that have neither ended nor timed out."""
        ...

    async def transaction(self, station: StationId, transaction: TransactionId) -> Transaction | None:
        """A transaction, open or ended, however old."""
        ...

    async def token(self, key: str) -> Token | None:
        """A token by its `key`, None for an unknown one."""
        ...

    def is_found(self, station: StationId, firmware: str, name: str, place: str) -> bool:
        """Whether this finding has been counted before."""
        ...

    def api_keys(self) -> Sequence[ApiKey]:
        """All keys of the API."""
        ...

    def local_lists(self) -> Mapping[str, LocalList]:
        """All local lists by name. Not to be changed."""
        ...

    def token_groups(self) -> Mapping[str, TokenGroup]:
        """All groups that have a record, by name. Not to be changed."""
        ...

    def accounts(self) -> Mapping[str, Account]:
        """All prepaid accounts by name. Not to be changed."""
        ...

    def reservations(self, station: StationId) -> Sequence[Reservation]:
        """The station's reservations that are open, and the last few that have expired; oldest first."""
        ...

    def open_reservations(self) -> Sequence[Reservation]:
        """Open reservations of all stations, in no order."""
        ...

    def tariffs(self) -> Mapping[str, Tariff]:
        """All tariffs by id, as they are now. Not to be changed."""
        ...

    def tariff_assignments(self) -> Mapping[str, Assignment]:
        """All assignments of tariffs by target. Not to be changed."""
        ...

    def log_uploads(self, station: StationId) -> Sequence[LogUpload]:
        """The station's logs that are on their way, and the last few that ended; oldest first."""
        ...

    def file_ticket(self, ticket: TicketId) -> FileTicket | None:
        """A ticket with which somebody may get in; None once it has ended, and for an unknown one."""
        ...

    def file_tickets(self) -> Sequence[FileTicket]:
        """All of these, in no order."""
        ...

    def next_id(self) -> RecordId:
        """An id for a log record. Take it in the same step as the commit, so that ids rise in the order of commits."""
        ...

    def next_pair(self) -> RecordId:
        """As `next_id`, for an exchange: the id after it belongs to the answer."""
        ...

    def next_transaction_number(self) -> int:
        """A number for what stations know by number, 1.6 transactions and reservations: 31 bits, never given before."""
        ...

    async def commit(self, work: Work) -> None:
        """Store all of the work in one database transaction; returns when it is durable.

        From the call on, reads show it. A database that is locked, full or away is waited for, however long: nothing is
        answered meanwhile and `health` says why. Raises StorageRefusedError when the work itself is at fault; then
        nothing of it is kept.
        """
        ...

    def submit(self, work: Work) -> None:
        """Store the work soon without being waited for. For what nobody was promised; bounded, see `room`."""
        ...

    async def room(self) -> None:
        """Return once the queue of unstored work is short enough to add to: the back-pressure of `submit`."""
        ...


SECURITY_EVENTS: Final = (
    "security.reported", "station.refused", "station.under_attack", "station.password_changed",
)  # fmt: skip
"""Types of events that belong to the security log, or may."""


class Feed(Protocol):
    """What has just been committed, live."""

    def subscribe(self, *, messages: bool = False) -> AsyncIterator[OutboxEvent | LoggedMessage]:
        """Everything committed from now on, in order; with the frames of the message log where asked for.

        A reader that falls too far behind gets an end, and takes up again with `Queries.events_after`.
        """
        ...

    def last_id(self) -> RecordId:
        """The id of the newest committed record; 0 in an empty database."""
        ...


class StoreHealth(msgspec.Struct, frozen=True):
    """How storage does: what waits, for how long, and the trouble in words (None: well)."""

    engine: str
    waiting: int
    oldest_waiting_s: float
    trouble: str | None = None
    remedy: str | None = None


class Passwords(Protocol):
    """Salted hashing of passwords, slow on purpose, so never on the event loop."""

    async def hash(self, password: bytes) -> str:
        """A hash to store."""
        ...

    async def verify(self, password: bytes, stored: str) -> bool:
        """Whether it is the password; repeated checks of the same right one are cheap."""
        ...
