"""Answers to requests that came with an Idempotency-Key, so that a repeat acts only once.

They are stored: that the act begins before it does, and its answer before it leaves. So a restart forgets none.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final, NamedTuple

from pilotwire.handlers.redaction import blot
from pilotwire.kernel.time import Clock
from pilotwire.services.kept_answer import KeptAnswer
from pilotwire.services.ports import Queries, Store
from pilotwire.services.retention import Retention
from pilotwire.services.work import Removed, Work

from .problems import Answer, RequestRefusedError

LIFE: Final = timedelta(hours=24)
MOST: Final = 50_000
MOST_BYTES: Final = 64 * 1024 * 1024
_LOOK_AFTER: Final = 1_000
"""Answers after which those that are too many are looked for."""


class RequestKey(NamedTuple):
    """Who sent the key, and the key."""

    caller: str
    key: str


class Given(NamedTuple):
    """An answer, and whether it is the one to an earlier request."""

    body: bytes
    is_repeat: bool = False
    status: int = 0
    media_type: str = ""


class Ports(NamedTuple):
    """Where answers are kept; without `retention` they are let go by whoever looks after the storage."""

    store: Store
    queries: Queries
    clock: Clock
    retention: Retention | None = None


class _Running(NamedTuple):
    request: str
    answer: "asyncio.Future[Given]"


class RememberedAnswers:
    """Answers of the last 24 hours, or the newest of them: `most` in number, `most_bytes` together."""

    def __init__(self, ports: Ports, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self._ports = ports
        self._most = most
        self._most_bytes = most_bytes
        self._running: dict[RequestKey, _Running] = {}
        self._new = self._new_bytes = 0

    async def once(
        self,
        key: RequestKey,
        request: str,
        act: Callable[[], Awaitable[bytes]],
        final: Callable[[Exception], Answer | None],
    ) -> Given:
        """The answer to this key: that of an earlier or still running request, else what `act` brings now.

        `request` is what must be the same. `final` makes the answer to an error after which the act may have happened,
        so that it is not to be tried again; None: it may be. Raises RequestRefusedError when the request is another, or
        was cut off by a restart, and whatever `act` raises.
        """
        running = self._running.get(key)
        if running is not None:
            _check_same(key, running.request, request)
            return (await asyncio.shield(running.answer))._replace(is_repeat=True)
        answer = asyncio.get_running_loop().create_future()
        self._running[key] = _Running(request, answer)
        try:
            given = await self._stored(key, request) or await self._act(key, request, act, final)
        except BaseException as error:
            if isinstance(error, Exception):
                answer.set_exception(error)
                answer.exception()  # looked at here, as perhaps nobody else waits for it
            else:
                answer.cancel()
            raise
        else:
            answer.set_result(given)
            return given
        finally:
            del self._running[key]

    async def _stored(self, key: RequestKey, request: str) -> Given | None:
        found = await self._ports.queries.kept_answer(_id(key))
        if found is None or found.at + LIFE <= self._ports.clock.now():
            return None
        _check_same(key, found.request, request)
        if found.status is None:
            raise RequestRefusedError(
                "outcome-unknown",
                f"The request with the Idempotency-Key {key.key!a} was begun, and its answer is not kept: the server"
                " stopped, or the answer held a secret.",
                "It may have acted: look at the station first, then send it again with a new key.",
            )
        return Given(found.body.encode(), True, found.status, found.media_type)

    async def _act(
        self,
        key: RequestKey,
        request: str,
        act: Callable[[], Awaitable[bytes]],
        final: Callable[[Exception], Answer | None],
    ) -> Given:
        begun = KeptAnswer(_id(key), request, self._ports.clock.now())
        await self._save(begun)
        try:
            body = await act()
        except Exception as error:
            problem = final(error)
            if problem is None:
                await self._forget(begun)
            else:
                await self._keep(begun, problem.body, problem.problem.status, "application/problem+json")
            raise
        except BaseException:  # cut off: it may have acted, so that it was begun stays known
            raise
        await self._keep(begun, body, 0, "")
        return Given(body)

    async def _keep(self, begun: KeptAnswer, body: bytes, status: int, media_type: str) -> None:
        text = body.decode()
        if blot(text) != text:
            return  # a secret is kept nowhere
        await self._save(KeptAnswer(begun.id, begun.request, begun.at, status, text, media_type))
        self._new, self._new_bytes = self._new + 1, self._new_bytes + len(text)
        if self._new >= min(_LOOK_AFTER, self._most) or self._new_bytes >= self._most_bytes // 8:
            self._new = self._new_bytes = 0
            if self._ports.retention is not None:
                oldest = self._ports.clock.now() - LIFE
                await self._ports.retention.forget_answers(oldest, self._most, self._most_bytes)

    async def _save(self, answer: KeptAnswer) -> None:
        work = Work()
        work.save(answer)
        await self._ports.store.commit(work)

    async def _forget(self, begun: KeptAnswer) -> None:
        work = Work()
        work.save(Removed(KeptAnswer, begun.id))
        await self._ports.store.commit(work)


def _id(key: RequestKey) -> str:
    return f"{key.caller}\n{key.key}"


def _check_same(key: RequestKey, known: str, request: str) -> None:
    if known != request:
        raise RequestRefusedError(
            "key-reused",
            f"The Idempotency-Key {key.key!a} came before with another request.",
            "Use a new key for each new request.",
        )
