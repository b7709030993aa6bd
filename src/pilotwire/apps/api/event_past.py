"""What happened before a reader came: events and frames of the past, merged in the order of their ids."""

from collections.abc import AsyncGenerator, AsyncIterator
from typing import Final, NamedTuple

from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import RecordId
from pilotwire.services.ports import MessageFilter, Queries, Slice
from pilotwire.services.work import OutboxEvent

from .event_line import Choice, Gap, Item


class Pages(NamedTuple):
    """How many records are read at once, and how many pages of frames are gone back through."""

    size: int = 500
    most: int = 200


class Span(NamedTuple):
    """After one id, up to and including another."""

    after: RecordId
    upto: RecordId


DEFAULT_PAGES: Final = Pages()


async def past(
    queries: Queries, choice: Choice, span: Span, pages: Pages = DEFAULT_PAGES
) -> AsyncGenerator[Item | Gap, None]:
    """Everything wanted within the span, by rising ids.

    Of the frames no more than the newest pages: a gap stands before them when there are more.
    """
    found = await _message_pages(queries, choice, span, pages) if choice.messages else []
    if len(found) > pages.most:
        found.pop()
        yield Gap(span.after, found[-1].oldest)
    frames = _frames(queries, choice, span, found)
    frame = await anext(frames, None)
    async for event in _events(queries, choice, span, pages.size):
        while frame is not None and frame.id < event.id:
            yield frame
            frame = await anext(frames, None)
        yield event
    while frame is not None:
        yield frame
        frame = await anext(frames, None)


async def _events(queries: Queries, choice: Choice, span: Span, size: int) -> AsyncIterator[OutboxEvent]:
    after = span.after
    while choice.types:
        found = await queries.events_after(after, size, sorted(choice.types), choice.station)
        for one in found:
            if one.id > span.upto:
                return
            yield one
            after = one.id
        if len(found) < size:
            return


class _MessagePage(NamedTuple):
    """A page of the log that is read again by its cursor, or, as the newest page has none that lasts, its frames."""

    part: Slice
    frames: list[LoggedMessage]
    oldest: RecordId


async def _message_pages(queries: Queries, choice: Choice, span: Span, pages: Pages) -> list[_MessagePage]:
    """The pages of the log, newest first, as it can only be read backwards; they are then read from the last on.

    One page more than `pages.most` when there are frames beyond.
    """
    found: list[_MessagePage] = []
    part = Slice(limit=pages.size)
    while len(found) <= pages.most:
        page = await queries.messages(part, _filter(choice))
        if not page.items or page.items[0].id <= span.after:
            break
        found.append(_MessagePage(part, [] if found else page.items, page.items[-1].id))
        if page.next_cursor is None:
            break
        part = Slice(limit=pages.size, cursor=page.next_cursor)
    return found


async def _frames(
    queries: Queries, choice: Choice, span: Span, pages: list[_MessagePage]
) -> AsyncIterator[LoggedMessage]:
    for page in reversed(pages):
        frames = page.frames or (await queries.messages(page.part, _filter(choice))).items
        for frame in reversed(frames):
            if span.after < frame.id <= span.upto:
                yield frame


def _filter(choice: Choice) -> MessageFilter:
    if choice.received and choice.sent:
        return MessageFilter(station=choice.station)
    return MessageFilter(station=choice.station, direction="in" if choice.received else "out")
