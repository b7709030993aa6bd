"""Events about reservations."""

from datetime import datetime

from pilotwire.kernel.ids import EvseId, TransactionId

from .event import Event, StationAsked
from .id_token import IdToken
from .reservation import ReservationState


class ReservationRequested(StationAsked, frozen=True, kw_only=True, tag="reservation.requested"):
    """A station was asked to reserve; `forced`: against what was known of EVSE or token."""

    reservation_id: int
    id_token: IdToken
    expires_at: datetime
    evse_id: EvseId | None = None
    connector_type: str | None = None
    forced: bool = False


class ReservationCancelRequested(StationAsked, frozen=True, kw_only=True, tag="reservation.cancel_requested"):
    """A station was asked to give up a reservation."""

    reservation_id: int


class ReservationUsed(Event, frozen=True, kw_only=True, tag="reservation.used"):
    """A transaction has begun that uses a reservation."""

    reservation_id: int
    transaction_id: TransactionId
    id_token: IdToken
    evse_id: EvseId | None = None


class ReservationEnded(Event, frozen=True, kw_only=True, tag="reservation.ended"):
    """A reservation is over: used, expired, cancelled, or removed by the station; `ended_by` is its own word."""

    reservation_id: int
    state: ReservationState
    ended_by: str | None = None
    transaction_id: TransactionId | None = None
