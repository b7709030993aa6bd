"""Reading of lists, straight from the database: what is asked for, and what comes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from pilotwire.domain.account import Account
from pilotwire.domain.certificate import Certificate, CertificateState, RootCertificate
from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.device_model import Address, Variable
from pilotwire.domain.finding import Finding
from pilotwire.domain.id_token import Token
from pilotwire.domain.local_list import HeldList, LocalList
from pilotwire.domain.message import LoggedMessage, Refusal
from pilotwire.domain.meter_key import MeterKeys
from pilotwire.domain.operation import Operation, OperationId
from pilotwire.domain.reading import Reading
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.template import Template
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import EvseId, RecordId, StationId, TransactionId

from .display_queries import DisplayQueries
from .file_queries import FileQueries
from .filters import (
    CertificateFilter,
    ChargeRecordFilter,
    EventSpan,
    Expiry,
    MessageFilter,
    OperationFilter,
    ReservationFilter,
    Span,
    TransactionFilter,
    VariableFilter,
)
from .firmware_ports import FirmwareQueries
from .kept_answer import KeptAnswer
from .log_queries import LogQueries
from .monitoring_ports import MonitoringQueries
from .needs_queries import NeedsQueries
from .page import Page as Page
from .page import Slice as Slice
from .profile_queries import ProfileQueries
from .work import OutboxEvent


class ReadingRow(msgspec.Struct, frozen=True):
    """A stored reading and when we received it."""

    station: StationId
    transaction: TransactionId | None
    evse_id: EvseId
    reading: Reading
    received_at: datetime


class StepRow(msgspec.Struct, frozen=True):
    """A stored step of a transaction's history and when we received it."""

    step: Step
    received_at: datetime


