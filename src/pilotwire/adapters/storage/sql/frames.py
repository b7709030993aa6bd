"""The message log: every frame as it was."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from itertools import product
from typing import Any, Final, cast, get_args

import msgspec
from sqlalchemy import Column, Connection, Index, Row, Select, Table, or_, select

from pilotwire.domain.message import Direction, Exchange, FrameKind, LoggedMessage, Verdict
from pilotwire.kernel.ids import RecordId, StationId
from pilotwire.services.ports import MessageFilter, Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import is_asked_for, length_of, searched
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
    Column("answer", TEXT),
    Index("frames_station", "bucket", "id", "station"),
    postgresql_partition_by="RANGE (id)",
)
"""`marks` are direction, kind and verdict, and the kind of the answer where the row holds one too.

An index by station would be written to in as many places as stations speak, one page each; by bucket it is in 64 at
most, so a commit does not grow with the stations in it, and a station's frames are still found by it.
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
    text, raw = _stored_text(frame.text, frame.raw)
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
        None,
    )
    rows.append((APPEND_FRAME, row))


def exchange_rows(exchange: Exchange, _: Hot, rows: Pairs) -> None:
    """The one row of an exchange. The answer is JSON of our own making, which every database can hold."""
    text, raw = _stored_text(exchange.text, exchange.raw)
    station, code, answer = storable(exchange.station), exchange.error_code, exchange.answer or None
    rest = _Rest(exchange.at, exchange.generation, code, None, exchange.latency_us if answer else None, raw)
    marks = f"in {exchange.kind} {exchange.verdict}"
    if answer:
        marks += " result" if code is None else " error"
    row = (
        exchange.id,
        _bucket(station),
        station,
        marks,
        storable(exchange.action),
        storable(exchange.message_id),
        text,
        storable_json(rest),
        answer,
    )
    rows.append((APPEND_FRAME, row))


def frame(connection: Connection, record: RecordId) -> LoggedMessage | None:
    """One frame, which may be the answer in the row of its call."""
    query = select(FRAMES).where(_COLUMNS.id.in_((record, record - 1)))
    rows = connection.execute(query).all()
    return next((frame for row in rows for frame in _frames_of(row) if frame.id == record), None)


def last_frame(connection: Connection) -> RecordId:
    """The highest id of a frame, 0 when there is none."""
    row = connection.execute(select(_COLUMNS.id, _COLUMNS.answer).order_by(_COLUMNS.id.desc()).limit(1)).one_or_none()
    return RecordId(0 if row is None else _last_id(row))


def frames(connection: Connection, part: Slice, wanted: MessageFilter) -> Page[LoggedMessage]:
    """Frames, newest first. A page may hold fewer than asked for, even none, and still have a next one."""
    query = _in_place(select(FRAMES), part, wanted)
    end = None
    if _is_searched(wanted):
        place = _in_place(select(_COLUMNS.id, _COLUMNS.answer), part, wanted).limit(1).offset(SCANNED)
        end = connection.execute(place).one_or_none()
        query = _searched(query, wanted)
        if end is not None:
            query = query.where(_COLUMNS.id > end.id)
    most = length_of(part)
    rows = connection.execute(query.limit(most + 1)).all()
    shown = _wanted_of(rows[:most], part, wanted)
    if len(shown) > most:
        return Page(shown[:most], cursor_at(shown[most - 1].id))
    if len(rows) > most:
        return Page(shown, cursor_at(rows[most - 1].id))
    return Page(shown, None if end is None else cursor_at(_last_id(end) + 1))


def _last_id(row: Any) -> int:
    """The id of the last frame in a row: that of its answer, where it has one."""
    return int(row.id) + (row.answer is not None)


def _wanted_of(rows: Sequence[Row[Any]], part: Slice, wanted: MessageFilter) -> list[LoggedMessage]:
    """The frames of these rows that are asked for, newest first: of a row with an answer often only one of the two."""
    before = place_of(part.cursor, tuple[int])
    return [
        frame
        for row in rows
        for frame in reversed(_frames_of(row))
        if is_asked_for(frame, wanted) and (before is None or frame.id < before[0])
    ]


def _stored_text(text: str, raw: bytes | None) -> tuple[str, bytes | None]:
    """The text as it can be stored; with its bytes, where that is not the text itself."""
    stored = storable(text)
    if stored is not text and raw is None:
        raw = text.encode("utf-8", "surrogatepass")
    return stored, raw


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
        q = searched(wanted.q)
        query = query.where(
            or_(_COLUMNS.text.icontains(q, autoescape=True), _COLUMNS.answer.icontains(q, autoescape=True))
        )
    if wanted.direction or wanted.kind or wanted.verdict:
        query = query.where(_COLUMNS.marks.in_(_marks(wanted)))
    return query


def _marks(wanted: MessageFilter) -> Sequence[str]:
    return [
        " ".join(marks)
        for marks in _EVERY_MARKS
        if _fits(wanted, *marks[:3]) or (len(marks) == _WITH_ANSWER and _fits(wanted, "out", marks[3], "valid"))
    ]


def _fits(wanted: MessageFilter, direction: str, kind: str, verdict: str) -> bool:
    return wanted.direction in (None, direction) and wanted.kind in (None, kind) and wanted.verdict in (None, verdict)


def _bucket(station: str) -> int:
    return zlib.crc32(station.encode()) % BUCKETS


def _frames_of(row: Row[Any]) -> tuple[LoggedMessage, ...]:
    direction, kind, verdict = row.marks.split(" ")[:3]
    rest = _REST.decode(row.rest)
    record, station = RecordId(row.id), StationId(row.station)
    if row.answer is not None:
        return Exchange(
            record, station, rest.at, kind, row.text, rest.generation, row.message_id, row.action, verdict,
            row.answer, rest.error_code, rest.latency_us or 0, rest.raw,
        ).frames()  # fmt: skip
    frame = LoggedMessage(
        record, station, rest.at, cast("Direction", direction), cast("FrameKind", kind), row.text, rest.generation,
        row.message_id, row.action, cast("Verdict", verdict), rest.error_code, rest.call_id, rest.latency_us, rest.raw,
    )  # fmt: skip
    return (frame,)


_ALONE: Final = tuple(product(get_args(Direction), get_args(FrameKind), get_args(Verdict)))
_EVERY_MARKS: Final[tuple[tuple[str, ...], ...]] = (
    *_ALONE,
    *product(("in",), ("call", "send"), get_args(Verdict), ("result", "error")),
)
_WITH_ANSWER: Final = 4
