"""The client's way to what happens around transactions: their history, limits, consumption, and what is wrong."""

from .call import LONGEST_CALL_S
from .codec import decode, encode
from .exchange import Exchange
from .filters import ProblemFilter, SeriesWish
from .path import path
from .query import query
from .transaction import Transaction
from .transaction_history import LimitsAnswer, LimitsInput, StepList, TransactionCheck
from .transaction_problem import CloseInput, TroubledList
from .transaction_series import Series


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

    async def series(self, station: str, transaction: str, points: int = 500) -> Series:
        """A transaction's consumption over time, in at most so many points."""
        where = path("stations", station, "transactions", transaction, "series")
        return decode(await self._exchange.get(where, query(SeriesWish(points=points))), Series)

    async def problems(
        self, wanted: ProblemFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> TroubledList:
        """Open transactions with which something is wrong, by station and id."""
        return decode(await self._exchange.get("/transactions/problems", query(wanted, limit, cursor)), TroubledList)

    async def check(self, station: str, transaction: str) -> TransactionCheck:
        """Ask the station about a transaction. Problems: 409 not connected or no such question in its version (1.6)."""
        where = path("stations", station, "transactions", transaction, "check")
        return decode(await self._exchange.send("POST", where, b"{}", {}, LONGEST_CALL_S), TransactionCheck)

    async def close(self, station: str, transaction: str, what: CloseInput) -> Transaction:
        """Close an open transaction; its own end may still come and counts. Problems: 404, 409 when it has ended."""
        where = path("stations", station, "transactions", transaction, "close")
        return decode(await self._exchange.send("POST", where, encode(what)), Transaction)
