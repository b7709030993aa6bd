"""Examples of what happens around transactions; they go with those in `examples`."""

from datetime import UTC
from decimal import Decimal
from typing import Final

from pilotwire.client import resources as r
from pilotwire.client.codec import Instant


def _at(hour: int, minute: int, second: int = 0) -> Instant:
    return Instant(2026, 3, 1, hour, minute, second, tzinfo=UTC)


STEPS: Final = (
    r.Step(
        at=_at(9, 0), received_at=_at(9, 0, 1), kind="state", state="EVConnected", trigger="Authorized",
    ),
    r.Step(
        at=_at(9, 0), received_at=_at(9, 0, 1), kind="token", trigger="Authorized",
        id_token=r.IdToken(value="04E1B2C3D4", type="ISO14443"),
    ),
    r.Step(
        at=_at(9, 1), received_at=_at(9, 1, 1), kind="state", state="Charging", trigger="ChargingStateChanged",
    ),
    r.Step(at=_at(9, 12), received_at=_at(9, 12), kind="disconnected", detail="lost"),
)  # fmt: skip
LIMITS_INPUT: Final = r.LimitsInput(max_energy_wh=20_000.0)
LIMITS: Final = r.TransactionLimits(
    wanted=r.TransactionLimit(max_energy_wh=Decimal(20_000)),
    sent=r.TransactionLimit(),
    reported=r.TransactionLimit(),
    set_by="Grafana",
)
LIMITS_ANSWER: Final = r.LimitsAnswer(
    noticed=["this server asks the station to stop once max_energy_wh is reached"], limits=LIMITS
)
