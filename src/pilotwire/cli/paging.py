"""Lists: fetched page by page up to a limit, printed as a table or as JSON lines."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Final, Generic, NamedTuple, Protocol, TypeVar

import msgspec
from cyclopts import Parameter, validators
from rich.table import Table

from pilotwire.cli.options import Options, with_client
from pilotwire.cli.output import emit_json, note, show

if TYPE_CHECKING:
    from pilotwire.client.client import Client

T = TypeVar("T", bound=msgspec.Struct)
T_co = TypeVar("T_co", bound=msgspec.Struct, covariant=True)

LARGEST_PAGE: Final = 500
Limit = Annotated[int, Parameter(help="At most this many; 0 is all of them.", validator=validators.Number(gte=0))]


class Listing(Protocol[T_co]):
    """A page as the API answers it."""

    @property
    def items(self) -> Sequence[T_co]:
        """What the page holds."""
        ...

    @property
    def next_cursor(self) -> str | None:
        """Leads to the next page, None on the last."""
        ...


Fetch = Callable[[int, str | None], Awaitable[Listing[T]]]
"""Fetches the page of at most so many items that a cursor leads to."""


class Part(NamedTuple, Generic[T]):
    """Some items of a list, and whether it goes on beyond what was asked for."""

    items: Sequence[T]
    cut_off: bool


async def parts(fetch: Fetch[T], limit: int) -> AsyncIterator[Part[T]]:
    """The pages of a list until it ends or `limit` items (0: all) are there."""
    cursor: str | None = None
    left = limit
    while True:
        page = await fetch(min(left, LARGEST_PAGE) if limit else LARGEST_PAGE, cursor)
        left -= len(page.items)
        cursor = page.next_cursor
        full = limit > 0 and left <= 0
        yield Part(page.items, full and cursor is not None)
        if full or cursor is None:
            return


def print_list(
    options: Options,
    limit: int,
    of: "Callable[[Client], Fetch[T]]",
    table: Callable[[Sequence[T], tzinfo | None], Table],
) -> None:
    """Print what `of` fetches: `table` for people, JSON lines as they come for programs."""

    async def run(client: "Client") -> None:
        everything: list[T] = []
        async for part in parts(of(client), limit):
            if options.json:
                for item in part.items:
                    emit_json(item)
            else:
                everything.extend(part.items)
            if part.cut_off:
                note(f"There are more than {limit}; --limit 0 shows all.")
        if everything:
            show(table(everything, options.zone))
        elif not options.json:
            note("There are none.")

    with_client(options, run)
