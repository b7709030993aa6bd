"""Single numbers that outlive the process."""

from typing import Final

from sqlalchemy import Column, Connection, Table, select

from .bulk import Bulk, Row
from .schema import KEY_TEXT, METADATA, WHOLE

META: Final = Table(
    "meta",
    METADATA,
    Column("name", KEY_TEXT, primary_key=True),
    Column("number", WHOLE, nullable=False),
)
SAVE_META: Final = Bulk(META, key=1, take=("number",))

_TRANSACTION_NUMBER: Final = "transaction_number"


def transaction_number_row(number: int) -> Row:
    """The row that says which number for a transaction was given last."""
    return _TRANSACTION_NUMBER, number


def transaction_number(connection: Connection) -> int:
    """The number for a transaction that was given last, 0 when none was."""
    return connection.scalar(select(META.c.number).where(META.c.name == _TRANSACTION_NUMBER)) or 0
