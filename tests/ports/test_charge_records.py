"""Charge detail records on every storage: made once, read in order, followed from the outbox."""

import asyncio
from datetime import UTC, timedelta
from decimal import Decimal

import msgspec
import pytest

from pilotwire.adapters.storage.opening import Storage
from pilotwire.apps.csms.charge_records import ChargeRecords
from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.cost import Adjustment, Cost, Line
from pilotwire.domain.cost_total import TaxAmount
from pilotwire.domain.events import TransactionEnded, TransactionRevised
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.meter import Meter
from pilotwire.domain.tariff import Element, PriceComponent, Tariff
from pilotwire.domain.tariff_events import ChargeRecordCreated
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.errors import ConflictError, NotFoundError
from pilotwire.kernel.ids import ConnectorId, EvseId, RecordId, StationId, TransactionId
from pilotwire.services.charge_record import Desk, Reckoned, make_record, reckon
from pilotwire.services.ports import ChargeRecordFilter, Slice
from pilotwire.services.tariff_record import put_tariff
from pilotwire.services.transaction_cost import Material
from pilotwire.services.work import Work

from .conftest import Home, SetClock
from .records import CS1, CS2, EXACTLY, LONG_AGO, NOON, T1, later, work

TWO_EUROS = Decimal("2.00")
FULL = ChargeRecord(
    "00" * 16, EXACTLY, CS1, T1, 3, LONG_AGO, EXACTLY, Decimal("0.5"), 7, 3, EvseId(1), ConnectorId(2),
    IdToken("04A1", "ISO14443"), "FLEET \u26a1", "anne", "Local", "t@1",
    Cost(
        "EUR", "t", LONG_AGO, EXACTLY, True, TWO_EUROS, Decimal("2.40"),
        (Line("ENERGY", 1, LONG_AGO, EXACTLY, "Wh", Decimal("0.5"), Decimal(1), Decimal(2000), TWO_EUROS, None, True),),
        (Adjustment("rounding", Decimal("0.000001"), None),), (TaxAmount("VAT", Decimal(20), Decimal("0.40")),), ("n",),
    ),
    "11" * 16, ("end-missing",), RecordId(99),
)  # fmt: skip


def over(name: str, energy_wh: int = 5000, station: StationId = CS1, tariff: str | None = None) -> Transaction:
    return Transaction(
        station, TransactionId(name), NOON, NOON, later(60), later(60), ended=True, ended_at=later(60), tariff=tariff,
        meter=Meter(counted_wh=Decimal(energy_wh)), id_token=IdToken("04A1"),
    )  # fmt: skip


def told(one: Transaction, kind: type[TransactionEnded] | type[TransactionRevised] = TransactionEnded) -> Work:
    done = work(one)
    done.tell(
        kind(
            station=one.station, at=later(60), transaction_id=one.id, happened_at=later(60), energy_wh=0.0,
            trigger="EVDeparted",
        )
    )  # fmt: skip
    return done


async def at_once(material: Material, tariff: Tariff | None, zone: object) -> Reckoned:
    return reckon(material, tariff, UTC)


def reader(storage: Storage, clock: SetClock, wait_s: int = 10) -> ChargeRecords:
    return ChargeRecords(storage.store, storage.queries, storage.feed, clock, UTC, timedelta(seconds=wait_s))


async def made(storage: Storage, name: str) -> list[Decimal]:
    return [one.energy_wh for one in await storage.queries.charge_records_of(CS1, TransactionId(name))]


async def test_a_record_comes_back_with_all_its_fields_and_never_changes(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(FULL))
    await storage.store.commit(work(msgspec.structs.replace(FULL, energy_wh=Decimal(9))))
    for again in (False, True):
        if again:
            await storage.close()
            storage = await database_home.open()
        assert await storage.queries.charge_record(FULL.id) == FULL
        assert await storage.queries.charge_records_of(CS1, T1) == [FULL]
        assert await storage.queries.last_charged_event() == 99
    assert await storage.queries.charge_record("other") is None


