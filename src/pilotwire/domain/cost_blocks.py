"""Blocks of a step size: what was used is filled up to whole ones, once for energy and once for time.

Source: OCPI 2.2.1 and 2.3.0, module CDRs, step_size.
"""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from .cost_lines import Run
from .tariff import Dimension


def billed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with the last one of each kind filled up.

    The sum of all of a kind counts, in blocks of its last component, and what is missing to a whole block is added to
    its last run. Time charging is not filled up when time parked is billed too. Reserved time is counted for itself.
    """
    result = list(runs)
    for is_reserved in (False, True):
        _fill_up(result, "ENERGY", is_reserved)
        has_parking = any(one.component.type == "PARKING_TIME" and one.is_reserved == is_reserved for one in result)
        _fill_up(result, "PARKING_TIME" if has_parking else "TIME", is_reserved)
    return tuple(result)


def _fill_up(runs: list[Run], dimension: Dimension, is_reserved: bool) -> None:
    places = [
        place for place, run in enumerate(runs)
        if run.component.type == dimension and run.is_reserved == is_reserved
    ]  # fmt: skip
    if not places:
        return
    last = runs[places[-1]]
    step = last.component.step_size
    if step <= 0:
        return
    volume = sum((runs[place].volume for place in places), Fraction())
    blocks = -(-volume // step)
    missing = blocks * step - volume
    runs[places[-1]] = msgspec.structs.replace(last, billed_volume=last.volume + missing)
