"""The client's way to local lists."""

from .codec import decode, encode
from .exchange import Exchange
from .filters import (
    LocalListFilter,
)
from .local_list import LocalList, LocalListInput, LocalListList, StationLocalList
from .operation import Operation, StartedOperations
from .path import if_match, segment
from .query import query


class LocalLists:
    """Part of `Client`; raises what its methods do."""

    _exchange: Exchange

    async def local_lists(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> LocalListList:
        """Local lists by name, rising; `q` is text within name or note."""
        part = query(LocalListFilter(q=q), limit, cursor)
        return decode(await self._exchange.get("/local-lists", part), LocalListList)

    async def local_list(self, name: str) -> LocalList:
        """One local list."""
        return decode(await self._exchange.get(f"/local-lists/{segment(name)}"), LocalList)

    async def put_local_list(self, name: str, what: LocalListInput, version: str | None = None) -> LocalList:
        """Create or replace a local list; with `version` only if that is its present one."""
        path = f"/local-lists/{segment(name)}"
        return decode(await self._exchange.send("PUT", path, encode(what), if_match(version)), LocalList)

    async def delete_local_list(self, name: str, version: str | None = None) -> None:
        """Remove a local list; its stations hold it until they are brought in step."""
        await self._exchange.send("DELETE", f"/local-lists/{segment(name)}", None, if_match(version))

    async def sync_local_list(self, name: str) -> StartedOperations:
        """Bring all stations of a list in step: one operation each."""
        return decode(await self._exchange.send("POST", f"/local-lists/{segment(name)}/sync", None), StartedOperations)

    async def station_local_list(self, station: str) -> StationLocalList:
        """The list that a station should hold beside the one that it holds."""
        return decode(await self._exchange.get(f"/stations/{segment(station)}/local-list"), StationLocalList)

    async def sync_station_local_list(self, station: str) -> Operation:
        """Bring a station's list in step. Problems: 409 when it is being done, or there is no list for it."""
        path = f"/stations/{segment(station)}/local-list/sync"
        return decode(await self._exchange.send("POST", path, None), Operation)
