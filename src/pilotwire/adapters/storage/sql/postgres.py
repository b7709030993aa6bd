"""PostgreSQL through asyncpg: the same functions over a connection, run on the event loop."""

from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import URL, Connection, Dialect
from sqlalchemy.ext.asyncio import create_async_engine

from .database import CONNECTIONS

T = TypeVar("T")

_CONNECT_S: Final = 10
_COMMAND_S: Final = 60


class PostgresDatabase:
    """A database of a server. No connection is held while anything else is waited for, so one is enough."""

    name = "postgresql"

    def __init__(self, url: URL, connections: int = CONNECTIONS) -> None:
        self._engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            pool_size=connections,
            max_overflow=0,
            connect_args={
                "timeout": _CONNECT_S,
                "command_timeout": _COMMAND_S,
                "server_settings": {"application_name": "pilotwire", "jit": "off"},
            },
        )

    @property
    def dialect(self) -> Dialect:
        """See `Database`."""
        return self._engine.dialect

    async def write(self, do: Callable[[Connection], T]) -> T:
        """See `Database`."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(do)

    async def read(self, do: Callable[[Connection], T]) -> T:
        """See `Database`."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(do)

    async def close(self) -> None:
        """See `Database`."""
        await self._engine.dispose()
