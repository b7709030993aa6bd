"""Repairs of values that have another JSON type than they should: numbers in texts, texts as numbers, null."""

from pilotwire.protocol.coercion import UNUSABLE, as_flag, as_number, as_text, as_whole, is_number
from pilotwire.protocol.quirks.policy import IngestPolicy
from pilotwire.protocol.quirks.record import Outcome


def number_to_text(value: object, policy: IngestPolicy) -> object:
    """The shortest text of a number; true and false are none."""
    return _usable(as_text(value)) if is_number(value) else Outcome.NOT_MINE


def scalar_to_text(value: object, policy: IngestPolicy) -> object:
    """The text of a number, of true or of false."""
    return Outcome.NOT_MINE if isinstance(value, str) else _usable(as_text(value))


def text_to_number(value: object, policy: IngestPolicy) -> object:
    """The number that a text holds and nothing else."""
    number = as_number(value) if isinstance(value, str) else UNUSABLE
    if isinstance(number, float) and number.is_integer():
        return as_whole(value)
    return _usable(number)


def rounded(value: object, policy: IngestPolicy) -> object:
    """The nearest whole number to one with decimals."""
    return _usable(as_whole(value)) if isinstance(value, float) and is_number(value) else Outcome.NOT_MINE


def to_flag(value: object, policy: IngestPolicy) -> object:
    """True or false from 0, 1 or their texts."""
    return Outcome.NOT_MINE if isinstance(value, bool) else _usable(as_flag(value))


def null_left_out(value: object, policy: IngestPolicy) -> object:
    """An optional field that is null is not there."""
    return Outcome.ABSENT if value is None else Outcome.NOT_MINE


def empty_left_out(value: object, policy: IngestPolicy) -> object:
    """An optional field that is an empty text is not there."""
    return Outcome.ABSENT if value == "" else Outcome.NOT_MINE


def _usable(value: object) -> object:
    return Outcome.NOT_MINE if value is UNUSABLE else value
