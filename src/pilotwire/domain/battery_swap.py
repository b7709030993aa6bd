"""Battery swaps: batteries that are put in and taken out of a station. Source: OCPP 2.1 part 2, block S."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import EvseId, StationId

from .command import Command, Reply
from .event import Event, StationAsked
from .id_token import IdToken

SwapStep = Literal["requested", "in", "out", "out-timeout"]
STEPS: Final[Mapping[str, SwapStep]] = {"BatteryIn": "in", "BatteryOut": "out", "BatteryOutTimeout": "out-timeout"}
"""What a station's own word means."""
SwapState = Literal["requested", "refused", "in", "done", "timed-out"]
"""In: batteries were put in, and others wait to be taken out; timed out: nobody has taken them."""


class Battery(msgspec.Struct, frozen=True, omit_defaults=True):
    """One battery: in which slot, and how it is, in percent."""

    evse_id: EvseId
    serial_number: str
    soc_percent: Decimal
    soh_percent: Decimal


class BatterySwapStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a swap. `request_id` is the station's or our number for all its steps."""

    station: StationId
    request_id: int
    step: SwapStep
    at: datetime
    id_token: IdToken
    batteries: tuple[Battery, ...] = ()
    actor: str | None = None
    status: str | None = None
    info: str | None = None


class BatterySwap(msgspec.Struct, frozen=True):
    """A swap with all its steps, in the order in which they came."""

    station: StationId
    request_id: int
    state: SwapState
    steps: tuple[BatterySwapStep, ...]


class RequestBatterySwap(Command[Reply], frozen=True):
    """Offer a swap to a token. Source: OCPP 2.1 part 2, S02."""

    request_id: int
    id_token: IdToken


class BatterySwapRequested(StationAsked, frozen=True, kw_only=True, tag="battery_swap.requested"):
    """A station was asked to offer a swap to a token."""

    request_id: int
    id_token: IdToken


class BatteriesMoved(Event, frozen=True, kw_only=True, tag="battery_swap.step"):
    """Batteries were put in or taken out, or nobody took them in time."""

    request_id: int
    step: SwapStep
    id_token: IdToken
    batteries: int


SwapEvents = BatterySwapRequested | BatteriesMoved


def swaps(steps: Iterable[BatterySwapStep]) -> list[BatterySwap]:
    """Swaps out of their steps, the newest first."""
    of: dict[int, list[BatterySwapStep]] = {}
    for one in sorted(steps, key=lambda one: one.at):
        of.setdefault(one.request_id, []).append(one)
    found = [BatterySwap(known[0].station, number, _state(known), tuple(known)) for number, known in of.items()]
    return sorted(found, key=lambda one: one.steps[-1].at, reverse=True)


def _state(steps: list[BatterySwapStep]) -> SwapState:
    told = {one.step for one in steps}
    if "out" in told:
        return "done"
    if "out-timeout" in told:
        return "timed-out"
    if "in" in told:
        return "in"
    return "requested" if steps[0].status in (None, "Accepted", "NoAnswer") else "refused"
