"""Bulk statements in the words of each engine, and how the rows of a group are joined."""

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, Table, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import create_async_engine

from pilotwire.adapters.storage.sql.bulk import Bulk, Statements
from pilotwire.adapters.storage.sql.schema import WHOLE

TABLE = Table(
    "things",
    MetaData(),
    Column("a", Text, nullable=False),
    Column("b", WHOLE, nullable=False),
    Column("c", WHOLE),
    PrimaryKeyConstraint("a"),
)
SQLITE = Statements(sqlite.dialect(paramstyle="qmark"))
POSTGRES = Statements(create_async_engine("postgresql+asyncpg://host/name").dialect)


def _text(statements: Statements, bulk: Bulk, size: int) -> str:
    return " ".join(statements._text(bulk, size).split())


def test_sqlite_takes_rows_as_one_long_list_of_values() -> None:
    assert _text(SQLITE, Bulk(TABLE), 3) == (
        "INSERT INTO things (a, b, c) VALUES (?, ?, ?), (?, ?, ?), (?, ?, ?)"
    )  # fmt: skip


def test_postgresql_takes_an_array_for_each_column() -> None:
    assert _text(POSTGRES, Bulk(TABLE), 0) == (
        "INSERT INTO things (a, b, c) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[])"
    )


def test_what_is_stored_is_kept_replaced_or_added_to() -> None:
    assert _text(SQLITE, Bulk(TABLE, keep=True), 1).endswith("VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
    assert _text(SQLITE, Bulk(TABLE, key=1, take=("b",)), 1).endswith("ON CONFLICT (a) DO UPDATE SET b = excluded.b")
    assert _text(POSTGRES, Bulk(TABLE, key=1, take=("b",), add=("c",)), 0).endswith(
        "ON CONFLICT (a) DO UPDATE SET b = excluded.b, c = (things.c + excluded.c)"
    )


def test_rows_without_a_key_all_count() -> None:
    assert Bulk(TABLE).joined([("x", 1, 1), ("x", 1, 1)]) == [("x", 1, 1), ("x", 1, 1)]


def test_of_rows_with_the_same_key_the_last_one_counts() -> None:
    rows = [("x", 1, 1), ("y", 2, 2), ("x", 3, 3)]
    assert Bulk(TABLE, key=1, take=("b", "c")).joined(rows) == [("x", 3, 3), ("y", 2, 2)]


def test_what_is_added_up_is_added_up_within_a_group_and_what_is_not_taken_stays_the_first() -> None:
    rows = [("x", 1, 1), ("y", 2, 1), ("x", 3, 1), ("x", 4, 1)]
    assert Bulk(TABLE, key=1, add=("c",)).joined(rows) == [("x", 1, 3), ("y", 2, 1)]
    assert Bulk(TABLE, key=1, take=("b",), add=("c",)).joined(rows) == [("x", 4, 3), ("y", 2, 1)]
