"""Bulk statements: many rows into one table in few steps, one way to say it for both engines.

SQLite takes rows as one long VALUES: a step per row would hand the interpreter lock back and forth once per row, and a
busy event loop gives it up only every few milliseconds. PostgreSQL takes one array per column.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Table, Text
from sqlalchemy.dialects import postgresql, sqlite

Row = tuple[Any, ...]
Pairs = list[tuple["Bulk | Erase", Row]]
"""Rows, each with the statement that it is for."""

SIZES: Final = (250, 60, 15, 4, 1)
"""Rows per statement on SQLite: few different texts, so that each stays prepared."""

_VALUES: Final = re.compile(r"VALUES (\([^()]*\))")
_ARRAYS: Final = "SELECT * FROM unnest(?)"


@dataclass(frozen=True, eq=False)
class Bulk:
    """How rows of all columns, in their order, go into a table.

    `key` leading columns name a record: of the rows of a group the last one counts (0: each row counts). A row whose
    key is already stored is refused, unless told otherwise: `keep` leaves what is stored, `take` names the columns to
    replace, `add` those to add up.
    """

    table: Table
    key: int = 0
    keep: bool = False
    take: tuple[str, ...] = ()
    add: tuple[str, ...] = ()

    def joined(self, rows: Iterable[Row]) -> Sequence[Row]:
        """The rows of a group with one for each key."""
        if not self.key:
            return list(rows)
        if not self.add:
            return list({row[: self.key]: row for row in rows}.values())
        together: dict[Row, Row] = {}
        for row in rows:
            before = together.get(row[: self.key])
            together[row[: self.key]] = row if before is None else self._merged(before, row)
        return list(together.values())

    def _merged(self, before: Row, row: Row) -> Row:
        names = self.table.columns.keys()
        taken = [new if name in self.take else old for name, old, new in zip(names, before, row, strict=True)]
        return tuple(
            old + new if name in self.add else value
            for name, value, old, new in zip(names, taken, before, row, strict=True)
        )


@dataclass(frozen=True, eq=False)
class Erase:
    """Deletes the rows of which a column, the leading one if not said otherwise, has a value, and forgets what the
    group has put there before.
    """

    of: Bulk
    column: int = 0


class Statements:
    """The text of each bulk statement in the words of one engine, made once."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._texts: dict[tuple[Bulk, int], str] = {}

    def run(self, connection: Connection, bulk: Bulk, rows: Sequence[Row]) -> None:
        """Write the rows."""
        if self._dialect.name == "postgresql":
            columns = tuple(list(column) for column in zip(*rows, strict=True))
            connection.exec_driver_sql(self._text(bulk, 0), columns)
            return
        cursor = connection.connection.cursor()  # the driver's own: SQLAlchemy does more for each than we need
        start = 0
        for size in SIZES:
            while len(rows) - start >= size:
                cursor.execute(self._text(bulk, size), tuple(chain.from_iterable(rows[start : start + size])))
                start += size

    def _text(self, bulk: Bulk, size: int) -> str:
        text = self._texts.get((bulk, size))
        if text is None:
            text = self._texts[bulk, size] = _with_rows(_single(bulk, self._dialect), bulk.table, size)
        return text


def _single(bulk: Bulk, dialect: Dialect) -> str:
    statement: postgresql.Insert | sqlite.Insert = (
        postgresql.insert(bulk.table) if dialect.name == "postgresql" else sqlite.insert(bulk.table)
    )
    stored, new = bulk.table.columns, statement.excluded
    changes: Mapping[str, Any] = {
        **{name: new[name] for name in bulk.take},
        **{name: stored[name] + new[name] for name in bulk.add},
    }
    if changes:
        statement = statement.on_conflict_do_update(index_elements=bulk.table.primary_key.columns, set_=changes)
    elif bulk.keep:
        statement = statement.on_conflict_do_nothing()
    return str(statement.compile(dialect=dialect))


def _with_rows(single: str, table: Table, size: int) -> str:
    if size:
        return _VALUES.sub(lambda found: "VALUES " + ", ".join([found[1]] * size), single)
    arrays = ", ".join(
        f"${number}::{'text' if isinstance(column.type, Text) else 'bigint'}[]"
        for number, column in enumerate(table.columns, 1)
    )
    return _VALUES.sub(_ARRAYS.replace("?", arrays), single)
