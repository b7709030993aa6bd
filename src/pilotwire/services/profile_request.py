"""What is asked when a station's security profile is changed, what is remembered meanwhile, and how it ended."""

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

import msgspec

from pilotwire.domain.device_model_commands import NetworkProfile
from pilotwire.domain.operation import Progress
from pilotwire.domain.security_profile import ProfileChangeError
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId

from .device_model import DeviceModels
from .operations import Step, Surroundings
from .station_record import known_station


class RaiseRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The profile that is wanted, and how to get there.

    `way` is where the station finds the CSMS then; it goes into `slot`, or a free one. `url_key` is the station's own
    variable for its URL, where its version has no slots. `when`: once nothing charges, or at once. `deadline_s` counts
    from the beginning. `force` goes on where a prerequisite seems not to be met.
    """

    profile: int
    way: NetworkProfile
    slot: int | None = None
    url_key: str | None = None
    when: Literal["idle", "now"] = "idle"
    deadline_s: float = 86_400.0
    force: bool = False


class RaiseResult(msgspec.Struct, frozen=True):
    """How it ended well: the station is connected with this profile, which is its minimum from now on."""

    outcome: Literal["raised", "lowered", "already"]
    security_profile: int
    previous: int


Phase = Literal["checking", "changing", "resetting", "waiting"]


class RaiseMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """`phase` is what is being done; it is kept before that is done.

    `previous` and `minimum` are as they were. `slot`, `priority` and `url` say what was found at the station, so that
    it can be put back. `changed_at` and `reset_at` are when the station was told to change, and to boot.
    """

    phase: Phase
    previous: int
    minimum: int | None = None
    slot: int | None = None
    priority: str | None = None
    url: str | None = None
    changed_at: datetime | None = None
    reset_at: datetime | None = None


class Scene(NamedTuple):
    """One change at work."""

    step: Step
    around: Surroundings
    station: StationId
    request: RaiseRequest

    @property
    def models(self) -> DeviceModels:
        """What reads and writes the station's variables."""
        return DeviceModels(self.around.store, self.around.queries, self.around.link)

    @property
    def memory(self) -> RaiseMemory | None:
        """What was kept last."""
        return msgspec.json.decode(self.step.operation.memory, type=RaiseMemory | None)

    @property
    def record(self) -> ChargingStation:
        """The station. Raises NotFoundError once it was removed."""
        return known_station(self.around.store, self.station)

    @property
    def profile(self) -> int | None:
        """The security profile of the station's connection, None without one."""
        live = self.around.link.connection(self.station)
        return None if live is None else live.security_profile

    @property
    def left_s(self) -> float:
        """How much time is left until the deadline."""
        ends_at = self.step.operation.created_at + timedelta(seconds=self.request.deadline_s)
        return max(0.0, (ends_at - self.step.now()).total_seconds())

    async def arrival(self) -> None:
        """Wait until the station is connected. Raises ProfileChangeError at the deadline."""
        if not await self.step.connected(self.station, self.left_s):
            raise ProfileChangeError(
                "never-came", f"station {self.station} did not connect in time", "Start this again once it is there."
            )

    async def keep(self, memory: RaiseMemory, done: int, message: str) -> RaiseMemory:
        """Store what is about to be done."""
        await self.step.keep(memory, Progress(done, STEPS, message))
        return memory


STEPS: Final = 5
"""Looking, checking, changing, booting, coming back."""
