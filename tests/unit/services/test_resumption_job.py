"""The profile of a resumed transaction sent again: once, whatever cuts the work off."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.charging_profile import ChargingProfile, Period, Schedule
from pilotwire.domain.charging_profile_commands import SetChargingProfile
from pilotwire.domain.command import Command, Reply
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.domain.requested_start import RequestedStart
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import EvseId, StationId, TransactionId
from pilotwire.services.context import Rules
from pilotwire.services.operations import CancelledError, Surroundings
from pilotwire.services.ports import Slice
from pilotwire.services.resumption_job import RESUME, NotResumedError, ResumeJob, ResumeRequest, ResumeResult
from pilotwire.services.station_link import CallRefusedError, NoAnswerError
from pilotwire.services.work import Work

from .conftest import NOON, finish
from .link_in_hand import LinkInHand

CS = StationId("CS-1")
T1 = TransactionId("t-1")
PROFILE = ChargingProfile(1, "TxProfile", "Relative", (Schedule("A", (Period(0, Decimal(10)),)),))
ACCEPTED = Reply("Accepted")


class Scene:
    """A step, and a transaction of 12 kWh that was resumed. `cancelled`: somebody asks for the end."""

    def __init__(self, *answers: object, profile: ChargingProfile | None = PROFILE) -> None:
        self.store, self.link, self.cancelled = MemoryStore(), LinkInHand(*answers), False
        request = msgspec.Raw(msgspec.json.encode(ResumeRequest(T1)))
        self.operation = Operation(OperationId("o"), RESUME, NOON, NOON, request, station=CS)
        self.around = Surroundings(self.store, MemoryQueries(self.store), self.link, Rules())
        self.holds(
            RequestedStart(CS, 7, IdToken("04A2B3"), NOON, NOON, charging_profile=profile),
            Transaction(CS, T1, NOON, NOON, NOON, NOON, evse_id=EvseId(1), remote_start_id=7, profile_due=True),
        )

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def runs(self) -> ResumeResult:
        return finish(ResumeJob().run(self, self.around))

    @property
    def is_due(self) -> bool:
        return self.store.transactions[(CS, T1)].profile_due

    def history(self) -> list[tuple[str, str | None]]:
        found = finish(self.around.queries.steps(Slice(), CS, T1))
        return [(row.step.kind, row.step.detail) for row in found.items]

    def now(self) -> datetime:
        return NOON

    def check(self) -> None:
        if self.cancelled:
            raise CancelledError("the operation was cancelled")

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        self.check()
        self.operation = msgspec.structs.replace(self.operation, memory=msgspec.Raw(msgspec.json.encode(memory)))
        if work is not None:
            await self.store.commit(work)

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        self.check()
        return True

    async def sleep(self, seconds: float) -> None:
        self.check()

    async def report(self, progress: Progress) -> None:
        raise AssertionError("not used")

    async def fault(self, error: OperationError) -> None:
        raise AssertionError("not used")

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        raise AssertionError("not used")


def test_the_profile_goes_out_and_the_history_says_so() -> None:
    scene = Scene(ACCEPTED)
    assert scene.runs() == ResumeResult("Accepted")
    ((station, command, _),) = scene.link.asked
    assert (station, command) == (
        "CS-1",
        SetChargingProfile(EvseId(1), msgspec.structs.replace(PROFILE, transaction=T1)),
    )
    assert (scene.is_due, scene.history()) == (False, [("profile-sent", "Accepted")])


def test_cut_off_after_the_answer_was_kept_it_ends_alike_and_sends_nothing_again() -> None:
    scene = Scene(ACCEPTED)
    scene.runs()
    assert scene.runs() == ResumeResult("Accepted")
    assert (len(scene.link.asked), scene.history()) == (1, [("profile-sent", "Accepted")])


def test_cut_off_before_an_answer_it_sends_again() -> None:
    scene = Scene(NoAnswerError("no answer", ""), ACCEPTED)
    assert scene.runs() == ResumeResult("Accepted")
    assert (len(scene.link.asked), scene.history()) == (2, [("profile-sent", "Accepted")])


def test_a_refusal_fails_by_its_name_after_a_restart_too_and_is_not_tried_again() -> None:
    scene = Scene(CallRefusedError("SetChargingProfile", "NotSupported", ""))
    for _ in range(2):
        with pytest.raises(NotResumedError, match="the station answered SetChargingProfile with NotSupported"):
            scene.runs()
    assert (len(scene.link.asked), scene.is_due, scene.history()) == (1, False, [])


def test_cancelled_it_is_not_begun_again_by_itself() -> None:
    scene = Scene(ACCEPTED)
    scene.cancelled = True
    with pytest.raises(CancelledError):
        scene.runs()
    assert (scene.link.asked, scene.is_due) == ([], False)


def test_cancelled_while_the_station_answers_what_it_answered_is_kept() -> None:
    scene = Scene()

    class Cancelling(LinkInHand):
        async def request(self, station: StationId, command: Command[Any], timeout_s: float | None = None) -> Any:
            scene.cancelled = True
            return await super().request(station, command, timeout_s)

    scene.around = msgspec.structs.replace(scene.around, link=Cancelling(ACCEPTED))
    with pytest.raises(CancelledError):
        scene.runs()
    assert (scene.is_due, scene.history()) == (False, [("profile-sent", "Accepted")])


def test_without_a_profile_nothing_is_sent() -> None:
    scene = Scene(profile=None)
    assert scene.runs() == ResumeResult(None)
    assert (scene.link.asked, scene.is_due, scene.history()) == ([], False, [])
