"""Security of stations: their profiles, and the security log, as the API takes and tells them."""

from typing import Annotated, Literal

from msgspec import Meta

from .codec import Instant, decode, encode
from .exchange import Exchange
from .filters import SecurityEventFilter, Severity
from .network_profile import NetworkInterface
from .operation import Operation
from .path import segment
from .query import query
from .shape import PLAIN, Input, Resource


class SecurityProfileInput(Input, frozen=True, kw_only=True):
    """The security profile that a station shall use from now on.

    `csms_url` is where it finds this server then, without its id; unset: the address that the server tells. It goes
    into `slot`, or a free one (from OCPP 2.0.1 on), or into the station's own variable `url_key` (OCPP 1.6). `when`:
    once nothing charges, or at once. `deadline_s` counts from now. `force` goes on although something seems missing.
    """

    security_profile: Annotated[int, Meta(ge=1, le=3)]
    csms_url: Annotated[str, Meta(min_length=1, max_length=512, pattern=r"^wss?://[!-~]+$(?!\n)")] | None = None
    slot: Annotated[int, Meta(ge=0, le=2_147_483_647)] | None = None
    interface: NetworkInterface = "Wired0"
    message_timeout_s: Annotated[int, Meta(ge=1, le=3600)] = 30
    url_key: Annotated[str, Meta(min_length=1, max_length=50, pattern=PLAIN)] | None = None
    when: Literal["idle", "now"] = "idle"
    deadline_s: Annotated[int, Meta(ge=10, le=2_592_000)] = 86_400
    force: bool = False


class SecurityEvent(Resource, frozen=True, kw_only=True):
    """One event, in the names of OCPP 2.x. `source` is who saw it, and `happened_at` when by its clock.

    `repeats`: so many more of its kind came about then, from the same address.
    """

    id: str
    at: Instant
    happened_at: Instant
    source: Literal["station", "csms"]
    kind: str
    severity: Severity
    repeats: int = 0
    station: str | None = None
    detail: str | None = None
    address: str | None = None


class SecurityEventList(Resource, frozen=True, kw_only=True):
    """Security events, newest first; a part may hold fewer than asked for and still have a next one."""

    items: list[SecurityEvent]
    next_cursor: str | None


class Security:
    """The part of the client that is about the security of stations: `client.security`."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def change_profile(self, station: str, what: SecurityProfileInput) -> Operation:
        """Begin `station.raise_profile`. Problems: 404, 409 when one runs for this station already."""
        path = f"/stations/{segment(station)}/security_profile"
        return decode(await self._exchange.send("POST", path, encode(what)), Operation)

    async def rotate_password(self, station: str) -> Operation:
        """Begin `station.rotate_password`. Problems: 404, 409 when one runs for this station already."""
        path = f"/stations/{segment(station)}/rotate-password"
        return decode(await self._exchange.send("POST", path), Operation)

    async def events(
        self, wanted: SecurityEventFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> SecurityEventList:
        """The security log, newest first."""
        return decode(await self._exchange.get("/security-events", query(wanted, limit, cursor)), SecurityEventList)
