"""SQLite: one thread writes over one connection, others read beside it."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from pilotwire.kernel.errors import BadInputError, PilotwireError

T = TypeVar("T")

READERS: Final = 4

_BOTH: Final = ("page_size=8192", "journal_mode=WAL", "temp_store=MEMORY")
"""Pages of 8 KiB: a frame mostly fits into one, and a commit touches fewer. A file that exists keeps its own size."""
_WRITER: Final = (
    *_BOTH,
    "synchronous=FULL",
    "busy_timeout=1000",
    "cache_size=-65536",
    "secure_delete=OFF",
    "wal_autocheckpoint=4000",
    "journal_size_limit=67108864",
)
_READER: Final = (*_BOTH, "busy_timeout=5000", "cache_size=-8192", "query_only=ON")


class SqliteDatabase:
    """A database file. The writer's hop to its thread costs once per group of works, whatever is in it."""

    name = "sqlite"

    def __init__(self, path: Path) -> None:
        self._writer = _engine(path, _WRITER, "BEGIN IMMEDIATE", connections=1)
        self._reader = _engine(path, _READER, "BEGIN", connections=READERS)
        self._writing = ThreadPoolExecutor(1, "pilotwire-sqlite-writer")
        self._reading = ThreadPoolExecutor(READERS, "pilotwire-sqlite-reader")

    @property
    def dialect(self) -> Dialect:
        """See `Database`."""
        return self._writer.dialect

    async def write(self, do: Callable[[Connection], T]) -> T:
        """See `Database`."""
        return await asyncio.get_running_loop().run_in_executor(self._writing, _run, self._writer, do)

    async def read(self, do: Callable[[Connection], T]) -> T:
        """See `Database`."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, _run, self._reader, do)

    async def close(self) -> None:
        """See `Database`; the write-ahead log goes into the file and becomes empty."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._reading, self._reader.dispose)
        with suppress(DatabaseError, sqlite3.Error):  # what cannot be checkpointed now is read at the next start
            await loop.run_in_executor(self._writing, _checkpoint, self._writer)
        await loop.run_in_executor(self._writing, self._writer.dispose)
        self._reading.shutdown()
        self._writing.shutdown()


def sqlite_file(url: URL) -> Path:
    """The file of an SQLite URL, made with its folder if missing, for its owner alone. An absolute path stays so.

    Raises PilotwireError when it cannot be made or opened, or holds something else.
    """
    if not url.database or url.database == ":memory:" or "mode" in url.query:
        raise BadInputError(
            "the database URL names no file", "/database_url", "write it like sqlite:////var/lib/pilotwire/pilotwire.db"
        )
    path = Path(url.database).expanduser().absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with path.open("r+b") as file:
            begin = file.read(16)
    except OSError as error:
        raise PilotwireError(
            f"the database file {path} cannot be opened: {error.strerror}",
            "name another file, or give this user the right to read and write it and its folder",
        ) from error
    if begin and begin != b"SQLite format 3\0":
        raise PilotwireError(f"{path} is not a database file", "name another file; this one is left as it is")
    return path


def _engine(path: Path, pragmas: tuple[str, ...], begin: str, connections: int) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False, "cached_statements": 256},
    )

    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver would begin late and by itself
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


def _run(engine: Engine, do: Callable[[Connection], T]) -> T:
    with engine.begin() as connection:
        return do(connection)


def _checkpoint(engine: Engine) -> None:
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
