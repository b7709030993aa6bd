"""A station's composite schedule beside the one that its known profiles come to."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from .charging_profile import Period
from .composite_schedule import CompositePeriod

TOLERANCE: Final = Decimal("0.1")
"""Limits that differ by no more are the same: OCPP 1.6 sends tenths."""
TOLERANCE_S: Final = 5
"""So late may a station look at its clock."""


class Difference(msgspec.Struct, frozen=True):
    """From `start_s` on the station's limit is another than ours; None: no limit."""

    start_s: int
    station: Decimal | None
    ours: Decimal | None


def differences(
    station: Sequence[Period], ours: Sequence[CompositePeriod], duration_s: int, *, most: Decimal | None = None
) -> Iterator[Difference]:
    """Where both differ for longer than clocks do. A station that tells a limit where we know none has its own
    (`most`: what it can do at all), so that is no difference.
    """
    edges = sorted({one.start_s for one in station} | {one.start_s for one in ours} | {0})
    edges = [edge for edge in edges if edge < duration_s]
    for place, start_s in enumerate(edges):
        end_s = edges[place + 1] if place + 1 < len(edges) else duration_s
        told, known = _station_limit(station, start_s), _our_limit(ours, start_s)
        if end_s - start_s > TOLERANCE_S and known is not None and not _same(told, known, most):
            yield Difference(start_s, told, known)


def _same(told: Decimal | None, known: Decimal, most: Decimal | None) -> bool:
    if told is None:
        return False
    expected = known if most is None else min(known, most)
    return abs(told - expected) <= TOLERANCE


def _station_limit(periods: Sequence[Period], start_s: int) -> Decimal | None:
    found = [one.limit for one in periods if one.start_s <= start_s]
    return found[-1] if found else None


def _our_limit(periods: Sequence[CompositePeriod], start_s: int) -> Decimal | None:
    found = [one.allowed.limit for one in periods if one.start_s <= start_s]
    return found[-1] if found else None
