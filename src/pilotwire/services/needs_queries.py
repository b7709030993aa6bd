"""What is read of cars' needs; part of the port `Queries`."""

from typing import Protocol

from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.kernel.ids import StationId


class NeedsQueries(Protocol):
    """What cars told last, by EVSE."""

    async def charging_needs(self, station: StationId) -> list[ToldNeeds]:
        """Their needs."""
        ...

    async def ev_schedules(self, station: StationId) -> list[ToldSchedule]:
        """The schedules that they have chosen."""
        ...
