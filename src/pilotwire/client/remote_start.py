"""Remote starts and what became of them; the client's way to them."""

from typing import Literal

from .codec import Instant, decode
from .exchange import Exchange
from .path import path
from .query import query
from .shape import Resource
from .token import IdToken
from .transaction_history import TransactionLimit

StartState = Literal["requested", "accepted", "unanswered", "refused", "not-sent", "started", "timed-out"]


class RemoteStart(Resource, frozen=True, kw_only=True):
    """A remote start, by the number that went along with it.

    `state` is started once its transaction has begun (`transaction_id`), timed-out when nothing came by `expires_at`.
    `status`, `reason_code` and `info` are the station's answer. `charging_profile_id` is that of the profile sent.
    """

    id: int
    station: str
    state: StartState
    id_token: IdToken
    requested_at: Instant
    expires_at: Instant
    state_at: Instant | None = None
    evse_id: int | None = None
    group_id: str | None = None
    charging_profile_id: int | None = None
    limits: TransactionLimit | None = None
    actor: str | None = None
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None
    transaction_id: str | None = None


class RemoteStartList(Resource, frozen=True, kw_only=True):
    """Remote starts of a station, newest first."""

    items: list[RemoteStart]
    next_cursor: str | None


class RemoteStarts:
    """Part of a `Client`, as its `remote_starts`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(self, station: str, limit: int = 50, cursor: str | None = None) -> RemoteStartList:
        """The remote starts of a station, newest first."""
        where = path("stations", station, "remote-starts")
        return decode(await self._exchange.get(where, query(None, limit, cursor)), RemoteStartList)

    async def get(self, station: str, number: int) -> RemoteStart:
        """One of them, as it stands now."""
        return decode(await self._exchange.get(path("stations", station, "remote-starts", str(number))), RemoteStart)
