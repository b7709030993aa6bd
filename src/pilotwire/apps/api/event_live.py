"""What happens while a reader is connected: a bounded buffer between the feed and its connection."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Final

from .event_line import Item

_MOST_WAITING: Final = 1_000


class LiveItems:
    """Takes from the feed from the moment it is made; when it is full it stops, and the feed ends in its time."""

    def __init__(self, source: AsyncIterator[Item]) -> None:
        self._waiting: deque[Item] = deque()
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._is_over = False
        self._pump = asyncio.create_task(self._take(source))

    async def ready(self) -> None:
        """Return once the feed has been asked for its first item, so that nothing committed later is missed."""
        await asyncio.sleep(0)

    async def batch(self, timeout_s: float) -> list[Item] | None:
        """What has come since the last time, [] when there was nothing for so long; None at the end."""
        if not self._waiting and not self._is_over:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), timeout_s)
            except TimeoutError:
                return []
        if not self._waiting:
            return None
        items = list(self._waiting)
        self._waiting.clear()
        self._room.set()
        return items

    def end(self) -> None:
        """End it: what waits is still handed out."""
        self._is_over = True
        self._news.set()
        self._room.set()
        self._pump.cancel()

    async def _take(self, source: AsyncIterator[Item]) -> None:
        try:
            async for item in source:
                self._waiting.append(item)
                self._news.set()
                if len(self._waiting) >= _MOST_WAITING:
                    self._room.clear()
                    await self._room.wait()
        finally:
            self._is_over = True
            self._news.set()
