"""Curves given by points, and the tables made of them: one whole number for each whole step of x."""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Curve = tuple[Point, ...]
"""Points (x, y), x rising; straight between two points, flat outside the first and the last."""


def value_at(curve: Sequence[Point], x: float) -> float:
    """The curve's y at x."""
    before = curve[0]
    if x <= before[0]:
        return before[1]
    for point in curve[1:]:
        if x <= point[0]:
            share = (x - before[0]) / (point[0] - before[0])
            return before[1] + share * (point[1] - before[1])
        before = point
    return before[1]


def table(curve: Sequence[Point], first: int, last: int, scale: int = 1) -> tuple[int, ...]:
    """The curve times `scale`, rounded down, at first, first + 1, ... last."""
    return tuple(int(value_at(curve, x) * scale + 1e-6) for x in range(first, last + 1))


def rises(curve: Sequence[Point], lowest: float, highest: float) -> bool:
    """Whether x rises from point to point, stays within the bounds, and all numbers are finite."""
    xs = [x for x, _ in curve]
    if not all(math.isfinite(y) for _, y in curve):
        return False
    return all(a < b for a, b in pairwise(xs)) and all(lowest <= x <= highest for x in xs)
