"""Examples of reservations; they go with those in `examples`."""

from datetime import UTC
from typing import Final

import msgspec

from pilotwire.client import resources as r
from pilotwire.client.codec import Instant


def _at(hour: int, minute: int, second: int = 0) -> Instant:
    return Instant(2026, 3, 1, hour, minute, second, tzinfo=UTC)


RESERVATION_INPUT: Final = r.ReservationInput(
    id_token=r.StartToken(value="04E1B2C3D4", type="ISO14443"), expires_at=_at(10, 0), evse_id=1
)
RESERVATION: Final = r.Reservation(
    id=815,
    station="CS-0042",
    state="accepted",
    id_token=r.IdToken(value="04E1B2C3D4", type="ISO14443"),
    requested_at=_at(9, 0),
    expires_at=_at(10, 0),
    state_at=_at(9, 0, 1),
    evse_id=1,
    group_id="fleet",
    actor="Grafana",
    status="Accepted",
)
RESERVED: Final = r.ReservationAnswer(status="Accepted", noticed=[], reservation=RESERVATION)
CANCELLED: Final = r.ReservationAnswer(
    status="Accepted",
    noticed=[],
    reservation=msgspec.structs.replace(RESERVATION, state="cancelled", state_at=_at(9, 20)),
)
