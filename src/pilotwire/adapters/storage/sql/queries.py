"""The port `Queries` over a database."""

from collections.abc import Iterable, Sequence

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
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.template import Template
from pilotwire.domain.token_group import TokenGroup
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import RecordId, StationId, TransactionId
from pilotwire.services.kept_answer import KeptAnswer
from pilotwire.services.ports import (
    CertificateFilter,
    ChargeRecordFilter,
    EventSpan,
    Expiry,
    MessageFilter,
    OperationFilter,
    Page,
    ReadingRow,
    ReservationFilter,
    Slice,
    Span,
    StepRow,
    TransactionFilter,
    VariableFilter,
)
from pilotwire.services.work import OutboxEvent

from . import (
    accounts,
    certificates,
    charge_records,
    events,
    findings,
    frames,
    kept_answers,
    local_lists,
    meter_keys,
    operations,
    readings,
    refusals,
    reservations,
    starts,
    stations,
    steps,
    tariffs,
    templates,
    tokens,
    transactions,
    variables,
)
from .battery_swaps import SqlSwapQueries
from .charging_needs import SqlNeedsQueries
from .display_queries import SqlDisplayQueries
from .file_queries import SqlFileQueries
from .firmware_queries import SqlFirmwareQueries
from .log_queries import SqlLogQueries
from .monitoring import SqlMonitoringQueries
from .named import named_page
from .profiles import SqlProfileQueries
from .schema import HIGHEST


