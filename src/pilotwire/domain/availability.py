"""What is wanted in or out of service, and whether the station's connectors are so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId

from .remote_control import OperationalStatus
from .station import WHOLE_STATION, AvailabilityWish, Connector

Standing = Literal["as-wanted", "scheduled", "differs"]
"""As it is wanted; it will be once the transaction in the way has ended; it is not, although the station agreed."""
Place = tuple[EvseId, ConnectorId]
WHOLE_EVSE: Final = ConnectorId(0)


def wished(wishes: Sequence[AvailabilityWish], fresh: AvailabilityWish) -> tuple[AvailabilityWish, ...]:
    """The wishes with this one in place of the former one for the same place."""
    return tuple(sorted((*(one for one in wishes if place_of(one) != place_of(fresh)), fresh), key=place_of))


def covers(wish: AvailabilityWish, place: Place) -> bool:
    """Whether a wish is about this connector: the wish for the station, its EVSE, or itself."""
    return wish.evse_id in (WHOLE_STATION, place[0]) and wish.connector_id in (WHOLE_EVSE, place[1])


def deciding(wishes: Iterable[AvailabilityWish], place: Place) -> AvailabilityWish | None:
    """The wish that a connector has to follow: out of service as long as any that is about it wants that.

    Source: OCPP 2.0.1 part 2, G03.FR.06, G03.FR.07, G04.FR.07 and G04.FR.08.
    """
    about = [one for one in wishes if covers(one, place)]
    out = [one for one in about if one.wanted == "Inoperative"]
    return max(out or about, key=lambda one: one.at, default=None)


def standing(wishes: Sequence[AvailabilityWish], connector: Connector) -> Standing | None:
    """How a connector stands to what is wanted; None when nothing is, or its state is not known."""
    wish = deciding(wishes, (connector.evse_id, connector.connector_id))
    if wish is None or connector.status is None:
        return None
    if is_as_wanted(wish.wanted, connector):
        return "as-wanted"
    return "scheduled" if wish.scheduled and wish.done_at is None else "differs"


def is_as_wanted(wanted: OperationalStatus, connector: Connector) -> bool:
    """Whether its status fits. A fault is out of service too, and does not tell what was wanted of it."""
    if wanted == "Inoperative":
        return connector.status in ("Unavailable", "Faulted")
    return connector.status != "Unavailable"


def fulfilled(
    wishes: Sequence[AvailabilityWish], connectors: Mapping[Place, Connector], at: datetime
) -> tuple[AvailabilityWish, ...]:
    """The wishes that have come true with this state of the connectors, each with when."""
    done = (wish for wish in wishes if wish.done_at is None and _is_done(wish, wishes, connectors))
    return tuple(msgspec.structs.replace(wish, done_at=at) for wish in done)


def _is_done(wish: AvailabilityWish, wishes: Sequence[AvailabilityWish], connectors: Mapping[Place, Connector]) -> bool:
    """All connectors that it decides about are told to be so, and there are some; those of EVSEs count before the
    station as a whole, of which not all stations tell.
    """
    decided = {
        place: one for place, one in connectors.items() if one.status is not None and deciding(wishes, place) is wish
    }
    single = [one for place, one in decided.items() if place[0] != WHOLE_STATION] or list(decided.values())
    return bool(single) and all(is_as_wanted(wish.wanted, one) for one in single)


def place_of(wish: AvailabilityWish) -> Place:
    """Its EVSE and connector, 0 for a whole."""
    return wish.evse_id, wish.connector_id
