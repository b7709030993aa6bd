"""A transaction's periods priced by a tariff: which component gave the price of what, from when until when."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import msgspec

from .charging_period import Period
from .tariff import Dimension, PriceComponent, Reserved, Tariff
from .tariff_time import Cuts, Moment, clock_cuts, cuts_of, holds

Reservation = Literal["none", "used", "expired"]
"""Whether reserved time is among the periods, and whether its driver came."""
NO_RESERVATION: Final[Reservation] = "none"

CURRENT_DERIVED: Final = "current-derived"
"""A restriction on current was applied although none was told: it follows from the power at 230 V."""


class Run(msgspec.Struct, frozen=True):
    """One component's price over a stretch without a break; volumes in Wh or seconds, 1 for FLAT."""

    component: PriceComponent
    element: int
    since: datetime
    until: datetime
    volume: Fraction
    billed_volume: Fraction
    is_reserved: bool = False


class Span(NamedTuple):
    """The part of a transaction to price, from `since` (None: its beginning) until before `until` (None: its end)."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in it."""
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


WHOLE: Final = Span()


def runs_of(
    tariff: Tariff, periods: Sequence[Period], zone: tzinfo, reservation: Reservation, span: Span = WHOLE
) -> tuple[tuple[Run, ...], tuple[str, ...]]:
    """What is priced, in order of time, and notes on what had to be guessed; what nothing is asked for is left out.

    A span that begins later has no fixed price: that is decided at the start. Energy and time count from the start.
    """
    cuts, open_runs, done = cuts_of(tariff), dict[tuple[Dimension, bool], Run](), list[Run]()
    is_current_derived = False
    for piece in _pieces(cuts, _joined_periods(periods) if tariff.is_plain and span == WHOLE else periods, zone, span):
        if not span.holds(piece.since):
            continue
        is_current_derived = is_current_derived or piece.is_current_derived
        runs = {(run.component.type, run.is_reserved): run for run in _priced(tariff, piece, reservation)}
        if span.since is not None:
            runs = {key: run for key, run in runs.items() if key[0] != "FLAT"}
        for key, run in runs.items():
            before = open_runs.get(key)
            if key[0] == "FLAT" and before is not None:
                continue
            if before is not None and before.until == run.since and before.element == run.element:
                run = _joined(before, run)
            elif before is not None:
                done.append(before)
            open_runs[key] = run
    used = (one for one in (*done, *open_runs.values()) if one.volume > 0)
    ordered = tuple(sorted(used, key=lambda one: (one.since, _DIMENSIONS.index(one.component.type))))
    return ordered, (CURRENT_DERIVED,) if is_current_derived and _asks_for_current(tariff) else ()


def _joined_periods(periods: Sequence[Period]) -> list[Period]:
    """The periods with those of one kind in a row made one, which has no power of its own."""
    joined: list[Period] = []
    for period in periods:
        if joined and joined[-1].kind == period.kind:
            energy_wh = Fraction(joined[-1].energy_wh) + Fraction(period.energy_wh)
            joined[-1] = Period(joined[-1].since, period.until, period.kind, energy_wh)
        else:
            joined.append(period)
    return joined


class _Piece(NamedTuple):
    """A part of a period within which no price changes."""

    kind: Literal["charging", "idle", "reserved"]
    since: datetime
    until: datetime
    seconds: Fraction
    energy_wh: Fraction
    moment: Moment
    is_current_derived: bool


