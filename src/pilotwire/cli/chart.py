"""A transaction's power as one line of text, and as a chart of several."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from pilotwire.client.transaction import Reading
from pilotwire.client.transaction_series import SeriesPoint

_BARS: Final = " ▁▂▃▄▅▆▇█"  # what a bar chart needs: the shares of one cell
_POWER: Final = "Power.Active.Import"


def told_power(reading: Reading) -> Decimal | None:
    """The power in W that a reading tells, all phases together."""
    here = [sample for sample in reading.samples if sample.measurand == _POWER and sample.unit == "W"]
    whole = next((sample.value for sample in here if sample.phase is None and sample.value is not None), None)
    if whole is not None:
        return whole
    phases = {sample.phase: sample.value for sample in here if sample.value is not None}
    return sum(phases.values(), Decimal()) if phases else None


def sparkline(values: Sequence[Decimal], width: int) -> str:
    """The values as bars from 0 to their highest, at most `width` of them: neighbours are joined by their mean."""
    joined = _joined(values, width)
    highest = max(joined, default=Decimal())
    if highest <= 0:
        return _BARS[1] * len(joined)
    top = len(_BARS) - 1
    return "".join(_BARS[min(top, max(1, 1 + round(value / highest * (top - 1))))] for value in joined)


def columns(points: Sequence[SeriesPoint], width: int) -> list[Decimal | None]:
    """The highest power in W in each of `width` stretches of equal time; None where nothing is known, as in a gap.

    What a point tells holds for the time since the point before.
    """
    values: list[Decimal | None] = [None] * width
    if len(points) < 2:
        return values
    start, span_s = points[0].at, (points[-1].at - points[0].at).total_seconds()
    for before, point in pairwise(points):
        power_w = point.power_w if point.power_max_w is None else point.power_max_w
        if power_w is None or point.after_gap:
            continue
        low, high = (_column((one.at - start).total_seconds() / span_s, width) for one in (before, point))
        for place in range(low, high + 1):
            known = values[place]
            values[place] = power_w if known is None else max(known, power_w)
    return values


def area(values: Sequence[Decimal | None], height: int) -> list[str]:
    """The values as bars of `height` lines, the highest line first; what is not known stays empty."""
    highest = max((value for value in values if value is not None), default=Decimal())
    if highest <= 0:
        return ["".join(" " if value is None else _BARS[1] for value in values)]
    steps = len(_BARS) - 1
    levels = [
        0 if value is None else max(1, round(max(value, Decimal()) / highest * height * steps)) for value in values
    ]
    return [
        "".join(_BARS[min(steps, max(0, level - line * steps))] for level in levels).rstrip()
        for line in reversed(range(height))
    ]


def _column(share: float, width: int) -> int:
    return min(width - 1, int(share * width))


def _joined(values: Sequence[Decimal], width: int) -> list[Decimal]:
    if len(values) <= width:
        return list(values)
    edges = [len(values) * place // width for place in range(width + 1)]
    return [sum(values[low:high], Decimal()) / (high - low) for low, high in pairwise(edges)]
