"""What a database error means: trouble that passes, in plain words with a remedy, or a fault of the work itself."""

import sqlite3
from collections.abc import Mapping
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from pilotwire.kernel.errors import OurFault

from ..writer import Trouble


class StorageTroubleError(OurFault):
    """The database cannot be read now."""


_LOCKED: Final = Trouble(
    "another process holds a lock on the database",
    "end the other process (a backup, a database browser); storing goes on by itself",
)
_FULL: Final = Trouble("the disk is full", "free space on the database's disk; storing goes on by itself")
_READ_ONLY: Final = Trouble(
    "the database cannot be written to",
    "give this user the right to write the database and its folder, or connect to a server that is no replica",
)
_DISK: Final = Trouble("the disk reports errors", "check the disk and its file system")
_DAMAGED: Final = Trouble("the database file is damaged", "stop the server and restore the last backup")
_UNREACHABLE: Final = Trouble(
    "PostgreSQL cannot be reached", "start it, or check the database URL and the network; storing goes on by itself"
)
_CONNECTIONS: Final = Trouble("PostgreSQL has no free connection", "raise max_connections, or end other clients")
_MEMORY: Final = Trouble("the database is out of memory", "free memory on its machine")
_ACCESS: Final = Trouble(
    "PostgreSQL refuses the user or the database", "check name, password and database in the database URL"
)
_TABLES: Final = Trouble(
    "the tables are not as they should be", "start the server again, so that it brings them up to date"
)

_SQLITE: Final[Mapping[int, Trouble]] = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_NOMEM: _MEMORY,
    sqlite3.SQLITE_ERROR: _TABLES,
    sqlite3.SQLITE_SCHEMA: _TABLES,
}
_SQLITE_FAULTS: Final = frozenset(
    {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE}
)
_POSTGRES: Final[Mapping[str, Trouble]] = {
    "08": _UNREACHABLE,
    "57P": _UNREACHABLE,
    "53100": _FULL,
    "53200": _MEMORY,
    "53300": _CONNECTIONS,
    "53": _FULL,
    "28": _ACCESS,
    "3D": _ACCESS,
    "42501": _ACCESS,
    "42": _TABLES,
    "3F": _TABLES,
    "25006": _READ_ONLY,
    "55P03": _LOCKED,
    "40": _LOCKED,
    "58": _DISK,
    "XX": _DAMAGED,
}
"""By SQLSTATE, or as much of its begin as there is."""
_POSTGRES_FAULTS: Final = ("22", "23", "54")


def trouble_of(error: BaseException) -> Trouble | None:
    """The trouble of the database behind an error, None when the work itself is at fault."""
    if isinstance(error, NoConnectionError):
        return _CONNECTIONS
    if isinstance(error, DBAPIError):
        return _trouble_of_driver(error.orig or error)
    if isinstance(error, sqlite3.Error):
        return _trouble_of_driver(error)
    return _trouble_of_connecting(error)


def _trouble_of_driver(error: BaseException) -> Trouble | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return None if code & 0xFF in _SQLITE_FAULTS else _SQLITE.get(code & 0xFF, _unknown(error))
    if isinstance(error, sqlite3.Error):
        return None
    state: str | None = getattr(error, "sqlstate", None)
    if state is None:
        # The driver's own complaint: about a value that fits no column, or about the connection.
        return None if isinstance(error.__cause__, ValueError) else _UNREACHABLE
    if state.startswith(_POSTGRES_FAULTS):
        return None
    return next((_POSTGRES[state[:size]] for size in (5, 3, 2) if state[:size] in _POSTGRES), _unknown(error))


def _trouble_of_connecting(error: BaseException) -> Trouble | None:
    if getattr(error, "sqlstate", None) is not None:
        return _trouble_of_driver(error)
    return _UNREACHABLE if isinstance(error, OSError | TimeoutError) else None


def _unknown(error: BaseException) -> Trouble:
    return Trouble(f"the database reports: {str(error).splitlines()[0][:200]}", "see the database's own log")