def _pieces(cuts: Cuts, periods: Sequence[Period], zone: tzinfo, span: Span) -> Iterator[_Piece]:
    used_wh, clock = Fraction(), clock_cuts(cuts.times, periods[0].since, periods[-1].until, zone)
    clock = sorted({*clock, *(at for at in span if at is not None)})
    start = next((one.since for one in periods if one.kind != "reserved"), periods[0].since)
    for period in periods:
        begin = periods[0].since if period.kind == "reserved" else start
        energy_wh, length_s = Fraction(period.energy_wh), _seconds(period.until - period.since)
        power_w = _power(period, energy_wh, length_s)
        current_a = power_w / _NOMINAL_V if period.current_a is None else Fraction(period.current_a)
        for low, high in pairwise(_offsets(cuts, period, used_wh, _seconds(period.since - begin), clock)):
            share = (high - low) / length_s if length_s else Fraction(1)
            before_wh = used_wh + energy_wh * (low / length_s if length_s else 0)
            since = period.since + _duration(low)
            moment = Moment(since.astimezone(zone), before_wh, _seconds(period.since - begin) + low, power_w, current_a)
            is_derived = period.current_a is None and power_w > 0
            yield _Piece(
                period.kind, since, period.since + _duration(high), high - low, energy_wh * share, moment, is_derived
            )
        used_wh += energy_wh


def _offsets(
    cuts: Cuts, period: Period, used_wh: Fraction, lasted_s: Fraction, clock: Sequence[datetime]
) -> list[Fraction]:
    """Where to cut a period, in seconds from its beginning, with both ends; `clock` are the instants for all."""
    energy_wh, length_s = Fraction(period.energy_wh), _seconds(period.until - period.since)
    if not length_s:
        return [Fraction(), Fraction()]
    within = clock[bisect_right(clock, period.since) : bisect_left(clock, period.until)]
    found = {_seconds(at - period.since) for at in within}
    found |= {seconds - lasted_s for seconds in cuts.durations_s}
    if energy_wh:
        found |= {(wh - used_wh) / energy_wh * length_s for wh in cuts.energies_wh}
    return sorted({Fraction(), length_s, *(one for one in found if 0 < one < length_s)})


def _priced(tariff: Tariff, piece: _Piece, reservation: Reservation) -> Iterator[Run]:
    """A run of the piece for each dimension that has a price in it.

    The first component that holds gives it; where a reservation expired, one that is for such comes first.
    """
    purposes: tuple[Reserved | None, ...] = (None,)
    dimensions: tuple[Dimension, ...] = ("FLAT", "ENERGY", "PARKING_TIME" if piece.kind == "idle" else "TIME")
    if piece.kind == "reserved":
        purposes = ("RESERVATION_EXPIRES", "RESERVATION") if reservation == "expired" else ("RESERVATION",)
        dimensions = ("FLAT", "TIME")
    found = set[Dimension]()
    for purpose in purposes:
        for number, element in enumerate(tariff.elements):
            if element.restrictions.reservation == purpose and holds(element.restrictions, piece.moment):
                for component in element.price_components:
                    if component.type in dimensions and component.type not in found:
                        found.add(component.type)
                        yield _run(number, component, piece)


def _run(element: int, component: PriceComponent, piece: _Piece) -> Run:
    volume = {"FLAT": Fraction(1), "ENERGY": piece.energy_wh}.get(component.type, piece.seconds)
    until = piece.since if component.type == "FLAT" else piece.until
    return Run(component, element, piece.since, until, volume, volume, piece.kind == "reserved")


def _joined(before: Run, run: Run) -> Run:
    volume = before.volume + run.volume
    return msgspec.structs.replace(before, until=run.until, volume=volume, billed_volume=volume)


def _asks_for_current(tariff: Tariff) -> bool:
    said = (element.restrictions for element in tariff.elements)
    return any(one.min_current_a is not None or one.max_current_a is not None for one in said)


def _power(period: Period, energy_wh: Fraction, length_s: Fraction) -> Fraction:
    if period.power_w is not None:
        return Fraction(period.power_w)
    return energy_wh * 3600 / length_s if length_s else Fraction()


def _seconds(duration: timedelta) -> Fraction:
    return Fraction(duration // _MICROSECOND, 1_000_000)


def _duration(seconds: Fraction) -> timedelta:
    return _MICROSECOND * int(seconds * 1_000_000)


_DIMENSIONS: Final[tuple[Dimension, ...]] = ("FLAT", "ENERGY", "TIME", "PARKING_TIME")
_NOMINAL_V: Final = 230
_MICROSECOND: Final = timedelta(microseconds=1)
