"""What all tables share: the metadata, the few column types, and instants as whole microseconds.

Columns are plain text and integers, so that no type of SQLAlchemy touches a row on the message path. What is neither
searched nor sorted by stands as JSON in the column `body`.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, Connection, Integer, MetaData, Table, Text, select

from pilotwire.kernel.ids import RecordId, first_id_at
from pilotwire.kernel.time import unix_ms

METADATA: Final = MetaData()

WHOLE: Final = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits; SQLite wants the plain INTEGER for a key that is the row's own number."""
TEXT: Final = Text()
KEY_TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that is compared and sorted by its code points on every engine."""

HIGHEST: Final = 2**63 - 1
"""The highest number that a column holds."""

_UNIX_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def unix_us(instant: datetime) -> int:
    """Microseconds since 1970, exact; negative before."""
    since = instant - _UNIX_EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_unix_us(microseconds: int) -> datetime:
    """The inverse of `unix_us`."""
    return _UNIX_EPOCH + timedelta(microseconds=microseconds)


def id_from(instant: datetime) -> RecordId:
    """The lowest id that a record of this instant or later can have, as far as a column can tell."""
    return RecordId(min(first_id_at(unix_ms(instant)), HIGHEST))


def highest_id(connection: Connection, *tables: Table) -> RecordId:
    """The highest id in these tables, 0 when they are empty."""
    queries = (select(table.c.id).order_by(table.c.id.desc()).limit(1) for table in tables)
    return RecordId(max(connection.scalar(query) or 0 for query in queries))
