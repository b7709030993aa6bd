"""A transaction's consumption as one series over time, ready to draw: energy, power, current per phase, charge."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Final

import msgspec

from . import meter
from .meter import Meter
from .reading import Reading, Sample

_POWER: Final = "Power.Active.Import"
_CURRENT: Final = "Current.Import"
_LINES: Final = {"L1": "L1", "L2": "L2", "L3": "L3", "L1-N": "L1", "L2-N": "L2", "L3-N": "L3"}
_RANK: Final = {"Transaction.Begin": 0, "Transaction.End": 2}
_SHORTEST_GAP: Final = timedelta(minutes=5)
_GAP_FACTOR: Final = 3

PhaseValues = tuple[tuple[str, Decimal], ...]
"""Values by line, L1 to L3; the line is empty for a value of all together."""


class Point(msgspec.Struct, frozen=True, omit_defaults=True):
    """How it stood at one instant; after `thinned` also how it went since the point before.

    `energy_wh` counts from the start and never falls. `power_w` is the mean, `power_min_w` and `power_max_w` the
    extremes; `is_derived`: it was not told and follows from the energy since the point before. `current_a` are the
    highest currents. `after_gap`: nothing came for long before it.
    """

    at: datetime
    energy_wh: Decimal
    power_w: Decimal | None = None
    power_min_w: Decimal | None = None
    power_max_w: Decimal | None = None
    is_derived: bool = False
    current_a: PhaseValues = ()
    soc_percent: Decimal | None = None
    after_gap: bool = False


class Gap(msgspec.Struct, frozen=True):
    """A time in which no reading came although they came more often before and after."""

    since: datetime
    until: datetime


class Series(msgspec.Struct, frozen=True):
    """All points, oldest first, the gaps between them, and what was odd about the register."""

    points: tuple[Point, ...] = ()
    gaps: tuple[Gap, ...] = ()
    oddities: tuple[str, ...] = ()


def series(readings: Iterable[Reading]) -> Series:
    """The series of these readings, in whatever order they are; instants that come twice make one point.

    A register that starts anew or goes back is followed as the transaction's own meter does it.
    """
    ordered = sorted(readings, key=lambda reading: (reading.at, _RANK.get(reading.context, 1)))
    counted, points = Meter(), list[Point]()
    for reading in ordered:
        counted = meter.count(counted, (reading,))
        energy_wh = max(counted.counted_wh, counted.energy_wh, points[-1].energy_wh if points else Decimal())
        point = _point(reading, energy_wh)
        if points and points[-1].at == reading.at:
            points[-1] = _joined(points[-1], point)
        elif point.power_w is not None or point.current_a or point.soc_percent is not None or _tells_energy(reading):
            points.append(point)
    gaps = _gaps(points)
    return Series(tuple(_with_power(points, {gap.until for gap in gaps})), gaps, counted.oddities)


def thinned(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """At most so many points (2 or more), each for a stretch of time of the same length; the first one stays alone.

    The last point of each stretch gives its energy and charge, so no energy is lost; extremes of power and the highest
    currents stay.
    """
    if len(points) <= most:
        return tuple(points)
    first, last = points[0], points[-1]
    width_us = max(1, -(-((last.at - first.at) // _MICROSECOND) // (most - 1)))
    stretches: dict[int, list[Point]] = {}
    for point in points[1:]:
        stretches.setdefault((((point.at - first.at) // _MICROSECOND) - 1) // width_us, []).append(point)
    return (first, *(_merged(stretch) for stretch in stretches.values()))


def _point(reading: Reading, energy_wh: Decimal) -> Point:
    power_w = _power(reading.samples)
    soc = next((one.value for one in reading.samples if one.measurand == "SoC" and one.value is not None), None)
    return Point(reading.at, energy_wh, power_w, power_w, power_w, False, _currents(reading.samples), soc)


def _tells_energy(reading: Reading) -> bool:
    return reading.import_wh is not None


def _power(samples: Sequence[Sample]) -> Decimal | None:
    told = [one for one in samples if one.measurand == _POWER and one.unit == "W" and one.value is not None]
    whole = next((one.value for one in told if one.phase is None), None)
    if whole is not None:
        return whole
    lines = {_LINES[one.phase]: one.value for one in told if one.phase in _LINES and one.value is not None}
    return sum(lines.values(), Decimal()) if lines else None


def _currents(samples: Sequence[Sample]) -> PhaseValues:
    found: dict[str, Decimal] = {}
    for one in samples:
        if one.measurand == _CURRENT and one.unit == "A" and one.value is not None:
            line = "" if one.phase is None else _LINES.get(one.phase)
            if line is not None:
                found.setdefault(line, one.value)
    return tuple(sorted(found.items()))


def _joined(before: Point, after: Point) -> Point:
    """Two readings of one instant as one point: what the later one tells counts, and the rest of the earlier."""
    return msgspec.structs.replace(
        before,
        energy_wh=after.energy_wh,
        power_w=before.power_w if after.power_w is None else after.power_w,
        power_min_w=_least((before, after)),
        power_max_w=_most((before, after)),
        current_a=_highest((before, after)),
        soc_percent=before.soc_percent if after.soc_percent is None else after.soc_percent,
    )


def _gaps(points: Sequence[Point]) -> tuple[Gap, ...]:
    pauses = [(after.at - before.at, before.at, after.at) for before, after in pairwise(points)]
    if len(pauses) < 2:
        return ()
    usual = _MICROSECOND * median(pause // _MICROSECOND for pause, _, _ in pauses)
    return tuple(Gap(since, until) for pause, since, until in pauses if pause > max(usual * _GAP_FACTOR, _SHORTEST_GAP))


def _with_power(points: Sequence[Point], after_gap: set[datetime]) -> list[Point]:
    """The points with the power that follows from their energy where none was told, marked where a gap came before."""
    result: list[Point] = []
    before: Point | None = None
    for point in points:
        marked = msgspec.structs.replace(point, after_gap=True) if point.at in after_gap else point
        if before is not None and point.power_w is None:
            hours = Decimal((point.at - before.at) // _MICROSECOND) / _MICROSECONDS_PER_HOUR
            power_w = ((point.energy_wh - before.energy_wh) / hours).quantize(_TENTH)
            marked = msgspec.structs.replace(
                marked, power_w=power_w, power_min_w=power_w, power_max_w=power_w, is_derived=True
            )
        result.append(marked)
        before = point
    return result


def _merged(points: Sequence[Point]) -> Point:
    last = points[-1]
    if len(points) == 1:
        return last
    powers = [one.power_w for one in points if one.power_w is not None]
    return Point(
        last.at,
        last.energy_wh,
        (sum(powers, Decimal()) / len(powers)).quantize(_TENTH) if powers else None,
        _least(points),
        _most(points),
        all(one.is_derived for one in points),
        _highest(points),
        next((one.soc_percent for one in reversed(points) if one.soc_percent is not None), None),
        any(one.after_gap for one in points),
    )


def _least(points: Iterable[Point]) -> Decimal | None:
    return min((one.power_min_w for one in points if one.power_min_w is not None), default=None)


def _most(points: Iterable[Point]) -> Decimal | None:
    return max((one.power_max_w for one in points if one.power_max_w is not None), default=None)


def _highest(points: Iterable[Point]) -> PhaseValues:
    highest: dict[str, Decimal] = {}
    for one in points:
        for line, value in one.current_a:
            highest[line] = max(value, highest.get(line, value))
    return tuple(sorted(highest.items()))


_MICROSECOND: Final = timedelta(microseconds=1)
_MICROSECONDS_PER_HOUR: Final = 3_600_000_000
_TENTH: Final = Decimal("0.1")