class SqlQueries(
    SqlMonitoringQueries,
    SqlFileQueries,
    SqlDisplayQueries,
    SqlProfileQueries,
    SqlNeedsQueries,
    SqlSwapQueries,
    SqlLogQueries,
    SqlFirmwareQueries,
):
    """Fits `Queries`. Raises StorageTroubleError when the database is away: a list is not worth waiting for."""

    async def stations(self, part: Slice, q: str | None = None) -> Page[ChargingStation]:
        """See `Queries`."""
        return await self._read(lambda connection: stations.stations(connection, part, q))

    async def tokens(self, part: Slice, q: str | None = None) -> Page[Token]:
        """See `Queries`."""
        return await self._read(lambda connection: tokens.tokens(connection, part, q))

    async def transactions(self, part: Slice, wanted: TransactionFilter) -> Page[Transaction]:
        """See `Queries`."""
        return await self._read(lambda connection: transactions.transactions(connection, part, wanted))

    async def readings(
        self, part: Slice, station: StationId, transaction: TransactionId | None, span: Span | None = None
    ) -> Page[ReadingRow]:
        """See `Queries`."""
        return await self._read(lambda connection: readings.readings(connection, part, station, transaction, span))

    async def steps(self, part: Slice, station: StationId, transaction: TransactionId) -> Page[StepRow]:
        """See `Queries`."""
        return await self._read(lambda connection: steps.steps(connection, part, station, transaction))

    async def requested_starts(self, part: Slice, station: StationId) -> Page[RequestedStart]:
        """See `Queries`."""
        return await self._read(lambda connection: starts.starts(connection, part, station))

    async def requested_start(self, station: StationId, number: int) -> RequestedStart | None:
        """See `Queries`."""
        return await self._read(lambda connection: starts.start(connection, station, number))

    async def connector_states(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """See `Queries`."""
        return await self._read(lambda connection: events.connector_states(connection, part, wanted))

    async def car_certificate_events(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """See `Queries`."""
        return await self._read(lambda connection: events.car_certificate_events(connection, part, wanted))

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

    async def operations(self, part: Slice, wanted: OperationFilter) -> Page[Operation]:
        """See `Queries`."""
        return await self._read(lambda connection: operations.operations(connection, part, wanted))

    async def operation(self, operation: OperationId) -> Operation | None:
        """See `Queries`."""
        return await self._read(lambda connection: operations.operation(connection, operation))

    async def open_operations(self) -> Sequence[Operation]:
        """See `Queries`."""
        return await self._read(operations.open_operations)

    async def variables(self, part: Slice, station: StationId, wanted: VariableFilter) -> Page[Variable]:
        """See `Queries`."""
        return await self._read(lambda connection: variables.variables(connection, part, station, wanted))

    async def variables_of(self, station: StationId, addresses: Sequence[Address]) -> list[Variable]:
        """See `Queries`."""
        return await self._read(lambda connection: variables.variables_of(connection, station, addresses))

    async def templates(self, part: Slice, q: str | None = None) -> Page[Template]:
        """See `Queries`."""
        return await self._read(lambda link: named_page(link, templates.TEMPLATES, templates.TEMPLATE, part, q))

    async def template(self, name: str) -> Template | None:
        """See `Queries`."""
        return await self._read(lambda connection: templates.template(connection, name))

    async def tokens_among(self, keys: Sequence[str], groups: Sequence[str]) -> list[Token]:
        """See `Queries`."""
        return await self._read(lambda connection: tokens.tokens_among(connection, keys, groups))

    async def local_lists(self, part: Slice, q: str | None = None) -> Page[LocalList]:
        """See `Queries`."""
        return await self._read(lambda link: named_page(link, local_lists.LOCAL_LISTS, local_lists.LOCAL_LIST, part, q))

    async def token_groups(self, part: Slice, q: str | None = None) -> Page[TokenGroup]:
        """See `Queries`."""
        return await self._read(lambda link: named_page(link, accounts.TOKEN_GROUPS, accounts.TOKEN_GROUP, part, q))

    async def accounts(self, part: Slice, q: str | None = None) -> Page[Account]:
        """See `Queries`."""
        return await self._read(lambda link: named_page(link, accounts.ACCOUNTS, accounts.ACCOUNT, part, q))

    async def reservations(self, part: Slice, wanted: ReservationFilter) -> Page[Reservation]:
        """See `Queries`."""
        return await self._read(lambda connection: reservations.reservations(connection, part, wanted))

    async def reservation(self, number: int) -> Reservation | None:
        """See `Queries`."""
        return await self._read(lambda connection: reservations.reservation(connection, number))

    async def tariffs(self, part: Slice, q: str | None = None) -> Page[Tariff]:
        """See `Queries`."""
        return await self._read(lambda link: named_page(link, tariffs.TARIFFS, tariffs.TARIFF, part, q))

    async def tariff_version(self, reference: str) -> Tariff | None:
        """See `Queries`."""
        return await self._read(lambda link: tariffs.tariff_version(link, reference))

    async def charge_record(self, name: str) -> ChargeRecord | None:
        """See `Queries`."""
        return await self._read(lambda link: charge_records.charge_record(link, name))

    async def charge_records_of(self, station: StationId, transaction: TransactionId) -> list[ChargeRecord]:
        """See `Queries`."""
        return await self._read(lambda link: charge_records.charge_records_of(link, station, transaction))

    async def charge_records(self, part: Slice, wanted: ChargeRecordFilter) -> Page[ChargeRecord]:
        """See `Queries`."""
        return await self._read(lambda link: charge_records.charge_records(link, part, wanted))

    async def last_charged_event(self) -> RecordId:
        """See `Queries`."""
        return await self._read(charge_records.last_charged_event)

    async def tariff_assignments(self, part: Slice, q: str | None = None) -> Page[Assignment]:
        """See `Queries`."""
        return await self._read(lambda link: named_page(link, tariffs.ASSIGNMENTS, tariffs.ASSIGNMENT, part, q))

    async def meter_keys(self, station: StationId) -> MeterKeys | None:
        """See `Queries`."""
        return await self._read(lambda connection: meter_keys.meter_keys(connection, station))

    async def held_list(self, station: StationId) -> HeldList | None:
        """See `Queries`."""
        return await self._read(lambda connection: local_lists.held_list(connection, station))

    async def kept_answer(self, wanted: str) -> KeptAnswer | None:
        """See `Queries`."""
        return await self._read(lambda connection: kept_answers.kept_answer(connection, wanted))

    async def certificates(self, part: Slice, wanted: CertificateFilter) -> Page[Certificate]:
        """See `Queries`."""
        return await self._read(lambda connection: certificates.certificates(connection, part, wanted))

    async def certificate(self, record: RecordId) -> Certificate | None:
        """See `Queries`."""
        if not 0 <= record <= HIGHEST:
            return None
        return await self._read(lambda connection: certificates.certificate(connection, record))

    async def certificate_with(self, fingerprint: str) -> Certificate | None:
        """See `Queries`."""
        return await self._read(lambda connection: certificates.certificate_with(connection, fingerprint))

    async def certificates_of(self, station: StationId, limit: int = 50) -> Sequence[Certificate]:
        """See `Queries`."""
        return await self._read(lambda connection: certificates.certificates_of(connection, station, limit))

    async def certificates_in(self, states: Sequence[CertificateState], expiry: Expiry) -> Sequence[Certificate]:
        """See `Queries`."""
        return await self._read(lambda connection: certificates.certificates_in(connection, states, expiry))

    async def root_certificates(self, part: Slice) -> Page[RootCertificate]:
        """See `Queries`."""
        return await self._read(lambda connection: certificates.root_certificates(connection, part))

    async def root_certificate(self, name: str) -> RootCertificate | None:
        """See `Queries`."""
        return await self._read(lambda connection: certificates.root_certificate(connection, name))

    async def events_after(
        self, after: RecordId, limit: int, types: Iterable[str] = (), station: StationId | None = None
    ) -> list[OutboxEvent]:
        """See `Queries`."""
        start = RecordId(min(max(after, -1), HIGHEST))
        return await self._read(lambda connection: events.events_after(connection, start, limit, types, station))

    async def security_events(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """See `Queries`."""
        return await self._read(lambda connection: events.security_events(connection, part, wanted))
