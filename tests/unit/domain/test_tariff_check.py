"""What is wrong with a tariff is named by its field."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from pilotwire.domain.tariff import Element, PriceComponent, PriceLimit, Restrictions, Tariff, TaxRate, is_valid_at
from pilotwire.domain.tariff_check import flaws

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ENERGY = PriceComponent("ENERGY", Decimal("0.25"), Decimal(20))
GOOD = Tariff("t", NOON, NOON, "EUR", (Element((ENERGY,)),))


def wrong(**changes: object) -> list[str]:
    return [flaw.pointer for flaw in flaws(msgspec.structs.replace(GOOD, **changes))]


def element(*components: PriceComponent, **said: object) -> tuple[Element, ...]:
    return (Element(components, msgspec.convert(said, Restrictions)),)


def test_a_plain_tariff_has_no_flaw() -> None:
    assert wrong() == []


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"currency": "euro"}, "/currency"),
        ({"elements": ()}, "/elements"),
        ({"elements": (Element(()),)}, "/elements/0/price_components"),
        ({"elements": element(ENERGY, ENERGY)}, "/elements/0/price_components/1/type"),
        ({"elements": element(PriceComponent("TIME", Decimal("0.12345")))}, "/elements/0/price_components/0/price"),
        ({"elements": element(PriceComponent("TIME", Decimal("NaN")))}, "/elements/0/price_components/0/price"),
        ({"elements": element(PriceComponent("TIME", Decimal(1), Decimal(101)))},
         "/elements/0/price_components/0/vat_percent"),
        ({"elements": element(PriceComponent("TIME", Decimal(1), Decimal(5), (TaxRate("GST", Decimal(5)),)))},
         "/elements/0/price_components/0/taxes"),
        ({"elements": element(PriceComponent("TIME", Decimal(1), step_size=-1))},
         "/elements/0/price_components/0/step_size"),
        ({"elements": element(ENERGY, reservation="RESERVATION")}, "/elements/0/price_components/0/type"),
        ({"elements": element(ENERGY, start_time="8:30")}, "/elements/0/restrictions/start_time"),
        ({"elements": element(ENERGY, end_time="24:00")}, "/elements/0/restrictions/end_time"),
        ({"elements": element(ENERGY, start_date="2026-02-30")}, "/elements/0/restrictions/start_date"),
        ({"elements": element(ENERGY, start_date="2026-03-01", end_date="2026-03-01")},
         "/elements/0/restrictions/end_date"),
        ({"elements": element(ENERGY, min_kwh=5, max_kwh=5)}, "/elements/0/restrictions/max_kwh"),
        ({"elements": element(ENERGY, min_duration_s=-1)}, "/elements/0/restrictions/min_duration_s"),
        ({"elements": (Element((ENERGY,)), *element(ENERGY, max_kwh=5))}, "/elements/1/price_components/0"),
        ({"elements": element(ENERGY, max_kwh=0)}, "/elements/0/restrictions/max_kwh"),
        ({"elements": element(ENERGY, max_duration_s=0)}, "/elements/0/restrictions/max_duration_s"),
        ({"elements": element(ENERGY, day_of_week=("MONDAY", "MONDAY"))}, "/elements/0/restrictions/day_of_week/1"),
        ({"elements": element(ENERGY, day_of_week=("SUNDAY",), start_date="2026-03-02", end_date="2026-03-08")},
         "/elements/0/restrictions/day_of_week"),
        ({"elements": element(PriceComponent("TIME", Decimal(1)), reservation="RESERVATION", min_kwh=1)},
         "/elements/0/restrictions/min_kwh"),
        ({"elements": element(ENERGY, max_kwh=5) * 2}, "/elements/1/price_components/0"),
        ({"min_price": PriceLimit(Decimal(2), Decimal(1))}, "/min_price/after_taxes"),
        ({"min_price": PriceLimit(Decimal(2)), "max_price": PriceLimit(Decimal(1))}, "/max_price/before_taxes"),
        ({"valid_from": NOON, "valid_until": NOON}, "/valid_until"),
    ],
)  # fmt: skip
def test_a_flaw_names_its_field(changes: dict[str, object], pointer: str) -> None:
    assert wrong(**changes) == [pointer]


def test_dates_of_a_week_or_more_have_every_day() -> None:
    assert (
        wrong(elements=element(ENERGY, day_of_week=("SUNDAY",), start_date="2026-03-02", end_date="2026-03-09")) == []
    )
    assert wrong(elements=element(ENERGY, day_of_week=("SUNDAY",), start_date="2026-03-02")) == []


def test_a_tariff_is_valid_from_its_first_instant_until_before_its_last() -> None:
    march = msgspec.structs.replace(GOOD, valid_from=NOON, valid_until=NOON.replace(hour=13))
    assert is_valid_at(march, NOON)
    assert not is_valid_at(march, NOON.replace(hour=13))
    assert not is_valid_at(march, NOON.replace(hour=11, minute=59))