async def test_they_are_listed_by_their_end_and_sought(storage: Storage) -> None:
    records = [
        msgspec.structs.replace(FULL, id=f"{number:032x}", ended_at=later(number), station=station, number=number)
        for number, station in ((1, CS1), (2, CS2), (3, CS1))
    ]
    await storage.store.commit(work(*records))

    async def ids(**wanted: object) -> list[int]:
        found = await storage.queries.charge_records(Slice(), msgspec.convert(wanted, ChargeRecordFilter))
        return [int(one.id, 16) for one in found.items]

    assert await ids() == [3, 2, 1]
    assert await ids(station=CS1, transaction=T1, token="04a1") == [3, 1]
    assert await ids(since=later(2), until=later(3)) == [2]
    assert await ids(token="other") == []
    first = await storage.queries.charge_records(Slice(limit=2), ChargeRecordFilter())
    rest = await storage.queries.charge_records(Slice(limit=2, cursor=first.next_cursor), ChargeRecordFilter())
    assert [int(one.id, 16) for one in (*first.items, *rest.items)] == [3, 2, 1]


async def test_one_made_twice_at_once_is_there_once(storage: Storage, clock: SetClock) -> None:
    store, queries = storage.store, storage.queries
    tariff = Tariff("t", NOON, NOON, "EUR", (Element((PriceComponent("ENERGY", Decimal("0.30")),)),))
    reference = (await put_tariff(store, tariff)).tariff.reference
    await store.commit(work(over("t-9", tariff=reference), Transaction(CS1, T1, NOON, NOON, NOON, NOON)))
    place, desk = (CS1, TransactionId("t-9")), Desk(store, queries, UTC, at_once, clock.now)
    both = await asyncio.gather(make_record(desk, *place), make_record(desk, *place))
    assert both[0].record == both[1].record
    assert both[0].record.cost is not None
    assert both[0].record.cost.before_taxes == Decimal("1.50")
    assert len(await queries.charge_records_of(*place)) == 1
    again = await make_record(desk, *place)
    assert (again.record, again.is_new) == (both[0].record, False)
    with pytest.raises(ConflictError):
        await make_record(desk, CS1, T1)
    with pytest.raises(NotFoundError):
        await make_record(desk, CS1, TransactionId("gone"))


async def test_the_outbox_is_followed_once_each_end_is_old_enough(storage: Storage, clock: SetClock) -> None:
    follower = reader(storage, clock)
    await storage.store.commit(told(over("a")))
    clock.at = later(60)
    assert not await follower.go()
    assert await made(storage, "a") == []
    clock.at = later(70)
    await follower.go()
    assert await made(storage, "a") == [5000]
    await storage.store.commit(told(over("a", 5500), TransactionRevised))
    await storage.store.commit(told(over("b")))
    await follower.go()
    assert await made(storage, "a") == [5000, 5500]
    assert await made(storage, "b") == [5000]
    events = await storage.queries.events_after(RecordId(0), 10, ("cdr.created",))
    seen = [one.event for one in events if isinstance(one.event, ChargeRecordCreated)]
    assert [(one.transaction_id, one.number, one.energy_wh) for one in seen] == [
        (TransactionId("a"), 1, "5000"), (TransactionId("a"), 2, "5500"), (TransactionId("b"), 1, "5000")
    ]  # fmt: skip
    assert seen[1].corrects == seen[0].cdr


async def test_another_process_goes_on_after_the_last_record(storage: Storage, clock: SetClock) -> None:
    clock.at = later(100)
    await storage.store.commit(told(over("a")))
    await reader(storage, clock).go()
    for name in ("b", "c"):
        await storage.store.commit(told(over(name)))
    await reader(storage, clock).go()
    await reader(storage, clock).go()
    assert [await made(storage, name) for name in ("a", "b", "c")] == [[5000], [5000], [5000]]
