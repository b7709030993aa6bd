"""How every list out of the store in memory is ordered, cut into pages and searched."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pilotwire.services.ports import (
    Page,
    Slice,
)

from .cursor import cursor_at, place_of
from .listing import length_of, searched

T = TypeVar("T")


def page_of(
    items: Iterable[T], part: Slice, place: Callable[[T], tuple[Any, ...]], shape: type[Any], newest_first: bool = False
) -> Page[T]:
    """One page of items, in the order of their places, from where the cursor of `part` says."""
    start = place_of(part.cursor, shape)
    ordered = sorted(items, key=place, reverse=newest_first)
    if start is not None:
        ordered = [item for item in ordered if (place(item) < start if newest_first else place(item) > start)]
    shown = ordered[: length_of(part)]
    return Page(shown, cursor_at(*place(shown[-1])) if len(ordered) > len(shown) else None)


def has(q: str | None, *words: str | None) -> bool:
    """Whether a text that is searched for is within one of the words; nothing searched is in all."""
    return not q or any(searched(q) in word.casefold() for word in words if word)
