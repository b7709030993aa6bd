"""Lookups by key that share their queries: what is asked for while one runs is asked together in the next.

One query costs a hop to a thread and back whatever is in it; after a reconnect thousands of stations ask at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, Generic, TypeVar

Key = TypeVar("Key")
Record = TypeVar("Record")

MOST_KEYS: Final = 200
"""Keys in one query."""


class Lookups(Generic[Key, Record]):
    """`ask` brings what there is of some keys; what it raises is raised to all who asked for one of them."""

    def __init__(self, ask: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Record]]]) -> None:
        self._ask = ask
        self._wanted: dict[Key, list[asyncio.Future[Record | None]]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def find(self, key: Key) -> Record | None:
        """The record of this key as it stands when the query runs, which begins after this call; None if none."""
        found: asyncio.Future[Record | None] = asyncio.get_running_loop().create_future()
        self._wanted.setdefault(key, []).append(found)
        if self._asking is None:
            self._asking = asyncio.create_task(self._run())
        return await found

    async def _run(self) -> None:
        try:
            while self._wanted:
                keys = tuple(islice(self._wanted, MOST_KEYS))
                waiting = {key: self._wanted.pop(key) for key in keys}
                await self._answer(keys, waiting)
        finally:
            self._asking = None

    async def _answer(self, keys: Sequence[Key], waiting: Mapping[Key, list[asyncio.Future[Record | None]]]) -> None:
        try:
            records = await self._ask(keys)
        except Exception as error:
            for _, future in _still_waiting(waiting):
                future.set_exception(error)
            return
        for key, future in _still_waiting(waiting):
            future.set_result(records.get(key))


def _still_waiting(
    waiting: Mapping[Key, list[asyncio.Future[Record | None]]],
) -> Iterator[tuple[Key, asyncio.Future[Record | None]]]:
    return ((key, future) for key, futures in waiting.items() for future in futures if not future.done())
