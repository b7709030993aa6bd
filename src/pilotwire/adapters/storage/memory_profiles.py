"""Charging profiles out of the store in memory."""

from pilotwire.domain.battery_swap import BatterySwapStep
from pilotwire.domain.charging_needs import ToldNeeds, ToldSchedule
from pilotwire.domain.installed_profile import InstalledProfile
from pilotwire.kernel.ids import StationId

from .memory import MemoryStore


class MemoryProfiles:
    """Part of `MemoryQueries`."""

    _store: MemoryStore

    async def installed_profiles(self, station: StationId) -> list[InstalledProfile]:
        """See `Queries`."""
        known = [one for one in self._store.installed_profiles.values() if one.station == station]
        return sorted(known, key=lambda one: (one.state_at, one.id), reverse=True)[:500]

    async def installed_profile(self, station: StationId, number: int) -> InstalledProfile | None:
        """See `Queries`."""
        return self._store.installed_profiles.get((station, number))

    async def charging_needs(self, station: StationId) -> list[ToldNeeds]:
        """See `Queries`."""
        known = [one for one in self._store.charging_needs.values() if one.station == station]
        return sorted(known, key=lambda one: one.evse_id)

    async def ev_schedules(self, station: StationId) -> list[ToldSchedule]:
        """See `Queries`."""
        known = [one for one in self._store.ev_schedules.values() if one.station == station]
        return sorted(known, key=lambda one: one.evse_id)

    async def swap_steps(self, station: StationId) -> list[BatterySwapStep]:
        """See `Queries`."""
        known = [one for one in self._store.swap_steps.values() if one.station == station]
        return sorted(known, key=lambda one: one.at, reverse=True)[:500]
