"""What happened before a reader came: events and frames of the past, merged in the order of their ids."""

from collections.abc import AsyncGenerator, AsyncIterator
from typing import Final, NamedTuple

from pilotwire.domain.message import LoggedMessage
from pilotwire.kernel.ids import RecordId
from pilotwire.services.ports import MessageFilter, Queries, Slice
from pilotwire.services.work import OutboxEvent

from .event_line import Choice, Gap, Item

_PAGE: Final = 500
_MOST_PAGES: Final = 200


class Span(NamedTuple):
    """After one id, up to and including another."""

    after: RecordId
    upto: RecordId


async def past(queries: Queries, choice: Choice, span: Span) -> AsyncGenerator[Item | Gap, None]:
    """Everything wanted within the span, by rising ids.

    Of the frames no more than the newest 100,000: a gap stands before them when there were more.
    """
    pages = await _message_pages(queries, choice, span) if choice.messages else []
    if len(pages) == _MOST_PAGES and pages[-1].oldest > span.after:
        yield Gap(span.after, pages[-1].oldest)
    frames = _frames(queries, choice, span, pages)
    frame = await anext(frames, None)
    async for event in _events(queries, choice, span):
        while frame is not None and frame.id < event.id:
            yield frame
            frame = await anext(frames, None)
        yield event
    while frame is not None:
        yield frame
        frame = await anext(frames, None)


async def _events(queries: Queries, choice: Choice, span: Span) -> AsyncIterator[OutboxEvent]:
    after = span.after
    while choice.types:
        found = await queries.events_after(after, _PAGE, sorted(choice.types), choice.station)
        for one in found:
            if one.id > span.upto:
                return
            yield one
            after = one.id
        if len(found) < _PAGE:
            return


class _MessagePage(NamedTuple):
    """A page of the log that is read again by its cursor, or, as the newest page has none that lasts, its frames."""

    cursor: str | None
    frames: list[LoggedMessage]
    oldest: RecordId


async def _message_pages(queries: Queries, choice: Choice, span: Span) -> list[_MessagePage]:
    """The pages of the log, newest first, as it can only be read backwards; they are then read from the last on."""
    pages: list[_MessagePage] = []
    cursor: str | None = None
    while len(pages) < _MOST_PAGES:
        page = await queries.messages(Slice(limit=_PAGE, cursor=cursor), _filter(choice))
        if not page.items:
            break
        pages.append(_MessagePage(cursor, [] if pages else page.items, page.items[-1].id))
        if page.next_cursor is None or page.items[-1].id <= span.after:
            break
        cursor = page.next_cursor
    return pages


async def _frames(
    queries: Queries, choice: Choice, span: Span, pages: list[_MessagePage]
) -> AsyncIterator[LoggedMessage]:
    for page in reversed(pages):
        frames = page.frames
        if page.cursor is not None:
            frames = (await queries.messages(Slice(limit=_PAGE, cursor=page.cursor), _filter(choice))).items
        for frame in reversed(frames):
            if span.after < frame.id <= span.upto:
                yield frame


def _filter(choice: Choice) -> MessageFilter:
    if choice.received and choice.sent:
        return MessageFilter(station=choice.station)
    return MessageFilter(station=choice.station, direction="in" if choice.received else "out")
