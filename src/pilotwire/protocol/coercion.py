"""Readings of values that have the wrong JSON type, as stations send them: numbers in texts, texts from numbers."""

import math
import re
from enum import Enum
from typing import Final, TypeGuard


class Unusable(Enum):
    """Stands for a value that nothing can be made of."""

    UNUSABLE = "unusable"


UNUSABLE: Final = Unusable.UNUSABLE
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{0,40})?(?:[eE][+-]?[0-9]{1,3})?")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a JSON number: neither true nor false, and finite."""
    return isinstance(value, int | float) and not isinstance(value, bool) and _is_finite(value)


def as_whole(value: object) -> int | Unusable:
    """A whole number from a number or from a text that holds one; decimals are rounded."""
    found = _number_in(value) if isinstance(value, str) else value
    return round(found) if is_number(found) else UNUSABLE


def as_number(value: object) -> float | Unusable:
    """A number from a number or from a text that holds one; an integer too large for a float stays one."""
    found = _number_in(value) if isinstance(value, str) else value
    if not is_number(found):
        return UNUSABLE
    try:
        return float(found)
    except OverflowError:
        return found


def as_text(value: object) -> str | Unusable:
    """A text from a number, from true or from false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not is_number(value):
        return UNUSABLE
    try:
        return str(value)
    except ValueError:
        return UNUSABLE


def as_flag(value: object) -> bool | Unusable:
    """True or false from themselves, from 0 and 1, and from the texts of either."""
    text = value.strip().lower() if isinstance(value, str) else as_text(value)
    return _FLAGS.get(text, UNUSABLE) if isinstance(text, str) else UNUSABLE


def _number_in(text: str) -> float | None:
    trimmed = text.strip()
    if _NUMBER.fullmatch(trimmed) is None:
        return None
    return int(trimmed) if _INTEGER.fullmatch(trimmed) else float(trimmed)


def _is_finite(value: float) -> bool:
    return isinstance(value, int) or math.isfinite(value)
