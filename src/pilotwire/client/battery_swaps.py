"""Battery swaps as the API takes and shows them, and the client's way to them."""

from typing import Literal

from .call import LONGEST_CALL_S
from .codec import Instant, decode, encode
from .control import ControlAnswer, ControlInput, StartToken
from .exchange import Exchange
from .path import path
from .shape import Resource
from .token import IdToken


class SwapInput(ControlInput, frozen=True, kw_only=True):
    """To which token a swap is offered."""

    id_token: StartToken


class SwapAnswer(ControlAnswer, frozen=True, kw_only=True):
    """The station's own answer, and the number of the swap."""

    request_id: int


class Battery(Resource, frozen=True, kw_only=True):
    """One battery: in which slot, and how it is."""

    evse_id: int
    serial_number: str
    soc_percent: float
    soh_percent: float


class SwapStep(Resource, frozen=True, kw_only=True):
    """One step of a swap: requested from here, batteries in, out, or not taken in time."""

    step: Literal["requested", "in", "out", "out-timeout"]
    at: Instant
    batteries: list[Battery]
    actor: str | None = None
    status: str | None = None
    info: str | None = None


class BatterySwap(Resource, frozen=True, kw_only=True):
    """A swap, by the number that all its steps have."""

    station: str
    request_id: int
    state: Literal["requested", "refused", "in", "done", "timed-out"]
    id_token: IdToken
    steps: list[SwapStep]


class BatterySwapList(Resource, frozen=True, kw_only=True):
    """A station's swaps, those of which something was told last first."""

    items: list[BatterySwap]


class BatterySwaps:
    """Part of a `Client`, as its `battery_swaps`; raises what its methods do."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def list(self, station: str) -> BatterySwapList:
        """A station's swaps."""
        return decode(await self._exchange.get(path("stations", station, "battery-swaps")), BatterySwapList)

    async def request(self, station: str, what: SwapInput) -> SwapAnswer:
        """Have a swap offered. Problems: 409 for a token that is not accepted, or not connected."""
        where = path("stations", station, "battery-swaps")
        return decode(await self._exchange.send("POST", where, encode(what), None, LONGEST_CALL_S), SwapAnswer)
