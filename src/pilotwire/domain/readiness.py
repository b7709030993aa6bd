"""What stands in the way of a start at an EVSE, as far as is known without asking the station."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId

from .station import WHOLE_STATION, Connector
from .transaction import Transaction

Connectors = Mapping[tuple[EvseId, ConnectorId], Connector]
_OUT_OF_USE: Final = ("Faulted", "Unavailable")


class Obstacle(msgspec.Struct, frozen=True):
    """Why nothing can start: what is in the way, and since when (the station's time) where that is known."""

    what: str
    since: datetime | None = None
    transaction: TransactionId | None = None

    def __str__(self) -> str:
        return self.what if self.since is None else f"{self.what} since {self.since:%Y-%m-%d %H:%M:%S} UTC"


def known_evses(connectors: Connectors) -> tuple[EvseId, ...]:
    """The EVSEs that the station has told of, rising; without the station as a whole."""
    return tuple(sorted({evse_id for evse_id, _ in connectors if evse_id != WHOLE_STATION}))


def evse_types(connectors: Connectors) -> dict[EvseId, frozenset[str]]:
    """The EVSEs that the station has told of, with the types of their connectors as far as told."""
    found: dict[EvseId, frozenset[str]] = {evse_id: frozenset() for evse_id in known_evses(connectors)}
    for (evse_id, _), connector in connectors.items():
        if connector.type is not None and evse_id in found:
            found[evse_id] |= {connector.type}
    return found


def obstacle(connectors: Connectors, running: Sequence[Transaction], evse_id: EvseId | None) -> Obstacle | None:
    """What keeps a transaction from starting at this EVSE (None: at whichever the station chooses).

    A station of which nothing is known has no obstacle; a cable that is plugged in is none either.
    """
    known = known_evses(connectors)
    whole = _out_of_use("the station", _of(connectors, WHOLE_STATION))
    if whole is not None:
        return whole
    if evse_id is not None:
        return _at(connectors, running, evse_id, known)
    found = [_at(connectors, running, one, known) for one in known]
    if not found or None in found:
        return None
    return Obstacle("no EVSE is free: " + "; ".join(str(one) for one in found))


def running_at(running: Iterable[Transaction], evse_id: EvseId | None) -> tuple[Transaction, ...]:
    """The transactions of this EVSE; None: of the station."""
    return tuple(one for one in running if evse_id is None or one.evse_id in (None, evse_id))


def _at(
    connectors: Connectors, running: Sequence[Transaction], evse_id: EvseId, known: Sequence[EvseId]
) -> Obstacle | None:
    if known and evse_id not in known:
        return Obstacle(f"the station has told of no EVSE {evse_id}, only of {', '.join(map(str, known))}")
    busy = next((one for one in running if one.evse_id == evse_id), None)
    if busy is not None:
        return Obstacle(f"EVSE {evse_id} is busy: transaction {busy.id} runs there", busy.started_at, busy.id)
    here = _of(connectors, evse_id)
    whole = [one for one in here if one.connector_id == 0]
    single = [one for one in here if one.connector_id != 0]
    return _out_of_use(f"EVSE {evse_id}", whole) or _not_free(f"EVSE {evse_id}", single)


def _of(connectors: Connectors, evse_id: EvseId) -> list[Connector]:
    return [one for _, one in sorted(connectors.items(), key=lambda item: item[0]) if one.evse_id == evse_id]


def _out_of_use(name: str, connectors: Sequence[Connector]) -> Obstacle | None:
    found = next((one for one in connectors if one.status in _OUT_OF_USE), None)
    return None if found is None else Obstacle(_described(name, found), found.since)


def _not_free(name: str, connectors: Sequence[Connector]) -> Obstacle | None:
    """An EVSE serves one connector at a time: it is free while any of them is free, plugged in, or unknown."""
    if not connectors or any(one.status in ("Available", "Occupied", None) for one in connectors):
        return None
    reserved = next((one for one in connectors if one.status == "Reserved"), None)
    found = connectors[0] if reserved is None else reserved
    return Obstacle(_described(name, found), found.since)


def _described(name: str, connector: Connector) -> str:
    code = f" ({connector.error_code})" if connector.error_code else ""
    return f"{name} is {connector.status}{code}"
