"""Monitors at one station: what is refused, what is kept of its answers, and the jobs around reports."""

from datetime import datetime
from typing import Any

import msgspec
import pytest

from pilotwire.adapters.storage.memory import MemoryStore
from pilotwire.adapters.storage.memory_queries import MemoryQueries
from pilotwire.domain.command import Reply
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.monitor import Monitor, MonitorSetting, StreamPace, Wish
from pilotwire.domain.monitor_commands import GetMonitoringReport, MonitorAnswer, SetMonitors
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.domain.monitoring_events import MonitoringReportReceived, MonitorsCleared, MonitorsSet
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import BadInputError
from pilotwire.services.context import Rules
from pilotwire.services.device_model import DeviceModels
from pilotwire.services.monitor_jobs import (
    MonitorApplyJob,
    MonitorApplyResult,
    MonitoringReportJob,
    MonitoringReportResult,
)
from pilotwire.services.monitor_template_record import put_monitor_template
from pilotwire.services.monitors import WantedMonitor, clear_monitors, set_monitors
from pilotwire.services.operations import Surroundings
from pilotwire.services.remote_control import Asker
from pilotwire.services.report_gathering import ReportFailedError
from pilotwire.services.station_link import CallRefusedError, NoAnswerError
from pilotwire.services.work import Work

from .conftest import finish
from .link_in_hand import LinkInHand, StillClock
from .walking import CS, NOON, Answering, Say, Walking

TEMPERATURE = Address(Component("Connector"), "Temperature")
HOT = MonitorSetting(TEMPERATURE, "UpperThreshold", 80.0, 3)


def wanted(severity: int = 3, **more: Any) -> WantedMonitor:
    said: dict[str, Any] = {"address": TEMPERATURE, "kind": "UpperThreshold", "severity": severity, "value": 80.0}
    return WantedMonitor(**said | more)


def accepted(number: int | None, severity: int = 3) -> MonitorAnswer:
    return MonitorAnswer("Accepted", number, (*TEMPERATURE.key, "UpperThreshold", severity))


class Desk:
    """A known station whose link answers as laid out."""

    def __init__(self, *answers: Any) -> None:
        self.store = MemoryStore()
        self.link = LinkInHand(*answers)
        self.models = DeviceModels(self.store, MemoryQueries(self.store), self.link)
        self.asker = Asker(store=self.store, link=self.link, clock=StillClock(NOON), actor="ops")
        self.holds(ChargingStation(CS, NOON, NOON))

    def holds(self, *changes: Any) -> None:
        work = Work()
        work.save(*changes)
        finish(self.store.commit(work))

    def sets(self, *monitors: WantedMonitor) -> list[MonitorAnswer]:
        return [one.answer for one in finish(set_monitors(self.models, self.asker, CS, monitors))]

    def clears(self, *numbers: int) -> list[MonitorAnswer]:
        return finish(clear_monitors(self.models, self.asker, CS, numbers))

    def kept(self) -> list[Monitor]:
        return list(finish(self.models.queries.monitors_of(CS)))

    def told(self, kind: type[Any]) -> list[Any]:
        return [one.event for one in self.store.events if isinstance(one.event, kind)]


def test_what_is_accepted_is_kept_with_the_station_s_number_and_who_wanted_it() -> None:
    desk = Desk((accepted(4, 5), accepted(3)))
    assert [one.id for one in desk.sets(wanted(), wanted(5))] == [3, 4]
    assert desk.kept() == [
        Monitor(CS, 3, origin="CustomMonitor", wish=Wish(HOT, NOON, "ops")),
        Monitor(CS, 4, origin="CustomMonitor", wish=Wish(msgspec.structs.replace(HOT, severity=5), NOON, "ops")),
    ]
    (event,) = desk.told(MonitorsSet)
    assert (event.monitors, event.actor) == ((3, 4), "ops")


def test_an_answer_that_leaves_one_out_or_names_no_number_keeps_nothing_of_it() -> None:
    desk = Desk((accepted(None),))
    assert [one.status for one in desk.sets(wanted(), wanted(5))] == ["Accepted", "NotAnswered"]
    assert desk.kept() == []


