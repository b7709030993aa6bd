"""What stands in the way of a start."""

from datetime import UTC, datetime

import pytest

from pilotwire.domain.readiness import known_evses, obstacle, running_at
from pilotwire.domain.station import Connector, ConnectorStatus
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CS = StationId("CS-1")
Connectors = dict[tuple[EvseId, ConnectorId], Connector]


def connectors(*told: tuple[int, int, ConnectorStatus | None], error_code: str | None = None) -> Connectors:
    made = [
        Connector(CS, EvseId(e), ConnectorId(c), status, NOON, NOON, error_code=error_code) for e, c, status in told
    ]
    return {(one.evse_id, one.connector_id): one for one in made}


def running(name: str, evse_id: int | None) -> Transaction:
    place = None if evse_id is None else EvseId(evse_id)
    return Transaction(CS, TransactionId(name), NOON, NOON, NOON, NOON, evse_id=place)


def told(known: Connectors, evse_id: int | None, *open_here: Transaction) -> str | None:
    found = obstacle(known, open_here, None if evse_id is None else EvseId(evse_id))
    return None if found is None else str(found)


def test_a_station_of_which_nothing_is_known_has_no_obstacle() -> None:
    assert told({}, 5) is None
    assert told({}, None) is None


def test_a_cable_that_is_plugged_in_is_no_obstacle() -> None:
    assert told(connectors((1, 1, "Occupied")), 1) is None


def test_the_station_as_a_whole_stands_in_the_way_of_all() -> None:
    known = connectors((0, 0, "Unavailable"), (1, 1, "Available"))
    assert told(known, 1) == "the station is Unavailable since 2026-03-01 12:00:00 UTC"
    assert told(known, None) == "the station is Unavailable since 2026-03-01 12:00:00 UTC"


def test_an_evse_as_a_whole_stands_in_the_way_of_its_connectors() -> None:
    assert (
        told(connectors((1, 0, "Faulted"), (1, 1, "Available")), 1) == "EVSE 1 is Faulted since 2026-03-01 12:00:00 UTC"
    )


def test_one_free_connector_is_enough() -> None:
    assert told(connectors((1, 1, "Faulted"), (1, 2, "Available")), 1) is None
    assert told(connectors((1, 1, "Faulted"), (1, 2, None)), 1) is None


@pytest.mark.parametrize("first", ["Faulted", "Reserved"])
def test_a_reservation_is_named_before_a_fault(first: ConnectorStatus) -> None:
    other: ConnectorStatus = "Faulted" if first == "Reserved" else "Reserved"
    assert told(connectors((1, 1, first), (1, 2, other)), 1) == "EVSE 1 is Reserved since 2026-03-01 12:00:00 UTC"


def test_a_fault_comes_with_its_code() -> None:
    known = connectors((1, 1, "Faulted"), error_code="GroundFailure")
    assert told(known, 1) == "EVSE 1 is Faulted (GroundFailure) since 2026-03-01 12:00:00 UTC"


def test_without_an_evse_one_that_is_free_is_enough() -> None:
    assert told(connectors((1, 1, "Faulted"), (2, 1, "Available")), None) is None


def test_without_an_evse_all_obstacles_are_told_when_none_is_free() -> None:
    known = connectors((1, 1, "Faulted"), (2, 1, "Occupied"))
    assert told(known, None, running("t2", 2)) == (
        "no EVSE is free: EVSE 1 is Faulted since 2026-03-01 12:00:00 UTC; "
        "EVSE 2 is busy: transaction t2 runs there since 2026-03-01 12:00:00 UTC"
    )


def test_the_station_as_a_whole_is_no_evse() -> None:
    assert known_evses(connectors((0, 0, "Available"), (2, 1, "Available"), (1, 0, "Available"))) == (1, 2)


def test_a_transaction_whose_evse_is_unknown_may_run_anywhere() -> None:
    here, elsewhere, somewhere = running("a", 1), running("b", 2), running("c", None)
    assert running_at([here, elsewhere, somewhere], EvseId(1)) == (here, somewhere)
    assert running_at([here, elsewhere, somewhere], None) == (here, elsewhere, somewhere)
