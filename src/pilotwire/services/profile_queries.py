"""What is read of charging profiles; part of the port `Queries`."""

from typing import Protocol

from pilotwire.domain.installed_profile import InstalledProfile
from pilotwire.kernel.ids import StationId


class ProfileQueries(Protocol):
    """Charging profiles at stations."""

    async def installed_profiles(self, station: StationId) -> list[InstalledProfile]:
        """Profiles that the station keeps or kept, those that changed last first; the last 500."""
        ...

    async def installed_profile(self, station: StationId, number: int) -> InstalledProfile | None:
        """One of them."""
        ...
