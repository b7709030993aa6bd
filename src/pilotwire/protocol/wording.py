"""How values are named in messages to people: short, on one line, and never more than the start of a text."""

from typing import Final

_LONGEST: Final = 40
_MOST_WORDS: Final = 12


def kind_of(value: object) -> str:
    """What a JSON value is, without showing it."""
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case dict():
            return "an object"
    return f"a {type(value).__name__}"


def shortened(value: str | float) -> str:
    """A text or a number, cut; control characters are written out."""
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return "the number"
    shown = repr(value[: _LONGEST + 1] if isinstance(value, str) else value)
    return shown if len(shown) <= _LONGEST + 2 else f"{shown[:_LONGEST]}..."


def list_of_words(words: tuple[str, ...]) -> str:
    """The words allowed, the first dozen of them."""
    more = f" ... ({len(words)} in all)" if len(words) > _MOST_WORDS else ""
    return ", ".join(words[:_MOST_WORDS]) + more
