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
    return tidy(rounded_half_up(value, SHOWN))


def tidy(number: Decimal) -> Decimal:
    """The same number without zeros at its end, and never -0."""
    whole = number.to_integral_value()
    return whole + 0 if number == whole else number.normalize()
