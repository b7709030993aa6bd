"""What the routes of battery swaps say of themselves; part of the route table."""

from collections.abc import Mapping
from datetime import UTC
from typing import Final

from pilotwire.client import battery_swaps as shapes
from pilotwire.client.codec import Instant
from pilotwire.client.control import StartToken
from pilotwire.client.token import IdToken as ShownToken

from .route import ACT, IDEMPOTENT, NOT_FOUND, RouteFacts

_SWAP: Final = shapes.BatterySwap(
    station="CS-0042", request_id=815, state="in", id_token=ShownToken(value="04E1B2C3D4", type="ISO14443"),
    steps=[
        shapes.SwapStep(
            step="in", at=Instant(2026, 3, 1, 12, 0, tzinfo=UTC),
            batteries=[shapes.Battery(evse_id=1, serial_number="B-1", soc_percent=12.5, soh_percent=97.0)],
        )
    ],
)  # fmt: skip
BATTERY_SWAPS: Final[Mapping[str, RouteFacts]] = {
    "list_battery_swaps": RouteFacts(
        scope="read", tag="battery swaps", answer=shapes.BatterySwapList, problems=NOT_FOUND,
        example=shapes.BatterySwapList(items=[_SWAP]),
    ),
    "request_battery_swap": RouteFacts(
        scope="operate", tag="battery swaps", headers=IDEMPOTENT, body=shapes.SwapInput, answer=shapes.SwapAnswer,
        body_example=shapes.SwapInput(id_token=StartToken(value="04E1B2C3D4", type="ISO14443")), problems=ACT,
        example=shapes.SwapAnswer(status="Accepted", noticed=[], request_id=815),
    ),
}  # fmt: skip
