"""Reading the event stream, and taking it up again where it broke off."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final, NamedTuple

import aiohttp
import msgspec

from .codec import Instant, decode
from .event import Event
from .exchange import Exchange, problem_of
from .filters import EventFilter
from .problem import ApiProblem, ServerUnreachable
from .query import query

_SILENCE_S: Final = 45.0  # the server says something every 15 s
_PATIENCE_S: Final = 60.0
_PAUSES_S: Final = (0.1, 0.5, 1.0, 2.0, 5.0)


class Block(NamedTuple):
    """What stands between two blank lines of the stream: a new cursor, data, or both."""

    id: str
    data: bytes


class EventLines:
    """Takes the stream apart as its bytes come. Source: HTML Living Standard, 9.2.6."""

    def __init__(self) -> None:
        self._rest = b""
        self._id = ""
        self._data: list[bytes] = []

    def feed(self, chunk: bytes) -> list[Block]:
        """The blocks that these bytes complete; comments (keep-alives) are no blocks."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        blocks: list[Block] = []
        for line in lines:
            if line:
                self._take(line)
            elif self._id or self._data:
                blocks.append(Block(self._id, b"\n".join(self._data)))
                self._id, self._data = "", []
        return blocks

    def _take(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        if name == b"id":
            self._id = value.strip().decode("ascii", "replace")
        elif name == b"data":
            self._data.append(value.removeprefix(b" "))


def event_of(block: Block) -> Event:
    """The event that a block with data holds. Raises msgspec.ValidationError when it is none."""
    head = decode(block.data, _Head)
    return Event(id=block.id, type=head.type, at=head.at, data=msgspec.Raw(block.data), station=head.station)


async def follow(exchange: Exchange, wanted: EventFilter, after: str | None) -> AsyncIterator[Event]:
    """Events without end and without a gap. Raises ServerUnreachable after a minute without any success."""
    loop = asyncio.get_running_loop()
    cursor, good_at, failures = after, 0.0, 0
    while True:
        try:
            async for block in _blocks(exchange, wanted, cursor):
                cursor, good_at, failures = block.id or cursor, loop.time(), 0
                if block.data:
                    yield event_of(block)
        except (ServerUnreachable, ApiProblem) as error:
            final = isinstance(error, ApiProblem) and error.status < 500 and error.status != 429
            if final or loop.time() - good_at > _PATIENCE_S or not good_at:
                raise
        await asyncio.sleep(_PAUSES_S[min(failures, len(_PAUSES_S) - 1)])
        failures += 1


async def _blocks(exchange: Exchange, wanted: EventFilter, cursor: str | None) -> AsyncIterator[Block]:
    headers = {"Accept": "text/event-stream", **({} if cursor is None else {"Last-Event-ID": cursor})}
    limits = aiohttp.ClientTimeout(total=None, connect=10.0, sock_read=_SILENCE_S)
    lines = EventLines()
    async with exchange.open("GET", exchange.url("/events", query(wanted)), headers, None, limits) as answer:
        if answer.status != 200:
            raise await problem_of(answer)
        async for chunk in answer.content.iter_any():
            for block in lines.feed(chunk):
                yield block


class _Head(msgspec.Struct):
    type: str
    at: Instant
    station: str | None = None
