"""Reservations as the API shows and takes them; the client's way to them."""

from typing import Annotated

from msgspec import Meta

from .call import LONGEST_CALL_S
from .codec import Instant, decode, encode
from .control import ControlAnswer, ControlInput, Evse, StartToken
from .exchange import Exchange
from .filters import Moment, ReservationFilter
from .path import path
from .query import query
from .reservation_state import ReservationState
from .shape import PLAIN, Resource
from .token import IdToken


class ReservationInput(ControlInput, frozen=True, kw_only=True):
    """What to keep free from now until `expires_at`: an EVSE, any with a connector of a type, or any at all.

    Without `group_id` the group of the known token may use it too. `force` sends it against what is only believed.
    """

    id_token: StartToken
    expires_at: Moment
    evse_id: Evse | None = None
    connector_type: Annotated[str, Meta(min_length=1, max_length=20, pattern=PLAIN)] | None = None
    group_id: Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)] | None = None
    force: bool = False


class Reservation(Resource, frozen=True, kw_only=True):
    """A reservation, by the number that the station knows it by.

    `state` is accepted while it holds, in-use while its transaction runs (`transaction_id`), then used; or expired,
    cancelled, removed (by the station, whose own word `ended_by` is), refused. `status`, `reason_code` and `info` are
    the station's answer. `forced`: it was sent against what was known.
    """

    id: int
    station: str
    state: ReservationState
    id_token: IdToken
    requested_at: Instant
    expires_at: Instant
    state_at: Instant | None = None
    evse_id: int | None = None
    connector_type: str | None = None
    group_id: str | None = None
    actor: str | None = None
    forced: bool = False
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None
    transaction_id: str | None = None
    ended_by: str | None = None


class ReservationList(Resource, frozen=True, kw_only=True):
    """Reservations, newest first."""

    items: list[Reservation]
    next_cursor: str | None


class ReservationAnswer(ControlAnswer, frozen=True, kw_only=True):
    """The station's own answer, and the reservation as it stands after it."""

    reservation: Reservation


class Reservations:
    """Part of a `Client`, as its `reservations`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(
        self, wanted: ReservationFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> ReservationList:
        """Reservations of all stations, newest first."""
        return decode(await self._exchange.get("/reservations", query(wanted, limit, cursor)), ReservationList)

    async def get(self, station: str, number: int) -> Reservation:
        """One of them, as it stands now."""
        return decode(await self._exchange.get(path("stations", station, "reservations", str(number))), Reservation)

    async def create(self, station: str, what: ReservationInput) -> ReservationAnswer:
        """Reserve. Problems: 409 what is known stands against it, or not connected."""
        where = path("stations", station, "reservations")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), ReservationAnswer)

    async def cancel(self, station: str, number: int, what: ControlInput | None = None) -> ReservationAnswer:
        """Take one back. Problems: 409 when it holds nothing any more, or not connected."""
        where = path("stations", station, "reservations", str(number), "cancel")
        body = encode(what or ControlInput())
        return decode(await self._exchange.send("POST", where, body, None, LONGEST_CALL_S), ReservationAnswer)
