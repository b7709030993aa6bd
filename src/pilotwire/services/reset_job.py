"""Long work of one step: a station starts anew, and is waited for until it has booted."""

from datetime import datetime
from typing import Final

import msgspec

from pilotwire.domain.operation import Progress
from pilotwire.domain.remote_control import Reset, ResetKind
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import StationId

from .operations import Step, Surroundings
from .station_link import NoAnswerError, NotConnectedError

RESET: Final = "station.reset"


class ResetRequest(msgspec.Struct, frozen=True):
    """How to start anew."""

    kind: ResetKind = "OnIdle"


class ResetResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """The station's word, and when it booted."""

    status: str
    booted_at: datetime | None = None


class ResetMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """When the station was asked, and what it answered."""

    asked_at: datetime
    status: str | None = None


class ResetFailedError(PilotwireError):
    """The station did not start anew."""


class ResetJob:
    """`station.reset`: asks for a reset and waits for the boot that follows.

    When it was asked is kept first: after a restart a boot since then tells that it was done; without one the station
    is waited for, and asked no second time. Source: OCPP 2.0.1 part 2, B11 and B12; OCPP 1.6, 5.14.
    """

    def __init__(self, wait_s: float = 3_600.0, boot_wait_s: float = 900.0) -> None:
        self._wait_s = wait_s
        self._boot_wait_s = boot_wait_s

    async def run(self, step: Step, around: Surroundings) -> ResetResult:
        """See `Job`."""
        station = step.operation.station
        if station is None:
            raise BadInputError("the operation names no station", remedy="start it again, for one station")
        memory = msgspec.json.decode(step.operation.memory, type=ResetMemory | None)
        if memory is None:
            if not await step.connected(station, self._wait_s):
                raise NotConnectedError(
                    f"station {station} did not connect within {self._wait_s:g} s", "Start this again once it is there."
                )
            memory = ResetMemory(step.now())
            await step.keep(memory, Progress(message="asking for a new start"))
            request = msgspec.json.decode(step.operation.request, type=ResetRequest)
            memory = await _asked(step, around, station, memory, request)
        asked_at = memory.asked_at
        await step.report(Progress(message="waiting for the boot"))

        def has_booted() -> bool:
            record = around.store.station(station)
            return record is None or (record.booted_at is not None and record.booted_at > asked_at)

        if not await step.until(has_booted, self._boot_wait_s) or around.store.station(station) is None:
            raise ResetFailedError(
                f"reset.not-booted: station {station} has not booted within {self._boot_wait_s:g} s",
                "It may wait for a transaction to end. Look at its messages.",
            )
        record = around.store.station(station)
        return ResetResult(memory.status or "NoAnswer", None if record is None else record.booted_at)


async def _asked(
    step: Step, around: Surroundings, station: StationId, memory: ResetMemory, request: ResetRequest
) -> ResetMemory:
    try:
        reply = await around.link.request(station, Reset(request.kind))
    except NoAnswerError:
        return memory  # it may have started anew all the same
    if reply.status not in ("Accepted", "Scheduled"):
        told = f" ({reply.info or reply.reason_code})" if reply.info or reply.reason_code else ""
        raise ResetFailedError(f"reset.refused: the station answered {reply.status}{told}", "Ask again later.")
    after = msgspec.structs.replace(memory, status=reply.status)
    await step.keep(after)
    return after
