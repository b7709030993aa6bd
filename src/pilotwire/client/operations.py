"""The part of the client that is about long work: at many stations, paused, ended."""

from .bulk import BulkInput
from .codec import decode, encode
from .exchange import Exchange
from .operation import Operation
from .path import segment


class Operations:
    """Begins work at many stations, and pauses it."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def start_bulk(self, what: BulkInput) -> Operation:
        """Begin the same work at many stations. Problems: 404 for a station or template that is not there, 422."""
        return decode(await self._exchange.send("POST", "/operations/bulk", encode(what)), Operation)

    async def pause(self, operation: str) -> Operation:
        """Begin nothing more for the time being. Problems: 404, 409 when it has ended or cannot pause."""
        path = f"/operations/{segment(operation)}/pause"
        return decode(await self._exchange.send("POST", path), Operation)

    async def resume(self, operation: str) -> Operation:
        """Go on. Problems as `pause`."""
        path = f"/operations/{segment(operation)}/resume"
        return decode(await self._exchange.send("POST", path), Operation)
