"""A database as the store needs it: functions over a connection, run in a transaction, off the message path."""

from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection, Dialect

T = TypeVar("T")

CONNECTIONS: Final = 10
"""To a database server, unless told otherwise."""


class Database(Protocol):
    """One call is one transaction: committed when the function returns, undone when it raises."""

    @property
    def name(self) -> str:
        """`sqlite` or `postgresql`."""
        ...

    @property
    def dialect(self) -> Dialect:
        """How statements are written for it."""
        ...

    async def write(self, do: Callable[[Connection], T]) -> T:
        """Run what changes something, after all that was handed in before."""
        ...

    async def read(self, do: Callable[[Connection], T]) -> T:
        """Run what only reads, beside everything else."""
        ...

    async def close(self) -> None:
        """Let go of all connections; what is committed is in the database itself."""
        ...
