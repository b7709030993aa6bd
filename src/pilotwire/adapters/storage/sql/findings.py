"""Findings: occurrences of oddities, counted."""

from collections.abc import Sequence
from typing import Any, Final, cast

from sqlalchemy import Column, Connection, PrimaryKeyConstraint, Table, select, tuple_

from pilotwire.domain.finding import Finding, Severity
from pilotwire.kernel.ids import StationId
from pilotwire.services.ports import Page, Slice
from pilotwire.services.work import SeenOddity

from ..cursor import cursor_at, place_of
from ..hot import FindingKey, Hot
from ..listing import length_of, page_of
from ..text import storable
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, from_unix_us, unix_us

FINDINGS: Final = Table(
    "findings",
    METADATA,
    Column("station", KEY_TEXT, nullable=False),
    Column("firmware", KEY_TEXT, nullable=False),
    Column("name", KEY_TEXT, nullable=False),
    Column("place", KEY_TEXT, nullable=False),
    Column("severity", TEXT, nullable=False),
    Column("detail", TEXT, nullable=False),
    Column("count", WHOLE, nullable=False),
    Column("first_seen_us", WHOLE, nullable=False),
    Column("last_seen_us", WHOLE, nullable=False),
    Column("frame_id", WHOLE),
    PrimaryKeyConstraint("station", "firmware", "name", "place"),
)
COUNT_FINDING: Final = Bulk(
    FINDINGS, key=4, take=("severity", "detail", "last_seen_us", "frame_id"), add=("count",)
)  # fmt: skip

_COLUMNS: Final = FINDINGS.c


def finding_rows(seen: SeenOddity, _: Hot, rows: Pairs) -> None:
    """The row that counts one occurrence."""
    oddity, at_us = seen.oddity, unix_us(seen.at)
    row = (
        storable(seen.station), storable(seen.firmware), storable(oddity.name), storable(oddity.place),
        oddity.severity, storable(oddity.detail), 1, at_us, at_us, seen.frame_id,
    )  # fmt: skip
    rows.append((COUNT_FINDING, row))


def finding_keys(connection: Connection) -> Sequence[FindingKey]:
    """What each finding is counted under."""
    query = select(_COLUMNS.station, _COLUMNS.firmware, _COLUMNS.name, _COLUMNS.place)
    return [(StationId(station), firmware, name, place) for station, firmware, name, place in connection.execute(query)]


def findings(connection: Connection, part: Slice, station: StationId | None, name: str | None) -> Page[Finding]:
    """Findings by their last occurrence, newest first."""
    order = _COLUMNS.last_seen_us, _COLUMNS.station, _COLUMNS.firmware, _COLUMNS.name, _COLUMNS.place
    query = select(FINDINGS).order_by(*(column.desc() for column in order))
    before = place_of(part.cursor, tuple[int, str, str, str, str])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(before[0], *(storable(text) for text in before[1:5])))
    if station is not None:
        query = query.where(_COLUMNS.station == storable(station))
    if name is not None:
        query = query.where(_COLUMNS.name == storable(name))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(rows, part, _finding, lambda row: cursor_at(row.last_seen_us, *row[:4]))


def _finding(row: Any) -> Finding:
    return Finding(
        StationId(row.station), row.firmware, row.name, row.place, cast("Severity", row.severity), row.detail,
        row[6], from_unix_us(row.first_seen_us), from_unix_us(row.last_seen_us), row.frame_id,
    )  # fmt: skip
