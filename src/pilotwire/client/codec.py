"""JSON as the API writes it: instants with milliseconds and Z, decimals as numbers, absent fields absent."""

from datetime import UTC, datetime
from typing import Annotated, Final, TypeVar

import msgspec

from pilotwire.kernel.time import print_millis

T = TypeVar("T")


class Instant(datetime):
    """A point in time in UTC that the API writes with milliseconds; otherwise a datetime like any other."""

    @classmethod
    def of(cls, at: datetime) -> "Instant":
        """The same point in time. `at` must be aware."""
        at = at.astimezone(UTC)
        return cls(at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond, UTC)


def encode(value: object) -> bytes:
    """A resource as JSON."""
    return _ENCODER.encode(value)


def decode(data: bytes | str | msgspec.Raw, shape: type[T]) -> T:
    """A resource from JSON. Raises msgspec.DecodeError, msgspec.ValidationError."""
    return msgspec.json.decode(data, type=shape, dec_hook=_read_special)


def shaped(value: object, shape: type[T]) -> T:
    """A resource from an object with the same attributes, or from plain dicts and lists. Raises ValidationError."""
    return msgspec.convert(value, shape, from_attributes=True, dec_hook=_read_special)


def _write_special(value: object) -> object:
    if isinstance(value, datetime):
        return print_millis(value)
    raise NotImplementedError(f"{type(value).__name__} has no JSON form here")


def _read_special(shape: type, value: object) -> object:
    if shape is not Instant:
        raise NotImplementedError(f"{shape.__name__} has no JSON form here")
    if isinstance(value, datetime):
        return Instant.of(value)
    try:
        return Instant.of(msgspec.convert(value, _Aware))
    except (msgspec.ValidationError, OverflowError):
        raise ValueError("Expected a timestamp with its zone, like 2026-03-01T12:00:00Z") from None


_Aware = Annotated[datetime, msgspec.Meta(tz=True)]
_ENCODER: Final = msgspec.json.Encoder(enc_hook=_write_special, decimal_format="number")
