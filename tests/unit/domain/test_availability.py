"""How connectors stand to what is wanted of them."""

from datetime import UTC, datetime

import pytest

from pilotwire.domain.availability import deciding, standing
from pilotwire.domain.remote_control import OperationalStatus
from pilotwire.domain.station import AvailabilityWish, Connector, ConnectorStatus
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def wish(
    evse_id: int, wanted: OperationalStatus, connector_id: int = 0, *, scheduled: bool = False, done: bool = False
) -> AvailabilityWish:
    return AvailabilityWish(
        EvseId(evse_id), ConnectorId(connector_id), wanted, NOON, scheduled, done_at=NOON if done else None
    )


def connector(status: ConnectorStatus | None) -> Connector:
    return Connector(StationId("CS"), EvseId(1), ConnectorId(1), status, NOON, NOON)


@pytest.mark.parametrize(
    ("wishes", "status", "expected"),
    [
        ((), "Available", None),
        ((wish(2, "Inoperative"),), "Available", None),
        ((wish(1, "Inoperative", 2),), "Available", None),
        ((wish(1, "Inoperative"),), None, None),
        ((wish(1, "Inoperative"),), "Unavailable", "as-wanted"),
        ((wish(1, "Inoperative"),), "Faulted", "as-wanted"),
        ((wish(0, "Inoperative"),), "Available", "differs"),
        ((wish(1, "Inoperative", 1, scheduled=True),), "Occupied", "scheduled"),
        ((wish(1, "Inoperative", 1, scheduled=True, done=True),), "Occupied", "differs"),
        ((wish(1, "Operative"),), "Occupied", "as-wanted"),
        ((wish(1, "Operative"),), "Unavailable", "differs"),
        ((wish(0, "Inoperative"), wish(1, "Operative")), "Unavailable", "as-wanted"),
        ((wish(0, "Operative"), wish(1, "Inoperative")), "Available", "differs"),
    ],
)
def test_a_connector_stands_to_what_is_wanted_of_it_by_any(
    wishes: tuple[AvailabilityWish, ...], status: ConnectorStatus | None, expected: str | None
) -> None:
    assert standing(wishes, connector(status)) == expected


def test_out_of_service_decides_before_in_service() -> None:
    out, back = wish(0, "Inoperative"), wish(1, "Operative", 1)
    assert deciding((back, out), (EvseId(1), ConnectorId(1))) is out
    assert deciding((back,), (EvseId(1), ConnectorId(1))) is back
    assert deciding((back,), (EvseId(1), ConnectorId(2))) is None
