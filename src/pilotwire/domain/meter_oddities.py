"""What is odd about the readings of one transaction: times without any, jumps that no EVSE can deliver, steps back."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal

import msgspec

from .reading import Reading
from .transaction_series import series

OddityKind = Literal["gap", "jump", "regression"]
MOST_POWER_W: Final = Decimal(500_000)
"""What no EVSE is taken to exceed that has not told its own maximum."""
_COARSEST_WH: Final = Decimal(1000)
"""The coarsest step in which a register counts."""
_RANK: Final = {"Transaction.Begin": 0, "Transaction.End": 2}


class MeterOddity(msgspec.Struct, frozen=True, omit_defaults=True):
    """One oddity between two instants (the station's time). `power_w` is what a jump would have taken, on average."""

    kind: OddityKind
    since: datetime
    until: datetime
    from_wh: Decimal | None = None
    to_wh: Decimal | None = None
    power_w: Decimal | None = None


def meter_oddities(readings: Iterable[Reading], most_power_w: Decimal = MOST_POWER_W) -> tuple[MeterOddity, ...]:
    """All oddities of a transaction's readings, by time, in whatever order the readings are.

    A jump is more energy than `most_power_w` brings in the time between two readings; the register's own step is
    allowed for, since a meter that counts whole kWh seems to jump with each. Registers that step back are regressions.
    """
    known = list(readings)
    gaps = [MeterOddity("gap", gap.since, gap.until) for gap in series(known).gaps]
    return tuple(sorted([*gaps, *_steps(_registers(known), most_power_w)], key=lambda one: (one.since, one.kind)))


def _registers(readings: Sequence[Reading]) -> list[tuple[datetime, Decimal]]:
    """The register by time; of one instant the last value told."""
    ordered = sorted(readings, key=lambda one: (one.at, _RANK.get(one.context, 1)))
    found: dict[datetime, Decimal] = {}
    for one in ordered:
        register_wh = one.import_wh
        if register_wh is not None:
            found[one.at] = register_wh
    return list(found.items())


def _steps(registers: Sequence[tuple[datetime, Decimal]], most_power_w: Decimal) -> Iterable[MeterOddity]:
    forward = [after - before for (_, before), (_, after) in pairwise(registers) if after > before]
    coarse_wh = min((*forward, _COARSEST_WH))
    for (since, from_wh), (until, to_wh) in pairwise(registers):
        if to_wh < from_wh:
            yield MeterOddity("regression", since, until, from_wh, to_wh)
            continue
        hours = Decimal((until - since) // _MICROSECOND) / _MICROSECONDS_PER_HOUR
        if to_wh - from_wh - coarse_wh > most_power_w * hours:
            yield MeterOddity("jump", since, until, from_wh, to_wh, ((to_wh - from_wh) / hours).quantize(Decimal(1)))


_MICROSECOND: Final = timedelta(microseconds=1)
_MICROSECONDS_PER_HOUR: Final = 3_600_000_000
