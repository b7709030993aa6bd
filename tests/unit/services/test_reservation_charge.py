"""A reservation that nobody came for has a charge detail record where its tariff says so."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.charge_record import ChargeRecord
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.reservation import Reservation
from pilotwire.domain.tariff import Element, PriceComponent, PriceLimit, Restrictions, Tariff
from pilotwire.domain.tariff_choice import Assignment
from pilotwire.domain.tariff_events import ChargeRecordCreated
from pilotwire.kernel.ids import EvseId, RecordId, StationId, TransactionId
from pilotwire.services.charge_record import Desk, Reckoned
from pilotwire.services.reservation_charge import charge_reservation
from pilotwire.services.tariff_choice import tariff_at
from pilotwire.services.work import Work

from .conftest import NOON, finish

CS, ANNE = StationId("CS"), IdToken("04A2B3")
VAT = Decimal(20)
RESERVED = Element((PriceComponent("TIME", Decimal(3), VAT, step_size=600),), Restrictions(reservation="RESERVATION"))
EXPIRED = Element((PriceComponent("FLAT", Decimal(4), VAT),), Restrictions(reservation="RESERVATION_EXPIRES"))
ENERGY = Element((PriceComponent("ENERGY", Decimal("0.25"), VAT),))


async def never(*_: Any) -> Reckoned:
    raise NotImplementedError


class Office:
    """A store in memory with one tariff and one reservation."""

    def __init__(self, *elements: Element, **changes: Any) -> None:
        self.store = MemoryStore()
        tariff = Tariff("t", NOON, NOON, "EUR", elements, min_price=PriceLimit(Decimal(50)), version="1")
        until = NOON + timedelta(minutes=55)
        one = Reservation(
            CS, 7, ANNE, NOON, until, state="expired", state_at=until + timedelta(seconds=1), evse_id=EvseId(2),
            status="Accepted", tariff=tariff.reference,
        )  # fmt: skip
        work = Work()
        work.save(tariff, Assignment("evse:CS:2", NOON, NOON, ("t",)), msgspec.structs.replace(one, **changes))
        finish(self.store.commit(work))
        self.desk = Desk(self.store, MemoryQueries(self.store), UTC, never, lambda: NOON + timedelta(hours=1))

    def charge(self) -> ChargeRecord | None:
        return finish(charge_reservation(self.desk, 7, RecordId(12)))


def test_an_expired_one_is_billed_by_prices_of_expiry_and_of_reserved_time() -> None:
    office = Office(EXPIRED, RESERVED, ENERGY)
    made = office.charge()
    assert made is not None
    assert made.cost is not None
    # 4.00 once, and 55 minutes in blocks of ten: 60 at 3.00 an hour; the least price is that of a transaction
    assert (made.cost.before_taxes, made.cost.after_taxes) == (Decimal("7.00"), Decimal("8.40"))
    assert (made.reservation, str(made.transaction), made.time_s, made.energy_wh) == (
        7,
        "reservation 7",
        3300,
        Decimal(),
    )
    assert (made.flags, made.id_token, made.evse_id, made.event_id) == (("reservation-unused",), ANNE, 2, 12)


def test_made_twice_it_is_there_and_told_once() -> None:
    office = Office(RESERVED)
    first = office.charge()
    assert office.charge() == first
    assert len(office.store.charge_records) == 1
    assert sum(isinstance(one.event, ChargeRecordCreated) for one in office.store.events) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "cancelled"},
        {"state": "removed"},
        {"status": "NoAnswer"},
        {"transaction": TransactionId("t-1")},
        {"tariff": None},
    ],
)
def test_one_that_was_given_up_or_never_kept_or_used_is_not_billed(changes: dict[str, Any]) -> None:
    assert Office(EXPIRED, RESERVED, **changes).charge() is None


def test_a_tariff_without_prices_of_reserved_time_bills_nothing() -> None:
    assert Office(ENERGY).charge() is None


def test_one_whose_driver_showed_a_token_and_did_not_plug_in_is_billed_until_then() -> None:
    made = Office(RESERVED, state="used", state_at=NOON + timedelta(minutes=12)).charge()
    assert made is not None
    assert made.cost is not None
    assert (made.time_s, made.cost.before_taxes) == (720, Decimal("1.00"))


def test_one_that_the_station_says_to_have_expired_earlier_is_billed_until_then() -> None:
    made = Office(RESERVED, state_at=NOON + timedelta(minutes=20)).charge()
    assert made is not None
    assert made.time_s == 1200


def test_its_tariff_is_that_of_the_place_when_it_is_asked_for() -> None:
    office = Office(RESERVED)
    found = tariff_at(office.store, CS, EvseId(2), ANNE.value, None, datetime(2026, 3, 2, tzinfo=UTC))
    assert found is not None
    assert found.reference == "t@1"
    assert tariff_at(office.store, CS, EvseId(1), ANNE.value, None, NOON) is None
