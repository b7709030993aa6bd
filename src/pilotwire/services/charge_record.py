"""Charge detail records: made of what is stored about an ended transaction, once, and again when that changes."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from pilotwire.domain.charge_record import ASKED_FOR, ChargeRecord, oddity_of, record_of
from pilotwire.domain.cost import Cost
from pilotwire.domain.finding import Oddity
from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_events import ChargeRecordCreated
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import RecordId, StationId, TransactionId

from .findings import count
from .ports import Queries, Store
from .transaction_cost import Material, material_of, own_tariff, priced, story_of
from .transaction_record import known_transaction
from .work import Work


class Reckoned(NamedTuple):
    """What is computed of a transaction: its cost, and how long the vehicle asked for nothing."""

    cost: Cost | None
    parking_s: int


Compute = Callable[[Material, Tariff | None, tzinfo], Awaitable[Reckoned]]
"""Runs `reckon` where it does not hold up the event loop."""


class Desk(NamedTuple):
    """Of what records are made."""

    store: Store
    queries: Queries
    zone: tzinfo
    compute: Compute
    now: Callable[[], datetime]


class Made(NamedTuple):
    """The newest record of a transaction, and whether it is new."""

    record: ChargeRecord
    is_new: bool


def reckon(material: Material, tariff: Tariff | None, zone: tzinfo) -> Reckoned:
    """Cost and parking time. Takes its time: not for the event loop."""
    told = story_of(material)
    idle = sum((one.until - one.since for one in told.periods if one.kind == "idle"), timedelta())
    cost = None if tariff is None else priced(material, told, tariff, zone)
    return Reckoned(cost, round(idle.total_seconds()))


async def make_record(
    desk: Desk, station: StationId, transaction: TransactionId, event_id: RecordId = ASKED_FOR
) -> Made:
    """Make the record of an ended transaction, or a correction where the one before says something else.

    Made twice at once it is stored once. Raises NotFoundError, ConflictError while the transaction runs.
    """
    queries = desk.queries
    known = await known_transaction(desk.store, station, transaction)
    if not known.ended:
        raise ConflictError(f"Transaction '{transaction}' has not ended.", "Look at its cost meanwhile.")
    before = await _newest(queries, known)
    found = await desk.compute(await material_of(queries, known), await own_tariff(queries, known), desk.zone)
    made = record_of(known, found.cost, found.parking_s, desk.now(), before, event_id)
    if made is before:
        return Made(made, False)
    work = Work()
    work.save(made)
    work.tell(_told(made))
    odd = oddity_of(known, found.cost)
    if odd is not None:
        name, words = odd
        work.note(Oddity(name, "", f"transaction {transaction}: {words}", "warning"))
        count(work, desk.store, station, desk.now(), None)
    await desk.store.commit(work)
    return Made(await known_record(queries, made.id), True)


async def known_record(queries: Queries, name: str) -> ChargeRecord:
    """A record by its id. Raises NotFoundError."""
    found = await queries.charge_record(name)
    if found is None:
        raise NotFoundError(f"There is no charge detail record '{name[:40]}'.", "Look at the list of records.")
    return found


async def _newest(queries: Queries, transaction: Transaction) -> ChargeRecord | None:
    records = await queries.charge_records_of(transaction.station, transaction.id)
    return records[-1] if records else None


def _told(made: ChargeRecord) -> ChargeRecordCreated:
    cost = made.cost
    before, after = (None, None) if cost is None else (cost.before_taxes, cost.after_taxes)
    return ChargeRecordCreated(
        station=made.station, at=made.created_at, cdr=made.id, transaction_id=made.transaction, number=made.number,
        energy_wh=f"{made.energy_wh:f}", currency=None if cost is None else cost.currency,
        before_taxes=None if before is None else f"{before:f}", after_taxes=None if after is None else f"{after:f}",
        corrects=made.corrects,
    )  # fmt: skip
