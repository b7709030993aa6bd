"""The message log: every frame as it was."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from itertools import product
from typing import Any, Final, cast, get_args

import msgspec
from sqlalchemy import Column, Connection, Index, Row, Select, Table, select

from pilotwire.domain.message import Direction, FrameKind, LoggedMessage, Verdict
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.ports import MessageFilter, Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, searched
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, id_from

FRAMES: Final = Table(
    "frames",
    METADATA,
    Column("id", WHOLE, primary_key=True, autoincrement=False),
    Column("bucket", WHOLE, nullable=False),
    Column("station", KEY_TEXT, nullable=False),
    Column("marks", TEXT, nullable=False),
    Column("action", TEXT),
    Column("message_id", TEXT),
    Column("text", TEXT, nullable=False),
    Column("rest", TEXT, nullable=False),
    Index("frames_station", "bucket", "id", "station"),
    postgresql_partition_by="RANGE (id)",
)
"""`marks` are direction, kind and verdict; `bucket` gathers stations.

An index by station would be written to in as many places as stations speak, one page each; by bucket it is in 64 at
most, which halves the cost of a commit with thousands of stations, and a station's frames are still found by it.
"""
APPEND_FRAME: Final = Bulk(FRAMES)
BUCKETS: Final = 64
SCANNED: Final = 100_000
"""Frames looked through for one page at most; the cursor goes on from there."""

_COLUMNS: Final = FRAMES.c


class _Rest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is neither searched nor sorted by."""

    at: datetime
    generation: int = 0
    error_code: str | None = None
    call_id: RecordId | None = None
    latency_us: int | None = None
    raw: bytes | None = None


_REST: Final = msgspec.json.Decoder(_Rest)


def frame_rows(frame: LoggedMessage, _: Hot, rows: Pairs) -> None:
    """The row of a frame. Where its text cannot be stored as it is, the bytes are kept beside it."""
    text = storable(frame.text)
    raw = frame.raw
    if text is not frame.text and raw is None:
        raw = frame.text.encode("utf-8", "surrogatepass")
    station = storable(frame.station)
    rest = _Rest(frame.at, frame.generation, frame.error_code, frame.call_id, frame.latency_us, raw)
    row = (
        frame.id,
        _bucket(station),
        station,
        f"{frame.direction} {frame.kind} {frame.verdict}",
        frame.action and storable(frame.action),
        frame.message_id and storable(frame.message_id),
        text,
        storable_json(rest),
    )
    rows.append((APPEND_FRAME, row))


def frame(connection: Connection, record: RecordId) -> LoggedMessage | None:
    """One frame."""
    row = connection.execute(select(FRAMES).where(_COLUMNS.id == record)).one_or_none()
    return None if row is None else _frame(row)


def frames(connection: Connection, part: Slice, wanted: MessageFilter) -> Page[LoggedMessage]:
    """Frames, newest first. A page may hold fewer than asked for, even none, and still have a next one."""
    query = _in_place(select(FRAMES), part, wanted)
    end = None
    if _is_searched(wanted):
        end = connection.scalar(_in_place(select(_COLUMNS.id), part, wanted).limit(1).offset(SCANNED))
        query = _searched(query, wanted)
        if end is not None:
            query = query.where(_COLUMNS.id > end)
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    page = page_of(rows, part, _frame, lambda row: cursor_at(row.id))
    if page.next_cursor is None and end is not None:
        return Page(page.items, cursor_at(end + 1))
    return page


def _in_place(query: Select[Any], part: Slice, wanted: MessageFilter) -> Select[Any]:
    """The part of the log that an index leads to."""
    query = query.order_by(_COLUMNS.id.desc())
    before = place_of(part.cursor, tuple[int])
    if before is not None:
        query = query.where(_COLUMNS.id < before[0])
    if wanted.station is not None:
        station = storable(wanted.station)
        query = query.where(_COLUMNS.bucket == _bucket(station), _COLUMNS.station == station)
    if wanted.since is not None:
        query = query.where(_COLUMNS.id >= id_from(wanted.since))
    if wanted.until is not None:
        query = query.where(_COLUMNS.id < id_from(wanted.until))
    return query


def _is_searched(wanted: MessageFilter) -> bool:
    return any((wanted.action, wanted.message_id, wanted.direction, wanted.kind, wanted.verdict, wanted.q))


def _searched(query: Select[Any], wanted: MessageFilter) -> Select[Any]:
    """What each frame has to be looked at for."""
    if wanted.action is not None:
        query = query.where(_COLUMNS.action == storable(wanted.action))
    if wanted.message_id is not None:
        query = query.where(_COLUMNS.message_id == storable(wanted.message_id))
    if wanted.q:
        query = query.where(_COLUMNS.text.icontains(searched(wanted.q), autoescape=True))
    if wanted.direction or wanted.kind or wanted.verdict:
        query = query.where(_COLUMNS.marks.in_(_marks(wanted)))
    return query


def _marks(wanted: MessageFilter) -> Sequence[str]:
    return [
        " ".join(marks)
        for marks in product(
            (wanted.direction,) if wanted.direction else get_args(Direction),
            (wanted.kind,) if wanted.kind else get_args(FrameKind),
            (wanted.verdict,) if wanted.verdict else get_args(Verdict),
        )
    ]


def _bucket(station: str) -> int:
    return zlib.crc32(station.encode()) % BUCKETS


def _frame(row: Row[Any]) -> LoggedMessage:
    direction, kind, verdict = row.marks.split(" ")
    rest = _REST.decode(row.rest)
    return LoggedMessage(
        RecordId(row.id), StationId(row.station), rest.at, cast("Direction", direction), cast("FrameKind", kind),
        row.text, rest.generation, row.message_id, row.action, cast("Verdict", verdict), rest.error_code, rest.call_id,
        rest.latency_us, rest.raw,
    )  # fmt: skip
