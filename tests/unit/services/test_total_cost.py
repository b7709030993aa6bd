"""What answers say of the cost: where it is asked for, and where it is not worth waiting."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.domain.charging_period import Told
from pilotwire.domain.cost import Cost
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.meter import Meter
from pilotwire.domain.pricing_ability import PricingAbility
from pilotwire.domain.reading import Reading
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.domain.transaction_limit import Limits, TransactionLimit
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.kernel.units import Money
from pilotwire.services.advisers import Advisers
from pilotwire.services.context import Context, Rules
from pilotwire.services.total_cost import cost_in_words, total_cost
from pilotwire.services.transaction_record import Outcome
from pilotwire.services.work import StoredReadings, Work

from .conftest import NOON, Desk, finish

ENDED = Report("Ended", NOON)
RUNNING = Transaction(StationId("CP01"), TransactionId("t"), NOON, NOON, NOON, NOON, tariff="day@1")
OVER = msgspec.structs.replace(RUNNING, ended=True, stop_trigger="EVDeparted")


class Reckons:
    """Always the same, and remembers what it was given."""

    def __init__(self, cost: Cost | None) -> None:
        self.cost = cost
        self.given: list[tuple[int, list[Told]]] = []

    async def cost_now(
        self, transaction: Transaction, readings: Sequence[Reading] = (), states: Sequence[Told] = ()
    ) -> Cost | None:
        self.given.append((len(readings), list(states)))
        return self.cost

    def show_price(self, station: StationId, id_token: IdToken, text: str) -> None:
        raise NotImplementedError


def told(desk: Desk, transaction: Transaction, report: Report = ENDED, **cost: Any) -> tuple[Decimal | None, Reckons]:
    known = Cost("EUR", "day", NOON, NOON, True, Decimal("1.00"), Decimal("1.20"))
    reckons, work = Reckons(msgspec.structs.replace(known, **cost)), Work()
    work.save(StoredReadings(desk.station, transaction.id, EvseId(1), (Reading(NOON, ()),), NOON))
    context = Context(
        desk.station, NOON, "Some", msgspec.Raw(b"{}"), desk.store, work, desk.rules, Advisers(costs=reckons)
    )
    found = finish(total_cost(context, Outcome(transaction), report))
    return None if found is None else found.amount, reckons


def test_the_end_is_answered_with_taxes_where_they_are_known(desk: Desk) -> None:
    assert told(desk, OVER)[0] == Decimal("1.20")
    assert told(desk, OVER, after_taxes=None)[0] == Decimal("1.00")


def test_readings_of_the_message_itself_are_counted(desk: Desk) -> None:
    assert told(desk, OVER)[1].given == [(1, [])]


def test_nobody_waits_while_it_runs_nor_for_what_an_offline_station_tells(desk: Desk) -> None:
    assert told(desk, RUNNING, Report("Updated", NOON))[1].given == []
    assert told(desk, OVER, Report("Ended", NOON, offline=True))[1].given == []


@pytest.mark.requirement("E16.FR.11")
def test_a_station_that_keeps_a_limit_of_cost_by_our_figures_gets_them(desk: Desk) -> None:
    limited = msgspec.structs.replace(RUNNING, limits=Limits(reported=TransactionLimit(max_cost=Decimal(20))))
    assert told(desk, limited, Report("Updated", NOON))[0] == Decimal("1.20")
    own = msgspec.structs.replace(limited, station_tariff="day@1")
    assert told(desk, own, Report("Updated", NOON))[1].given == []


def test_a_payment_that_was_called_off_costs_nothing(desk: Desk) -> None:
    paid = msgspec.structs.replace(OVER, id_token=IdToken("psp", "DirectPayment"), stop_trigger="StopAuthorized")
    assert told(desk, paid)[0] == Decimal(0)
    assert told(desk, msgspec.structs.replace(paid, stop_trigger="EVDeparted"))[0] == Decimal("1.20")


def test_an_amount_in_another_currency_than_the_stations_is_kept_back(desk: Desk) -> None:
    work = Work()
    work.save(ChargingStation(desk.station, NOON, NOON, pricing=PricingAbility(currency="SEK")))
    finish(desk.store.commit(work))
    assert told(desk, OVER)[0] is None


def test_the_end_may_be_told_in_words(desk: Desk) -> None:
    context = Context(
        desk.station,
        NOON,
        "Some",
        msgspec.Raw(b"{}"),
        desk.store,
        Work(),
        Rules(cost_text="{cost}, {energy_kwh} kWh, {minutes} min"),
    )
    over = msgspec.structs.replace(
        OVER, ended_at=NOON + timedelta(seconds=150), meter=Meter(counted_wh=Decimal(12_340))
    )
    total = Money(Decimal("1.20"), "EUR")
    assert cost_in_words(context, Outcome(over), total) == "1.20 EUR, 12.3 kWh, 2 min"
    assert cost_in_words(context, Outcome(over), None) is None
    assert cost_in_words(context, Outcome(RUNNING), total) is None
