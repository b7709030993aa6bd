"""Medians, percentiles and ratios: the few statistics that the bench needs."""

from collections.abc import Sequence
from statistics import median


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which this share of an ordered sequence lies (nearest rank); 0 for an empty one."""
    if not ordered:
        return 0.0
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: Sequence[float]) -> float | None:
    """The median; None where there is nothing to measure."""
    return median(values) if values else None


def ratios(above: Sequence[float], below: Sequence[float]) -> list[float]:
    """Pair by pair, the first over the second; a pair in which either was not measured (0) is left out."""
    return [top / bottom for top, bottom in zip(above, below, strict=True) if top > 0 and bottom > 0]
