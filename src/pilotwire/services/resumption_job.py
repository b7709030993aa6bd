"""Long work after a transaction was resumed: the charging profile that was sent with its start is sent again."""

from typing import Final

import msgspec

from pilotwire.domain.charging_profile import ChargingProfile
from pilotwire.domain.charging_profile_commands import SetChargingProfile
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.operation import OperationError
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_step import Step as HistoryStep
from pilotwire.kernel.errors import BadInputError, PilotwireError
from pilotwire.kernel.ids import EvseId, TransactionId

from .operations import CancelledError, Step, Surroundings
from .station_link import NoAnswerError, NotConnectedError, QueueFullError
from .transaction_record import known_transaction
from .work import StoredSteps, Work

RESUME: Final = "transaction.resume"


class ResumeRequest(msgspec.Struct, frozen=True):
    """The transaction that was resumed."""

    transaction: TransactionId


class ResumeResult(msgspec.Struct, frozen=True):
    """The station's answer to the profile; None when none was to be sent."""

    status: str | None = None


class ResumeMemory(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of it: the station's answer, None when no profile was to be sent, or why there is none."""

    status: str | None = None
    error: OperationError | None = None


class NotResumedError(PilotwireError):
    """The station has not got its profile back."""


class ResumeJob:
    """`transaction.resume`: gives a station back the profile of a transaction that it has resumed after a power loss.

    A station that says to keep such profiles (`ChargingProfilePersistence`) is left alone. Sending a profile twice does
    no harm: the second takes the first one's place. What came of it is kept together with the transaction, so after a
    restart it is not sent anew. However it ends, nobody begins it again. Source: OCPP 2.1 part 2, E17.FR.15.
    """

    def __init__(self, wait_s: float = 3_600.0, pause_s: float = 5.0) -> None:
        self._wait_s = wait_s
        self._pause_s = pause_s

    async def run(self, step: Step, around: Surroundings) -> ResumeResult:
        """See `Job`."""
        memory = msgspec.json.decode(step.operation.memory, type=ResumeMemory | None)
        if memory is None:
            memory = await self._work(step, around)
        if memory.error is not None:
            raise NotResumedError(memory.error.message, memory.error.remedy)
        return ResumeResult(memory.status)

    async def _work(self, step: Step, around: Surroundings) -> ResumeMemory:
        station = step.operation.station
        if station is None:
            raise BadInputError("the operation names no station", remedy="start it again, for one station")
        name = msgspec.json.decode(step.operation.request, type=ResumeRequest).transaction
        transaction = await known_transaction(around.store, station, name)
        memory = ResumeMemory()
        try:
            memory = await self._outcome(step, around, transaction)
            await step.keep(memory, work=await _settled(step, around, transaction, memory.status))
        except CancelledError:
            await around.store.commit(await _settled(step, around, transaction, memory.status))
            raise
        return memory

    async def _outcome(self, step: Step, around: Surroundings, transaction: Transaction) -> ResumeMemory:
        profile = None if transaction.ended else await _profile_of(around, transaction)
        if profile is None:
            return ResumeMemory()
        try:
            return ResumeMemory(await self._send(step, around, transaction, profile))
        except CancelledError:
            raise
        except PilotwireError as error:
            return ResumeMemory(error=OperationError(error.message, error.remedy))

    async def _send(self, step: Step, around: Surroundings, transaction: Transaction, profile: ChargingProfile) -> str:
        station, silences = transaction.station, 0
        command = SetChargingProfile(
            transaction.evse_id or EvseId(0), msgspec.structs.replace(profile, transaction=transaction.id)
        )
        while True:
            if not await step.connected(station, self._wait_s):
                raise NotConnectedError(
                    f"station {station} did not connect within {self._wait_s:g} s", "Start the transaction anew."
                )
            try:
                return (await around.link.request(station, command)).status
            except (NotConnectedError, NoAnswerError, QueueFullError):
                silences += 1
                if silences == _SILENCES:
                    raise
                await step.sleep(self._pause_s)


async def _profile_of(around: Surroundings, transaction: Transaction) -> ChargingProfile | None:
    """The profile that went with its remote start, unless the station keeps profiles by itself."""
    if transaction.remote_start_id is None:
        return None
    start = await around.queries.requested_start(transaction.station, transaction.remote_start_id)
    if start is None or start.charging_profile is None:
        return None
    stored = await around.queries.variables_of(transaction.station, [_PERSISTENCE])
    actual = stored[0].attribute("Actual") if stored else None
    keeps = actual is not None and (actual.value or "").strip().casefold() == "true"
    return None if keeps else start.charging_profile


async def _settled(step: Step, around: Surroundings, transaction: Transaction, status: str | None) -> Work:
    """The transaction without its wish for a profile, and the step of its history where the station has answered."""
    now, work = step.now(), Work()
    found = await known_transaction(around.store, transaction.station, transaction.id)
    work.save(msgspec.structs.replace(found, profile_due=False))
    if status is not None:
        steps = (HistoryStep(now, "profile-sent", detail=status),)
        work.save(StoredSteps(transaction.station, transaction.id, steps, now))
    return work


_SILENCES: Final = 5
_PERSISTENCE: Final = Address(Component("SmartChargingCtrlr"), "ChargingProfilePersistence", "TxProfile")
