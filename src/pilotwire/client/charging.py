"""The client's way to what happens around transactions: their history, limits, consumption, and what is wrong."""

from .codec import decode, encode
from .exchange import Exchange
from .path import path
from .query import query
from .transaction_history import LimitsAnswer, LimitsInput, StepList


class Charging:
    """Part of a `Client`, as its `charging`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def history(self, station: str, transaction: str, limit: int = 50, cursor: str | None = None) -> StepList:
        """What a transaction went through, oldest first."""
        where = path("stations", station, "transactions", transaction, "history")
        return decode(await self._exchange.get(where, query(None, limit, cursor)), StepList)

    async def set_limits(self, station: str, transaction: str, what: LimitsInput) -> LimitsAnswer:
        """Limit a running transaction. Problems: 404, 409 when it has ended or nobody could keep the limit."""
        where = path("stations", station, "transactions", transaction, "limits")
        return decode(await self._exchange.send("POST", where, encode(what)), LimitsAnswer)
