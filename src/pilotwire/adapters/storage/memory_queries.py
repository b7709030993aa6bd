"""Lists out of the store in memory: the twin of the SQL queries."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from pilotwire.domain.account import Account
from pilotwire.domain.certificate import Certificate, CertificateState, RootCertificate
from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.device_model import Address, Variable
from pilotwire.domain.events import ConnectorStatusChanged
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
from pilotwire.kernel.ids import RecordId, StationId, TransactionId, first_id_at
from pilotwire.kernel.time import unix_ms
from pilotwire.services.kept_answer import KeptAnswer
from pilotwire.services.ports import (
    SECURITY_EVENTS,
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

from .cursor import cursor_at, place_of
from .listing import is_asked_for, length_of, searched
from .memory import MemoryStore

T = TypeVar("T")


class MemoryQueries:
    """Fits `Queries` over a `MemoryStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def stations(self, part: Slice, q: str | None = None) -> Page[ChargingStation]:
        """See `Queries`."""
        known = self._store.hot.stations.values()
        return _page((one for one in known if _has(q, *_station_words(one))), part, lambda one: (one.id,), tuple[str])

    async def tokens(self, part: Slice, q: str | None = None) -> Page[Token]:
        """See `Queries`."""
        known = [one for one in self._store.tokens.values() if _has(q, one.value, one.group_id, one.note)]
        return _page(known, part, lambda one: (one.value, one.key), tuple[str, str])

    async def transactions(self, part: Slice, wanted: TransactionFilter) -> Page[Transaction]:
        """See `Queries`."""
        known = [one for one in self._store.transactions.values() if _is_wanted(one, wanted)]
        return _page(known, part, _start, tuple[str, str, str], newest_first=True)

    async def readings(
        self, part: Slice, station: StationId, transaction: TransactionId | None, span: Span | None = None
    ) -> Page[ReadingRow]:
        """See `Queries`."""
        known = [
            ((row.reading.at.isoformat(timespec="microseconds"), number), row)
            for number, row in enumerate(self._store.readings.values())
            if (row.station, row.transaction) == (station, transaction) and _is_within(row.reading.at, span)
        ]
        page = _page(known, part, lambda pair: pair[0], tuple[str, int])
        return Page([row for _, row in page.items], page.next_cursor)

    async def steps(self, part: Slice, station: StationId, transaction: TransactionId) -> Page[StepRow]:
        """See `Queries`."""
        known = [
            ((row.step.at.isoformat(timespec="microseconds"), number), row)
            for number, (key, row) in enumerate(self._store.steps.items())
            if key[:2] == (station, transaction)
        ]
        page = _page(known, part, lambda pair: pair[0], tuple[str, int])
        return Page([row for _, row in page.items], page.next_cursor)

    async def requested_starts(self, part: Slice, station: StationId) -> Page[RequestedStart]:
        """See `Queries`."""
        known = [one for one in self._store.starts.values() if one.station == station]
        return _page(
            known, part, lambda one: (one.requested_at.isoformat(timespec="microseconds"), one.id), tuple[str, int],
            newest_first=True,
        )  # fmt: skip

    async def requested_start(self, station: StationId, number: int) -> RequestedStart | None:
        """See `Queries`."""
        return self._store.starts.get((station, number))

    async def connector_states(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """See `Queries`."""
        return self._newest(part, wanted, _OF_CONNECTORS)

    async def messages(self, part: Slice, wanted: MessageFilter) -> Page[LoggedMessage]:
        """See `Queries`."""
        known = [one for one in self._store.messages.values() if is_asked_for(one, wanted)]
        return _page(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def message(self, record: RecordId) -> LoggedMessage | None:
        """See `Queries`."""
        return self._store.messages.get(record)

    async def findings(self, part: Slice, station: StationId | None = None, name: str | None = None) -> Page[Finding]:
        """See `Queries`."""
        known = [
            one for one in self._store.found.values() if station in (None, one.station) and name in (None, one.name)
        ]
        return _page(known, part, _occurrence, tuple[str, str, str, str, str], newest_first=True)

    async def refusals(self, part: Slice, station: StationId | None = None) -> Page[Refusal]:
        """See `Queries`."""
        known = [one for one in self._store.refusals.values() if station in (None, one.station)]
        return _page(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def operations(self, part: Slice, wanted: OperationFilter) -> Page[Operation]:
        """See `Queries`."""
        known = [
            one
            for one in self._store.operations.values()
            if wanted.kind in (None, one.kind)
            and wanted.state in (None, one.state)
            and wanted.station in (None, one.station)
            and wanted.parent in (None, one.parent)
        ]
        return _page(known, part, _creation, tuple[str, str], newest_first=True)

    async def operation(self, operation: OperationId) -> Operation | None:
        """See `Queries`."""
        return self._store.operations.get(operation)

    async def open_operations(self) -> Sequence[Operation]:
        """See `Queries`."""
        return sorted((one for one in self._store.operations.values() if not one.ended), key=_creation)

    async def variables(self, part: Slice, station: StationId, wanted: VariableFilter) -> Page[Variable]:
        """See `Queries`."""
        known = [one for one in self._store.variables.values() if one.station == station and _is_meant(one, wanted)]
        return _page(known, part, lambda one: one.address.key, tuple[str, str])

    async def variables_of(self, station: StationId, addresses: Sequence[Address]) -> list[Variable]:
        """See `Queries`."""
        keys = {(station, *address.key) for address in addresses}
        return [self._store.variables[key] for key in keys if key in self._store.variables]

    async def templates(self, part: Slice, q: str | None = None) -> Page[Template]:
        """See `Queries`."""
        known = [one for one in self._store.templates.values() if _has(q, one.name, one.note)]
        return _page(known, part, lambda one: (one.name,), tuple[str])

    async def template(self, name: str) -> Template | None:
        """See `Queries`."""
        return self._store.templates.get(name)

    async def tokens_among(self, keys: Sequence[str], groups: Sequence[str]) -> list[Token]:
        """See `Queries`."""
        wanted, of_groups = frozenset(keys), frozenset(groups)
        return [one for one in self._store.tokens.values() if one.key in wanted or one.group_id in of_groups]

    async def local_lists(self, part: Slice, q: str | None = None) -> Page[LocalList]:
        """See `Queries`."""
        known = [one for one in self._store.hot.local_lists.values() if _has(q, one.name, one.note)]
        return _page(known, part, lambda one: (one.name,), tuple[str])

    async def token_groups(self, part: Slice, q: str | None = None) -> Page[TokenGroup]:
        """See `Queries`."""
        known = [one for one in self._store.hot.token_groups.values() if _has(q, one.name, one.note)]
        return _page(known, part, lambda one: (one.name,), tuple[str])

    async def accounts(self, part: Slice, q: str | None = None) -> Page[Account]:
        """See `Queries`."""
        known = [one for one in self._store.hot.accounts.values() if _has(q, one.name, one.note)]
        return _page(known, part, lambda one: (one.name,), tuple[str])

    async def reservations(self, part: Slice, wanted: ReservationFilter) -> Page[Reservation]:
        """See `Queries`."""
        known = [one for one in self._store.reservations_kept.values() if _is_sought(one, wanted)]
        return _page(
            known, part, lambda one: (one.requested_at.isoformat(timespec="microseconds"), one.id), tuple[str, int],
            newest_first=True,
        )  # fmt: skip

    async def reservation(self, number: int) -> Reservation | None:
        """See `Queries`."""
        return self._store.reservations_kept.get(number)

    async def tariffs(self, part: Slice, q: str | None = None) -> Page[Tariff]:
        """See `Queries`."""
        known = [one for one in self._store.hot.tariffs.values() if _has(q, one.id, one.note)]
        return _page(known, part, lambda one: (one.id,), tuple[str])

    async def tariff_version(self, reference: str) -> Tariff | None:
        """See `Queries`."""
        return self._store.tariff_versions.get(reference)

    async def charge_record(self, name: str) -> ChargeRecord | None:
        """See `Queries`."""
        return self._store.charge_records.get(name)

    async def charge_records_of(self, station: StationId, transaction: TransactionId) -> list[ChargeRecord]:
        """See `Queries`."""
        known = self._store.charge_records.values()
        found = [one for one in known if (one.station, one.transaction) == (station, transaction)]
        return sorted(found, key=lambda one: one.number)

    async def charge_records(self, part: Slice, wanted: ChargeRecordFilter) -> Page[ChargeRecord]:
        """See `Queries`."""
        known = [one for one in self._store.charge_records.values() if _is_charged(one, wanted)]
        return _page(
            known, part, lambda one: (one.ended_at.isoformat(timespec="microseconds"), one.id), tuple[str, str],
            newest_first=True,
        )  # fmt: skip

    async def last_charged_event(self) -> RecordId:
        """See `Queries`."""
        return max((one.event_id for one in self._store.charge_records.values()), default=RecordId(0))

    async def tariff_assignments(self, part: Slice, q: str | None = None) -> Page[Assignment]:
        """See `Queries`."""
        known = self._store.hot.tariff_assignments.values()
        found = [one for one in known if _has(q, one.target, *one.tariffs, one.note)]
        return _page(found, part, lambda one: (one.target,), tuple[str])

    async def meter_keys(self, station: StationId) -> MeterKeys | None:
        """See `Queries`."""
        return self._store.meter_keys.get(station)

    async def held_list(self, station: StationId) -> HeldList | None:
        """See `Queries`."""
        return self._store.held_lists.get(station)

    async def kept_answer(self, wanted: str) -> KeptAnswer | None:
        """See `Queries`."""
        return self._store.kept_answers.get(wanted)

    async def certificates(self, part: Slice, wanted: CertificateFilter) -> Page[Certificate]:
        """See `Queries`."""
        known = [
            one
            for one in self._store.certificates.values()
            if wanted.station in (None, one.station)
            and wanted.use in (None, one.use)
            and wanted.state in (None, one.state)
        ]
        return _page(known, part, lambda one: (one.id,), tuple[int], newest_first=True)

    async def certificate(self, record: RecordId) -> Certificate | None:
        """See `Queries`."""
        return self._store.certificates.get(record)

    async def certificate_with(self, fingerprint: str) -> Certificate | None:
        """See `Queries`."""
        known = self._store.certificates.values()
        return next((one for one in known if one.issued and one.issued.fingerprint == fingerprint), None)

    async def certificates_of(self, station: StationId, limit: int = 50) -> Sequence[Certificate]:
        """See `Queries`."""
        known = [one for one in self._store.certificates.values() if one.station == station]
        return sorted(known, key=lambda one: one.id, reverse=True)[:limit]

    async def certificates_in(self, states: Sequence[CertificateState], expiry: Expiry) -> Sequence[Certificate]:
        """See `Queries`."""
        known = [one for one in self._store.certificates.values() if one.state in states and _ends(one, expiry)]
        return sorted(known, key=_ending)[: expiry.limit]

    async def root_certificates(self, part: Slice) -> Page[RootCertificate]:
        """See `Queries`."""
        return _page(list(self._store.root_certificates.values()), part, lambda one: (one.name,), tuple[str])

    async def root_certificate(self, name: str) -> RootCertificate | None:
        """See `Queries`."""
        return self._store.root_certificates.get(name)

    async def events_after(
        self, after: RecordId, limit: int, types: Iterable[str] = (), station: StationId | None = None
    ) -> list[OutboxEvent]:
        """See `Queries`."""
        wanted = frozenset(types)
        return [
            stored
            for stored in self._store.events
            if stored.id > after
            and (not wanted or stored.event.__struct_config__.tag in wanted)
            and station in (None, stored.event.station)
        ][:limit]

    async def security_events(self, part: Slice, wanted: EventSpan) -> Page[OutboxEvent]:
        """See `Queries`."""
        return self._newest(part, wanted, SECURITY_EVENTS)

    def _newest(self, part: Slice, wanted: EventSpan, types: Sequence[str]) -> Page[OutboxEvent]:
        known = [
            one
            for one in self._store.events
            if one.event.__struct_config__.tag in types
            and wanted.station in (None, one.event.station)
            and (wanted.since is None or one.event.at >= wanted.since)
            and (wanted.until is None or one.event.at < wanted.until)
        ]
        return _page(known, part, lambda one: (one.id,), tuple[int], newest_first=True)


_OF_CONNECTORS: Final = (str(ConnectorStatusChanged.__struct_config__.tag),)


class MemoryRetention:
    """Fits `Retention` over a `MemoryStore`."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def forget_answers(self, before: datetime, most: int, most_bytes: int) -> int:
        """See `Retention`."""
        kept, count, size = self._store.kept_answers, len(self._store.kept_answers), 0
        for number, answer in enumerate(sorted(kept.values(), key=lambda one: one.at, reverse=True), 1):
            size += len(answer.body)
            if answer.at < before or number > most or size > most_bytes:
                del kept[answer.id]
        return count - len(kept)

    async def forget_before(self, messages: datetime | None, events: datetime | None) -> int:
        """See `Retention`."""
        store, gone = self._store, 0
        if messages is not None:
            end = first_id_at(unix_ms(messages))
            old = [record for record in store.messages if record < end]
            for record in old:
                del store.messages[record]
            gone += len(old)
        if events is not None:
            end = first_id_at(unix_ms(events))
            kept = [stored for stored in store.events if stored.id >= end]
            gone += len(store.events) - len(kept)
            store.events[:] = kept
            refused = [record for record in store.refusals if record < end]
            for record in refused:
                del store.refusals[record]
            gone += len(refused)
        return gone


def _page(
    items: Iterable[T], part: Slice, place: Callable[[T], tuple[Any, ...]], shape: type[Any], newest_first: bool = False
) -> Page[T]:
    start = place_of(part.cursor, shape)
    ordered = sorted(items, key=place, reverse=newest_first)
    if start is not None:
        ordered = [item for item in ordered if (place(item) < start if newest_first else place(item) > start)]
    shown = ordered[: length_of(part)]
    return Page(shown, cursor_at(*place(shown[-1])) if len(ordered) > len(shown) else None)


def _has(q: str | None, *words: str | None) -> bool:
    return not q or any(searched(q) in word.casefold() for word in words if word)


def _station_words(station: ChargingStation) -> tuple[str | None, ...]:
    identity = station.identity
    return station.id, station.name, identity.vendor, identity.model, identity.serial_number, *station.labels


def _is_meant(variable: Variable, wanted: VariableFilter) -> bool:
    address = variable.address
    return (
        (wanted.component is None or address.component.name.casefold() == wanted.component.casefold())
        and (wanted.variable is None or address.variable.casefold() == wanted.variable.casefold())
        and _has(wanted.q, str(address))
    )


def _ends(one: Certificate, expiry: Expiry) -> bool:
    if one.issued is None:
        return expiry.before is None and expiry.after is None
    end = one.issued.not_after
    return (expiry.before is None or end < expiry.before) and (expiry.after is None or end > expiry.after)


def _ending(one: Certificate) -> tuple[datetime, RecordId]:
    return datetime.min.replace(tzinfo=UTC) if one.issued is None else one.issued.not_after, one.id


def _start(transaction: Transaction) -> tuple[str, str, str]:
    return transaction.started_at.isoformat(timespec="microseconds"), transaction.station, transaction.id


def _creation(operation: Operation) -> tuple[str, str]:
    return operation.created_at.isoformat(timespec="microseconds"), operation.id


def _is_charged(record: ChargeRecord, wanted: ChargeRecordFilter) -> bool:
    token = record.id_token
    return (
        wanted.station in (None, record.station)
        and wanted.transaction in (None, record.transaction)
        and (wanted.token is None or (token is not None and token.key == wanted.token))
        and (wanted.since is None or record.ended_at >= wanted.since)
        and (wanted.until is None or record.ended_at < wanted.until)
    )


def _occurrence(finding: Finding) -> tuple[str, str, str, str, str]:
    last = finding.last_seen_at.isoformat(timespec="microseconds")
    return last, finding.station, finding.firmware, finding.name, finding.place


def _is_wanted(transaction: Transaction, wanted: TransactionFilter) -> bool:
    token = transaction.id_token
    return (
        wanted.station in (None, transaction.station)
        and (wanted.token is None or (token is not None and token.key == wanted.token.casefold()))
        and wanted.state in (None, "ended" if transaction.ended else "open")
        and (wanted.since is None or transaction.started_at >= wanted.since)
        and (wanted.until is None or transaction.started_at < wanted.until)
    )


def _is_sought(one: Reservation, wanted: ReservationFilter) -> bool:
    return (
        wanted.station in (None, one.station)
        and wanted.token in (None, one.id_token.key)
        and wanted.state in (None, one.state)
        and (wanted.since is None or one.until > wanted.since)
        and (wanted.until is None or one.requested_at < wanted.until)
    )


def _is_within(at: datetime, span: Span | None) -> bool:
    return span is None or ((span.since is None or at >= span.since) and (span.until is None or at < span.until))
