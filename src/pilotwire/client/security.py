"""Security of stations: their profiles, as the API takes and tells them."""

from typing import Annotated, Literal

from msgspec import Meta

from .codec import decode, encode
from .exchange import Exchange
from .network_profile import NetworkInterface
from .operation import Operation
from .path import segment
from .shape import PLAIN, Input


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


class Security:
    """The part of the client that is about the security of stations: `client.security`."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def change_profile(self, station: str, what: SecurityProfileInput) -> Operation:
        """Begin `station.raise_profile`. Problems: 404, 409 when one runs for this station already."""
        path = f"/stations/{segment(station)}/security_profile"
        return decode(await self._exchange.send("POST", path, encode(what)), Operation)
