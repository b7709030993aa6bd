"""The control pilot: the words for its states, and what its duty cycle means in amperes.

Source: IEC 61851-1, annex A.
"""

from typing import Final, Literal

PilotState = Literal["A", "B", "C", "D", "E", "F"]
"""A no car, B a car that draws nothing, C a car that may draw, D the same with ventilation, E no power, F fault."""

MIN_A: Final = 6.0
"""Less cannot be offered by a duty cycle: it means a pause."""
STEADY_PERCENT: Final = 100.0
"""No pulses: nothing is offered."""
DIGITAL_PERCENT: Final = 5.0
"""The limit is told by messages instead."""
_LINEAR_A: Final = 51.0
_MOST_A: Final = 80.0


def duty_percent(limit_a: float) -> float:
    """The duty cycle that offers so many amperes per phase; 80 A is the most that there is a duty cycle for."""
    if limit_a < MIN_A:
        return STEADY_PERCENT
    limit_a = min(limit_a, _MOST_A)
    return limit_a / 0.6 if limit_a <= _LINEAR_A else limit_a / 2.5 + 64


def limit_a(duty_percent: float) -> float:
    """The amperes per phase that a car may draw at this duty cycle; 0 where it offers nothing by itself."""
    if duty_percent < 8 or duty_percent > 97:
        return 0.0
    if duty_percent <= 10:
        return MIN_A
    if duty_percent <= 85:
        return round(duty_percent * 0.6, 3)
    return min(round((duty_percent - 64) * 2.5, 3), _MOST_A)
