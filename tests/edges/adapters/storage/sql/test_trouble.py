"""Errors of databases: trouble in plain words, or the fault of a work."""

import sqlite3

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from pilotwire.adapters.storage.sql.trouble import trouble_of


class ServerError(Exception):
    """An error as the driver of PostgreSQL raises it."""

    def __init__(self, sqlstate: str | None, text: str = "first line\nsecond line") -> None:
        super().__init__(text)
        self.sqlstate = sqlstate


def _sqlite(code: int) -> OperationalError:
    error = sqlite3.OperationalError("words that may change")
    error.sqlite_errorcode = code
    return OperationalError("INSERT", {}, error)


def _text(error: BaseException) -> str | None:
    trouble = trouble_of(error)
    return trouble and trouble.text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (5, "another process holds a lock on the database"),
        (5 | 2 << 8, "another process holds a lock on the database"),
        (6, "another process holds a lock on the database"),
        (13, "the disk is full"),
        (8, "the database cannot be written to"),
        (14, "the database cannot be written to"),
        (10 | 3 << 8, "the disk reports errors"),
        (11, "the database file is damaged"),
        (26, "the database file is damaged"),
        (1, "the tables are not as they should be"),
        (99, "the database reports: words that may change"),
    ],
)
def test_trouble_of_a_file_is_told_by_its_code(code: int, text: str) -> None:
    assert _text(_sqlite(code)) == text


@pytest.mark.parametrize("code", [19, 19 | 6 << 8, 18, 20, 25])
def test_a_row_that_breaks_a_rule_of_the_file_is_the_works_fault(code: int) -> None:
    assert trouble_of(_sqlite(code)) is None


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("08006", "PostgreSQL cannot be reached"),
        ("57P01", "PostgreSQL cannot be reached"),
        ("57P03", "PostgreSQL cannot be reached"),
        ("53100", "the disk is full"),
        ("53300", "PostgreSQL has no free connection"),
        ("28P01", "PostgreSQL refuses the user or the database"),
        ("3D000", "PostgreSQL refuses the user or the database"),
        ("42501", "PostgreSQL refuses the user or the database"),
        ("42P01", "the tables are not as they should be"),
        ("25006", "the database cannot be written to"),
        ("40P01", "another process holds a lock on the database"),
        ("55000", "the database reports: first line"),
        (None, "PostgreSQL cannot be reached"),
    ],
)
def test_trouble_of_a_server_is_told_by_its_state(state: str | None, text: str) -> None:
    assert _text(OperationalError("INSERT", {}, ServerError(state))) == text


@pytest.mark.parametrize("state", ["22003", "22P05", "23505", "23514", "54000"])
def test_a_row_that_breaks_a_rule_of_the_server_is_the_works_fault(state: str) -> None:
    assert trouble_of(IntegrityError("INSERT", {}, ServerError(state))) is None


def test_a_value_that_the_driver_does_not_take_is_the_works_fault() -> None:
    error = ServerError(None)
    error.__cause__ = ValueError("value out of int64 range")
    assert trouble_of(OperationalError("INSERT", {}, error)) is None
    assert trouble_of(OverflowError("Python int too large")) is None


def test_a_server_that_is_not_there_is_unreachable() -> None:
    assert _text(ConnectionRefusedError()) == "PostgreSQL cannot be reached"
    assert _text(TimeoutError()) == "PostgreSQL cannot be reached"
    assert _text(ServerError("57P03")) == "PostgreSQL cannot be reached"


def test_a_pool_without_a_free_connection_is_trouble() -> None:
    assert _text(NoConnectionError()) == "PostgreSQL has no free connection"


def test_every_trouble_has_a_remedy() -> None:
    troubles = [trouble_of(_sqlite(code)) for code in range(1, 18)] + [trouble_of(OSError())]
    assert all(trouble is not None and trouble.remedy for trouble in troubles)
