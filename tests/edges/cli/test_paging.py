"""Lists are fetched page by page."""

from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest

from pilotwire.cli.paging import Part, parts


class Item(msgspec.Struct, frozen=True):
    number: int


class Page(msgspec.Struct, frozen=True):
    items: list[Item]
    next_cursor: str | None


class Numbers:
    """A list of so many items, as a server gives it out; it remembers what sizes it was asked for."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.asked: list[int] = []

    async def __call__(self, size: int, cursor: str | None) -> Page:
        self.asked.append(size)
        start = int(cursor or 0)
        end = min(start + size, self._count)
        return Page([Item(number) for number in range(start, end)], str(end) if end < self._count else None)


Finish = Callable[[Coroutine[Any, Any, list[Part[Item]]]], list[Part[Item]]]


async def collected(numbers: Numbers, limit: int) -> list[Part[Item]]:
    return [part async for part in parts(numbers, limit)]


@pytest.mark.parametrize(
    ("count", "limit", "asked", "got", "cut_off"),
    [
        (3, 50, [50], 3, False),
        (60, 50, [50], 50, True),
        (50, 50, [50], 50, False),
        (1200, 700, [500, 200], 700, True),
        (1200, 0, [500, 500, 500], 1200, False),
        (0, 50, [50], 0, False),
    ],
)
def test_pages_are_fetched_until_the_end_or_the_limit(
    finish: Finish, count: int, limit: int, asked: list[int], got: int, cut_off: bool
) -> None:
    numbers = Numbers(count)
    found = finish(collected(numbers, limit))
    assert numbers.asked == asked
    assert [item.number for part in found for item in part.items] == list(range(got))
    assert found[-1].cut_off is cut_off
