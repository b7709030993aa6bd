"""Exact numbers: fractions while something is computed, decimals where it is shown."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

SHOWN: Final = Decimal("0.000001")


def rounded_half_up(value: Fraction, unit: Decimal) -> Decimal:
    """The nearest multiple of `unit`, a power of ten; of two as near the one away from 0."""
    steps = abs(value) / Fraction(unit)
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return (Decimal(whole) if value >= 0 else -Decimal(whole)) * unit


def decimal(value: Fraction) -> Decimal:
    """The number to 6 decimals, without zeros at its end."""
    shown = rounded_half_up(value, SHOWN)
    whole = shown.to_integral_value()
    return whole if shown == whole else shown.normalize()
