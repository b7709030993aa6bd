"""What stations know of customers: what is kept of the answer, and how the work around it ends."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import Reply
from pilotwire.domain.customer import CustomerInformation, CustomerInquiry, CustomerReference
from pilotwire.domain.customer_events import CustomerInformationReceived, CustomerInformationRequested
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.local_list import HeldEntry, HeldList, LocalList
from pilotwire.domain.report import Part
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.services.context import Context, Rules
from pilotwire.services.customer_job import CustomerJob, CustomerMemory, CustomerRefusedError, CustomerResult
from pilotwire.services.customers import (
    MOST_BYTES,
    CustomerWish,
    answered,
    forget,
    forget_expired,
    inquiry_of,
    take_part,
)
from pilotwire.services.local_list_jobs import SYNC
from pilotwire.services.operations import Surroundings
from pilotwire.services.station_link import NoAnswerError
from pilotwire.services.work import Work

from .conftest import NOON, Desk, finish
from .walking import CS, Answering, Walking

TAG = CustomerReference(IdToken("04A2B3", "ISO14443"))
LATER = NOON + timedelta(hours=25)


def wish(about: CustomerReference = TAG, *, report: bool = True, clear: bool = False) -> CustomerWish:
    return CustomerWish(about, report, clear, timedelta(hours=24))


def asked(desk: Desk) -> CustomerInquiry:
    inquiry = inquiry_of(desk.store, desk.station, wish(), NOON, "desk")
    work = Work()
    work.save(inquiry)
    finish(desk.store.commit(work))
    return inquiry


def part(inquiry: CustomerInquiry, seq_no: int, *, more: bool = True, size: int = 10, request: int = 0) -> Part:
    number = inquiry.assembly.request_id + request
    return Part(request_id=number, seq_no=seq_no, more=more, variables=1, bytes=size)


def tells(desk: Desk, one: Part, text: str) -> None:
    async def take(context: Context) -> None:
        take_part(context, one, text)

    desk.does(take)


@pytest.mark.requirement("N09.FR.04", "N10.FR.08")
@pytest.mark.parametrize(
    ("about", "pointer"),
    [
        (CustomerReference(), "/id_token"),
        (CustomerReference(IdToken("04"), identifier="x"), "/id_token"),
    ],
)
def test_a_question_is_about_exactly_one_customer(about: CustomerReference, pointer: str) -> None:
    with pytest.raises(BadInputError, match="about one customer") as told:
        inquiry_of(MemoryStore(), CS, wish(about), NOON, None)
    assert told.value.pointer == pointer


def test_a_question_that_asks_for_nothing_is_none() -> None:
    with pytest.raises(BadInputError, match="Nothing is asked for"):
        inquiry_of(MemoryStore(), CS, wish(report=False), NOON, None)


def test_an_answer_is_put_together_whatever_the_order_and_told_without_its_text(desk: Desk) -> None:
    inquiry = asked(desk)
    tells(desk, part(inquiry, 1, more=False), "and Smith")
    tells(desk, part(inquiry, 0), "Jones ")
    tells(desk, part(inquiry, 0), "Jones ")
    found, came = finish(answered(MemoryQueries(desk.store), inquiry.id, NOON))
    assert (found.is_open, found.assembly.is_complete) == (False, True)
    assert "".join(one.text for one in came) == "Jones and Smith"
    tells(desk, part(inquiry, 1, more=False), "and Smith")
    assert (desk.told(CustomerInformationReceived), desk.oddities) == (2, [])
    assert "Jones" not in repr(desk.events)


def test_what_nobody_asked_for_is_not_kept(desk: Desk) -> None:
    inquiry = asked(desk)
    tells(desk, part(inquiry, 0, request=1), "Jones")
    tells(desk, part(inquiry, 0, more=False), "x")
    tells(desk, part(inquiry, 1), "Smith")
    assert desk.oddities == ["customer-data-unasked", "customer-data-unasked"]
    assert [one.text for one in desk.store.monitoring.parts.values()] == ["x"]


def test_an_answer_without_end_is_not_kept_without_end(desk: Desk) -> None:
    inquiry = asked(desk)
    tells(desk, part(inquiry, 0), "a")
    tells(desk, part(inquiry, 1, size=MOST_BYTES), "b")
    assert desk.oddities == ["customer-data-too-much"]
    assert [one.text for one in desk.store.monitoring.parts.values()] == ["a"]


def test_when_its_time_is_over_a_question_is_shown_to_nobody_and_deleted(desk: Desk) -> None:
    inquiry, queries = asked(desk), MemoryQueries(desk.store)
    tells(desk, part(inquiry, 0), "Jones")
    with pytest.raises(NotFoundError, match="was forgotten by now"):
        finish(answered(queries, inquiry.id, LATER))
    assert finish(forget_expired(desk.store, queries, NOON)) == 0
    assert finish(forget_expired(desk.store, queries, LATER)) == 1
    assert (desk.store.monitoring.parts, list(desk.store.monitoring.inquiries(desk.station))) == ({}, [])


def test_an_answer_can_be_deleted_before_its_time(desk: Desk) -> None:
    inquiry, queries = asked(desk), MemoryQueries(desk.store)
    tells(desk, part(inquiry, 0), "Jones")
    finish(forget(desk.store, queries, inquiry.id, NOON, "desk"))
    assert desk.store.monitoring.parts == {}
    with pytest.raises(NotFoundError):
        finish(forget(desk.store, queries, inquiry.id, NOON, "desk"))


class Started:
    """Operations that are only counted."""

    def __init__(self) -> None:
        self.kinds: list[str] = []

    async def start(self, kind: str, request: object, station: Any = None, actor: Any = None) -> None:
        self.kinds.append(kind)


class Scene:
    """A question at a station that answers as laid out."""

    def __init__(self, answer: Any, *, clear: bool = False, report: bool = True) -> None:
        self.store, self.link, self.started = MemoryStore(), Answering(answer), Started()
        self.queries = MemoryQueries(self.store)
        self.around = Surroundings(self.store, self.queries, self.link, Rules(), operations=self.started)  # type: ignore[arg-type]  # only starts
        self.inquiry = inquiry_of(self.store, CS, wish(clear=clear, report=report), NOON, "desk")
        self.holds(self.inquiry)

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def says(self, seq_no: int, *, more: bool = True) -> Any:
        """A part of the answer that comes while the work waits."""

        def say(work: Work, _: int, at: datetime) -> None:
            raw = msgspec.Raw(b"{}")
            context = Context(CS, at, "NotifyCustomerInformation", raw, self.store, work, Rules())
            take_part(context, part(self.inquiry, seq_no, more=more), f"part {seq_no}")

        return say

    def run(self, *pieces: Any, memory: CustomerMemory | None = None) -> CustomerResult:
        self.step = Talking(self.around, f'{{"inquiry":"{self.inquiry.id}"}}'.encode(), *pieces)
        if memory is not None:
            finish(self.step.keep(memory))
        return finish(CustomerJob().run(self.step, self.around))


class Talking(Walking):
    """A step whose station talks without a report being asked for."""

    async def sleep(self, seconds: float) -> None:
        self._at += timedelta(seconds=max(seconds, 1.0))
        if self._pieces:
            work = Work()
            self._pieces.pop(0)(work, 0, self._at)
            await self._around.store.commit(work)


@pytest.mark.requirement("N09.FR.01")
def test_a_station_is_asked_and_its_answer_awaited() -> None:
    scene = Scene(lambda _: Reply("Accepted"))
    assert scene.run(scene.says(0), scene.says(1, more=False)) == CustomerResult(report=True, clear=False, parts=2)
    (command,) = scene.link.asked
    assert isinstance(command, CustomerInformation)
    assert (command.report, command.clear, command.about) == (True, False, TAG)
    (told,) = [one.event for one in scene.store.events if isinstance(one.event, CustomerInformationRequested)]
    assert (told.status, told.about) == ("Accepted", "id-token")
    assert "04A2B3" not in repr(scene.store.events)


def test_a_refusal_and_an_answer_that_stops_are_told_by_name() -> None:
    scene = Scene(lambda _: Reply("Invalid", info="whom?"))
    with pytest.raises(CustomerRefusedError, match=r"answered Invalid \(whom\?\)"):
        scene.run()
    assert [one.is_open for one in scene.store.monitoring.inquiries(CS)] == [False]
    scene = Scene(lambda _: Reply("Accepted"))
    with pytest.raises(CustomerRefusedError, match=r"customer\.stalled"):
        scene.run(scene.says(0))
    assert len(finish(scene.queries.customer_parts(scene.inquiry.id))) == 1


def test_silence_is_an_event_too() -> None:
    def silent(_: Any) -> Reply:
        raise NoAnswerError("silence")

    scene = Scene(silent)
    with pytest.raises(NoAnswerError):
        scene.run()
    assert [one.event.status for one in scene.store.events if isinstance(one.event, CustomerInformationRequested)] == [
        "NoAnswer"
    ]


def test_cut_off_after_the_question_it_waits_before_it_asks_again() -> None:
    scene = Scene(lambda _: Reply("Accepted"), clear=True)
    result = scene.run(scene.says(0, more=False), memory=CustomerMemory(asking=True))
    assert (result.parts, scene.link.asked) == (1, [])
    scene = Scene(lambda _: Reply("Accepted"), clear=True)
    quiet: Any = lambda *_: None  # noqa: E731 - nothing comes
    result = scene.run(*(quiet for _ in range(6)), scene.says(0, more=False), memory=CustomerMemory(asking=True))
    assert (result.parts, len(scene.link.asked)) == (1, 1)


@pytest.mark.requirement("N10.FR.02")
def test_a_token_that_was_cleared_is_taken_off_the_station_s_local_list() -> None:
    scene = Scene(lambda _: Reply("Accepted"), clear=True, report=False)
    scene.holds(
        LocalList("depot", NOON, NOON, tokens=("04a2b3", "BEEF"), stations=(CS,)),
        HeldList(CS, "in-sync", "depot", 1, 1, (HeldEntry("04A2B3", "ISO14443", "x"),)),
    )
    result = scene.run(scene.says(0, more=False))
    assert (result.local_list, scene.started.kinds) == ("updating", [SYNC])
    assert (scene.store.local_lists()["depot"].tokens, scene.store.local_lists()["depot"].revision) == (("BEEF",), 2)


def test_a_token_that_is_on_the_list_by_its_group_is_told() -> None:
    scene = Scene(lambda _: Reply("Accepted"), clear=True)
    scene.holds(
        LocalList("depot", NOON, NOON, groups=("fleet",), stations=(CS,)),
        HeldList(CS, "in-sync", "depot", 1, 1, (HeldEntry("04A2B3", "ISO14443", "x"),)),
    )
    assert scene.run(scene.says(0, more=False)).local_list == "left"
    assert [one.message for one in scene.step.faults] == ["its local list 'depot' holds the token by its group"]
    assert scene.started.kinds == []
