"""Answers to requests with a key, kept for a day."""

from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, delete, select

from pilotwire.services.kept_answer import KeptAnswer

from ..hot import Hot
from ..text import storable, storable_json
from .bulk import Bulk, Pairs
from .schema import KEY_TEXT, METADATA, TEXT, WHOLE, unix_us

KEPT_ANSWERS: Final = Table(
    "kept_answers",
    METADATA,
    Column("id", KEY_TEXT, primary_key=True),
    Column("at_us", WHOLE, nullable=False),
    Column("size", WHOLE, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("kept_answers_at", "at_us"),
)
SAVE_KEPT_ANSWER: Final = Bulk(KEPT_ANSWERS, key=1, take=("at_us", "size", "body"))

_ANSWER: Final = msgspec.json.Decoder(KeptAnswer)
_COLUMNS: Final = KEPT_ANSWERS.c


def kept_answer_rows(answer: KeptAnswer, _: Hot, rows: Pairs) -> None:
    """The row of an answer."""
    row = storable(answer.id), unix_us(answer.at), len(answer.body), storable_json(answer)
    rows.append((SAVE_KEPT_ANSWER, row))


def kept_answer(connection: Connection, wanted: str) -> KeptAnswer | None:
    """One answer."""
    body = connection.scalar(select(_COLUMNS.body).where(_COLUMNS.id == storable(wanted)))
    return None if body is None else _ANSWER.decode(body)


def forget(connection: Connection, before: datetime, most: int, most_bytes: int) -> int:
    """Delete what is older, and of the rest the oldest until no more than so many with so many bytes are left."""
    gone = connection.execute(delete(KEPT_ANSWERS).where(_COLUMNS.at_us < unix_us(before))).rowcount
    kept, size, last_us = 0, 0, None
    for row in connection.execute(select(_COLUMNS.at_us, _COLUMNS.size).order_by(_COLUMNS.at_us.desc())):
        kept, size = kept + 1, size + row.size
        if kept > most or size > most_bytes:
            last_us = row.at_us
            break
    if last_us is not None:
        gone += connection.execute(delete(KEPT_ANSWERS).where(_COLUMNS.at_us <= last_us)).rowcount
    return gone
