"""Long work on charging profiles, as a row for a test that kills the server meanwhile."""

from typing import Any, Final

from pilotwire.client.charging_profile import ChargingProfileInput, PeriodInput, ScheduleInput
from pilotwire.client.client import Client
from pilotwire.client.profiles import SetProfileInput

from .kill_row import Row, Site
from .raw_station import RawStation

PROFILES: Final = 5


class ProfiledStation(RawStation):
    """It keeps charging profiles, and tells of them slowly, one a part."""

    profiles: dict[int, tuple[int, dict[str, Any]]]

    def by_itself(self, action: str, payload: dict[str, Any]) -> Any:
        """Profiles besides what every station does."""
        if action == "SetChargingProfile":
            self.profiles[payload["chargingProfile"]["id"]] = (payload["evseId"], payload["chargingProfile"])
        elif action != "GetChargingProfiles":
            return super().by_itself(action, payload)
        return {"status": "Accepted"}

    def follow(self, action: str, payload: dict[str, Any]) -> None:
        """Report what was agreed to."""
        if action == "GetChargingProfiles":
            self.begin(self.tell(payload["requestId"]))
        super().follow(action, payload)

    async def tell(self, request_id: int) -> None:
        """All profiles; what is not answered is sent again when the station is back."""
        kept, idle = list(self.profiles.values()), not self.unsent
        for place, (evse_id, one) in enumerate(kept):
            about = {
                "requestId": request_id, "chargingLimitSource": "CSO", "evseId": evse_id, "chargingProfile": [one],
                "tbc": place + 1 < len(kept),
            }  # fmt: skip
            self.unsent.append(("ReportChargingProfiles", about))
        if idle:
            await self._send_parts()


def telling(site: Site, name: str, version: str) -> ProfiledStation:
    """A station that tells of its profiles slowly."""
    one = ProfiledStation(name, version, report_pause_s=0.3)
    one.profiles = {}
    return one


async def profiles(client: Client, one: RawStation) -> None:
    """Profiles that it keeps."""
    for level in range(PROFILES):
        schedule = ScheduleInput(rate_unit="A", periods=(PeriodInput(start_s=0, limit=16.0),))
        given = ChargingProfileInput(purpose="TxDefaultProfile", stack_level=level, schedules=(schedule,))
        await client.profiles.set(one.name, SetProfileInput(profile=given))


async def read(client: Client, one: RawStation) -> str:
    return (await client.profiles.read(one.name)).id


async def told(client: Client, result: Any, one: RawStation) -> None:
    """All are known, each once, and none is missing."""
    assert result == {"profiles": 5, "missing": []}
    assert [found.state for found in (await client.profiles.list(one.name)).items] == ["accepted"] * 5


ON_PROFILES: Final = (Row("charging_profile.read", telling, read, told, profiles, versions=("ocpp2.1",)),)
