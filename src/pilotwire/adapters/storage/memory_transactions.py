"""Transactions, readings, costs and reservations out of the store in memory."""

from datetime import datetime
from typing import TypeVar

from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.meter_key import MeterKeys
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import RecordId, StationId, TransactionId
from pilotwire.services.ports import (
    ChargeRecordFilter,
    Page,
    ReadingRow,
    ReservationFilter,
    Slice,
    Span,
    StepRow,
    TransactionFilter,
)

from .memory import MemoryStore
from .memory_page import has, page_of

T = TypeVar("T")


class MemoryTransactions:
    """Part of `MemoryQueries`."""

    _store: MemoryStore

    async def transactions(self, part: Slice, wanted: TransactionFilter) -> Page[Transaction]:
        """See `Queries`."""
        known = [one for one in self._store.transactions.values() if _is_wanted(one, wanted)]
        return page_of(known, part, _start, tuple[str, str, str], newest_first=True)

    async def readings(
        self, part: Slice, station: StationId, transaction: TransactionId | None, span: Span | None = None
    ) -> Page[ReadingRow]:
        """See `Queries`."""
        known = [
            ((row.reading.at.isoformat(timespec="microseconds"), number), row)
            for number, row in enumerate(self._store.readings.values())
            if (row.station, row.transaction) == (station, transaction) and _is_within(row.reading.at, span)
        ]
        page = page_of(known, part, lambda pair: pair[0], tuple[str, int])
        return Page([row for _, row in page.items], page.next_cursor)

    async def steps(self, part: Slice, station: StationId, transaction: TransactionId) -> Page[StepRow]:
        """See `Queries`."""
        known = [
            ((row.step.at.isoformat(timespec="microseconds"), number), row)
            for number, (key, row) in enumerate(self._store.steps.items())
            if key[:2] == (station, transaction)
        ]
        page = page_of(known, part, lambda pair: pair[0], tuple[str, int])
        return Page([row for _, row in page.items], page.next_cursor)

    async def requested_starts(self, part: Slice, station: StationId) -> Page[RequestedStart]:
        """See `Queries`."""
        known = [one for one in self._store.starts.values() if one.station == station]
        return page_of(
            known, part, lambda one: (one.requested_at.isoformat(timespec="microseconds"), one.id), tuple[str, int],
            newest_first=True,
        )  # fmt: skip

    async def requested_start(self, station: StationId, number: int) -> RequestedStart | None:
        """See `Queries`."""
        return self._store.starts.get((station, number))

    async def reservations(self, part: Slice, wanted: ReservationFilter) -> Page[Reservation]:
        """See `Queries`."""
        known = [one for one in self._store.reservations_kept.values() if _is_sought(one, wanted)]
        return page_of(
            known, part, lambda one: (one.requested_at.isoformat(timespec="microseconds"), one.id), tuple[str, int],
            newest_first=True,
        )  # fmt: skip

    async def reservation(self, number: int) -> Reservation | None:
        """See `Queries`."""
        return self._store.reservations_kept.get(number)

    async def tariffs(self, part: Slice, q: str | None = None) -> Page[Tariff]:
        """See `Queries`."""
        known = [one for one in self._store.hot.tariffs.values() if has(q, one.id, one.note)]
        return page_of(known, part, lambda one: (one.id,), tuple[str])

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
        return page_of(
            known, part, lambda one: (one.ended_at.isoformat(timespec="microseconds"), one.id), tuple[str, str],
            newest_first=True,
        )  # fmt: skip

    async def last_charged_event(self) -> RecordId:
        """See `Queries`."""
        return max((one.event_id for one in self._store.charge_records.values()), default=RecordId(0))

    async def tariff_assignments(self, part: Slice, q: str | None = None) -> Page[Assignment]:
        """See `Queries`."""
        known = self._store.hot.tariff_assignments.values()
        found = [one for one in known if has(q, one.target, *one.tariffs, one.note)]
        return page_of(found, part, lambda one: (one.target,), tuple[str])

    async def meter_keys(self, station: StationId) -> MeterKeys | None:
        """See `Queries`."""
        return self._store.meter_keys.get(station)


def _start(transaction: Transaction) -> tuple[str, str, str]:
    return transaction.started_at.isoformat(timespec="microseconds"), transaction.station, transaction.id


def _is_charged(record: ChargeRecord, wanted: ChargeRecordFilter) -> bool:
    token = record.id_token
    return (
        wanted.station in (None, record.station)
        and wanted.transaction in (None, record.transaction)
        and (wanted.token is None or (token is not None and token.key == wanted.token))
        and (wanted.since is None or record.ended_at >= wanted.since)
        and (wanted.until is None or record.ended_at < wanted.until)
    )


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
