"""Whatever is charged under whatever tariff: sums are right, limits hold, and nothing depends on how time is cut."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pilotwire.domain.charging_period import Period, PeriodKind
from pilotwire.domain.cost import Cost, cost_of
from pilotwire.domain.tariff import (
    DAYS,
    Dimension,
    Element,
    PriceComponent,
    PriceLimit,
    Restrictions,
    Tariff,
    TaxIncluded,
)

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 27, 21, 10, tzinfo=UTC)  # the clock is put forward two days later
prices = st.integers(0, 900).map(lambda cents: Decimal(cents) / 100)
amounts = st.integers(0, 5000).map(lambda cents: Decimal(cents) / 100)
KINDS: tuple[PeriodKind, ...] = ("charging", "idle")
DIMENSIONS: tuple[Dimension, ...] = ("ENERGY", "TIME", "PARKING_TIME", "FLAT")
TAXES: tuple[TaxIncluded, ...] = ("YES", "NO", "N/A")


@st.composite
def components(draw: st.DrawFn) -> tuple[PriceComponent, ...]:
    wanted = draw(st.sets(st.sampled_from(DIMENSIONS), min_size=1))
    return tuple(
        PriceComponent(
            kind, draw(prices), draw(st.none() | st.sampled_from((Decimal(7), Decimal(20), Decimal("5.2")))),
            (), draw(st.sampled_from((0, 1, 60, 300, 1000))),
        )
        for kind in DIMENSIONS if kind in wanted
    )  # fmt: skip


@st.composite
def restrictions(draw: st.DrawFn) -> Restrictions:
    low = draw(st.integers(0, 20))
    return draw(
        st.sampled_from(
            (
                Restrictions(),
                Restrictions(min_kwh=Decimal(low), max_kwh=Decimal(low + 5)),
                Restrictions(min_duration_s=low * 100, max_duration_s=low * 400 + 1),
                Restrictions(max_power_kw=Decimal(low)),
                Restrictions(start_time="22:30", end_time="06:00"),
                Restrictions(day_of_week=DAYS[5:]),
            )
        )
    )


@st.composite
def tariffs(draw: st.DrawFn) -> Tariff:
    elements = draw(st.lists(st.builds(Element, components(), restrictions()), min_size=1, max_size=4))
    least = draw(st.none() | amounts.map(lambda amount: PriceLimit(amount, amount * 2)))
    most = draw(st.none() | amounts.map(lambda amount: PriceLimit(amount + 50, amount * 2 + 100)))
    return Tariff("t", START, START, "EUR", tuple(elements), draw(st.sampled_from(TAXES)), least, most)


@st.composite
def courses(draw: st.DrawFn) -> list[Period]:
    periods, since = list[Period](), START
    rows = st.lists(
        st.tuples(st.integers(1, 600), st.integers(0, 8000), st.sampled_from(KINDS)), min_size=1, max_size=6
    )
    for minutes, wh, kind in draw(rows):
        until = since + timedelta(minutes=2 * minutes)
        periods.append(Period(since, until, kind, Decimal(2 * wh)))
        since = until
    return periods


def _sum(found: Cost, side: str) -> Decimal:
    return sum((getattr(one, side) or Decimal() for one in (*found.lines, *found.adjustments)), Decimal())


@given(tariffs(), courses())
def test_the_breakdown_adds_up_to_the_totals_and_taxes_to_their_difference(
    tariff: Tariff, course: list[Period]
) -> None:
    found = cost_of(tariff, course, BERLIN)
    for side in ("before_taxes", "after_taxes"):
        if getattr(found, side) is not None:
            assert _sum(found, side) == getattr(found, side)
    if found.taxes:
        assert found.before_taxes is not None
        assert found.after_taxes is not None
        assert sum(one.amount for one in found.taxes) == found.after_taxes - found.before_taxes


@given(tariffs(), courses())
def test_the_limits_of_the_price_hold(tariff: Tariff, course: list[Period]) -> None:
    found = cost_of(tariff, course, BERLIN)
    for side in ("before_taxes", "after_taxes"):
        amount = getattr(found, side)
        if amount is not None:
            assert tariff.min_price is None or amount >= getattr(tariff.min_price, side)
            assert tariff.max_price is None or amount <= getattr(tariff.max_price, side)


@given(tariffs(), courses())
def test_cutting_each_period_in_two_changes_nothing(tariff: Tariff, course: list[Period]) -> None:
    halves = [half for period in course for half in _halves(period)]
    assert cost_of(tariff, halves, BERLIN) == cost_of(tariff, course, BERLIN)


@given(tariffs(), courses())
def test_the_cost_never_falls_while_a_transaction_runs_nor_at_its_end(tariff: Tariff, course: list[Period]) -> None:
    halves = [half for period in course for half in _halves(period)]
    running = [cost_of(tariff, halves[: count + 1], BERLIN, is_final=False) for count in range(len(halves))]
    for side in ("before_taxes", "after_taxes"):
        costs: Sequence[Decimal] = [
            amount for one in (*running, cost_of(tariff, halves, BERLIN)) if (amount := getattr(one, side)) is not None
        ]
        assert costs == sorted(costs)


@st.composite
def staged(draw: st.DrawFn) -> Tariff:
    """Prices of energy and of the start that depend on nothing but the energy used before."""
    kinds: tuple[Dimension, ...] = ("ENERGY", "FLAT")
    elements = []
    for _ in range(draw(st.integers(1, 4))):
        low = draw(st.integers(0, 20))
        said = draw(st.sampled_from((Restrictions(), Restrictions(min_kwh=Decimal(low), max_kwh=Decimal(low + 7)))))
        step = draw(st.sampled_from((0, 1, 500)))
        elements.append(
            Element(tuple(PriceComponent(kind, draw(prices), Decimal(19), (), step) for kind in kinds), said)
        )
    most = draw(st.none() | amounts.map(lambda amount: PriceLimit(amount)))
    return Tariff("t", START, START, "EUR", tuple(elements), "NO", None, most)


@given(staged(), courses(), st.integers(0, 40_000))
def test_more_energy_in_the_same_time_never_costs_less(tariff: Tariff, course: list[Period], more_wh: int) -> None:
    grown = [*course[:-1], msgspec.structs.replace(course[-1], energy_wh=Fraction(course[-1].energy_wh) + more_wh)]
    less, more = cost_of(tariff, course, BERLIN), cost_of(tariff, grown, BERLIN)
    assert less.after_taxes is not None
    assert more.after_taxes is not None
    assert less.after_taxes <= more.after_taxes


CLOCK_CHANGES = (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC))
"""Noon before the days on which clocks in Berlin are put forward and back."""


@given(
    st.sampled_from(CLOCK_CHANGES), st.integers(0, 1440), st.integers(1, 1440), st.integers(0, 95), st.integers(0, 95)
)
def test_a_window_bills_the_minutes_at_which_the_local_clock_is_within_it(
    noon: datetime, begin: int, length: int, opens: int, closes: int
) -> None:
    since = noon + timedelta(minutes=begin)
    until = since + timedelta(minutes=length)
    start, end = (f"{quarter // 4:02}:{quarter % 4 * 15:02}" for quarter in (opens, closes))
    window = Restrictions(start_time=start, end_time=end)
    tariff = Tariff("t", noon, noon, "EUR", (Element((PriceComponent("TIME", Decimal(60), step_size=0),), window),))
    minutes = 0
    for minute in range(length):
        shown = f"{(since + timedelta(minutes=minute)).astimezone(BERLIN):%H:%M}"
        is_day = start <= shown < end if start < end and end != "00:00" else shown >= start or shown < end
        minutes += start == end or (end == "00:00" and shown >= start) or (end != "00:00" and is_day)
    assert cost_of(tariff, [Period(since, until, "charging")], BERLIN).before_taxes == minutes


def _halves(period: Period) -> tuple[Period, Period]:
    middle = period.since + (period.until - period.since) / 2
    half_wh = Decimal(str(period.energy_wh)) / 2
    return (
        msgspec.structs.replace(period, until=middle, energy_wh=half_wh),
        msgspec.structs.replace(period, since=middle, energy_wh=half_wh),
    )
