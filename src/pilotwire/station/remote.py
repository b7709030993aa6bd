"""What a CSMS may ask of a station in every version, in no version's words."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken

from .charging_point import ChargingPoint

if TYPE_CHECKING:
    from .station import VirtualStation

Availability = Literal["accepted", "scheduled"]


def start(
    station: "VirtualStation", token: IdToken, evse_id: int | None, remote_start_id: int | None = None
) -> ChargingPoint | None:
    """Begin to charge for a token; None when no EVSE can. The rest follows after the answer.

    Source: OCPP 2.0.1 part 2, F01, F02; OCPP 1.6, 5.11.
    """
    point = _free_point(station, evse_id)
    if point is None:
        return None
    if not station.variables.switch("AuthCtrlr.AuthorizeRemoteStart"):
        later(station, lambda: point.authorized(token, Authorization("Accepted"), "RemoteStart", remote_start_id))
        return point

    def decided(verdict: Authorization) -> None:
        if verdict.status == "Accepted" and point.token is None:
            point.authorized(token, verdict, "RemoteStart", remote_start_id)

    later(station, lambda: station.tokens.authorize(token, decided))
    return point


def stop(station: "VirtualStation", transaction: str) -> bool:
    """End a transaction by its id; False when there is no such one. Source: OCPP 2.0.1 part 2, F03; OCPP 1.6, 5.12."""
    point = next(
        (one for one in station.points if one.transaction is not None and one.transaction.id == transaction), None
    )
    if point is None:
        return False
    later(station, lambda: point.deauthorized("RemoteStop", "Remote"))
    return True


def change_availability(station: "VirtualStation", evse_id: int | None, operative: bool) -> Availability:
    """Take an EVSE or all of them out of service, or back; one that charges follows when it has ended.

    Source: OCPP 2.0.1 part 2, G03, G04; OCPP 1.6, 5.2.
    """
    points = station.points if evse_id is None else [station.point(evse_id)]
    busy = False
    for point in points:
        if point.transaction is not None and not operative:
            busy = True
            point.wanted_operative = operative
        else:
            later(station, partial(point.set_operative, operative))
    return "scheduled" if busy else "accepted"


def reset(station: "VirtualStation", hard: bool, reason: str) -> None:
    """Start anew after the answer is out. Source: OCPP 2.0.1 part 2, B11, B12; OCPP 1.6, 5.14."""
    station.agenda.after(RESET_MS, lambda: station.reboot(reason, hard))


def later(station: "VirtualStation", act: Callable[[], None]) -> None:
    """Do it once the answer to the call at hand is out."""
    station.agenda.after(0, act)


def _free_point(station: "VirtualStation", evse_id: int | None) -> ChargingPoint | None:
    candidates = station.points if evse_id is None else [p for p in station.points if p.evse_id == evse_id]
    fit = [
        one for one in candidates
        if one.operative and one.fault is None and one.transaction is None and one.token is None
    ]  # fmt: skip
    return next(iter(sorted(fit, key=lambda one: not one.outlet.occupied)), None)


RESET_MS = 1_000
