"""Measured values of every version into the domain's samples."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Final

from pilotwire.domain.reading import DEFAULT_LOCATION, DEFAULT_MEASURAND, Sample, SignedValue
from pilotwire.kernel.units import TO_DOMAIN

Note = Callable[[str, str], None]
"""Takes the name of an oddity and what was seen; see `Context.note`."""

_DEFAULT_UNIT: Final = "Wh"
_ONE: Final = Decimal(1)
_MAX_EXPONENT: Final = 30


def number(text: str) -> Decimal | None:
    """The number that a station wrote; None for text that is none, or that no meter can mean (NaN, 1E999)."""
    try:
        value = Decimal(text.strip().replace(",", ".", 1))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= _MAX_EXPONENT else None


def sample(
    text: str,
    measurand: str | None,
    unit: str | None,
    place: tuple[str | None, str | None],
    note: Note,
    multiplier: int = 0,
    signed: SignedValue | None = None,
) -> Sample:
    """One sample in the domain's unit; `place` is (phase, location), `multiplier` a power of ten on the value.

    What was sent is kept beside where unit or multiplier changed the number, and where it is no number at all.
    """
    measurand = measurand or DEFAULT_MEASURAND
    phase, location = place[0], place[1] or DEFAULT_LOCATION
    sent_unit = unit or (_DEFAULT_UNIT if measurand.startswith("Energy.") else "")
    value = number(text)
    if value is None or abs(multiplier) > _MAX_EXPONENT:
        if signed is None:
            note("value-not-a-number", f"{measurand} is '{text[:40]}'")
        return Sample(measurand, None, sent_unit, phase, location, text, signed)
    scaled = TO_DOMAIN.get(sent_unit)
    if scaled is not None and not _fits(measurand, scaled.unit):
        note("unit-alias", f"{measurand} in {sent_unit}")
    domain_unit, factor = (sent_unit, _ONE) if scaled is None else scaled
    if factor == _ONE and not multiplier:
        return Sample(measurand, value, domain_unit, phase, location, None, signed)
    sent = f"{text} {sent_unit}" + (f" x 10^{multiplier}" if multiplier else "")
    return Sample(measurand, value.scaleb(multiplier) * factor, domain_unit, phase, location, sent, signed)


def _fits(measurand: str, unit: str) -> bool:
    wanted = next((units for start, units in _DIMENSIONS if measurand.startswith(start)), None)
    return wanted is None or unit in wanted


_DIMENSIONS: Final = (
    ("Energy.Active", ("Wh",)),
    ("Energy.Reactive", ("varh",)),
    ("Energy.Apparent", ("VAh",)),
    ("Power.Active", ("W",)),
    ("Power.Reactive", ("var",)),
    ("Power.Offered", ("W",)),
    ("Current.", ("A",)),
    ("Voltage", ("V",)),
    ("SoC", ("Percent",)),
    ("Temperature", ("Celsius",)),
)
