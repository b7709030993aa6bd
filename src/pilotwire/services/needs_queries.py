"""What is read of cars and their batteries; part of the port `Queries`."""

from typing import Protocol

from pilotwire.domain.battery_swap import BatterySwapStep
from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.kernel.ids import StationId


class NeedsQueries(Protocol):
    """What cars told last, by EVSE, and batteries that were swapped."""

    async def charging_needs(self, station: StationId) -> list[ToldNeeds]:
        """Their needs."""
        ...

    async def ev_schedules(self, station: StationId) -> list[ToldSchedule]:
        """The schedules that they have chosen."""
        ...

    async def swap_steps(self, station: StationId) -> list[BatterySwapStep]:
        """Steps of battery swaps, newest first; the last 500."""
        ...
