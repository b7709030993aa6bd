"""Examples of acting on stations; they go with those in `examples`."""

from datetime import UTC
from decimal import Decimal
from typing import Final

from pilotwire.client import resources as r
from pilotwire.client.codec import Instant


def _at(hour: int, minute: int, second: int = 0) -> Instant:
    return Instant(2026, 3, 1, hour, minute, second, tzinfo=UTC)


START: Final = r.StartInput(
    id_token=r.StartToken(value="04E1B2C3D4", type="ISO14443"),
    evse_id=1,
    charging_profile=r.ChargingProfileInput(
        schedules=(
            r.ScheduleInput(
                rate_unit="A",
                periods=(r.PeriodInput(start_s=0, limit=16.0), r.PeriodInput(start_s=3600, limit=10.0)),
            ),
        )
    ),
    limits=r.StartLimits(max_energy_wh=20_000.0),
)
STARTED: Final = r.StartAnswer(status="Accepted", noticed=[], remote_start_id=1402351)
REMOTE_START: Final = r.RemoteStart(
    id=1402351,
    station="CS-0042",
    state="started",
    id_token=r.IdToken(value="04E1B2C3D4", type="ISO14443"),
    requested_at=_at(9, 0),
    expires_at=_at(9, 2, 30),
    state_at=_at(9, 0, 41),
    evse_id=1,
    charging_profile_id=1402351,
    limits=r.TransactionLimit(max_energy_wh=Decimal(20_000)),
    actor="Grafana",
    status="Accepted",
    transaction_id="2f1a",
)
WISH: Final = r.AvailabilityWish(
    wanted="Inoperative", asked_at=_at(9, 0), scheduled=True, evse_id=1, actor="Grafana", state="scheduled"
)
CONNECTOR_STATE: Final = r.ConnectorState(
    evse_id=1, connector_id=1, status="Occupied", detail="Charging", since=_at(9, 0), received_at=_at(9, 0, 1),
    previous="Occupied", previous_detail="Preparing",
)  # fmt: skip
