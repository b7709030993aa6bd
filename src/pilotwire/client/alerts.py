"""The client's way to events of the device model, alerts and event streams."""

from .call import LONGEST_CALL_S
from .codec import decode, encode
from .control import ControlAnswer, ControlInput
from .device_event import (
    AdjustStreamInput,
    AlertFilter,
    AlertList,
    DeviceEventFilter,
    DeviceEventList,
    EventStreamFilter,
    EventStreamList,
    StreamBatchList,
    StreamSpan,
)
from .exchange import Exchange
from .path import path
from .query import query


class Alerts:
    """Part of a `Client`, as its `alerts`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(self, wanted: AlertFilter | None = None, limit: int = 50, cursor: str | None = None) -> AlertList:
        """Alerts of all stations."""
        return decode(await self._exchange.get("/alerts", query(wanted, limit, cursor)), AlertList)

    async def events(
        self, wanted: DeviceEventFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> DeviceEventList:
        """Events of the device model of all stations, the newest first."""
        return decode(await self._exchange.get("/device-events", query(wanted, limit, cursor)), DeviceEventList)

    async def streams(
        self, wanted: EventStreamFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> EventStreamList:
        """Event streams of all stations."""
        return decode(await self._exchange.get("/event-streams", query(wanted, limit, cursor)), EventStreamList)

    async def read_streams(self, station: str, what: ControlInput | None = None) -> EventStreamList:
        """Ask a station which streams are open. Problems: 409 not connected, or where its version has none."""
        where, body = path("stations", station, "event-streams", "read"), encode(what or ControlInput())
        return decode(await self._exchange.send("POST", where, body, None, LONGEST_CALL_S), EventStreamList)

    async def values(
        self, station: str, stream: int, wanted: StreamSpan | None = None, limit: int = 50, cursor: str | None = None
    ) -> StreamBatchList:
        """The values of a stream, message by message, the newest first."""
        where = path("stations", station, "event-streams", str(stream), "values")
        return decode(await self._exchange.get(where, query(wanted, limit, cursor)), StreamBatchList)

    async def adjust(self, station: str, stream: int, what: AdjustStreamInput) -> ControlAnswer:
        """Have a stream send more or less often. Problems: 404 when it is not open, 409 not connected."""
        where = path("stations", station, "event-streams", str(stream), "adjust")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), ControlAnswer)
