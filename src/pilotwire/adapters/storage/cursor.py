"""Cursors of lists: opaque outside, the place of the last item inside."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, TypeVar

import msgspec

from pilotwire.kernel.errors import BadInputError

Place = TypeVar("Place", bound=tuple[Any, ...])


def cursor_at(*place: int | str) -> str:
    """The cursor of the items after this place: the values of the last item by which the list is ordered."""
    return urlsafe_b64encode(msgspec.json.encode(place)).rstrip(b"=").decode()


def place_of(cursor: str | None, shape: type[Place]) -> Place | None:
    """The place that a cursor stands for, None at the begin. BadInputError at /cursor for one of another list."""
    if cursor is None:
        return None
    try:
        place: Place = msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=shape)
    except ValueError as error:
        raise _foreign() from error
    if any(isinstance(value, int) and not -(2**63) <= value < 2**63 for value in place):
        raise _foreign()
    return place


def _foreign() -> BadInputError:
    return BadInputError(
        "the cursor does not belong to this list", "/cursor", "leave it out, or pass on next_cursor as it came"
    )
