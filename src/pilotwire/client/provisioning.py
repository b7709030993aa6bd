"""The part of the client that is about stations at the door."""

from .codec import decode, encode
from .exchange import Exchange
from .hold import Decision, HoldInput
from .operation import Operation
from .path import segment


class Provisioning:
    """Holds, accepts and rejects stations."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def hold(self, station: str, what: HoldInput | None = None) -> Operation:
        """Hold a station and work on it meanwhile. Problems: 409 when it is worked on already."""
        path = f"/stations/{segment(station)}/hold"
        return decode(await self._exchange.send("POST", path, encode(what or HoldInput())), Operation)

    async def accept(self, station: str) -> Decision:
        """Accept a station with its next boot. Problems: 409 when it is accepted already."""
        return decode(await self._exchange.send("POST", f"/stations/{segment(station)}/accept"), Decision)

    async def reject(self, station: str) -> Decision:
        """Turn a station away at its next boot, until it is accepted."""
        return decode(await self._exchange.send("POST", f"/stations/{segment(station)}/reject"), Decision)
