"""From register readings to energy: tolerant of registers that restart, go back, or count each transaction from 0."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec

from .reading import Reading

BACKWARDS: Final = "meter-backwards"
RELATIVE: Final = "register-relative"
RESET: Final = "register-reset"

_ZERO: Final = Decimal()


class Meter(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the register of one transaction has shown, in Wh.

    `start_wh` and `stop_wh` are what the station named as the transaction's begin and end; `first_wh` and `last_wh`
    the running register; `counted_wh` the sum of its steps forward. `oddities` name what was wrong with it.
    """

    start_wh: Decimal | None = None
    stop_wh: Decimal | None = None
    first_wh: Decimal | None = None
    last_wh: Decimal | None = None
    last_at: datetime | None = None
    counted_wh: Decimal = _ZERO
    oddities: tuple[str, ...] = ()

    @property
    def energy_wh(self) -> Decimal:
        """The energy delivered: stop minus start where they can be trusted, else what was counted."""
        if self.start_wh is None or self.stop_wh is None or RESET in self.oddities:
            return self.counted_wh
        difference = self.stop_wh - self.start_wh
        return difference if difference >= 0 else self.counted_wh


def count(meter: Meter, readings: Sequence[Reading]) -> Meter:
    """The meter after these readings. Readings older than the newest one only fill in a start that was missing."""
    for reading in readings if len(readings) < 2 else sorted(readings, key=_order):
        register_wh = reading.import_wh
        if register_wh is None:
            continue
        if reading.context == "Transaction.Begin":
            meter = _begin(meter, register_wh, reading.at)
        elif reading.context == "Transaction.End":
            meter = _end(meter, register_wh, reading.at)
        else:
            meter = _step(meter, register_wh, reading.at)
    return meter


def _order(reading: Reading) -> tuple[datetime, int]:
    return reading.at, {"Transaction.Begin": 0, "Transaction.End": 2}.get(reading.context, 1)


def _begin(meter: Meter, register_wh: Decimal, at: datetime) -> Meter:
    if meter.start_wh is not None:
        return meter
    started = msgspec.structs.replace(meter, start_wh=register_wh)
    if meter.first_wh is None:
        return msgspec.structs.replace(started, first_wh=register_wh, last_wh=register_wh, last_at=at)
    before_first_wh = meter.first_wh - register_wh
    return msgspec.structs.replace(started, counted_wh=meter.counted_wh + max(before_first_wh, _ZERO))


def _end(meter: Meter, register_wh: Decimal, at: datetime) -> Meter:
    if meter.stop_wh is not None:
        return meter
    stopped = msgspec.structs.replace(meter, stop_wh=register_wh)
    if meter.start_wh is not None and register_wh < meter.start_wh:
        stopped = _odd(stopped, BACKWARDS)
    elif RELATIVE in meter.oddities:
        return stopped
    return _step(stopped, register_wh, at)


def _step(meter: Meter, register_wh: Decimal, at: datetime) -> Meter:
    if meter.last_wh is None or meter.last_at is None:
        return msgspec.structs.replace(meter, first_wh=register_wh, last_wh=register_wh, last_at=at)
    if at < meter.last_at:
        return meter
    if register_wh >= meter.last_wh:
        counted_wh = meter.counted_wh + (register_wh - meter.last_wh)
        return Meter(meter.start_wh, meter.stop_wh, meter.first_wh, register_wh, at, counted_wh, meter.oddities)
    if register_wh * 2 > meter.last_wh:
        return _odd(meter, BACKWARDS)
    is_first_step = meter.last_wh == meter.start_wh and meter.counted_wh == 0
    restarted = msgspec.structs.replace(
        meter, last_wh=register_wh, last_at=at, counted_wh=meter.counted_wh + max(register_wh, _ZERO)
    )
    return _odd(restarted, RELATIVE if is_first_step else RESET)


def _odd(meter: Meter, name: str) -> Meter:
    if name in meter.oddities:
        return meter
    return msgspec.structs.replace(meter, oddities=(*meter.oddities, name))
