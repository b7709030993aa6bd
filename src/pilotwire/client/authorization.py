"""Groups of tokens and prepaid accounts over HTTP."""

from .account import Account, AccountInput, AccountList, BookingInput
from .codec import decode, encode
from .exchange import Exchange
from .filters import AccountFilter, TokenGroupFilter
from .operation import Operation
from .path import if_match, segment
from .query import query
from .token_group import TokenGroup, TokenGroupInput, TokenGroupList


class Tokens:
    """Acts on single tokens; the records themselves are `Client.token` and its like. Raises as `Client` does."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def forget(self, value: str) -> Operation:
        """Have the stations at which a token has charged clear their caches."""
        return decode(await self._exchange.send("POST", f"{_path('tokens', value)}/forget"), Operation)


class TokenGroups:
    """The routes of groups of tokens; raises as `Client` does."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> TokenGroupList:
        """Groups that have a record, by name; `q` is text within name or note."""
        said = query(TokenGroupFilter(q=q), limit=limit, cursor=cursor)
        return decode(await self._exchange.get("/token-groups", said), TokenGroupList)

    async def get(self, name: str) -> TokenGroup:
        """One group."""
        return decode(await self._exchange.get(_path("token-groups", name)), TokenGroup)

    async def put(self, name: str, what: TokenGroupInput, version: str | None = None) -> TokenGroup:
        """Create or replace; with `version` only if it is still that one."""
        path, headers = _path("token-groups", name), if_match(version)
        return decode(await self._exchange.send("PUT", path, encode(what), headers), TokenGroup)

    async def delete(self, name: str, version: str | None = None) -> None:
        """Remove the record."""
        await self._exchange.send("DELETE", _path("token-groups", name), None, if_match(version))


class Accounts:
    """The routes of prepaid accounts; raises as `Client` does."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(self, q: str | None = None, limit: int = 50, cursor: str | None = None) -> AccountList:
        """Accounts by name; `q` is text within name or note."""
        said = query(AccountFilter(q=q), limit=limit, cursor=cursor)
        return decode(await self._exchange.get("/accounts", said), AccountList)

    async def get(self, name: str) -> Account:
        """One account."""
        return decode(await self._exchange.get(_path("accounts", name)), Account)

    async def put(self, name: str, what: AccountInput, version: str | None = None) -> Account:
        """Create or replace; with `version` only if it is still that one."""
        path, headers = _path("accounts", name), if_match(version)
        return decode(await self._exchange.send("PUT", path, encode(what), headers), Account)

    async def book(self, name: str, what: BookingInput, idempotency_key: str | None = None) -> Account:
        """Add to an account or take off it."""
        headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
        path = f"{_path('accounts', name)}/bookings"
        return decode(await self._exchange.send("POST", path, encode(what), headers), Account)

    async def delete(self, name: str, version: str | None = None) -> None:
        """Remove an account."""
        await self._exchange.send("DELETE", _path("accounts", name), None, if_match(version))


def _path(kind: str, name: str) -> str:
    return f"/{kind}/{segment(name)}"