def test_a_station_that_falls_silent_on_the_way_is_asked_no_further() -> None:
    desk = Desk(tuple(accepted(number) for number in range(1)), NoAnswerError("silence"))
    answers = desk.sets(*(wanted(address=Address(Component("C"), f"V{number}")) for number in range(101)))
    assert [one.status for one in answers[50:52]] == ["NotAnswered", "NotAnswered"]
    assert answers[-1].status == "NotSent"
    assert len(desk.link.asked) == 2


def test_a_message_that_the_station_finds_too_long_is_halved() -> None:
    desk = Desk(CallRefusedError("SetVariableMonitoring", "FormatViolation", ""), (accepted(1),), (accepted(2, 5),))
    assert [one.id for one in desk.sets(wanted(), wanted(5))] == [1, 2]


@pytest.mark.parametrize(
    ("monitors", "pointer", "why"),
    [
        ((wanted(value=None),), "/monitors/0/value", "needs a value"),
        ((wanted(), wanted(value=70.0)), "/monitors/1", "two monitors of kind UpperThreshold and severity 3"),
        ((wanted(id=9),), "/monitors/0/id", "is hard-wired and cannot be changed"),
        ((wanted(id=8),), "/monitors/0/id", "Monitor 8 is on Fan/Speed, not on Connector/Temperature"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(monitors: tuple[WantedMonitor, ...], pointer: str, why: str) -> None:
    desk = Desk()
    desk.holds(
        Monitor(CS, 9, HOT, NOON, 1, "HardWiredMonitor"),
        Monitor(CS, 8, MonitorSetting(Address(Component("Fan"), "Speed"), "Delta", 1.0, 5), NOON, 1, "CustomMonitor"),
    )
    with pytest.raises(BadInputError, match=why) as told:
        desk.sets(*monitors)
    assert told.value.pointer == pointer
    assert desk.link.asked == []


@pytest.mark.requirement("N11.FR.09")
def test_a_stream_says_how_often_or_with_how_many_values() -> None:
    for pace in (StreamPace(), StreamPace(0, 0)):
        with pytest.raises(BadInputError, match="every so many seconds, with so many values, or both") as told:
            Desk().sets(wanted(kind="Periodic", value=1.0, stream=pace))
        assert told.value.pointer == "/monitors/0/stream"
    desk = Desk((MonitorAnswer("Accepted", 1, (*TEMPERATURE.key, "Periodic", 3)),))
    desk.sets(wanted(kind="Periodic", value=1.0, stream=StreamPace(None, 60)))
    assert desk.kept()[0].setting.stream == StreamPace(None, 60)


def test_a_monitor_that_takes_the_place_of_another_keeps_its_number() -> None:
    desk = Desk((accepted(3),))
    desk.holds(Monitor(CS, 3, msgspec.structs.replace(HOT, value=70.0), NOON, 1, "PreconfiguredMonitor"))
    desk.sets(wanted(id=3))
    (kept,) = desk.kept()
    assert (kept.id, kept.origin, kept.wish) == (3, "CustomMonitor", Wish(HOT, NOON, "ops"))


def test_cleared_monitors_are_gone_and_told() -> None:
    desk = Desk((MonitorAnswer("NotFound", 4), MonitorAnswer("Rejected", 5), MonitorAnswer("Accepted", 3)))
    desk.holds(*(Monitor(CS, number, HOT, NOON, 1) for number in (3, 5)))
    assert [one.status for one in desk.clears(3, 4, 5)] == ["Accepted", "NotFound", "Rejected"]
    assert [one.id for one in desk.kept()] == [5]
    (event,) = desk.told(MonitorsCleared)
    assert event.monitors == (3, 4)
    with pytest.raises(BadInputError, match="twice"):
        desk.clears(5, 5)


def reporting(answer: Any) -> tuple[Surroundings, Answering]:
    store, link = MemoryStore(), Answering(answer)
    work = Work()
    work.save(ChargingStation(CS, NOON, NOON))
    finish(store.commit(work))
    return Surroundings(store, MemoryQueries(store), link, Rules()), link


def piece(number: int, what: MonitorSetting = HOT, *, seq_no: int = 0, more: bool = False) -> Say:
    """A part that tells of one monitor."""

    def say(work: Work, request_id: int, at: datetime) -> None:
        work.save(Monitor(CS, number, what, at, request_id, "CustomMonitor"))
        work.tell(
            MonitoringReportReceived(
                station=CS, at=at, request_id=request_id, seq_no=seq_no, more=more, monitors=1, size_bytes=10
            )
        )

    return say


def test_a_report_of_monitors_is_whole_wherever_its_parts_stood_and_settles_what_is_known() -> None:
    around, link = reporting(lambda _: Reply("Accepted"))
    work = Work()
    work.save(Monitor(CS, 9, HOT, NOON, 1))
    finish(around.store.commit(work))
    step = Walking(around, b"{}", piece(2, seq_no=1), piece(1, more=True), piece(1, more=True))
    assert finish(MonitoringReportJob().run(step, around)) == MonitoringReportResult(2, 2, gone=1)
    assert [one.id for one in finish(around.queries.monitors_of(CS))] == [1, 2]
    (asked,) = link.asked
    assert isinstance(asked, GetMonitoringReport)
    assert asked.is_whole


def test_an_empty_report_means_that_there_are_none() -> None:
    around, _ = reporting(lambda _: Reply("EmptyResultSet"))
    work = Work()
    work.save(Monitor(CS, 9, HOT, NOON, 1))
    finish(around.store.commit(work))
    assert finish(MonitoringReportJob().run(Walking(around, b"{}"), around)) == MonitoringReportResult(0, gone=1)
    assert finish(around.queries.monitors_of(CS)) == []


def test_a_report_of_some_monitors_says_nothing_of_the_others() -> None:
    around, _ = reporting(lambda _: Reply("EmptyResultSet"))
    work = Work()
    work.save(Monitor(CS, 9, HOT, NOON, 1))
    finish(around.store.commit(work))
    step = Walking(around, b'{"criteria":["DeltaMonitoring"]}')
    assert finish(MonitoringReportJob().run(step, around)) == MonitoringReportResult(0)
    assert len(finish(around.queries.monitors_of(CS))) == 1


def test_a_report_that_never_ends_fails_by_name() -> None:
    around, _ = reporting(lambda _: Reply("Accepted"))
    with pytest.raises(ReportFailedError, match=r"report\.stalled.*1 parts, 1 monitors so far"):
        finish(MonitoringReportJob().run(Walking(around, b"{}", piece(1, more=True)), around))
    refusing, _ = reporting(lambda _: Reply("NotSupported", info="no"))
    with pytest.raises(ReportFailedError, match=r"answered NotSupported \(no\)"):
        finish(MonitoringReportJob().run(Walking(refusing, b"{}"), refusing))


def test_a_template_sets_what_differs_and_tells_what_was_not_accepted() -> None:
    asked: list[SetMonitors] = []

    def answer(command: Any) -> object:
        if isinstance(command, GetMonitoringReport):
            return Reply("Accepted")
        asked.append(command)
        return tuple(
            MonitorAnswer("Rejected" if one.setting.severity == 5 else "Accepted", 7, one.setting.key, info="why")
            for one in command.wanted
        )

    around, _ = reporting(answer)
    monitors = (HOT, *(msgspec.structs.replace(HOT, severity=number) for number in (4, 5)))
    finish(put_monitor_template(around.store, around.queries, MonitorTemplate("t", NOON, NOON, monitors)))
    cooler = msgspec.structs.replace(HOT, value=70.0, severity=4)
    step = Walking(around, b'{"template":"t"}', piece(1, more=True), piece(2, cooler, seq_no=1))
    result = finish(MonitorApplyJob().run(step, around))
    assert result == MonitorApplyResult(set=1, skipped=1, failed=1)
    assert [(one.id, one.setting.severity) for one in asked[0].wanted] == [(2, 4), (None, 5)]
    assert [one.message for one in step.faults] == ["Rejected: why"]
    assert step.faults[0].subject == "Connector/Temperature UpperThreshold 5"


def test_a_template_with_a_monitor_that_no_station_takes_is_refused() -> None:
    around, _ = reporting(lambda _: None)
    for monitors, pointer in (
        ((MonitorSetting(TEMPERATURE, "Delta", -1.0, 3),), "/monitors/0/value"),
        ((HOT, msgspec.structs.replace(HOT, value=1.0)), "/monitors/1"),
    ):
        with pytest.raises(BadInputError) as told:
            finish(put_monitor_template(around.store, around.queries, MonitorTemplate("t", NOON, NOON, monitors)))
        assert told.value.pointer == pointer
