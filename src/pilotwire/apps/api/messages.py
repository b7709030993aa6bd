"""Routes of the message log, findings and refusals."""

import base64
from typing import Final

import msgspec
from litestar import get
from litestar.params import FromPath

from pilotwire.client.filters import FindingFilter, MessageFilter, RefusalFilter
from pilotwire.client.listing import FindingList, MessageList, RefusalList
from pilotwire.client.message import Finding, Message, Refusal
from pilotwire.domain import finding, message
from pilotwire.kernel.errors import NotFoundError
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services import ports

from .asking import path_text, read_part, read_query
from .parts import ApiRequest, Parts
from .shaping import instant

_LARGEST_RECORD: Final = (1 << 63) - 1


@get("/messages")
async def list_messages(request: ApiRequest, parts: Parts) -> MessageList:
    """List frames.

    Newest first: every frame that crossed a station's connection, as it was, credentials alone blotted out.
    """
    wanted = msgspec.convert(msgspec.structs.asdict(read_query(request, MessageFilter)), ports.MessageFilter)
    page = await parts.queries.messages(read_part(request), wanted)
    return MessageList(items=[shown_message(one) for one in page.items], next_cursor=page.next_cursor)


@get("/messages/{record:str}")
async def get_message(record: FromPath[str], parts: Parts) -> Message:
    """Read a frame.

    By the id of its record in the log, not by the message id within it.
    """
    text = path_text(record)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    found = await parts.queries.message(RecordId(number)) if 0 < number <= _LARGEST_RECORD else None
    if found is None:
        raise NotFoundError(f"There is no frame with the id '{text}'.", "It may have been too old to be kept.")
    return shown_message(found)


@get("/findings")
async def list_findings(request: ApiRequest, parts: Parts) -> FindingList:
    """List findings.

    What stations did that the specification does not allow, by the last occurrence, newest first.
    """
    wanted = read_query(request, FindingFilter)
    page = await parts.queries.findings(read_part(request), _station(wanted.station), wanted.name)
    return FindingList(items=[_shown_finding(one) for one in page.items], next_cursor=page.next_cursor)


@get("/refusals")
async def list_refusals(request: ApiRequest, parts: Parts) -> RefusalList:
    """List refused handshakes.

    Newest first, each with its reason and what to do about it.
    """
    wanted = read_query(request, RefusalFilter)
    page = await parts.queries.refusals(read_part(request), _station(wanted.station))
    return RefusalList(items=[_shown_refusal(one) for one in page.items], next_cursor=page.next_cursor)


def shown_message(one: message.LoggedMessage, shape: type[Message] = Message) -> Message:
    """A frame as it is shown, or as an event of the stream."""
    return shape(
        id=str(one.id),
        station=one.station,
        at=instant(one.at),
        direction=one.direction,
        kind=one.kind,
        verdict=one.verdict,
        text=one.text,
        generation=one.generation,
        message_id=one.message_id,
        action=one.action,
        error_code=one.error_code,
        call_id=None if one.call_id is None else str(one.call_id),
        latency_ms=None if one.latency_us is None else one.latency_us / 1000,
        raw_base64=None if one.raw is None else base64.b64encode(one.raw).decode("ascii"),
    )


def _shown_finding(one: finding.Finding) -> Finding:
    return Finding(
        station=one.station,
        firmware=one.firmware,
        name=one.name,
        place=one.place,
        severity=one.severity,
        detail=one.detail,
        count=one.count,
        first_seen_at=instant(one.first_seen_at),
        last_seen_at=instant(one.last_seen_at),
        frame_id=None if one.frame_id is None else str(one.frame_id),
    )


def _shown_refusal(one: message.Refusal) -> Refusal:
    return Refusal(
        id=str(one.id),
        at=instant(one.at),
        reason=one.reason,
        detail=one.detail,
        remedy=one.remedy,
        status=one.status,
        address=one.address,
        path=one.path,
        offered=list(one.offered),
        station=one.station,
        user_agent=one.user_agent,
        repeats=one.repeats,
    )


def _station(text: str | None) -> StationId | None:
    return None if text is None else StationId(text)


MESSAGE_ROUTES: Final = (list_messages, get_message, list_findings, list_refusals)
