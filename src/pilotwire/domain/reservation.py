"""Reservations: an EVSE kept free for a token until a time, and what becomes of that."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import EvseId, StationId, TransactionId

from .command import Reply
from .id_token import IdToken
from .remote_control import RemoteStartReply
from .transaction import Report

ReservationState = Literal[
    "requested", "not-sent", "unanswered", "accepted", "refused", "in-use", "used", "expired", "cancelled", "removed"
]
"""In use: its transaction runs; used: that has ended, or the token was shown and nobody plugged in. Removed: the
station holds it no longer."""
HOLDING: Final = frozenset({"requested", "unanswered", "accepted"})
"""The station keeps something free for it, or may."""
OPEN: Final = HOLDING | {"in-use"}
"""Something may still become of it."""
STATION_ENDS: Final[Mapping[str, ReservationState]] = {
    "Expired": "expired", "Removed": "removed", "NoTransaction": "used",
}  # fmt: skip
"""What a station's own word for the end means. Source: OCPP 2.1 part 2, H01, H03.FR.11 and H04."""
MOST_AHEAD: Final = timedelta(days=7)
SHORTEST: Final = timedelta(minutes=1)


class Reservation(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reservation, by the number that the station knows it by; it holds from when it is asked for.

    Without `evse_id` any EVSE is meant, or any with a connector of `connector_type`. `group_id` may use it too.
    `status`, `reason_code` and `info` are the station's answer; `ended_by` is its own word for the end, where it told
    one. `forced`: sent against what was known. `tariff` is the reference of the version that held when it
    was asked for.
    """

    station: StationId
    id: int
    id_token: IdToken
    requested_at: datetime
    expires_at: datetime
    state: ReservationState = "requested"
    state_at: datetime | None = None
    evse_id: EvseId | None = None
    connector_type: str | None = None
    group_id: str | None = None
    actor: str | None = None
    forced: bool = False
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None
    transaction: TransactionId | None = None
    ended_by: str | None = None
    tariff: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether something may still become of it."""
        return self.state in OPEN

    @property
    def until(self) -> datetime:
        """When it ends, or has ended."""
        if self.state in HOLDING or self.state == "expired" or self.state_at is None:
            return self.expires_at
        return max(self.state_at, self.expires_at) if self.state == "in-use" else self.state_at

    def holds(self, at: datetime) -> bool:
        """Whether something is kept free for it then."""
        return self.state in HOLDING and at < self.expires_at


def moved(reservation: Reservation, state: ReservationState, at: datetime, ended_by: str | None = None) -> Reservation:
    """The reservation in another state."""
    return msgspec.structs.replace(reservation, state=state, state_at=at, ended_by=ended_by or reservation.ended_by)


def answered(reservation: Reservation, told: Reply | RemoteStartReply, at: datetime) -> Reservation:
    """The reservation after the station's answer; one that has gone on meanwhile keeps its state."""
    known = msgspec.structs.replace(reservation, status=told.status, reason_code=told.reason_code, info=told.info)
    if reservation.state != "requested":
        return known
    state: ReservationState = "accepted" if told.status == "Accepted" else "refused"
    return moved(known, "unanswered" if told.status == "NoAnswer" else state, at)


def taken(reservation: Reservation, transaction: TransactionId, at: datetime) -> Reservation:
    """The reservation that this transaction uses."""
    return msgspec.structs.replace(moved(reservation, "in-use", at), transaction=transaction)


def meant(
    reservations: Iterable[Reservation], report: Report, group_id: str | None, types: Mapping[EvseId, frozenset[str]]
) -> Reservation | None:
    """The reservation that a transaction uses: the one it names, else one of its token or group at its EVSE.

    `types` are the connector types of EVSEs. One for the EVSE goes before one for any, then the one that expires first.
    Source: OCPP 2.0.1 part 2, H01.FR.15 and H03.FR.01 to H03.FR.07; OCPP 1.6, 5.13.
    """
    if report.reservation_id is not None:
        named = (one for one in reservations if one.id == report.reservation_id and one.state != "in-use")
        return next(named, None)
    if report.id_token is None or report.evse_id is None or report.kind == "Ended":
        return None
    fitting = [
        one
        for one in reservations
        if one.holds(report.at)
        and is_for(one, report.id_token, group_id)
        and report.evse_id in places(one, types, (report.evse_id,))
    ]
    return min(fitting, key=lambda one: (one.evse_id is None, one.expires_at), default=None)


def is_for(reservation: Reservation, token: IdToken, group_id: str | None) -> bool:
    """Whether this token may use it, by itself or by its group. Source: OCPP 2.0.1 part 2, H03.FR.07."""
    same_group = reservation.group_id is not None and reservation.group_id == group_id
    return reservation.id_token.key == token.key or same_group


def places(
    reservation: Reservation, types: Mapping[EvseId, frozenset[str]], evses: Iterable[EvseId]
) -> frozenset[EvseId]:
    """Those of the EVSEs that can serve the reservation; one of which no type is known serves any."""
    if reservation.evse_id is not None:
        return frozenset({reservation.evse_id})
    wanted = reservation.connector_type
    return frozenset(one for one in evses if wanted is None or not types.get(one) or wanted in types[one])


def all_served(wanted: Sequence[frozenset[EvseId]]) -> bool:
    """Whether each can have an EVSE of its own among those that serve it."""
    holder: dict[EvseId, int] = {}

    def place(number: int, tried: set[EvseId]) -> bool:
        for evse_id in sorted(wanted[number] - tried):
            tried.add(evse_id)
            if evse_id not in holder or place(holder[evse_id], tried):
                holder[evse_id] = number
                return True
        return False

    return all(place(number, set()) for number in range(len(wanted)))
