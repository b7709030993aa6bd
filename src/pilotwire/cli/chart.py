"""A transaction's power as one line of text."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from pilotwire.client.transaction import Reading

_BARS: Final = "▁▂▃▄▅▆▇█"  # what a bar chart of one line needs
_POWER: Final = "Power.Active.Import"


def power_series(readings: Sequence[Reading]) -> list[Decimal]:
    """The power in W at each reading that tells it, all phases together.

    Where no reading tells power, it is what the energy register gained between two readings.
    """
    told = [power for power in map(_told, readings) if power is not None]
    return told or _gained(readings)


def sparkline(values: Sequence[Decimal], width: int) -> str:
    """The values as bars from 0 to their highest, at most `width` of them: neighbours are joined by their mean."""
    joined = _joined(values, width)
    highest = max(joined, default=Decimal())
    if highest <= 0:
        return _BARS[0] * len(joined)
    top = len(_BARS) - 1
    return "".join(_BARS[min(top, max(0, round(value / highest * top)))] for value in joined)


def _told(reading: Reading) -> Decimal | None:
    here = [sample for sample in reading.samples if sample.measurand == _POWER and sample.unit == "W"]
    whole = next((sample.value for sample in here if sample.phase is None and sample.value is not None), None)
    if whole is not None:
        return whole
    phases = {sample.phase: sample.value for sample in here if sample.value is not None}
    return sum(phases.values(), Decimal()) if phases else None


def _gained(readings: Sequence[Reading]) -> list[Decimal]:
    known = [(reading.at, reading.import_wh) for reading in readings if reading.import_wh is not None]
    series: list[Decimal] = []
    for (before, from_wh), (after, to_wh) in pairwise(known):
        hours = Decimal((after - before).total_seconds()) / 3600
        if hours > 0:
            series.append(max(Decimal(), (to_wh - from_wh) / hours))
    return series


def _joined(values: Sequence[Decimal], width: int) -> list[Decimal]:
    if len(values) <= width:
        return list(values)
    edges = [len(values) * place // width for place in range(width + 1)]
    return [sum(values[low:high], Decimal()) / (high - low) for low, high in pairwise(edges)]
