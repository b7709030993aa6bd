"""When a station is told what its transaction costs, and what it is told."""

from datetime import UTC, timedelta
from decimal import Decimal

import msgspec
import pytest

from pilotwire.domain.capability import Capability
from pilotwire.domain.charging_period import Period
from pilotwire.domain.command import Reply
from pilotwire.domain.cost import cost_of
from pilotwire.domain.cost_commands import PricesNow, TellCost, prices_now
from pilotwire.domain.meter import Meter
from pilotwire.domain.station import ChargingStation
from pilotwire.domain.tariff import Element, PriceComponent, Restrictions, Tariff
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.cost_updates import Shown, is_due, may_be_told, tell_cost

from .conftest import NOON, finish
from .link_in_hand import LinkInHand

EACH = timedelta(seconds=60)
RUNNING = Transaction(StationId("CS"), TransactionId("t"), NOON, NOON, NOON, NOON, tariff="day@1")
TARIFF = Tariff(
    "day", NOON, NOON, "EUR",
    (
        Element((PriceComponent("ENERGY", Decimal("0.30"), Decimal(20)),), Restrictions(max_kwh=Decimal(1))),
        Element((PriceComponent("ENERGY", Decimal("0.60"), Decimal(20)), PriceComponent("FLAT", Decimal(1)))),
    ),
)  # fmt: skip


def test_it_is_due_at_once_and_then_when_something_came_and_the_time_has_passed() -> None:
    later = msgspec.structs.replace(RUNNING, last_received_at=NOON + EACH)
    assert is_due(RUNNING, None, NOON, EACH)
    assert not is_due(RUNNING, Shown(Decimal(1), NOON, NOON), NOON + EACH, EACH)
    assert is_due(later, Shown(Decimal(1), NOON, NOON), NOON + EACH, EACH)
    assert not is_due(later, Shown(Decimal(1), NOON, NOON), NOON + EACH - timedelta(seconds=1), EACH)


def test_it_is_never_due_without_a_tariff_or_after_the_end() -> None:
    assert not is_due(msgspec.structs.replace(RUNNING, tariff=None), None, NOON, EACH)
    assert not is_due(msgspec.structs.replace(RUNNING, ended=True), None, NOON, EACH)


@pytest.mark.requirement("I08.FR.34")
def test_a_station_that_reckons_by_a_tariff_of_its_own_is_told_nothing_and_one_that_cannot_is_told() -> None:
    record = ChargingStation(
        StationId("CS"), NOON, NOON, capabilities=(Capability("cost-updates", True, "answered", NOON),)
    )
    assert may_be_told(record, RUNNING)
    assert not may_be_told(record, msgspec.structs.replace(RUNNING, station_tariff="day@1"))
    assert not may_be_told(None, RUNNING)


def test_it_is_told_the_amount_and_the_prices_of_the_moment() -> None:
    link = LinkInHand(Reply("Accepted"))
    cost = cost_of(TARIFF, [Period(NOON, NOON + EACH, "charging", Decimal(1500))], UTC, is_final=False)
    one = msgspec.structs.replace(
        RUNNING, charging_state="SuspendedEV", meter=Meter(start_wh=Decimal(500), counted_wh=Decimal(1500))
    )
    assert finish(tell_cost(link, one, TARIFF, cost, Decimal("1.92"))) == Reply("Accepted")
    assert link.asked == [
        (
            "CS",
            TellCost(
                TransactionId("t"), Decimal("1.92"), NOON, Decimal(2000), True,
                PricesNow(energy=Decimal("0.72"), flat=Decimal(1)),
            ),
            None,
        )
    ]  # fmt: skip


def test_prices_are_those_of_the_tariff_that_holds_now() -> None:
    busy = msgspec.structs.replace(TARIFF, id="busy", elements=(Element((PriceComponent("ENERGY", Decimal("0.90")),)),))
    course = [Period(NOON, NOON + EACH, "charging", Decimal(1500))]
    cost = cost_of(TARIFF, course, UTC, is_final=False, later=[(NOON + EACH / 2, busy)])
    assert prices_now(busy, cost) == PricesNow(energy=Decimal("0.9"))
