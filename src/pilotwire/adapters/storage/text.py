"""Text that every database can hold: no NUL and no lone surrogates, which PostgreSQL and UTF-8 refuse."""

import re
from typing import Final, TypeVar

import msgspec

Record = TypeVar("Record", bound=msgspec.Struct)

_ENCODER: Final = msgspec.json.Encoder()
_UNFIT: Final = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with U+FFFD for every character that cannot be stored; nearly always the very same text."""
    if "\0" not in text:
        if text.isascii():
            return text
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _UNFIT.sub("\ufffd", text)


def storable_json(value: object) -> str:
    """The value as JSON text, with U+FFFD for what no UTF-8 text can hold. Raises ValueError or TypeError."""
    try:
        return _ENCODER.encode(value).decode()
    except UnicodeError:
        return _ENCODER.encode(_cleaned(value)).decode(errors="replace")


def _cleaned(value: object) -> object:
    match value:
        case str():
            return storable(value)
        case msgspec.Struct():
            return type(value)(**{name: _cleaned(getattr(value, name)) for name in value.__struct_fields__})
        case dict():
            return {_cleaned(key): _cleaned(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_cleaned(inner) for inner in value]
        case _:
            return value
