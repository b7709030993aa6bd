"""A transaction as stretches of time without a gap: what went on in each, and the energy that it took."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

import msgspec

from .transaction_series import Point, Series

PeriodKind = Literal["charging", "idle", "reserved"]
"""Time of the vehicle; time that it only stands there; time in which the EVSE waited for its driver."""
Told = tuple[datetime, str]
"""A charging state, and since when."""

STATES_UNKNOWN: Final = "states-unknown"
_IDLE: Final = frozenset({"SuspendedEV", "EVConnected", "Idle"})
"""The vehicle asks for no power. A pause that the station makes (SuspendedEVSE) is its driver's time.

Source: OCPI 2.2.1 and 2.3.0, PARKING_TIME."""


class Period(msgspec.Struct, frozen=True):
    """Time from `since` until before `until` in which energy flowed evenly.

    `power_w` is None where it follows from energy and time; `current_a`, the sum of all phases, where none was told.
    """

    since: datetime
    until: datetime
    kind: PeriodKind
    energy_wh: Fraction | Decimal = Fraction()
    power_w: Decimal | None = None
    current_a: Decimal | None = None


class Story(msgspec.Struct, frozen=True):
    """The periods of a transaction, oldest first, each beginning where the one before ends; and what is odd in them."""

    periods: tuple[Period, ...]
    notes: tuple[str, ...] = ()


def story(consumption: Series, states: Iterable[Told], since: datetime, until: datetime, energy_wh: Decimal) -> Story:
    """The periods from `since` to `until`, of readings, charging states and the energy that the meter counted.

    Between two readings energy flows evenly. A state holds until the next one; where none was told, all time counts as
    charging (note `states-unknown`). `energy_wh` is taken in all, however the readings lie.
    """
    until = max(since, until)
    curve = _curve(consumption.points, since, until, energy_wh)
    told = sorted(states, key=lambda one: one[0])
    cuts = sorted({since, until, *curve.ats, *(at for at, _ in told if since < at < until)})
    if len(cuts) == 1:
        cuts = [since, until]
    periods = tuple(_period(curve, told, before, after) for before, after in pairwise(cuts))
    return Story(periods, () if told else (STATES_UNKNOWN,))


class _Curve(msgspec.Struct, frozen=True):
    """Energy over time within bounds, and the readings that made it."""

    ats: list[datetime]
    energies_wh: list[Decimal]
    points: list[Point | None]

    def energy_at(self, at: datetime) -> Fraction:
        after = bisect_left(self.ats, at)
        if self.ats[after] == at:
            return Fraction(self.energies_wh[after])
        start, end = self.ats[after - 1], self.ats[after]
        low, high = Fraction(self.energies_wh[after - 1]), Fraction(self.energies_wh[after])
        return low + (high - low) * Fraction((at - start) // _MICROSECOND, (end - start) // _MICROSECOND)


def _curve(points: Sequence[Point], since: datetime, until: datetime, energy_wh: Decimal) -> _Curve:
    curve = _Curve([since], [Decimal()], [None])
    for point in points:
        if since < point.at < until:
            curve.ats.append(point.at)
            curve.energies_wh.append(min(point.energy_wh, energy_wh))
            curve.points.append(point)
    curve.ats.append(until)
    curve.energies_wh.append(energy_wh)
    curve.points.append(next((point for point in points if point.at >= until), None))
    return curve


def _period(curve: _Curve, told: Sequence[Told], since: datetime, until: datetime) -> Period:
    kind = _kind(told, since)
    if since == until:
        return Period(since, until, kind, Fraction(curve.energies_wh[-1]))
    point = curve.points[bisect_left(curve.ats, until)]
    power_w = None if point is None or point.is_derived else point.power_w
    energy_wh = curve.energy_at(until) - curve.energy_at(since)
    current_a = None if point is None or not point.current_a else _sum_of_phases(point)
    return Period(since, until, kind, energy_wh, power_w, current_a)


def _kind(told: Sequence[Told], at: datetime) -> PeriodKind:
    """By the last state told until then; time before the first one is like it."""
    if not told:
        return "charging"
    place = bisect_right(told, at, key=lambda one: one[0])
    return "idle" if told[max(place - 1, 0)][1] in _IDLE else "charging"


def _sum_of_phases(point: Point) -> Decimal:
    lines = [value for line, value in point.current_a if line]
    return sum(lines, Decimal()) if lines else point.current_a[0][1]


_MICROSECOND: Final = timedelta(microseconds=1)
