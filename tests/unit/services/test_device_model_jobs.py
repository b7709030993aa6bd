"""Long work on the device model, with a step whose time passes only while it sleeps."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.device_model_commands import AttributeAnswer, GetBaseReport, GetReport, GetVariables, SetVariables
from pilotwire.domain.events import ReportReceived
from pilotwire.domain.report import ReportLimits
from pilotwire.domain.template import Desired, Template
from pilotwire.kernel.errors import NotFoundError
from pilotwire.services.context import Rules
from pilotwire.services.device_model_jobs import (
    ApplyJob,
    ApplyResult,
    ReportJob,
    ReportResult,
)
from pilotwire.services.operations import Surroundings
from pilotwire.services.report_gathering import ReportFailedError
from pilotwire.services.station_link import (
    NotConnectedError,
)
from pilotwire.services.work import Work

from .conftest import finish
from .walking import CS, NOON, Answering, Say, Walking

HEARTBEAT = Address(Component("OCPPCommCtrlr"), "HeartbeatInterval")
LIMITS = ReportLimits(parts=5, silence_s=60)


def piece(seq_no: int, *, more: bool = True, of_another: bool = False) -> Say:
    """A part of the report that was asked for, or of another one."""

    def say(work: Work, request_id: int, at: datetime) -> None:
        number = request_id + of_another
        work.tell(
            ReportReceived(
                station=CS, at=at, request_id=number, seq_no=seq_no, more=more, variables=2, size_bytes=10
            )
        )  # fmt: skip

    return say


def surroundings(answer: Callable[[Any], object]) -> tuple[Surroundings, Answering]:
    store, link = MemoryStore(), Answering(answer)
    return Surroundings(store, MemoryQueries(store), link, Rules()), link


def agrees(_: object) -> Reply:
    return Reply("Accepted")


def test_a_report_is_done_when_its_last_part_has_come_wherever_it_stood() -> None:
    around, link = surroundings(agrees)
    step = Walking(
        around, b'{"base":"ConfigurationInventory"}',
        piece(2, more=False), piece(0), piece(0), piece(1, of_another=True), piece(1),
    )  # fmt: skip
    assert finish(ReportJob(LIMITS).run(step, around)) == ReportResult(variables=6, parts=4)
    asked = link.asked[0]
    assert isinstance(asked, GetBaseReport)
    assert asked.base == "ConfigurationInventory"
    assert 0 < asked.request_id < 2**31


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ((), r"report\.stalled.*0 parts.*its last part is missing"),
        ((piece(0), piece(3, more=False)), r"report\.stalled.*part 1 to 2 is missing"),
        (tuple(piece(number) for number in range(9)), r"report\.too-many-parts.*6 parts, 12 variables"),
    ],
)
def test_a_report_that_never_gets_whole_fails_by_name(pieces: tuple[Say, ...], why: str) -> None:
    around, _ = surroundings(agrees)
    with pytest.raises(ReportFailedError, match=why):
        finish(ReportJob(LIMITS).run(Walking(around, b"{}", *pieces), around))


def test_after_a_restart_the_station_is_not_asked_again_and_no_part_is_lost() -> None:
    around, link = surroundings(agrees)
    step = Walking(around, b"{}", piece(0))
    with pytest.raises(ReportFailedError):
        finish(ReportJob(LIMITS).run(step, around))
    again = Walking(around, b"{}", piece(1, more=False))
    again.operation = step.operation
    assert finish(ReportJob(LIMITS).run(again, around)) == ReportResult(variables=4, parts=2)
    assert len(link.asked) == 1


def test_while_the_server_was_off_the_station_was_not_silent() -> None:
    around, _ = surroundings(agrees)
    step = Walking(around, b"{}", piece(0))
    with pytest.raises(ReportFailedError, match=r"report\.stalled"):
        finish(ReportJob(LIMITS).run(step, around))
    late = NOON + timedelta(minutes=20)
    again = Walking(around, b"{}", piece(0), piece(1, more=False), at=late)
    again.operation = step.operation
    assert finish(ReportJob(LIMITS).run(again, around)) == ReportResult(variables=4, parts=3)


def test_chosen_components_are_asked_for_as_such() -> None:
    around, link = surroundings(agrees)
    request = b'{"base":null,"components":[{"name":"EVSE"}],"criteria":["Problem"]}'
    assert finish(ReportJob(LIMITS).run(Walking(around, request, piece(0, more=False)), around)).parts == 1
    asked = link.asked[0]
    assert isinstance(asked, GetReport)
    assert (asked.components, asked.variables, asked.criteria) == ((Component("EVSE"),), (), ("Problem",))


@pytest.mark.requirement("B08.FR.06")
def test_more_components_than_the_station_reports_at_once_are_not_asked_for() -> None:
    around, link = surroundings(agrees)
    limit = Address(Component("DeviceDataCtrlr"), "ItemsPerMessage", "GetReport")
    work = Work()
    work.save(Variable(CS, limit, NOON, (Attribute("Actual", "1"),)))
    finish(around.store.commit(work))
    request = b'{"base":null,"components":[{"name":"EVSE"},{"name":"Connector"}]}'
    with pytest.raises(ReportFailedError, match="at most 1"):
        finish(ReportJob(LIMITS).run(Walking(around, request), around))
    assert link.asked == []
    one = b'{"base":null,"components":[{"name":"EVSE"}]}'
    assert finish(ReportJob(LIMITS).run(Walking(around, one, piece(0, more=False)), around)).parts == 1


def test_a_version_without_reports_cannot_be_asked_for_chosen_components() -> None:
    def cannot(_: object) -> object:
        raise CannotError("no reports", "")

    around, _ = surroundings(cannot)
    with pytest.raises(CannotError):
        finish(ReportJob(LIMITS).run(Walking(around, b'{"base":null,"criteria":["Problem"]}'), around))


@pytest.mark.parametrize("status", ["Rejected", "NotSupported"])
def test_a_station_that_does_not_agree_ends_it_with_its_own_word(status: str) -> None:
    around, _ = surroundings(lambda _: Reply(status, info="busy"))
    with pytest.raises(ReportFailedError, match=rf"{status} \(busy\)"):
        finish(ReportJob(LIMITS).run(Walking(around, b"{}"), around))


def test_an_empty_report_is_done_at_once() -> None:
    around, _ = surroundings(lambda _: Reply("EmptyResultSet"))
    assert finish(ReportJob(LIMITS).run(Walking(around, b"{}"), around)) == ReportResult(variables=0)


def test_a_version_without_reports_is_asked_for_all_it_has() -> None:
    def keys(command: object) -> object:
        if isinstance(command, GetBaseReport):
            raise CannotError("no reports", "")
        assert command == GetVariables(())
        return (AttributeAnswer("Accepted", HEARTBEAT, value="300"),)

    around, _ = surroundings(keys)
    assert finish(ReportJob(LIMITS).run(Walking(around, b"{}"), around)) == ReportResult(variables=1)
    assert len(finish(around.queries.variables_of(CS, [HEARTBEAT]))) == 1


def test_a_station_that_does_not_come_is_not_asked() -> None:
    around, link = surroundings(agrees)
    step = Walking(around, b"{}")
    step.is_connected = False
    with pytest.raises(NotConnectedError, match="did not connect"):
        finish(ReportJob(LIMITS).run(step, around))
    assert link.asked == []


def test_a_template_that_does_not_exist_any_more_fails() -> None:
    around, _ = surroundings(agrees)
    with pytest.raises(NotFoundError):
        finish(ApplyJob().run(Walking(around, b'{"template":"T"}'), around))


def test_a_template_is_written_where_it_differs_and_a_second_time_nothing_is() -> None:
    values = {"HeartbeatInterval": "300", "Same": "1"}

    def station(command: Any) -> object:
        for one in command.wanted if isinstance(command, SetVariables) else ():
            values[one.address.variable] = one.value
        return tuple(
            AttributeAnswer("Accepted", one.address, value=values[one.address.variable]) for one in command.wanted
        )

    around, link = surroundings(station)
    work = Work()
    same = Address(Component("Acme"), "Same")
    work.save(Template("T", NOON, NOON, (Desired(HEARTBEAT, "60"), Desired(same, "1"))))
    finish(around.store.commit(work))
    step = Walking(around, b'{"template":"T"}')
    assert finish(ApplyJob().run(step, around)) == ApplyResult(written=1, skipped=1, failed=0, reboot_required=False)
    assert values == {"HeartbeatInterval": "60", "Same": "1"}
    assert finish(ApplyJob().run(step, around)) == ApplyResult(written=0, skipped=2, failed=0, reboot_required=False)
    assert [type(one).__name__ for one in link.asked] == ["GetVariables", "SetVariables", "GetVariables"]
