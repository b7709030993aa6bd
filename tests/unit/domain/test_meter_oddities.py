"""Gaps, jumps and steps back among the readings of a transaction."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from pilotwire.domain.meter_oddities import MeterOddity, meter_oddities
from pilotwire.domain.reading import Reading, Sample

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def energy(minute: float, wh: int, context: str = "Sample.Periodic") -> Reading:
    return Reading(at(minute), (Sample(value=Decimal(wh)),), context)


def test_plain_charging_is_not_odd_in_whatever_order_it_is_told() -> None:
    told = [energy(minute, 1000 + minute * 180) for minute in range(10)]  # 10.8 kW
    assert meter_oddities(told, Decimal(11_000)) == ()
    assert meter_oddities(reversed(told), Decimal(11_000)) == ()
    assert meter_oddities([]) == ()


def test_more_energy_than_the_evse_can_deliver_is_a_jump() -> None:
    told = [energy(0, 1000), energy(1, 1180), energy(2, 4180), energy(3, 4360)]
    assert meter_oddities(told, Decimal(22_000)) == (
        MeterOddity("jump", at(1), at(2), Decimal(1180), Decimal(4180), Decimal(180_000)),
    )
    assert meter_oddities(told) == ()  # 180 kW is nothing for an EVSE whose maximum is not known
    lost = [energy(0, 1000), energy(1, 101_000)]
    assert [one.kind for one in meter_oddities(lost)] == ["jump"]


def test_a_meter_that_counts_whole_kwh_does_not_jump() -> None:
    told = [energy(minute, 1000 * (minute // 6)) for minute in range(30)]  # 10 kW, a step each six minutes
    assert meter_oddities(told, Decimal(11_000)) == ()


def test_a_register_that_goes_back_is_a_regression() -> None:
    told = [energy(0, 5000), energy(1, 5100), energy(2, 100), energy(3, 200)]
    assert meter_oddities(told) == (MeterOddity("regression", at(1), at(2), Decimal(5100), Decimal(100)),)


def test_a_time_without_readings_is_a_gap() -> None:
    told = [energy(minute, minute) for minute in (0, 1, 2, 3, 33, 34, 35)]
    assert meter_oddities(told) == (MeterOddity("gap", at(3), at(33)),)
