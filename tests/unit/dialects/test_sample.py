"""Measured values into the domain's units."""

from decimal import Decimal

import pytest

from pilotwire.dialects.sample import number, sample
from pilotwire.domain.reading import Sample, SignedValue

NOWHERE = (None, None)


def ignore(name: str, detail: str) -> None:
    raise AssertionError(f"noted {name}: {detail}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7.4", Decimal("7.4")),
        (" 7400 ", Decimal(7400)),
        ("7,4", Decimal("7.4")),
        ("-12", Decimal(-12)),
        ("1.5E3", Decimal(1500)),
        ("", None),
        ("n/a", None),
        ("NaN", None),
        ("Infinity", None),
        ("1E999999", None),
    ],
)
def test_only_numbers_that_a_meter_can_mean_are_numbers(text: str, expected: Decimal | None) -> None:
    assert number(text) == expected


def test_kilowatt_hours_become_watt_hours_and_what_was_sent_stays() -> None:
    made = sample("7.4", "Energy.Active.Import.Register", "kWh", NOWHERE, ignore)
    assert made == Sample("Energy.Active.Import.Register", Decimal(7400), "Wh", sent="7.4 kWh")


def test_a_value_in_the_domains_unit_stays_as_it_is() -> None:
    assert sample("16", "Current.Import", "A", ("L1", "Outlet"), ignore) == Sample(
        "Current.Import", Decimal(16), "A", "L1"
    )


def test_what_is_left_out_is_the_import_register_in_wh_at_the_outlet() -> None:
    made = sample("100", None, None, NOWHERE, ignore)
    assert (made.measurand, made.unit, made.location) == ("Energy.Active.Import.Register", "Wh", "Outlet")


def test_a_multiplier_is_a_power_of_ten() -> None:
    made = sample("123", "Energy.Active.Import.Register", "Wh", NOWHERE, ignore, multiplier=2)
    assert made.value == 12300
    assert made.sent == "123 Wh x 10^2"


def test_celcius_is_celsius() -> None:
    assert sample("21", "Temperature", "Celcius", NOWHERE, ignore).unit == "Celsius"


def test_a_unit_that_we_cannot_scale_is_kept() -> None:
    made = sample("70", "Temperature", "Fahrenheit", NOWHERE, ignore)
    assert (made.value, made.unit) == (Decimal(70), "Fahrenheit")


def test_power_in_watt_hours_is_noted() -> None:
    noted: list[tuple[str, str]] = []
    sample("7400", "Power.Active.Import", "Wh", NOWHERE, lambda name, detail: noted.append((name, detail)))
    assert noted == [("unit-alias", "Power.Active.Import in Wh")]


def test_text_that_is_no_number_is_kept_without_a_value() -> None:
    noted: list[str] = []
    made = sample("n/a", "Voltage", "V", NOWHERE, lambda name, _: noted.append(name))
    assert (made.value, made.sent) == (None, "n/a")
    assert noted == ["value-not-a-number"]


def test_signed_data_is_kept_to_the_byte() -> None:
    signed = SignedValue("OCMF|{...}|{...}")
    made = sample("OCMF|{...}|{...}", None, "Wh", NOWHERE, ignore, signed=signed)
    assert made.signed == signed
    assert made.value is None
