"""Units of measured values, as the domain keeps them, and money."""

from decimal import Decimal
from typing import Final, NamedTuple

import msgspec

WH: Final = "Wh"
W: Final = "W"
AMPERE: Final = "A"
VOLT: Final = "V"
PERCENT: Final = "Percent"


class Scaled(NamedTuple):
    """A unit as sent: the unit that the domain keeps, and the factor to it."""

    unit: str
    factor: Decimal


_KILO: Final = Decimal(1000)
_ONE: Final = Decimal(1)

TO_DOMAIN: Final[dict[str, Scaled]] = {
    "Wh": Scaled("Wh", _ONE),
    "kWh": Scaled("Wh", _KILO),
    "varh": Scaled("varh", _ONE),
    "kvarh": Scaled("varh", _KILO),
    "VAh": Scaled("VAh", _ONE),
    "kVAh": Scaled("VAh", _KILO),
    "W": Scaled("W", _ONE),
    "kW": Scaled("W", _KILO),
    "VA": Scaled("VA", _ONE),
    "kVA": Scaled("VA", _KILO),
    "var": Scaled("var", _ONE),
    "kvar": Scaled("var", _KILO),
    "A": Scaled("A", _ONE),
    "V": Scaled("V", _ONE),
    "Hz": Scaled("Hz", _ONE),
    "Hertz": Scaled("Hz", _ONE),
    "Celsius": Scaled("Celsius", _ONE),
    "Celcius": Scaled("Celsius", _ONE),
    "Percent": Scaled("Percent", _ONE),
}
"""Every unit that scales into one of ours by a factor. Others (Fahrenheit, K, ASU ...) are kept as sent."""


class Money(msgspec.Struct, frozen=True):
    """An exact amount with its currency (ISO 4217)."""

    amount: Decimal
    currency: str
