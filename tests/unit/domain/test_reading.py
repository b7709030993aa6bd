"""The energy register of a reading, and joining split readings."""

from datetime import UTC, datetime
from decimal import Decimal

from pilotwire.domain.reading import Reading, Sample, merged

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def reading(*samples: Sample, context: str = "Sample.Periodic") -> Reading:
    return Reading(NOON, samples, context)


def energy(value: int, phase: str | None = None, location: str = "Outlet", unit: str = "Wh") -> Sample:
    return Sample(value=Decimal(value), phase=phase, location=location, unit=unit)


def test_the_register_of_all_phases_is_taken() -> None:
    assert reading(energy(300), energy(100, "L1")).import_wh == 300


def test_registers_per_phase_are_summed() -> None:
    assert reading(energy(100, "L1"), energy(110, "L2"), energy(90, "L3")).import_wh == 300


def test_the_outlet_counts_before_the_inlet() -> None:
    assert reading(energy(999, location="Inlet"), energy(300)).import_wh == 300


def test_an_inlet_alone_counts() -> None:
    assert reading(energy(999, location="Inlet")).import_wh == 999


def test_a_register_in_an_unknown_unit_is_not_energy() -> None:
    assert reading(energy(300, unit="apples")).import_wh is None


def test_power_alone_is_no_register() -> None:
    assert reading(Sample("Power.Active.Import", Decimal(7400), "W")).import_wh is None


def test_readings_of_one_instant_are_joined() -> None:
    power = Sample("Power.Active.Import", Decimal(7400), "W")
    assert merged([reading(energy(300)), reading(power)]) == (reading(energy(300), power),)


def test_readings_of_different_contexts_stay_apart() -> None:
    both = (reading(energy(300)), reading(energy(300), context="Transaction.End"))
    assert merged(both) == both
