"""Amounts before and after taxes, the limits of a price, and the rounding of its totals."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

from .cost_lines import Run
from .exact import rounded_half_up
from .tariff import PriceComponent, PriceLimit, Tariff

LimitName = Literal["min-price", "max-price"]


class Amounts(msgspec.Struct, frozen=True):
    """Both sides of taxes, exactly; None: nothing is known of that side."""

    before_taxes: Fraction | None
    after_taxes: Fraction | None


class TaxAmount(msgspec.Struct, frozen=True):
    """How much of the total is one tax."""

    name: str
    percent: Decimal
    amount: Decimal


class Total(msgspec.Struct, frozen=True):
    """The totals, how far a limit has moved them (`limited_by`), and what each tax makes of it."""

    before_taxes: Decimal | None
    after_taxes: Decimal | None
    limited_by: LimitName | None
    limited: Amounts
    taxes: tuple[TaxAmount, ...]


def amounts_of(tariff: Tariff, run: Run) -> Amounts:
    """What a run costs."""
    per = {"ENERGY": 1000, "FLAT": 1}.get(run.component.type, 3600)
    price = Fraction(run.component.price) * run.billed_volume / per
    return _with_taxes(tariff, price, _factor(run.component))


def total_of(tariff: Tariff, runs: Sequence[Run], amounts: Sequence[Amounts], unit: Decimal) -> Total:
    """The sums within the tariff's limits, each rounded half up to `unit`."""
    zero = _with_taxes(tariff, Fraction(), Fraction(1))
    exact = Amounts(
        None if zero.before_taxes is None else _sum([one.before_taxes for one in amounts]),
        None if zero.after_taxes is None else _sum([one.after_taxes for one in amounts]),
    )
    held, reason = _limited(tariff, exact)
    before, after = _rounded(held.before_taxes, unit), _rounded(held.after_taxes, unit)
    return Total(
        before, after, reason,
        Amounts(_difference(held.before_taxes, exact.before_taxes), _difference(held.after_taxes, exact.after_taxes)),
        () if before is None or after is None else _taxes(tariff, runs, amounts, after - before, unit),
    )  # fmt: skip


def price_of(tariff: Tariff, component: PriceComponent) -> Amounts:
    """A component's price before and after taxes."""
    return _with_taxes(tariff, Fraction(component.price), _factor(component))


def _factor(component: PriceComponent) -> Fraction:
    return 1 + sum((Fraction(rate.percent) for rate in component.tax_rates), Fraction()) / 100


def _with_taxes(tariff: Tariff, price: Fraction, factor: Fraction) -> Amounts:
    if tariff.tax_included == "N/A":
        return Amounts(price, price)
    if tariff.tax_included == "YES":
        return Amounts(price / factor if tariff.states_taxes else None, price)
    return Amounts(price, price * factor if tariff.states_taxes else None)


def _limited(tariff: Tariff, exact: Amounts) -> tuple[Amounts, LimitName | None]:
    """The amounts within both limits; the highest price has the last word."""
    reason: LimitName | None = None
    limits: tuple[tuple[LimitName, PriceLimit | None, bool], ...] = (
        ("min-price", tariff.min_price, True), ("max-price", tariff.max_price, False)
    )  # fmt: skip
    for name, limit, is_least in limits:
        if limit is not None:
            held = _within(exact, sides_of(tariff, limit), is_least)
            reason, exact = (reason if held == exact else name), held
    return exact, reason


def _within(exact: Amounts, limit: Amounts, is_least: bool) -> Amounts:
    choose = max if is_least else min
    pairs = (exact.before_taxes, limit.before_taxes), (exact.after_taxes, limit.after_taxes)
    return Amounts(*(value if value is None or bound is None else choose(value, bound) for value, bound in pairs))


def sides_of(tariff: Tariff, limit: PriceLimit) -> Amounts:
    """A limit that names no price after taxes has it by the rates of the tariff's first component that is taxed."""
    if limit.after_taxes is not None:
        return Amounts(Fraction(limit.before_taxes), Fraction(limit.after_taxes))
    components = (component for element in tariff.elements for component in element.price_components)
    factor = next((_factor(component) for component in components if component.tax_rates), Fraction(1))
    before = Fraction(limit.before_taxes)
    return Amounts(before, before if tariff.tax_included == "N/A" else before * factor)


def _sum(amounts: Sequence[Fraction | None]) -> Fraction:
    return sum((one for one in amounts if one is not None), Fraction())


def _rounded(amount: Fraction | None, unit: Decimal) -> Decimal | None:
    return None if amount is None else rounded_half_up(amount, unit)


def _difference(after: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if after is None or before is None else after - before


def _taxes(
    tariff: Tariff, runs: Sequence[Run], amounts: Sequence[Amounts], due: Decimal, unit: Decimal
) -> tuple[TaxAmount, ...]:
    """The taxes by name and rate, in proportion to what each is on the lines; they add up to `due`."""
    exact = dict[tuple[str, Decimal], Fraction]()
    for run, amount in zip(runs, amounts, strict=True):
        for rate in run.component.tax_rates:
            share = (amount.before_taxes or Fraction()) * Fraction(rate.percent) / 100
            exact[rate.name, rate.percent] = exact.get((rate.name, rate.percent), Fraction()) + share
    if tariff.tax_included == "N/A" or not exact:
        return ()
    whole = sum(exact.values(), Fraction())
    scale = Fraction(due) / whole if whole else Fraction()
    taxes = [
        TaxAmount(name, percent, rounded_half_up(amount * scale, unit)) for (name, percent), amount in exact.items()
    ]
    rest = due - sum((one.amount for one in taxes), Decimal())
    taxes[-1] = msgspec.structs.replace(taxes[-1], amount=taxes[-1].amount + rest)
    return tuple(taxes)
