"""Reading from a database that may be away for a moment."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from .database import Database
from .trouble import StorageTroubleError, trouble_of

T = TypeVar("T")


class Reader:
    """Reads for all parts of `SqlQueries`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def _read(self, ask: Callable[[Connection], T]) -> T:
        """Read; a second time at once, since a server that was away leaves dead connections behind."""
        try:
            return await self._database.read(ask)
        except Exception as error:
            if trouble_of(error) is None:
                raise
        try:
            return await self._database.read(ask)
        except Exception as error:
            trouble = trouble_of(error)
            if trouble is None:
                raise
            raise StorageTroubleError(trouble.text, trouble.remedy) from error
