"""Opening a storage: from a database URL to everything that the ports of storage ask for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.time import Clock
from pilotwire.services.ports import Feed, Queries, Store, StoreHealth
from pilotwire.services.retention import Retention

from ..clock import SystemClock
from .memory import MemoryStore, system_ms
from .memory_queries import MemoryQueries
from .memory_retention import MemoryRetention
from .sql.database import CONNECTIONS, Database
from .sql.loading import load
from .sql.queries import SqlQueries
from .sql.retention import SqlRetention
from .sql.sqlite import SqliteDatabase, sqlite_file
from .sql.store import SqlStore
from .sql.trouble import trouble_of
from .sql.upgrade import upgrade

MEMORY: Final = "memory:"


@dataclass(frozen=True)
class Storage:
    """An open storage. `close` stores what waits, for ten seconds at most."""

    store: Store
    queries: Queries
    feed: Feed
    retention: Retention
    health: Callable[[], StoreHealth]
    close: Callable[[], Awaitable[None]]


async def open_storage(url: URL | str, clock: Clock, *, node: int = 0, connections: int = CONNECTIONS) -> Storage:
    """Open the database at the URL, make or upgrade its tables, and load what is held in memory.

    `sqlite:///file`, `postgresql://user:password@host/name`, or `memory:`. `node` tells servers apart that share a
    database. Raises BadInputError for a URL that is none of these, and PilotwireError when the database cannot be used.
    """
    if url == MEMORY:
        return memory_storage(clock)
    return await storage_over(database_at(url, connections), clock, node)


async def storage_over(database: Database, clock: Clock, node: int = 0) -> Storage:
    """Make or upgrade the tables of a database, and load what is held in memory. Raises as `open_storage`."""
    try:
        await database.write(upgrade)
        loaded = await database.read(load)
    except Exception as error:
        await database.close()
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise PilotwireError(f"the database cannot be opened: {trouble.text}", trouble.remedy) from error
    store = SqlStore(database, loaded, _milliseconds(clock), node)
    return Storage(store, SqlQueries(database), store.feed, SqlRetention(database), store.health, store.close)


def memory_storage(clock: Clock) -> Storage:
    """A storage that forgets everything when the process ends."""
    store = MemoryStore(_milliseconds(clock))
    return Storage(store, MemoryQueries(store), store.feed, MemoryRetention(store), store.health, store.close)


def _parsed(url: URL | str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        # "from None": SQLAlchemy's text may quote the URL, and the password in it
        raise BadInputError("the database URL cannot be read", "/database_url", _FORMS) from None


def database_at(url: URL | str, connections: int = CONNECTIONS) -> Database:
    """The database at the URL; nothing is opened yet, but a file that is missing is made. Raises as `open_storage`."""
    url = _parsed(url)
    backend = url.get_backend_name()
    if backend == "sqlite":
        return SqliteDatabase(sqlite_file(url))
    if backend in ("postgresql", "postgres"):
        from .sql.postgres import PostgresDatabase  # not at every start: it brings half of SQLAlchemy along

        return PostgresDatabase(url, connections)
    raise BadInputError(f"there is no storage for '{backend}'", "/database_url", _FORMS)


def _milliseconds(clock: Clock) -> Callable[[], int]:
    """The clock for ids, of which every message takes three: the machine's is read without making an instant of it."""
    if isinstance(clock, SystemClock):
        return system_ms
    return lambda: int(clock.now().timestamp() * 1000)


_FORMS: Final = "write sqlite:////folder/file.db or postgresql://user:password@host/name"
