"""Bringing a database's tables up to date when it is opened."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Connection, MetaData, Table, Text, inspect, select, text

from pilotwire.kernel.errors import PilotwireError

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE: Final = "pilotwire_schema"
REVISIONS: Final = tuple(f"{number:04}" for number in range(1, 29))
"""All revisions of the tables, oldest first; each is a file in `migrations/versions`."""

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_UPGRADE_LOCK: Final = 7_234_018_556
"""Number of the lock that lets one process at a time change the tables of a PostgreSQL database."""


def upgrade(connection: Connection) -> None:
    """Run the migrations that the database lacks, all or none, in the connection's transaction.

    Raises PilotwireError for a database of a newer version, and for a file that holds somebody else's tables.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
    revision = _revision(connection)
    if revision == REVISIONS[-1]:
        return
    if revision is not None and revision not in REVISIONS:
        raise PilotwireError(
            f"the database was written by a newer version of Pilotwire (its tables have revision {revision},"
            f" this version knows {REVISIONS[-1]})",
            "start the newer version, or restore the backup made before the upgrade",
        )
    from alembic import command  # not at every start: importing it takes longer than opening a database

    command.upgrade(migrations(connection), "head")


def migrations(connection: Connection) -> "Config":
    """The migrations of this package, to be run over the connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        versions = Table(VERSION_TABLE, MetaData(), Column("version_num", Text))
        return connection.scalar(select(versions.c.version_num))
    if tables and connection.dialect.name == "sqlite":
        raise PilotwireError(
            f"the database file holds tables of another program ({', '.join(sorted(tables)[:3])})",
            "name another file; this one is left as it is",
        )
    return None
