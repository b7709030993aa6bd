"""Having stations forget tokens, with a step whose time passes only while it waits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import Reply
from pilotwire.domain.control_events import CacheClearRequested
from pilotwire.domain.id_token import IdToken, Token
from pilotwire.domain.operation import Operation, OperationError, OperationId, Progress
from pilotwire.domain.station import Behaviour, ChargingStation
from pilotwire.domain.transaction import Transaction
from pilotwire.kernel.ids import StationId, TransactionId
from pilotwire.services.cache_jobs import FORGET, ForgetJob, ForgetMemory, ForgetRequest, ForgetResult
from pilotwire.services.context import Rules
from pilotwire.services.operations import Surroundings
from pilotwire.services.station_link import LiveConnection, NoAnswerError
from pilotwire.services.work import Work

from .conftest import finish
from .link_in_hand import LinkInHand

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIVE = LiveConnection("ocpp2.0.1", "192.0.2.7", NOON, NOON, 1, 1)


class Step:
    """Keeps what it is given, and lets time pass where the job sleeps."""

    def __init__(self, request: ForgetRequest, actor: str | None = "Anne", memory: object = None) -> None:
        self.operation = Operation(
            OperationId("op"), FORGET, NOON, NOON, msgspec.Raw(msgspec.json.encode(request)), actor=actor,
            memory=msgspec.Raw(msgspec.json.encode(memory)),
        )  # fmt: skip
        self.faults: list[OperationError] = []
        self.events: list[object] = []
        self._at = NOON

    def now(self) -> datetime:
        return self._at

    async def keep(self, memory: object, progress: Progress | None = None, work: Work | None = None) -> None:
        self.operation = msgspec.structs.replace(self.operation, memory=msgspec.Raw(msgspec.json.encode(memory)))
        if work is not None:
            self.events += work.events

    async def report(self, progress: Progress) -> None:
        raise AssertionError("it keeps")

    async def fault(self, error: OperationError) -> None:
        self.faults.append(error)

    async def connected(self, station: StationId, timeout_s: float) -> bool:
        raise AssertionError("it looks")

    async def until(self, holds: Callable[[], bool], timeout_s: float) -> bool:
        raise AssertionError("it looks")

    async def sleep(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)


def around(link: LinkInHand, *charged: tuple[str, str]) -> Surroundings:
    """Stations that are known, with the tokens that have charged there; the one called Q is quiet."""
    store, work = MemoryStore(), Work()
    for number, (station, token) in enumerate(charged):
        cs, quiet = StationId(station), station == "Q"
        work.save(
            ChargingStation(cs, NOON, NOON, behaviour=Behaviour(quiet=quiet)),
            Transaction(
                cs, TransactionId(f"t{number}"), NOON + timedelta(minutes=number), NOON, NOON, NOON,
                id_token=IdToken(token),
            ),
            Token(token, group_id="fleet" if token.startswith("F") else None),
        )  # fmt: skip
    finish(store.commit(work))
    return Surroundings(store, MemoryQueries(store), link, Rules())


def asked(link: LinkInHand) -> list[str]:
    return [station for station, _, _ in link.asked]


def test_each_station_where_the_tokens_have_charged_is_asked_once_the_latest_first() -> None:
    link = LinkInHand(Reply("Accepted"), Reply("Rejected"), live=LIVE)
    step = Step(ForgetRequest(("04a1",)))
    site = around(link, ("CS1", "04A1"), ("CS2", "04A1"), ("CS1", "04A1"), ("CS3", "OTHER"))
    assert finish(ForgetJob().run(step, site)) == ForgetResult(cleared=1, refused=1, absent=0)
    assert asked(link) == ["CS1", "CS2"]
    assert step.events == [
        CacheClearRequested(station=StationId("CS1"), at=NOON, status="Accepted", actor="Anne"),
        CacheClearRequested(station=StationId("CS2"), at=NOON, status="Rejected", actor="Anne"),
    ]
    assert [(one.station, one.message) for one in step.faults] == [("CS2", "it answers Rejected")]


def test_a_group_stands_for_all_of_its_tokens() -> None:
    link = LinkInHand(Reply("Accepted"), Reply("Accepted"), live=LIVE)
    site = around(link, ("CS1", "F1"), ("CS2", "F2"), ("CS3", "OTHER"))
    assert finish(ForgetJob().run(Step(ForgetRequest(groups=("fleet",))), site)).cleared == 2
    assert sorted(asked(link)) == ["CS1", "CS2"]


def test_a_quiet_station_is_asked_only_when_a_person_wants_it() -> None:
    for actor, stations in ((None, ["CS1"]), ("Anne", ["CS1", "Q"])):
        link = LinkInHand(Reply("Accepted"), Reply("Accepted"), live=LIVE)
        finish(ForgetJob().run(Step(ForgetRequest(("04a1",)), actor), around(link, ("Q", "04A1"), ("CS1", "04A1"))))
        assert asked(link) == stations


def test_a_station_that_does_not_answer_is_asked_three_times_and_one_that_stays_away_is_named() -> None:
    silence = NoAnswerError("no answer within 30 s")
    link = LinkInHand(silence, silence, silence, live=LIVE)
    step = Step(ForgetRequest(("04a1",)))
    assert finish(ForgetJob().run(step, around(link, ("CS1", "04A1")))) == ForgetResult(0, 1, 0)
    assert [one.message for one in step.faults] == ["no answer within 30 s"]
    away = Step(ForgetRequest(("04a1",)))
    job = ForgetJob(timedelta(minutes=1), pause_s=5.0)
    assert finish(job.run(away, around(LinkInHand(), ("CS1", "04A1")))) == ForgetResult(0, 0, 1)
    assert away.now() == NOON + timedelta(minutes=1)
    assert [one.station for one in away.faults] == ["CS1"]


def test_after_a_restart_only_those_that_are_left_are_asked() -> None:
    link = LinkInHand(Reply("Accepted"), live=LIVE)
    memory = ForgetMemory({StationId("CS2"): 0}, cleared=1)
    step = Step(ForgetRequest(("04a1",)), memory=memory)
    assert finish(ForgetJob().run(step, around(link, ("CS1", "04A1"), ("CS2", "04A1")))) == ForgetResult(2, 0, 0)
    assert asked(link) == ["CS2"]
