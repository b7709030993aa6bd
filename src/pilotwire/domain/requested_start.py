"""What became of a remote start: asked, agreed, begun by the driver in time, or not."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import EvseId, StationId, TransactionId

from .charging_profile import ChargingProfile
from .command import Reply
from .id_token import IdToken
from .remote_control import RemoteStartReply
from .transaction import Report
from .transaction_limit import TransactionLimit

StartState = Literal["requested", "accepted", "unanswered", "refused", "not-sent", "started", "timed-out"]
AWAITED: Final = frozenset({"requested", "accepted", "unanswered"})
"""A transaction may still come of it."""
LATE: Final = AWAITED | {"timed-out"}
"""A transaction that comes all the same belongs to it."""

_CLOCKS_APART: Final = timedelta(minutes=5)
"""How far behind ours a station's clock may be."""


class RequestedStart(msgspec.Struct, frozen=True, omit_defaults=True):
    """One remote start, by the number that it was sent with (in 1.6, that has no place for one, ours alone).

    `status`, `reason_code` and `info` are the station's answer. Nothing is awaited of it after `expires_at`: the time
    that the driver has to plug in, by the station's own setting where that is known.
    """

    station: StationId
    id: int
    id_token: IdToken
    requested_at: datetime
    expires_at: datetime
    state: StartState = "requested"
    state_at: datetime | None = None
    evse_id: EvseId | None = None
    group_id: str | None = None
    charging_profile: ChargingProfile | None = None
    limit: TransactionLimit | None = None
    actor: str | None = None
    status: str | None = None
    reason_code: str | None = None
    info: str | None = None
    transaction: TransactionId | None = None


def answered(start: RequestedStart, told: Reply | RemoteStartReply, at: datetime) -> RequestedStart:
    """The start after the station's answer; time to plug in counts from here. One that has begun has begun.

    Where a transaction runs already (its cable was in first), its next report makes it that of this start.
    Source: OCPP 2.0.1 part 2, F01.FR.13 and F01.FR.25.
    """
    known = msgspec.structs.replace(start, status=told.status, reason_code=told.reason_code, info=told.info)
    if start.state != "requested":
        return known
    transaction = told.transaction if isinstance(told, RemoteStartReply) else None
    state: StartState = "accepted" if told.status == "Accepted" else "refused"
    if told.status == "NoAnswer":
        state = "unanswered"
    return msgspec.structs.replace(
        known,
        state=state,
        state_at=at,
        transaction=transaction,
        expires_at=start.expires_at + (at - start.requested_at),
    )


def not_sent(start: RequestedStart, why: str, at: datetime) -> RequestedStart:
    """The start that could not be asked for."""
    return msgspec.structs.replace(start, state="not-sent", state_at=at, info=why)


def begun(start: RequestedStart, transaction: TransactionId, at: datetime) -> RequestedStart:
    """The start of which this transaction came."""
    return msgspec.structs.replace(start, state="started", state_at=at, transaction=transaction)


def timed_out(start: RequestedStart, at: datetime) -> RequestedStart:
    """The start of which nothing came in time."""
    return msgspec.structs.replace(start, state="timed-out", state_at=at)


def of_number(starts: Iterable[RequestedStart], number: int) -> RequestedStart | None:
    """The start with the number that a report tells."""
    return next((one for one in starts if one.state in LATE and one.id == number), None)


def of_transaction(starts: Iterable[RequestedStart], transaction: TransactionId) -> RequestedStart | None:
    """The start in answer to which the station named this transaction."""
    return next((one for one in starts if one.state in LATE and one.transaction == transaction), None)


def of_token(starts: Iterable[RequestedStart], report: Report) -> RequestedStart | None:
    """The start that a transaction came of which names none (1.6): of the same token, there or anywhere, in time.

    One that names the EVSE goes before one that names none, then the oldest. A start that the station has stored while
    it was away counts by its own time.
    """
    token = None if report.id_token is None else report.id_token.key
    fitting = [
        one
        for one in starts
        if one.state in LATE
        and one.id_token.key == token
        and one.evse_id in (None, report.evse_id)
        and one.requested_at - _CLOCKS_APART <= report.at <= one.expires_at + _CLOCKS_APART
    ]
    return min(fitting, key=lambda one: (one.evse_id is None, one.requested_at), default=None)
