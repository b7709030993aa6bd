"""What a transaction costs under a tariff, exactly, line by line; rounded once, at the very end.

Source: OCPI 2.2.1 and 2.3.0, modules tariffs and CDRs.
"""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

import msgspec

from .charging_period import Period
from .cost_blocks import billed
from .cost_lines import NO_RESERVATION, Reservation, Run, Span, runs_of
from .cost_total import Amounts, TaxAmount, Total, amounts_of, total_of
from .currency import smallest_unit
from .exact import decimal, tidy
from .tariff import Dimension, Tariff

Unit = Literal["Wh", "s", "session"]
UNITS: Final[dict[Dimension, Unit]] = {"ENERGY": "Wh", "TIME": "s", "PARKING_TIME": "s", "FLAT": "session"}


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One price over one stretch of time.

    `volume` was used and `billed_volume` counts, in `unit`; the difference fills up the last block of a step size.
    `price` is per kWh, hour or session. `element` is the tariff's element that gave it, counted from 0. Amounts are
    shown to 6 decimals; None: nothing is known of that side of taxes. `reserved`: it is for reserved time. `tariff` is
    the id of the one that gave it, where it is not the one of the start.
    """

    dimension: Dimension
    element: int
    since: datetime
    until: datetime
    unit: Unit
    volume: Decimal
    billed_volume: Decimal
    price: Decimal
    before_taxes: Decimal | None = None
    after_taxes: Decimal | None = None
    reserved: bool = False
    tariff: str | None = None


class Adjustment(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the total differs by from the sum of the lines, and why."""

    reason: Literal["min-price", "max-price", "rounding"]
    before_taxes: Decimal | None = None
    after_taxes: Decimal | None = None


class Cost(msgspec.Struct, frozen=True, omit_defaults=True):
    """The cost as of `until`: lines and adjustments add up to the totals, taxes to the difference of both totals.

    Not `is_final` while the transaction runs: then blocks of a step size are not filled up yet, so it never falls.
    """

    currency: str
    tariff: str
    since: datetime
    until: datetime
    is_final: bool
    before_taxes: Decimal | None = None
    after_taxes: Decimal | None = None
    lines: tuple[Line, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    taxes: tuple[TaxAmount, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal | None:
        """What there is to pay: with its taxes where these are known."""
        return self.before_taxes if self.after_taxes is None else self.after_taxes


def cost_of(
    tariff: Tariff,
    periods: Sequence[Period],
    zone: tzinfo,
    *,
    is_final: bool = True,
    reservation: Reservation = NO_RESERVATION,
    later: Sequence[tuple[datetime, Tariff]] = (),
) -> Cost:
    """The cost of these periods, which follow each other without a gap; at least one.

    `zone` is the station's, for times of day. How it is computed: the periods are cut wherever the tariff may change,
    each dimension is priced by the first element that holds at the beginning of a piece, the step size fills up the
    last block of energy and of time once, the limits of the price hold for both sides of taxes, and both totals are
    rounded half up to the currency's smallest unit.

    `later` are tariffs that took this one's place, each from its instant on, in the same currency: what was used before
    keeps its price, a fixed price is that of the start, and the limits are those of the last one.
    """
    priced, notes = list[_Priced](), list[str]()
    for number, one in enumerate((tariff, *(each for _, each in later))):
        since = None if number == 0 else later[number - 1][0]
        until = later[number][0] if number < len(later) else None
        found, odd = runs_of(one, periods, zone, reservation, Span(since, until))
        priced += [_Priced(one, run) for run in found]
        notes += [note for note in odd if note not in notes]
    runs = billed([one.run for one in priced]) if is_final else tuple(one.run for one in priced)
    amounts = [amounts_of(one.tariff, run) for one, run in zip(priced, runs, strict=True)]
    total = total_of(later[-1][1] if later else tariff, runs, amounts, smallest_unit(tariff.currency))
    names = [None if one.tariff is tariff else one.tariff.id for one in priced]
    lines = tuple(_line(run, amount, name) for run, amount, name in zip(runs, amounts, names, strict=True))
    return Cost(
        tariff.currency, tariff.id, periods[0].since, periods[-1].until, is_final,
        total.before_taxes, total.after_taxes, lines, _adjustments(lines, total),
        total.taxes, tuple(notes),
    )  # fmt: skip


class _Priced(NamedTuple):
    tariff: Tariff
    run: Run


def _line(run: Run, amounts: Amounts, tariff: str | None) -> Line:
    return Line(
        run.component.type, run.element, run.since, run.until, UNITS[run.component.type], decimal(run.volume),
        decimal(run.billed_volume), run.component.price, _shown(amounts.before_taxes), _shown(amounts.after_taxes),
        run.is_reserved, tariff,
    )  # fmt: skip


def _shown(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else decimal(amount)


def _adjustments(lines: Sequence[Line], total: Total) -> tuple[Adjustment, ...]:
    """Both are taken from what is shown, so that the sum is right to the last digit."""
    limit_before, limit_after = _shown(total.limited.before_taxes), _shown(total.limited.after_taxes)
    found = [] if total.limited_by is None else [Adjustment(total.limited_by, limit_before, limit_after)]
    rest = Adjustment(
        "rounding",
        _rest(total.before_taxes, [one.before_taxes for one in lines], limit_before),
        _rest(total.after_taxes, [one.after_taxes for one in lines], limit_after),
    )
    return tuple(found if not rest.before_taxes and not rest.after_taxes else [*found, rest])


def _rest(total: Decimal | None, amounts: Sequence[Decimal | None], limit: Decimal | None) -> Decimal | None:
    if total is None:
        return None
    return tidy(total - sum((one for one in amounts if one is not None), Decimal()) - (limit or Decimal()))
