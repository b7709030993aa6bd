"""Part of the port `Queries` over a database: requests for logs."""

from pilotwire.domain.log_upload import LogUpload
from pilotwire.services.log_queries import LogFilter
from pilotwire.services.ports import Page, Slice

from . import logs
from .reading import Reader
from .schema import HIGHEST


class SqlLogQueries(Reader):
    """Fits `LogQueries`; part of `SqlQueries`."""

    async def logs(self, part: Slice, wanted: LogFilter) -> Page[LogUpload]:
        """See `LogQueries`."""
        return await self._read(lambda connection: logs.logs(connection, part, wanted))

    async def log(self, number: int) -> LogUpload | None:
        """See `LogQueries`."""
        if not 0 <= number <= HIGHEST:
            return None
        return await self._read(lambda connection: logs.log(connection, number))
