"""Measured values of every version into the domain's samples."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from pilotwire.domain.reading import DEFAULT_LOCATION, DEFAULT_MEASURAND, Sample, SignedValue
from pilotwire.kernel.units import TO_DOMAIN

Note = Callable[[str, str], None]
"""Takes the name of an oddity and what was seen; see `Context.note`."""

_DEFAULT_UNIT: Final = "Wh"
_MAX_EXPONENT: Final = 30
GREATEST: Final = Decimal(10) ** (_MAX_EXPONENT + 1)
_MEANINGS_KEPT: Final = 4096
_NUMBERS_KEPT: Final = 4096
_EXACT: Final = 2**53
"""Below it every whole float is the number that was written."""


def number(text: str) -> Decimal | None:
    """The number that a station wrote; None for text that is none, or that no meter can mean (NaN, 1E999)."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        try:
            value = Decimal(text.replace(",", ".", 1))
        except InvalidOperation:
            return None
    return value if value.is_finite() and abs(value) < GREATEST and value.adjusted() >= -_MAX_EXPONENT else None


@lru_cache(_NUMBERS_KEPT)
def exact(value: float) -> Decimal:
    """A JSON number as it was written, for all that meters write. Voltages and currents come again and again."""
    return Decimal(int(value)) if -_EXACT < value < _EXACT and value == int(value) else Decimal(repr(value))


def plain_sample(
    value: Decimal, measurand: str | None, unit: str | None, phase: str | None, location: str | None
) -> Sample | None:
    """The sample, when its number needs no scaling and no word: the common case, at a fraction of the cost of `sample`.

    None for all others, which `sample` is for. `value` is one that a meter can mean: finite and below GREATEST.
    """
    meaning = _meaning(measurand, unit)
    if meaning.factor is not None or not meaning.fits:
        return None
    return Sample(meaning.measurand, value, meaning.unit, phase, location or DEFAULT_LOCATION)


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
    meaning = _meaning(measurand, unit)
    phase, location = place[0], place[1] or DEFAULT_LOCATION
    value = number(text)
    if value is None or abs(multiplier) > _MAX_EXPONENT:
        if signed is None:
            note("value-not-a-number", f"{meaning.measurand} is '{text[:40]}'")
        return Sample(meaning.measurand, None, meaning.sent_unit, phase, location, text, signed)
    if not meaning.fits:
        note("unit-alias", f"{meaning.measurand} in {meaning.sent_unit}")
    if meaning.factor is None and not multiplier:
        return Sample(meaning.measurand, value, meaning.unit, phase, location, None, signed)
    sent = f"{text} {meaning.sent_unit}" + (f" x 10^{multiplier}" if multiplier else "")
    scaled = value.scaleb(multiplier) * (meaning.factor or 1)
    return Sample(meaning.measurand, scaled, meaning.unit, phase, location, sent, signed)


class _Meaning(NamedTuple):
    """A measurand in a unit: the domain's unit, the factor to it (None: 1), and whether the two go together."""

    measurand: str
    sent_unit: str
    unit: str
    factor: Decimal | None
    fits: bool


@lru_cache(_MEANINGS_KEPT)
def _meaning(measurand: str | None, unit: str | None) -> _Meaning:
    measurand = measurand or DEFAULT_MEASURAND
    sent_unit = unit or (_DEFAULT_UNIT if measurand.startswith("Energy.") else "")
    scaled = TO_DOMAIN.get(sent_unit)
    if scaled is None:
        return _Meaning(measurand, sent_unit, sent_unit, None, True)
    factor = None if scaled.factor == 1 else scaled.factor
    return _Meaning(measurand, sent_unit, scaled.unit, factor, _fits(measurand, scaled.unit))


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
