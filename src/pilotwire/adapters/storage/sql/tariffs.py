"""Tariffs, every version of each, and what they are assigned to."""

from typing import Final

import msgspec
from sqlalchemy import Connection, select

from pilotwire.domain.tariff import Tariff
from pilotwire.domain.tariff_choice import Assignment

from ..hot import Hot
from ..listing import search_text
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .named import named_table

TARIFFS: Final = named_table("tariffs")
VERSIONS: Final = named_table("tariff_versions")
ASSIGNMENTS: Final = named_table("tariff_assignments")
SAVE_TARIFF: Final = Bulk(TARIFFS, key=1, take=("search", "body"))
APPEND_VERSION: Final = Bulk(VERSIONS, keep=True)
SAVE_ASSIGNMENT: Final = Bulk(ASSIGNMENTS, key=1, take=("search", "body"))

TARIFF: Final = msgspec.json.Decoder(Tariff)
ASSIGNMENT: Final = msgspec.json.Decoder(Assignment)


def tariff_rows(tariff: Tariff, _: Hot, rows: Pairs) -> None:
    """The row of a tariff, and that of this version, which stays when the tariff changes or goes."""
    search, body = search_text(tariff.id, tariff.note), storable_json(tariff)
    rows.append((SAVE_TARIFF, (storable(tariff.id), search, body)))
    rows.append((APPEND_VERSION, (storable(tariff.reference), search, body)))


def assignment_rows(assignment: Assignment, _: Hot, rows: Pairs) -> None:
    """The row of an assignment."""
    search = search_text(assignment.target, *assignment.tariffs, assignment.note)
    rows.append((SAVE_ASSIGNMENT, (storable(assignment.target), search, storable_json(assignment))))


def tariff_version(connection: Connection, reference: str) -> Tariff | None:
    """One version of a tariff."""
    body = connection.scalar(select(VERSIONS.c.body).where(VERSIONS.c.name == storable(reference)))
    return None if body is None else TARIFF.decode(body)
