"""Parts of lists: which is wanted, and what comes."""

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True):
    """Part of a list, and the cursor of the next part; None at the end."""

    items: list[T]
    next_cursor: str | None = None


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a list: at most `limit` items after `cursor`. BadInputError for a cursor that is not ours."""

    limit: int = 50
    cursor: str | None = None
