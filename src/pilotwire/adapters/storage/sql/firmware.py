"""Firmware: releases, updates of stations, and what local controllers offer."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, func, or_, select, text, tuple_

from pilotwire.domain.firmware_publication import Publication
from pilotwire.domain.firmware_release import FirmwareRelease
from pilotwire.domain.firmware_update import FirmwareUpdate
from pilotwire.kernel.ids import StationId
from pilotwire.services.firmware_ports import UpdateFilter
from pilotwire.services.page import Page, Slice

from ..cursor import cursor_at, place_of
from ..hot import Hot
from ..listing import length_of, page_of, search_text
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .named import all_named, named_table
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

_IS_OPEN: Final = text("is_open = 1")
RELEASES: Final = named_table("firmware_releases")
SAVE_RELEASE: Final = Bulk(RELEASES, key=1, take=("search", "body"))


def _table(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("number", WHOLE, primary_key=True, autoincrement=False),
        Column("station", KEY_TEXT, nullable=False),
        Column("requested_us", WHOLE, nullable=False),
        Column("release", KEY_TEXT, nullable=False),
        Column("state", KEY_TEXT, nullable=False),
        Column("is_open", WHOLE, nullable=False),
        Column("body", TEXT, nullable=False),
        Index(f"{name}_requested", "requested_us", "number"),
        Index(f"{name}_station", "station", "requested_us", "number"),
        Index(f"{name}_open", "number", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN),
    )


UPDATES: Final = _table("firmware_updates")
SAVE_UPDATE: Final = Bulk(UPDATES, key=1, take=("state", "is_open", "body"))
PUBLICATIONS: Final = _table("firmware_publications")
SAVE_PUBLICATION: Final = Bulk(PUBLICATIONS, key=1, take=("state", "is_open", "body"))

RELEASE: Final = msgspec.json.Decoder(FirmwareRelease)
_UPDATE: Final = msgspec.json.Decoder(FirmwareUpdate)
_PUBLICATION: Final = msgspec.json.Decoder(Publication)


def release_rows(one: FirmwareRelease, _: Hot, rows: Pairs) -> None:
    """The row of a release."""
    search = search_text(one.name, one.version, one.vendor, *one.models, one.note)
    rows.append((SAVE_RELEASE, (storable(one.name), search, storable_json(one))))


def update_rows(one: FirmwareUpdate, _: Hot, rows: Pairs) -> None:
    """The row of an update."""
    rows.append((SAVE_UPDATE, _row(one)))


def publication_rows(one: Publication, _: Hot, rows: Pairs) -> None:
    """The row of a publication."""
    rows.append((SAVE_PUBLICATION, _row(one)))


def held(connection: Connection) -> Sequence[FirmwareRelease | FirmwareUpdate | Publication]:
    """All that is held in memory."""
    return [*all_named(connection, RELEASES, RELEASE), *held_updates(connection), *open_publications(connection)]


def held_updates(connection: Connection) -> Sequence[FirmwareUpdate]:
    """All that are open, and of each station the last that ended, oldest first."""
    columns = UPDATES.c
    last = select(func.max(columns.number)).group_by(columns.station)
    query = (
        select(columns.body)
        .where(or_(_IS_OPEN, columns.number.in_(last)))
        .order_by(columns.requested_us, columns.number)
    )
    return [_UPDATE.decode(body) for body in connection.scalars(query)]


def open_publications(connection: Connection) -> Sequence[Publication]:
    """All that are offered or on their way, oldest first."""
    columns = PUBLICATIONS.c
    query = select(columns.body).where(_IS_OPEN).order_by(columns.requested_us, columns.number)
    return [_PUBLICATION.decode(body) for body in connection.scalars(query)]


def updates(connection: Connection, part: Slice, wanted: UpdateFilter) -> Page[FirmwareUpdate]:
    """Updates, newest first."""
    columns = UPDATES.c
    order = columns.requested_us, columns.number
    query = select(*order, columns.body).order_by(*(column.desc() for column in order))
    before = place_of(part.cursor, tuple[int, int])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(*before))
    if wanted.station is not None:
        query = query.where(columns.station == storable(wanted.station))
    if wanted.state is not None:
        query = query.where(columns.state == wanted.state)
    if wanted.release is not None:
        query = query.where(columns.release == storable(wanted.release))
    if wanted.since is not None:
        query = query.where(columns.requested_us >= unix_us(wanted.since))
    if wanted.until is not None:
        query = query.where(columns.requested_us < unix_us(wanted.until))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(
        rows, part, lambda row: _UPDATE.decode(row.body), lambda row: cursor_at(row.requested_us, row.number)
    )


def update(connection: Connection, number: int) -> FirmwareUpdate | None:
    """One update."""
    body = connection.scalar(select(UPDATES.c.body).where(UPDATES.c.number == number))
    return None if body is None else _UPDATE.decode(body)


def publications(connection: Connection, part: Slice, station: StationId | None) -> Page[Publication]:
    """Publications, newest first."""
    columns = PUBLICATIONS.c
    order = columns.requested_us, columns.number
    query = select(*order, columns.body).order_by(*(column.desc() for column in order))
    before = place_of(part.cursor, tuple[int, int])
    if before is not None:
        query = query.where(tuple_(*order) < tuple_(*before))
    if station is not None:
        query = query.where(columns.station == storable(station))
    rows = connection.execute(query.limit(length_of(part) + 1)).all()
    return page_of(
        rows, part, lambda row: _PUBLICATION.decode(row.body), lambda row: cursor_at(row.requested_us, row.number)
    )


def publication(connection: Connection, number: int) -> Publication | None:
    """One publication."""
    body = connection.scalar(select(PUBLICATIONS.c.body).where(PUBLICATIONS.c.number == number))
    return None if body is None else _PUBLICATION.decode(body)


def _row(one: FirmwareUpdate | Publication) -> tuple[object, ...]:
    return (
        one.number, storable(one.station), unix_us(one.requested_at), storable(one.release), one.state,
        int(one.is_open), storable_json(one),
    )  # fmt: skip
