"""The route of events: everything that happens, as Server-Sent Events that can be taken up again without a gap."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Final, NamedTuple

from litestar import get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Stream

from pilotwire.client.filters import EventFilter
from pilotwire.kernel.ids import RecordId

from .asking import read_query
from .event_line import Choice, EventLines, Gap, choice_of, cursor_line, gap_block, is_wanted
from .event_live import LiveItems
from .event_past import Pages, Span, past
from .parts import ApiParts, ApiRequest, Parts
from .problems import BadParameterError

Lines = NamedDependency[SkipValidation[EventLines]]
"""How the route asks for the lines that all readers share."""

_LARGEST: Final = (1 << 63) - 1
_RETRY: Final = b"retry: 1000\n"
_ALIVE: Final = b": alive\n"


@get("/events", media_type="text/event-stream")
async def stream_events(request: ApiRequest, parts: Parts, lines: Lines) -> Stream:
    """Follow events.

    Server-Sent Events. Each has as `id` a cursor: with it in Last-Event-ID the stream is taken up again without a gap,
    as far back as events are kept ("0": from the oldest). Without that header it begins now. Frames of the message log
    come as `message.received` and `message.sent`, only where `types` names them. A reader that falls behind is cut off
    and takes up again; a comment every 15 s shows that the stream is alive.
    """
    choice = choice_of(read_query(request, EventFilter))
    after = _resume_point(request)
    parts.readers.check_room(parts.settings.max_readers)
    return Stream(_stream(parts, lines, choice, after), headers={"X-Accel-Buffering": "no"})


async def _stream(parts: ApiParts, lines: EventLines, choice: Choice, after: RecordId | None) -> AsyncIterator[bytes]:
    live = LiveItems(parts.feed.subscribe(messages=choice.messages))
    with parts.readers.one_more(live.end):
        try:
            await live.ready()
            upto = parts.feed.last_id()
            span, size = Span(upto if after is None else after, upto), parts.settings.event_page_size
            yield _RETRY + cursor_line(span.after)
            if span.after < span.upto:
                async with aclosing(past(parts.queries, choice, span, Pages(size))) as items:
                    async for item in items:
                        yield gap_block(item, parts.clock.now()) if isinstance(item, Gap) else lines.of(item)
                yield cursor_line(span.upto)
            async for block in _follow(live, lines, choice, _Pace(upto, parts.settings.keep_alive_s)):
                yield block
        finally:
            live.end()


class _Pace(NamedTuple):
    """The last id that was told from the past, and how long the stream may be silent."""

    told: RecordId
    keep_alive_s: float


async def _follow(live: LiveItems, lines: EventLines, choice: Choice, pace: _Pace) -> AsyncIterator[bytes]:
    """Blocks of what is wanted; before the silence gets too long, the newest cursor as a sign of life."""
    now_s = asyncio.get_running_loop().time
    silent_since_s, reached = now_s(), pace.told
    while (items := await live.batch(pace.keep_alive_s)) is not None:
        fresh = [item for item in items if item.id > pace.told]
        reached = fresh[-1].id if fresh else reached
        wanted = [lines.of(item) for item in fresh if is_wanted(item, choice)]
        if wanted or now_s() - silent_since_s >= pace.keep_alive_s:
            yield b"".join(wanted) or _ALIVE + cursor_line(reached)
            silent_since_s = now_s()


def _resume_point(request: ApiRequest) -> RecordId | None:
    given = request.headers.get("last-event-id")
    if given is None or given == "":
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= 19 and int(given) <= _LARGEST):
        raise BadParameterError(
            "Last-Event-ID",
            f"{given[:40]!a} is no id of an event.",
            "Send the id of the last event as you got it, or 0.",
        )
    return RecordId(int(given))


EVENT_ROUTES: Final = (stream_events,)
