"""Examples of what happens around transactions; they go with those in `examples`."""

from datetime import UTC
from decimal import Decimal
from typing import Final

import msgspec

from pilotwire.client import resources as r
from pilotwire.client.codec import Instant

from .examples import TRANSACTION


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
CHECK: Final = r.TransactionCheck(at=_at(9, 31), messages_in_queue=False, ongoing=True)
TROUBLED: Final = r.TroubledTransaction(
    station="CS-0042",
    transaction_id="2f1a",
    started_at=_at(9, 0),
    last_received_at=_at(9, 30, 1),
    energy_wh=Decimal("5500.4"),
    problems=[
        r.TransactionProblem(
            name="connector-free",
            since=_at(9, 40),
            why="its connector is Available since 2026-03-01 09:40:00 UTC",
            certain=True,
        )
    ],
    evse_id=1,
    charging_state="Idle",
)
CLOSE: Final = r.CloseInput(reason="the cable has been in the office since Tuesday")
CLOSED: Final = msgspec.structs.replace(
    TRANSACTION,
    state="ended",
    ended_at=_at(9, 30),
    ended_received_at=_at(9, 50),
    charging_state=None,
    power_w=None,
    flags=["end-missing", "closed-by-operator"],
)
SERIES: Final = r.Series(
    station="CS-0042",
    transaction_id="2f1a",
    points=[
        r.SeriesPoint(at=_at(9, 0), energy_wh=Decimal(0)),
        r.SeriesPoint(
            at=_at(9, 30),
            energy_wh=Decimal("5500.4"),
            power_w=Decimal(11_040),
            power_min_w=Decimal(10_800),
            power_max_w=Decimal(11_100),
            power_from="meter",
            current_l1_a=Decimal(16),
            current_l2_a=Decimal(16),
            current_l3_a=Decimal("15.9"),
            soc_percent=Decimal(48),
        ),
    ],
    gaps=[],
    oddities=[],
    readings=31,
    complete=True,
)
