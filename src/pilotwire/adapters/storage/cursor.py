"""Cursors of lists: opaque outside, the place of the last item inside."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, TypeVar

import msgspec

from pilotwire.kernel.errors import BadInputError

Whole = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""An integer that every database can compare."""

Place = TypeVar("Place")


def cursor_at(*place: int | str) -> str:
    """The cursor of the items after this place: the values of the last item by which the list is ordered."""
    return urlsafe_b64encode(msgspec.json.encode(place)).rstrip(b"=").decode()


def place_of(cursor: str | None, shape: type[Place]) -> Place | None:
    """The place that a cursor stands for, None at the begin. BadInputError at /cursor for one of another list."""
    if cursor is None:
        return None
    try:
        return msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=shape)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise BadInputError(
            "the cursor does not belong to this list", "/cursor", "leave it out, or pass on next_cursor as it came"
        ) from error
