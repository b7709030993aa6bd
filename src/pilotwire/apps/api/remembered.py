"""Answers to requests that came with an Idempotency-Key, so that a repeat acts only once.

They are held in memory: a restart forgets them, and several API processes do not share them.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from .problems import RequestRefusedError

LIFE_S: Final = 24 * 3600.0
MOST_BYTES: Final = 64 * 1024 * 1024


class RequestKey(NamedTuple):
    """Who sent the key, and the key."""

    caller: str
    key: str


class Given(NamedTuple):
    """An answer, and whether it is the one to an earlier request."""

    body: bytes
    is_repeat: bool


class _Entry(NamedTuple):
    request: bytes
    ends_s: float
    answer: "asyncio.Future[bytes]"


class RememberedAnswers:
    """Answers of the last 24 hours, or the newest `most` of them with `most_bytes` together."""

    def __init__(self, most: int, is_final: Callable[[Exception], bool], most_bytes: int = MOST_BYTES) -> None:
        """`is_final` says of an error whether the act may have happened, so that it is not to be tried again."""
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._is_final = is_final
        self._entries: OrderedDict[RequestKey, _Entry] = OrderedDict()

    async def once(self, key: RequestKey, request: bytes, now_s: float, act: Callable[[], Awaitable[bytes]]) -> Given:
        """The answer to this key: that of an earlier or still running request, else what `act` brings now.

        `request` is what must be the same. Raises RequestRefusedError when it is not, and whatever `act` raises.
        """
        self._forget_while(lambda oldest: oldest.ends_s <= now_s)
        known = self._entries.get(key)
        if known is not None:
            if known.request != request:
                raise RequestRefusedError(
                    "key-reused",
                    f"The Idempotency-Key {key.key!a} came before with another request.",
                    "Use a new key for each new request.",
                )
            return Given(await asyncio.shield(known.answer), True)
        self._forget_while(lambda _: len(self._entries) >= self._most)
        answer = asyncio.get_running_loop().create_future()
        self._entries[key] = _Entry(request, now_s + LIFE_S, answer)
        return Given(await self._act(key, answer, act), False)

    async def _act(
        self, key: RequestKey, answer: "asyncio.Future[bytes]", act: Callable[[], Awaitable[bytes]]
    ) -> bytes:
        try:
            body = await act()
        except Exception as error:
            answer.set_exception(error)
            answer.exception()  # looked at here, as perhaps nobody else waits for it
            if not self._is_final(error):
                del self._entries[key]
            raise
        except BaseException:
            answer.cancel()
            del self._entries[key]
            raise
        answer.set_result(body)
        self._bytes += len(body)
        self._forget_while(lambda _: self._bytes > self._most_bytes)
        return body

    def _forget_while(self, must_go: Callable[[_Entry], bool]) -> None:
        """Forget from the oldest on; one whose act still runs stays, and so do those after it."""
        while self._entries:
            key, oldest = next(iter(self._entries.items()))
            if not oldest.answer.done() or not must_go(oldest):
                return
            if oldest.answer.exception() is None:
                self._bytes -= len(oldest.answer.result())
            del self._entries[key]
