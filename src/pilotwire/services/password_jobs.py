"""Long work on passwords: a station is given a new one that nobody knows but itself."""

from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from pilotwire.domain.operation import Progress
from pilotwire.domain.password import made_up
from pilotwire.kernel.errors import BadInputError, OurFault, PilotwireError
from pilotwire.kernel.ids import StationId

from .operations import Step, Surroundings
from .station_link import NotConnectedError
from .station_password import PasswordPorts, change_password
from .station_record import known_station

ROTATE: Final = "station.rotate_password"


class RotateRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Nothing but how long it may take; the station is the operation's."""

    deadline_s: float = 86_400.0


class RotateResult(msgspec.Struct, frozen=True):
    """The station has a new password; how often it was told one."""

    outcome: Literal["changed"]
    attempts: int


class RotateMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """How often a password was sent, when last, and the hash that was in force before; nothing of the new one.

    `waits_for_boot`: the station has said that it takes effect with its next boot.
    """

    attempts: int = 0
    sent_at: datetime | None = None
    before: str | None = None
    waits_for_boot: bool = False


class PasswordNotChangedError(PilotwireError):
    """The station has not taken a new password; the message begins with `password.` and how it stands."""


class RotateJob:
    """`station.rotate_password`: makes a password up, tells the station, and is done when the old one is refused.

    Where the answer is lost, or the server in between, both passwords are good until the station comes with one of
    them: with the new one it is done, with the old one it is told another. Source: OCPP 2.0.1 part 2, A01; OCPP 1.6
    security whitepaper, A01.
    """

    def __init__(self, attempts: int = 3, look_every_s: float = 0.5) -> None:
        self._attempts = attempts
        self._look_every_s = look_every_s

    async def run(self, step: Step, around: Surroundings) -> RotateResult:
        """See `Job`."""
        station = step.operation.station
        if station is None:
            raise BadInputError("the operation names no station", remedy="start it again, for one station")
        memory = msgspec.json.decode(step.operation.memory, type=RotateMemory | None) or RotateMemory()
        while True:
            if memory.attempts and await self._was_taken(step, around, station, memory):
                return RotateResult("changed", memory.attempts)
            if memory.attempts >= self._attempts:
                raise PasswordNotChangedError(
                    f"password.not-taken: the station came back with its old password {memory.attempts} times",
                    "Set its password at the station itself, and the same here.",
                )
            memory = await self._send(step, around, station, memory)

    async def _send(self, step: Step, around: Surroundings, station: StationId, memory: RotateMemory) -> RotateMemory:
        """Tell the station a new password. Raises PasswordNotChangedError when it refuses or never comes."""
        if around.secrets is None:
            raise OurFault("no passwords are made here")
        await step.report(Progress(0, 2, "waiting for the station"))
        if not await step.connected(station, _left_s(step)):
            raise PasswordNotChangedError(
                f"password.never-came: station {station} did not connect in time",
                "Start this again once it is there; its password is as it was.",
            )
        before = known_station(around.store, station).password_hash
        if before is None:
            raise PasswordNotChangedError(
                "password.none: the station has no password, and would be locked out if it did not use one",
                f"Raise its security profile, or give it one: pilotwire stations password {station}",
            )
        memory = RotateMemory(memory.attempts + 1, step.now(), before)
        await step.keep(memory, Progress(1, 2, "telling the station its new password"))
        ports = PasswordPorts(around.store, around.link, around.secrets.passwords, around.queries)
        password = made_up(around.secrets.random_bytes)
        try:
            done = await change_password(ports, station, password, step.now())
        except NotConnectedError:
            return msgspec.structs.replace(memory, attempts=memory.attempts - 1)
        if done.change == "refused":
            said = done.reply.status if done.reply else "no"
            raise PasswordNotChangedError(
                f"password.refused: the station answered {said}", "Its old password stays; look at its messages."
            )
        if done.change == "unknown" and done.reply is not None:
            memory = msgspec.structs.replace(memory, waits_for_boot=True)
            await step.keep(memory, Progress(1, 2, "waiting for the station's next boot"))
        return memory

    async def _was_taken(self, step: Step, around: Surroundings, station: StationId, memory: RotateMemory) -> bool:
        """Wait until it shows whether the station has taken the password that was sent last.

        Raises PasswordNotChangedError when it does not show in time; both are good then.
        """
        while True:
            record = known_station(around.store, station)
            if record.next_password_hash is None:
                return record.password_hash != memory.before
            live = around.link.connection(station)
            since = record.booted_at if memory.waits_for_boot else None if live is None else live.since
            if live is not None and since is not None and memory.sent_at is not None and since > memory.sent_at:
                return False
            if _left_s(step) <= 0:
                raise PasswordNotChangedError(
                    "password.unknown: it has not shown whether the station has taken its new password",
                    "Both are good until it comes with one of them.",
                )
            await step.sleep(self._look_every_s)


def _left_s(step: Step) -> float:
    request = msgspec.json.decode(step.operation.request, type=RotateRequest)
    ends_at = step.operation.created_at + timedelta(seconds=request.deadline_s)
    return max(0.0, (ends_at - step.now()).total_seconds())