class Queries(
    MonitoringQueries, FileQueries, DisplayQueries, LogQueries, FirmwareQueries, ProfileQueries, NeedsQueries, Protocol
):
    """Reading of lists, straight from the database; newest first unless said otherwise."""

    async def stations(self, part: Slice, q: str | None = None) -> Page[ChargingStation]:
        """Stations by id, rising; `q` is text within id, name, vendor, model, serial number or labels."""
        ...

    async def tokens(self, part: Slice, q: str | None = None) -> Page[Token]:
        """Tokens by value, rising; `q` is text within value, group or note."""
        ...

    async def transactions(self, part: Slice, wanted: TransactionFilter) -> Page[Transaction]:
        """Transactions by start."""
        ...

    async def readings(
        self, part: Slice, station: StationId, transaction: TransactionId | None, span: Span | None = None
    ) -> Page[ReadingRow]:
        """Readings of a transaction (None: of no transaction), oldest first; `span` bounds the station's time."""
        ...

    async def steps(self, part: Slice, station: StationId, transaction: TransactionId) -> Page[StepRow]:
        """The history of a transaction, oldest first."""
        ...

    async def requested_starts(self, part: Slice, station: StationId) -> Page[RequestedStart]:
        """Remote starts of a station."""
        ...

    async def requested_start(self, station: StationId, number: int) -> RequestedStart | None:
        """One remote start."""
        ...

    async def connector_states(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """What connectors of a station went through, out of the events that are kept."""
        ...

    async def car_certificate_events(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """What stations asked for on behalf of cars: events of the types `CAR_CERTIFICATE_EVENTS`, newest first."""
        ...

    async def messages(self, part: Slice, wanted: MessageFilter) -> Page[LoggedMessage]:
        """Frames of the message log."""
        ...

    async def message(self, record: RecordId) -> LoggedMessage | None:
        """One frame."""
        ...

    async def findings(self, part: Slice, station: StationId | None = None, name: str | None = None) -> Page[Finding]:
        """Findings by their last occurrence."""
        ...

    async def refusals(self, part: Slice, station: StationId | None = None) -> Page[Refusal]:
        """Refused handshakes."""
        ...

    async def operations(self, part: Slice, wanted: OperationFilter) -> Page[Operation]:
        """Long work, newest first."""
        ...

    async def operation(self, operation: OperationId) -> Operation | None:
        """One piece of long work."""
        ...

    async def open_operations(self) -> Sequence[Operation]:
        """All that have not ended, oldest first."""
        ...

    async def variables(self, part: Slice, station: StationId, wanted: VariableFilter) -> Page[Variable]:
        """A station's variables by component and name, rising."""
        ...

    async def variables_of(self, station: StationId, addresses: Sequence[Address]) -> list[Variable]:
        """What is stored of these variables, in no order."""
        ...

    async def templates(self, part: Slice, q: str | None = None) -> Page[Template]:
        """Templates by name, rising; `q` is text within name or note."""
        ...

    async def template(self, name: str) -> Template | None:
        """One template."""
        ...

    async def tokens_among(self, keys: Sequence[str], groups: Sequence[str]) -> list[Token]:
        """The tokens that have one of these keys or belong to one of these groups, each once, in no order."""
        ...

    async def local_lists(self, part: Slice, q: str | None = None) -> Page[LocalList]:
        """Local lists by name, rising; `q` is text within name or note."""
        ...

    async def token_groups(self, part: Slice, q: str | None = None) -> Page[TokenGroup]:
        """Groups that have a record, by name, rising; `q` is text within name or note."""
        ...

    async def accounts(self, part: Slice, q: str | None = None) -> Page[Account]:
        """Prepaid accounts by name, rising; `q` is text within name or note."""
        ...

    async def reservations(self, part: Slice, wanted: ReservationFilter) -> Page[Reservation]:
        """Reservations by when they were asked for."""
        ...

    async def reservation(self, number: int) -> Reservation | None:
        """One reservation."""
        ...

    async def tariffs(self, part: Slice, q: str | None = None) -> Page[Tariff]:
        """Tariffs by id, rising; `q` is text within id or note."""
        ...

    async def tariff_version(self, reference: str) -> Tariff | None:
        """A version of a tariff by its `reference`, however old, whether or not the tariff is still there."""
        ...

    async def charge_record(self, name: str) -> ChargeRecord | None:
        """One charge detail record by its id."""
        ...

    async def charge_records_of(self, station: StationId, transaction: TransactionId) -> list[ChargeRecord]:
        """All of one transaction, oldest first."""
        ...

    async def charge_records(self, part: Slice, wanted: ChargeRecordFilter) -> Page[ChargeRecord]:
        """Charge detail records by the end of their transaction."""
        ...

    async def last_charged_event(self) -> RecordId:
        """The newest event for which a charge detail record was made, 0 for none."""
        ...

    async def tariff_assignments(self, part: Slice, q: str | None = None) -> Page[Assignment]:
        """Assignments by target, rising; `q` is text within target, tariffs or note."""
        ...

    async def meter_keys(self, station: StationId) -> MeterKeys | None:
        """The public keys that were entered for the station's meters, None when there are none."""
        ...

    async def held_list(self, station: StationId) -> HeldList | None:
        """What the station holds by our last knowledge, None when it was never sent a list."""
        ...

    async def kept_answer(self, wanted: str) -> KeptAnswer | None:
        """The answer to a request with a key, by who sent it and its key."""
        ...

    async def certificates(self, part: Slice, wanted: CertificateFilter) -> Page[Certificate]:
        """Certificates of stations, newest first."""
        ...

    async def certificate(self, record: RecordId) -> Certificate | None:
        """One certificate."""
        ...

    async def certificate_with(self, fingerprint: str) -> Certificate | None:
        """The certificate with this SHA-256 fingerprint in hex."""
        ...

    async def certificates_of(self, station: StationId, limit: int = 50) -> Sequence[Certificate]:
        """A station's newest, the newest first."""
        ...

    async def certificates_in(self, states: Sequence[CertificateState], expiry: Expiry) -> Sequence[Certificate]:
        """Those in these states, the one that ends first before the others; one that was never issued has no end."""
        ...

    async def root_certificates(self, part: Slice) -> Page[RootCertificate]:
        """Root certificates by name, rising."""
        ...

    async def root_certificate(self, name: str) -> RootCertificate | None:
        """One root certificate."""
        ...

    async def events_after(
        self, after: RecordId, limit: int, types: Iterable[str] = (), station: StationId | None = None
    ) -> list[OutboxEvent]:
        """Events in the order of commits, after the one with this id."""
        ...

    async def security_events(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """Events of the types `SECURITY_EVENTS`."""
        ...
