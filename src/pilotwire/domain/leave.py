"""What the limits of a token and its group say at one place and moment."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

from .id_token import Status
from .token_limits import DAY_MIN, WEEKDAYS, Hours, Limits, Place


class Spot(msgspec.Struct, frozen=True):
    """Where and when a token is presented; `local` is the time on the wall there.

    `evses` are the station's EVSEs and the types of their connectors as far as either is known. EVSE and connector are
    None where the station does not say, as when it asks before a cable is in.
    """

    station: StationId
    local: datetime
    evses: Mapping[EvseId, frozenset[str]] = {}
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None


class Leave(NamedTuple):
    """What limits say: a status and in words why, or Accepted at these EVSEs (none named: at all) until then."""

    status: Status = "Accepted"
    reason: str | None = None
    evse_ids: tuple[EvseId, ...] = ()
    until: datetime | None = None


def leave(limits: Iterable[Limits], spot: Spot) -> Leave:
    """What all of the limits together say. Source: OCPP 2.0.1 part 2, C01.FR.18 to C01.FR.22."""
    allowed: frozenset[EvseId] | None = None
    until: datetime | None = None
    for one in limits:
        found = _place(one.places, spot) if one.places else None
        if found == frozenset():
            return Leave("NotAtThisLocation", "the token may not charge here")
        allowed = found if allowed is None else allowed if found is None else allowed & found
        if allowed == frozenset():
            return Leave("NotAtThisLocation", "the token and its group have no EVSE in common here")
    for one in limits:
        found = _type(one.connector_types, spot) if one.connector_types else None
        if found == frozenset():
            return Leave("NotAllowedTypeEVSE", f"the token may charge at {', '.join(one.connector_types)} alone")
        allowed = found if allowed is None else allowed if found is None else allowed & found
        if allowed == frozenset():
            return Leave("NotAllowedTypeEVSE", "no EVSE where the token may charge has a connector that it may use")
    for one in limits:
        end = _open_until(one.hours, spot.local) if one.hours else None
        if one.hours and end is None:
            return Leave("NotAtThisTime", f"the token may not charge at this time ({spot.local:%a %H:%M})")
        until = end if until is None else until if end is None else min(until, end)
    return Leave(evse_ids=_named(allowed, spot), until=until)


def _place(places: Iterable[Place], spot: Spot) -> frozenset[EvseId] | None:
    """The EVSEs where it may charge; None: at every one."""
    here = [place for place in places if place.station == spot.station]
    if any(place.evse_id is None for place in here):
        return None
    if spot.evse_id is not None:
        here = [place for place in here if place.evse_id == spot.evse_id and _is_connector(place, spot)]
    return frozenset(place.evse_id for place in here if place.evse_id is not None)


def _is_connector(place: Place, spot: Spot) -> bool:
    return place.connector_id is None or spot.connector_id in (None, place.connector_id)


def _type(types: Iterable[str], spot: Spot) -> frozenset[EvseId] | None:
    """The EVSEs with a connector of these types; one whose types nobody knows is not ruled out."""
    wanted = frozenset(types)
    evses = spot.evses if spot.evse_id is None else {spot.evse_id: spot.evses.get(spot.evse_id, frozenset())}
    fitting = frozenset(evse for evse, has in evses.items() if not has or has & wanted)
    return None if len(fitting) == len(evses) else fitting


def _named(allowed: frozenset[EvseId] | None, spot: Spot) -> tuple[EvseId, ...]:
    """The EVSEs to name to the station: none when it is allowed at all that are known."""
    if allowed is None or spot.evse_id is not None or (spot.evses and spot.evses.keys() <= allowed):
        return ()
    return tuple(sorted(allowed))


def _open_until(hours: Iterable[Hours], local: datetime) -> datetime | None:
    """When the hours that it is now within end; None outside all of them."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [
        midnight + timedelta(days=-days_ago, minutes=_end_min(one))
        for one in hours
        for days_ago in (0, 1)
        if not one.days or WEEKDAYS[(local.weekday() - days_ago) % 7] in one.days
        if _begins(midnight, one, days_ago) <= local < midnight + timedelta(days=-days_ago, minutes=_end_min(one))
    ]
    return max(ends, default=None)


def _begins(midnight: datetime, one: Hours, days_ago: int) -> datetime:
    return midnight + timedelta(days=-days_ago, minutes=one.start_min)


def _end_min(one: Hours) -> int:
    return one.end_min if one.end_min > one.start_min else one.end_min + DAY_MIN
