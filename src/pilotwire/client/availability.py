"""What is wanted in or out of service, what connectors went through; the client's way to both."""

from .codec import Instant, decode
from .exchange import Exchange
from .filters import ConnectorStateFilter
from .path import path
from .query import query
from .shape import Resource
from .station import ConnectorStatus, OperationalStatus, Standing


class AvailabilityWish(Resource, frozen=True, kw_only=True):
    """What somebody wants in or out of service, and the station has agreed to. Without `evse_id` of the whole station.

    `done_at` is when the station first told that all of it is so. `state` is how its connectors stand to it now; absent
    while the station has told nothing of them.
    """

    wanted: OperationalStatus
    asked_at: Instant
    scheduled: bool
    evse_id: int | None = None
    connector_id: int | None = None
    actor: str | None = None
    done_at: Instant | None = None
    state: Standing | None = None


class AvailabilityList(Resource, frozen=True, kw_only=True):
    """All that is wanted of a station: the station first, then its EVSEs and connectors."""

    items: list[AvailabilityWish]
    next_cursor: str | None


class ConnectorState(Resource, frozen=True, kw_only=True):
    """A status that a connector has had. `since` is the station's time, `received_at` ours."""

    evse_id: int
    connector_id: int
    status: ConnectorStatus
    since: Instant
    received_at: Instant
    detail: str | None = None
    error_code: str | None = None
    info: str | None = None
    previous: ConnectorStatus | None = None
    previous_detail: str | None = None


class ConnectorStateList(Resource, frozen=True, kw_only=True):
    """What the connectors of a station went through, newest first."""

    items: list[ConnectorState]
    next_cursor: str | None


class Availability:
    """Part of a `Client`, as its `availability`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def wanted(self, station: str) -> AvailabilityList:
        """What is wanted in or out of service at a station."""
        return decode(await self._exchange.get(path("stations", station, "availability")), AvailabilityList)

    async def history(
        self, station: str, wanted: ConnectorStateFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> ConnectorStateList:
        """What the connectors of a station went through, newest first. A page may hold fewer than `limit`."""
        where = path("stations", station, "connector-states")
        return decode(await self._exchange.get(where, query(wanted, limit, cursor)), ConnectorStateList)
