"""What stands against a reservation, or against a start where something is reserved, as far as is known here."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from pilotwire.kernel.ids import EvseId

from .id_token import IdToken
from .readiness import Connectors, Obstacle, evse_types, known_evses
from .reservation import Reservation, all_served, is_for, places
from .station import WHOLE_STATION, Connector
from .transaction import Transaction

_OUT_OF_USE: Final = ("Faulted", "Unavailable")
_TAKEN: Final = (*_OUT_OF_USE, "Occupied")


def conflict(
    wanted: Reservation, others: Iterable[Reservation], connectors: Connectors, running: Sequence[Transaction]
) -> Obstacle | None:
    """Why a reservation cannot be held from now on; `others` are those of the station.

    A station that has told of no EVSE has nothing against one but what is reserved there already.
    Source: OCPP 2.0.1 part 2, H01.FR.11, H01.FR.12, H01.FR.14 and H01.FR.23; OCPP 1.6, 5.13.
    """
    at = wanted.requested_at
    all_held = [one for one in others if one.holds(at)]
    held = [one for one in all_held if one.id != wanted.id]
    if wanted.evse_id is not None:
        same = next((one for one in held if one.evse_id == wanted.evse_id), None)
        if same is not None:
            return Obstacle(f"EVSE {wanted.evse_id} is reserved already: {described(same)}")
    types = evse_types(connectors)
    known = known_evses(connectors)
    if not known:
        return None
    whole = next((one for key, one in connectors.items() if key == (0, 0) and one.status in _OUT_OF_USE), None)
    if whole is not None:
        return Obstacle(f"the station is {whole.status}", whole.since)
    meant = places(wanted, types, known)
    if not meant:
        return Obstacle(f"the station has no connector of type {wanted.connector_type}")
    ours = frozenset(place for one in all_held for place in places(one, types, known))
    in_the_way = {
        evse_id: _taken(evse_id, known, connectors, running) or _reserved_elsewhere(evse_id, connectors, ours)
        for evse_id in {*meant, *known}
    }
    usable = frozenset(evse_id for evse_id, found in in_the_way.items() if found is None)
    if not meant & usable:
        found = [one for evse_id, one in sorted(in_the_way.items()) if evse_id in meant and one is not None]
        if len(found) == 1:
            return found[0]
        return Obstacle("no EVSE is free: " + "; ".join(str(one) for one in found))
    claims = [claim for claim in (places(one, types, known) & usable for one in held) if claim]
    if not all_served([*claims, meant & usable]):
        return Obstacle(f"all {len(meant & usable)} free EVSEs that would do are reserved already")
    return None


def kept_from(
    token: IdToken, group_id: str | None, evse_id: EvseId | None, held: Sequence[Reservation], connectors: Connectors,
    at: datetime,
) -> Reservation | None:  # fmt: skip
    """The reservation that keeps a token from starting at this EVSE (None: at any)."""
    others = [one for one in held if one.holds(at) and not is_for(one, token, group_id)]
    if not others:
        return None
    known = known_evses(connectors)
    types = evse_types(connectors)
    if evse_id is not None:
        same = next((one for one in others if one.evse_id == evse_id), None)
        left = [places(one, types, known) - {evse_id} for one in others]
        return same if same is not None or not known or all_served(left) else others[0]
    claims = [places(one, types, known) for one in others]
    return None if not known or all_served([*claims, frozenset(known)]) else others[0]


def kept_for(
    token: IdToken, group_id: str | None, held: Sequence[Reservation], connectors: Connectors, at: datetime
) -> Connectors:
    """The connectors as this token finds them: what is Reserved for it is free."""
    types, known = evse_types(connectors), known_evses(connectors)
    own = [places(one, types, known) for one in held if one.holds(at) and is_for(one, token, group_id)]
    if not own:
        return connectors
    mine: frozenset[EvseId] = frozenset().union(*own)
    return {key: _freed(one) if key[0] in mine else one for key, one in connectors.items()}


def described(one: Reservation) -> str:
    """A reservation in a sentence."""
    return f"reservation {one.id} for token {one.id_token.value} until {one.expires_at:%Y-%m-%d %H:%M:%S} UTC"


def _freed(connector: Connector) -> Connector:
    return msgspec.structs.replace(connector, status="Available") if connector.status == "Reserved" else connector


def _reserved_elsewhere(evse_id: EvseId, connectors: Connectors, ours: frozenset[EvseId]) -> Obstacle | None:
    """An EVSE that the station calls Reserved although nothing of ours can be held there."""
    if evse_id in ours:
        return None
    here = (one for (evse, _), one in connectors.items() if evse == evse_id and one.status == "Reserved")
    found = next(here, None)
    return None if found is None else Obstacle(f"EVSE {evse_id} is Reserved for somebody unknown here", found.since)


def _taken(
    evse_id: EvseId, known: Sequence[EvseId], connectors: Connectors, running: Sequence[Transaction]
) -> Obstacle | None:
    if evse_id not in known:
        return Obstacle(f"the station has told of no EVSE {evse_id}, only of {', '.join(map(str, known))}")
    busy = next((one for one in running if one.evse_id == evse_id), None)
    if busy is not None:
        return Obstacle(f"EVSE {evse_id} is busy: transaction {busy.id} runs there", busy.started_at, busy.id)
    here = [one for (evse, _), one in connectors.items() if evse == evse_id and evse != WHOLE_STATION]
    found = next((one for one in here if one.connector_id == 0 and one.status in _TAKEN), None)
    single = [one for one in here if one.connector_id != 0]
    if found is None and single and all(one.status in _OUT_OF_USE for one in single):
        found = single[0]
    found = found or next((one for one in single if one.status == "Occupied"), None)
    return None if found is None else Obstacle(f"EVSE {evse_id} is {found.status}", found.since)
