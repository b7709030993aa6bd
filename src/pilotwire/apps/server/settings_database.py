"""From the text of a database address to the URL that the storage opens."""

from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pilotwire.kernel.errors import BadInputError

_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_REMEDY: Final = (
    "Write postgresql://user:password@host:5432/name (special characters in the password percent-encoded) "
    "or sqlite:///file, or leave it out for a SQLite file in the data folder."
)


def database_url(text: str | None, default_file: Path) -> URL:
    """The URL with the async driver that we use; None means SQLite in `default_file`.

    A relative SQLite file is taken from the working directory; `sslmode`, as other PostgreSQL clients write it, becomes
    the driver's `ssl`. Raises BadInputError, whose text never holds the password.
    """
    if text is None:
        return _sqlite(str(default_file))
    url = _parsed(text)
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise _bad(f"database_url begins with '{url.drivername}://', which is no database that Pilotwire uses.")
    if driver.startswith("sqlite"):
        if url.database in (None, "", ":memory:"):
            raise _bad("database_url names no file, and a database in memory would lose everything at the end.")
        return _sqlite(str(url.database))
    if not url.database:
        raise _bad("database_url does not say which database of the server to use.")
    query = {("ssl" if name == "sslmode" else name): value for name, value in url.query.items()}
    return url.set(drivername=driver, query=query)


def _parsed(text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError):
        # "from None": SQLAlchemy's text may quote the address, and so the password
        raise _bad("database_url cannot be read as the address of a database.") from None


def _sqlite(file: str) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(Path(file).expanduser().absolute()))


def _bad(message: str) -> BadInputError:
    return BadInputError(message, "/database_url", _REMEDY)
