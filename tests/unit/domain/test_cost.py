"""Cost: the worked examples of OCPI's tariffs and CDRs, to the cent, and what they leave open.

Source: ocpi/ocpi, 2.2.1 and 2.3.0, mod_tariffs, mod_cdrs and their examples. Where a print there contradicts its own
tariff (examples 3 and 4, the latter for a Saturday) the tariff counts.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from pilotwire.domain.charging_period import Period, PeriodKind
from pilotwire.domain.cost import Cost, cost_of
from pilotwire.domain.cost_lines import Reservation
from pilotwire.domain.tariff import (
    DAYS,
    Dimension,
    Element,
    PriceComponent,
    PriceLimit,
    Restrictions,
    Tariff,
    TaxIncluded,
    TaxRate,
)

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, tzinfo=UTC)
WEEK = DAYS[:5]


def d(number: str | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def price(kind: Dimension, each: str, vat: str | None = None, step: int = 1) -> PriceComponent:
    return PriceComponent(kind, Decimal(each), d(vat), (), step)


def always(*components: PriceComponent) -> Element:
    return Element(components)


def tariff(
    *elements: Element,
    least: PriceLimit | None = None,
    most: PriceLimit | None = None,
    taxes: TaxIncluded = "NO",
    currency: str = "EUR",
) -> Tariff:
    return Tariff("t", MONDAY, MONDAY, currency, elements, taxes, least, most)


def limit(before: str, after: str | None = None) -> PriceLimit:
    return PriceLimit(Decimal(before), d(after))


Part = tuple[PeriodKind, float, float]
"""Kind, minutes, kWh."""


def went(*parts: Part, at: datetime = MONDAY, current_a: int | None = None, hour: float = 0) -> list[Period]:
    since = at + timedelta(hours=hour)
    periods = []
    for kind, minutes, kwh in parts:
        until = since + timedelta(minutes=minutes)
        amperes = None if current_a is None or kind != "charging" else Decimal(current_a)
        periods.append(Period(since, until, kind, Decimal(str(kwh)) * 1000, None, amperes))
        since = until
    return periods


def total(found: Cost) -> tuple[Decimal | None, Decimal | None]:
    return found.before_taxes, found.after_taxes


def costs(of: Tariff, periods: Sequence[Period], before: str, after: str | None, how: Reservation = "none") -> Cost:
    found = cost_of(of, periods, UTC, reservation=how)
    assert total(found) == (d(before), d(after))
    return found


ENERGY = price("ENERGY", "0.25", "10")
START = price("FLAT", "0.50", "20")


def test_examples_that_price_energy_and_a_start() -> None:
    twenty = went(("charging", 120, 20))
    costs(tariff(always(ENERGY)), twenty, "5.00", "5.50")
    costs(tariff(always(START, ENERGY)), twenty, "5.50", "6.10")
    with_least = tariff(always(ENERGY), least=limit("0.50", "0.55"))
    costs(with_least, twenty, "5.00", "5.50")
    costs(with_least, went(("charging", 9, 1.5)), "0.50", "0.55")
    with_most = tariff(always(START, ENERGY), most=limit("10", "11"))
    costs(with_most, went(("charging", 300, 50)), "10.00", "11.00")
    costs(with_most, went(("charging", 180, 30)), "8.00", "8.85")
    costs(tariff(always(price("FLAT", "0.00"))), twenty, "0.00", None)


def test_examples_that_price_time() -> None:
    costs(tariff(always(price("TIME", "2.00", "10", 60))), went(("charging", 150, 0)), "5.00", "5.50")
    costs(tariff(always(price("TIME", "1.90", "5.2", 300))), went(("charging", 150, 0)), "4.75", "5.00")
    parked = tariff(always(START, ENERGY, price("PARKING_TIME", "2.00", "20", 900)))
    costs(parked, went(("charging", 120, 20), ("idle", 40, 0)), "7.00", "7.90")
    both = tariff(always(price("TIME", "3.00", "10", 60), price("PARKING_TIME", "5.00", "20", 300)))
    costs(both, went(("charging", 150, 0), ("idle", 42, 0)), "11.25", "12.75")


def test_example_3_is_rounded_half_up_after_its_step_of_100_wh() -> None:
    found = costs(
        tariff(always(START, price("ENERGY", "0.25", "10", 100))), went(("charging", 60, 20.45)), "5.63", "6.24"
    )
    energy = found.lines[1]
    assert (energy.volume, energy.billed_volume, energy.unit) == (Decimal(20450), Decimal(20500), "Wh")
    assert (energy.before_taxes, energy.after_taxes) == (Decimal("5.125"), Decimal("5.6375"))
    (rounding,) = found.adjustments
    assert (rounding.reason, rounding.before_taxes, rounding.after_taxes) == (
        "rounding", Decimal("0.005"), Decimal("0.0025")
    )  # fmt: skip


def complex_tariff() -> Tariff:
    return tariff(
        always(price("FLAT", "2.50", "15")),
        Element((price("TIME", "1.00", "20", 900),), Restrictions(max_current_a=Decimal(32))),
        Element((price("TIME", "2.00", "20", 600),), Restrictions(min_current_a=Decimal(32), day_of_week=WEEK)),
        Element(
            (price("TIME", "1.25", "20", 600),),
            Restrictions(min_current_a=Decimal(32), day_of_week=("SATURDAY", "SUNDAY")),
        ),
        Element(
            (price("PARKING_TIME", "5.00", "10", 300),),
            Restrictions(start_time="09:00", end_time="18:00", day_of_week=WEEK),
        ),
        Element(
            (price("PARKING_TIME", "6.00", "10", 300),),
            Restrictions(start_time="10:00", end_time="17:00", day_of_week=("SATURDAY",)),
        ),
    )


def test_example_4_with_currents_days_and_hours() -> None:
    costs(complex_tariff(), went(("charging", 165, 0), ("idle", 42, 0), current_a=16, hour=9.5), "9.00", "10.30")
    saturday = went(("charging", 114, 0), ("idle", 71, 0), at=SATURDAY, current_a=43, hour=13.5)
    costs(complex_tariff(), saturday, "12.38", "13.98")  # 12.375 and 13.975: the print used another price


def test_examples_with_reserved_time() -> None:
    def kept(each: str, step: int, *fees: Element) -> Tariff:
        reserved = Element((price("TIME", each, "20", step),), Restrictions(reservation="RESERVATION"))
        return tariff(*fees, reserved, always(START, ENERGY))

    def then_charged(minutes: float) -> list[Period]:
        return went(("reserved", minutes, 0), ("charging", 100, 20))

    costs(kept("5.00", 60), then_charged(15), "6.75", "7.60", "used")
    fee = Element((price("FLAT", "2.00", "20"),), Restrictions(reservation="RESERVATION"))
    costs(kept("5.00", 300, fee), then_charged(13), "8.75", "10.00", "used")
    expiry = Element((price("FLAT", "4.00", "20"),), Restrictions(reservation="RESERVATION_EXPIRES"))
    costs(kept("2.00", 600, expiry), then_charged(22), "6.50", "7.30", "used")
    costs(kept("2.00", 600, expiry), went(("reserved", 60, 0)), "6.00", "7.20", "expired")
    dear = Element((price("TIME", "6.00", "20", 600),), Restrictions(reservation="RESERVATION_EXPIRES"))
    costs(kept("3.00", 600, dear), then_charged(22), "7.00", "7.90", "used")
    costs(kept("3.00", 600, dear), went(("reserved", 90, 0)), "9.00", "10.80", "expired")


def test_example_14_fills_up_the_last_block_once() -> None:
    steps = tariff(
        Element(
            (price("TIME", "1.20", None, 1800), price("PARKING_TIME", "1.00", None, 900)),
            Restrictions(start_time="00:00", end_time="17:00"),
        ),
        Element(
            (price("TIME", "2.40", None, 900), price("PARKING_TIME", "1.00", None, 900)),
            Restrictions(start_time="17:00", end_time="20:00"),
        ),
        Element((price("TIME", "2.40", None, 900),), Restrictions(start_time="20:00", end_time="00:00")),
    )
    five_to_five = costs(steps, went(("charging", 10, 0), ("idle", 2, 0), hour=16 + 55 / 60), "0.55", None)
    assert [(one.dimension, one.volume, one.billed_volume) for one in five_to_five.lines] == [
        ("TIME", d("300"), d("300")), ("TIME", d("300"), d("300")), ("PARKING_TIME", d("120"), d("900"))
    ]  # fmt: skip
    costs(steps, went(("charging", 35, 0), hour=16 + 35 / 60), "1.30", None)
    free_at_eight = costs(steps, went(("charging", 12, 0), ("idle", 20, 0), hour=19 + 40 / 60), "0.73", None)
    assert free_at_eight.lines[-1].until == MONDAY + timedelta(hours=20)
    assert free_at_eight.lines[-1].volume == 480


def test_examples_with_power_and_duration() -> None:
    by_power = tariff(
        Element((price("ENERGY", "0.20"),), Restrictions(max_power_kw=Decimal(16))),
        Element((price("ENERGY", "0.35"),), Restrictions(max_power_kw=Decimal(32))),
        always(price("ENERGY", "0.50")),
    )
    costs(by_power, went(("charging", 10, 1), ("charging", 50, 40), ("charging", 7.5, 0.5)), "20.30", None)
    by_duration = tariff(
        Element((price("ENERGY", "0.00"),), Restrictions(max_duration_s=1800)),
        Element((price("ENERGY", "0.25"),), Restrictions(max_duration_s=3600)),
        always(price("ENERGY", "0.40")),
    )
    costs(by_duration, went(("charging", 30, 5), ("charging", 10, 1.2)), "0.30", None)


@pytest.mark.parametrize(("step", "expected"), [(1, "0.029"), (25, "0.03125"), (500, "0.125")])
def test_energy_is_billed_in_steps_of_watt_hours(step: int, expected: str) -> None:
    found = cost_of(tariff(always(price("ENERGY", "0.25", None, step))), went(("charging", 1, 0.1152)), UTC)
    assert found.lines[0].before_taxes == Decimal(expected)


def test_examples_of_steps_in_the_chapter_on_cdrs() -> None:
    def billed(of: Tariff, *parts: Part, hour: float = 0) -> list[Decimal]:
        return [one.billed_volume for one in cost_of(of, went(*parts, hour=hour), UTC).lines]

    five = tariff(always(price("TIME", "1", None, 300), price("PARKING_TIME", "1", None, 300)))
    assert billed(five, ("charging", 21, 0), ("idle", 7, 0)) == [21 * 60, 10 * 60]
    ten = tariff(always(price("TIME", "1", None, 600), price("PARKING_TIME", "2", None, 600)))
    assert billed(ten, ("charging", 21, 0), ("idle", 16, 0)) == [21 * 60, 20 * 60]
    evening = tariff(
        Element((price("ENERGY", "0.20", None, 500), price("TIME", "5", None, 600)), Restrictions(end_time="17:00")),
        always(price("ENERGY", "0.27", None, 500), price("TIME", "7", None, 600)),
    )
    found = cost_of(evening, went(("charging", 6, 4.3), ("charging", 22, 1.1), hour=16.9), UTC)
    assert [(one.dimension, one.billed_volume) for one in found.lines] == [
        ("ENERGY", d("4300")), ("TIME", d("360")), ("ENERGY", d("1200")), ("TIME", d("1440"))
    ]  # fmt: skip
    assert sum(one.before_taxes or 0 for one in found.lines if one.dimension == "ENERGY") == Decimal("1.184")
    assert sum(one.before_taxes or 0 for one in found.lines if one.dimension == "TIME") == Decimal("3.30")


def test_the_surplus_of_ten_kwh_is_priced_at_the_end() -> None:
    """As the maintainers of OCPI answered: three times 3 kWh at 2, 5 and 2, in blocks of 10 kWh."""
    thrice = tariff(
        Element((price("ENERGY", "5", None, 10_000),), Restrictions(start_time="01:00", end_time="02:00")),
        always(price("ENERGY", "2", None, 10_000)),
    )
    costs(thrice, went(("charging", 60, 3), ("charging", 60, 3), ("charging", 60, 3)), "29.00", None)


def test_the_example_of_a_cdr() -> None:
    hours = timedelta(hours=1.973) / timedelta(minutes=1)
    costs(tariff(always(price("TIME", "2.00", "10", 300))), went(("charging", hours, 15.342)), "4.00", "4.40")


def test_taxes_are_included_on_top_or_unknown() -> None:
    two_hours = went(("charging", 150, 0))
    on_top = tariff(
        always(
            PriceComponent("TIME", Decimal(2), None, (TaxRate("GST", Decimal(5)), TaxRate("QST", Decimal("9.975"))))
        ),
        currency="CAD",
    )
    found = costs(on_top, two_hours, "5.00", "5.75")
    assert [(one.name, one.amount) for one in found.taxes] == [("GST", Decimal("0.25")), ("QST", Decimal("0.50"))]
    inside = tariff(always(price("TIME", "2.10")), taxes="YES", currency="CAD")
    assert total(cost_of(inside, two_hours, UTC)) == (None, Decimal("5.25"))
    assert total(cost_of(tariff(always(price("TIME", "2.10", "20")), taxes="YES"), two_hours, UTC)) == (
        Decimal("4.38"), Decimal("5.25")
    )  # fmt: skip
    costs(tariff(always(price("TIME", "2.10")), taxes="N/A"), two_hours, "5.25", "5.25")


@pytest.mark.requirement("I12.FR.37")
def test_a_window_follows_the_local_clock_over_midnight_and_when_it_is_put_back() -> None:
    night = tariff(Element((price("TIME", "6"),), Restrictions(start_time="22:00", end_time="03:00")))
    berlin = ZoneInfo("Europe/Berlin")
    winter = went(("charging", 8 * 60, 0), at=datetime(2026, 1, 10, 20, tzinfo=UTC))
    assert total(cost_of(night, winter, berlin))[0] == Decimal(30)
    put_back = went(("charging", 8 * 60, 0), at=datetime(2026, 10, 24, 19, tzinfo=UTC))
    assert total(cost_of(night, put_back, berlin))[0] == Decimal(36)
    half_past_two = tariff(Element((price("TIME", "6"),), Restrictions(start_time="02:30", end_time="03:30")))
    assert total(cost_of(half_past_two, put_back, berlin))[0] == Decimal(9)  # 02:30 to 03:00 comes twice


def test_energy_thresholds_split_a_period_exactly_where_they_are_reached() -> None:
    stages = tariff(
        Element((price("ENERGY", "0.30"),), Restrictions(max_kwh=Decimal(10))),
        always(price("ENERGY", "0.60")),
    )
    found = costs(stages, went(("charging", 70, 21)), "9.60", None)
    assert [(one.volume, one.until) for one in found.lines] == [
        (d("10000"), datetime(2026, 3, 2, 0, 33, 20, tzinfo=UTC)), (d("11000"), datetime(2026, 3, 2, 1, 10, tzinfo=UTC))
    ]  # fmt: skip


def test_currencies_are_rounded_to_their_own_smallest_unit() -> None:
    energy = always(price("ENERGY", "31.5"))
    assert total(cost_of(tariff(energy, currency="JPY"), went(("charging", 60, 7)), UTC))[0] == 221
    assert total(cost_of(tariff(energy, currency="KWD"), went(("charging", 60, 7.0013)), UTC))[0] == Decimal("220.563")


def test_current_that_was_not_told_follows_from_the_power_and_is_noted() -> None:
    found = cost_of(complex_tariff(), went(("charging", 60, 11), hour=9), UTC)
    assert found.notes == ("current-derived",)
    assert found.before_taxes == Decimal("4.50")  # 11 kW are 47.8 A: 2.00 an hour


def test_while_it_runs_no_block_is_filled_up() -> None:
    hourly = tariff(always(price("TIME", "6.00", None, 3600)))
    assert cost_of(hourly, went(("charging", 10, 0)), UTC, is_final=False).before_taxes == Decimal("1.00")
    assert cost_of(hourly, went(("charging", 10, 0)), UTC).before_taxes == Decimal("6.00")


def test_a_transaction_of_no_length_pays_its_start() -> None:
    costs(tariff(always(START, ENERGY)), went(("charging", 0, 0)), "0.50", "0.60")


def test_a_tariff_that_takes_anothers_place_prices_what_comes_after_and_no_start() -> None:
    first = tariff(always(price("FLAT", "0.50"), price("ENERGY", "0.30"), price("TIME", "1.20")))
    second = tariff(always(price("FLAT", "9.00"), price("ENERGY", "0.60")), most=limit("6"))
    course = went(("charging", 30, 8), ("charging", 30, 2))
    found = cost_of(first, course, UTC, later=[(MONDAY + timedelta(minutes=45), second)])
    # 0.50 + 9 kWh at 0.30 + 45 min at 1.20 + 1 kWh at 0.60
    assert found.before_taxes == Decimal("4.70")
    assert [f"{one.dimension} {one.volume} {one.tariff}" for one in found.lines] == [
        "FLAT 1 None", "ENERGY 9000 None", "TIME 2700 None", "ENERGY 1000 t"
    ]  # fmt: skip
    assert cost_of(first, course, UTC, later=[(MONDAY, second)]).before_taxes == Decimal("6.00")  # the highest price
