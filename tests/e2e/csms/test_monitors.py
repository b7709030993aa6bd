"""Monitors at stations of literal frames, from the request to the report, in both versions that have them."""

import asyncio
import json
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.monitor import (
    ClearMonitorsInput,
    MonitorApplyInput,
    MonitorFilter,
    MonitoringBaseInput,
    MonitoringLevelInput,
    MonitoringReportInput,
    MonitorInput,
    MonitorKind,
    MonitorsInput,
    MonitorTemplateInput,
    StreamPaceInput,
    WantedMonitor,
)
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.variable import ComponentInput, ReportRequest, VariableInput

from .conftest import Running
from .raw_station import EACH, NOON, station
from .watching_station import WatchingStation

IN_2X: Final = pytest.mark.parametrize("version", EACH[1:])
PLUG: Final = ComponentInput(name="Connector", evse_id=1, connector_id=1)
STATION: Final = ComponentInput(name="ChargingStation")
HOT: Final = MonitorInput(
    component=PLUG, variable=VariableInput(name="Temperature"), kind="UpperThreshold", value=80, severity=3
)
ABOUT_PLUG: Final = {
    "component": {"name": "Connector", "evse": {"id": 1, "connectorId": 1}}, "variable": {"name": "Temperature"},
}  # fmt: skip


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """On both databases."""
    return server_of_each_kind


def counted(number: int) -> MonitorInput:
    return MonitorInput(component=STATION, variable=VariableInput(name=f"V{number}"), kind="Delta", value=1, severity=8)


def watching(variable: str, kind: MonitorKind, value: float) -> MonitorInput:
    return MonitorInput(component=STATION, variable=VariableInput(name=variable), kind=kind, value=value, severity=5)


async def ended(client: Client, begun: Operation) -> Operation:
    async with asyncio.timeout(20):
        while True:
            found = await client.operation(begun.id)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.02)


async def report_of_variables(client: Client, one: WatchingStation, data: list[dict[str, Any]]) -> None:
    """The station tells of these variables alone, as a whole report."""
    one.answers["GetBaseReport"] = {"status": "Accepted"}

    async def tell() -> None:
        asked = await one.until_asked("GetBaseReport")
        await one.call(
            "NotifyReport",
            {"requestId": asked["requestId"], "generatedAt": NOON, "seqNo": 0, "tbc": False, "reportData": data},
        )

    one.follow = lambda *_: None  # type: ignore[method-assign]  # it reports what the test says
    begun = await client.start_report("CS", ReportRequest())
    await tell()
    assert (await ended(client, begun)).state == "done"
    del one.__dict__["follow"]


def described(variable: str, kind: str, **limits: Any) -> dict[str, Any]:
    return {
        "component": {"name": "ChargingStation"}, "variable": {"name": variable},
        "variableAttribute": [{"value": "1", "mutability": "ReadOnly"}],
        "variableCharacteristics": {"dataType": kind, "supportsMonitoring": True, **limits},
    }  # fmt: skip


@IN_2X
async def test_monitors_are_set_listed_reported_and_cleared(server_of_each_kind: Running, version: str) -> None:
    server = server_of_each_kind
    one = WatchingStation("CS", version)
    fixed = one.has("ChargingStation", "Problem", fixed=True, value=1.0, type="Delta", severity=2)
    async with server.client() as client, one.connected(server.ocpp_url):
        told = await client.monitoring.set_monitors("CS", MonitorsInput(monitors=[HOT]))
        assert [(answer.status, answer.id) for answer in told.items] == [("Accepted", 2)]
        asked = {**ABOUT_PLUG, "value": 80.0, "type": "UpperThreshold", "severity": 3}
        assert one.asked == [("SetVariableMonitoring", {"setMonitoringData": [asked]})]
        (known,) = (await client.monitoring.monitors(MonitorFilter(station="CS"))).items
        assert (known.id, known.state, known.set_by, known.setting.value) == (2, "set", "admin", 80.0)
        begun = await client.monitoring.start_report("CS")
        done = await ended(client, begun)
        assert (done.state, json.loads(bytes(done.result))["monitors"]) == ("done", 2)
        first, second = (await client.monitoring.monitors(MonitorFilter(station="CS"))).items
        assert (first.id, first.state, second.id, second.state) == (fixed, "told", 2, "same")
        assert first.origin == ("HardWiredMonitor" if version == "ocpp2.1" else None)
        assert [found.id for found in (await client.monitoring.monitors(MonitorFilter(severity=2))).items] == [fixed]
        if version == "ocpp2.1":
            with pytest.raises(ApiProblem, match="is hard-wired and cannot be removed"):
                await client.monitoring.clear_monitors("CS", ClearMonitorsInput(ids=[fixed]))
        cleared = await client.monitoring.clear_monitors("CS", ClearMonitorsInput(ids=[2, 99]))
        assert [(answer.id, answer.status) for answer in cleared.items] == [(2, "Accepted"), (99, "NotFound")]
        assert one.asked[-1] == ("ClearVariableMonitoring", {"id": [2, 99]})
        assert [found.id for found in (await client.monitoring.monitors(MonitorFilter(station="CS"))).items] == [fixed]


@pytest.mark.requirement("N04.FR.09", "N06.FR.04")
@IN_2X
async def test_no_message_holds_more_than_the_station_takes(server: Running, version: str) -> None:
    one = WatchingStation("CS", version)
    one.values = {
        "MonitoringCtrlr/ItemsPerMessage[SetVariableMonitoring]": "2",
        "MonitoringCtrlr/BytesPerMessage[SetVariableMonitoring]": "4000",
        "MonitoringCtrlr/ItemsPerMessage[ClearVariableMonitoring]": "3",
        **{f"ChargingStation/V{number}": "1" for number in range(5)},
    }
    async with server.client() as client, one.connected(server.ocpp_url):
        assert (await ended(client, await client.start_report("CS", ReportRequest()))).state == "done"
        wanted = [counted(number) for number in range(5)]
        told = await client.monitoring.set_monitors("CS", MonitorsInput(monitors=wanted))
        assert [answer.id for answer in told.items] == [1, 2, 3, 4, 5]
        sizes = [
            len(payload["setMonitoringData"]) for action, payload in one.asked if action == "SetVariableMonitoring"
        ]
        assert sizes == [2, 2, 1]
        await client.monitoring.clear_monitors("CS", ClearMonitorsInput(ids=[1, 2, 3, 4, 5]))
        cleared = [payload["id"] for action, payload in one.asked if action == "ClearVariableMonitoring"]
        assert cleared == [[1, 2, 3], [4, 5]]


@IN_2X
async def test_what_a_variable_does_not_take_is_refused_before_it_is_sent(server: Running, version: str) -> None:
    one = WatchingStation("CS", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        await report_of_variables(
            client, one,
            [
                described("Voltage", "decimal", minLimit=0, maxLimit=400),
                described("Mute", "string") | {"variableCharacteristics": {
                    "dataType": "string", "supportsMonitoring": False
                }},
            ],
        )  # fmt: skip
        asked = len(one.asked)
        for wanted, field, why in (
            (watching("Voltage", "UpperThreshold", 401), "value", "above the most"),
            (watching("Voltage", "Delta", -1), "value", "is never accepted"),
            (watching("Voltage", "Periodic", 0), "value", "more than 0 s"),
            (watching("Mute", "Delta", 1), "variable", "cannot be monitored"),
            (watching("Gone", "Delta", 1), "variable", "its whole report of"),
        ):
            with pytest.raises(ApiProblem) as told:
                await client.monitoring.set_monitors("CS", MonitorsInput(monitors=[wanted]))
            problem = told.value.problem
            assert (problem.status, [error.pointer for error in problem.errors or []]) == (
                422,
                [f"/monitors/0/{field}"],
            )
            assert why in problem.detail
        assert len(one.asked) == asked


@pytest.mark.requirement("N04.FR.17")
@IN_2X
async def test_what_only_the_station_knows_is_answered_in_its_own_words(server: Running, version: str) -> None:
    one = WatchingStation("CS", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        unknown = MonitorInput(component=STATION, variable=VariableInput(name="Nothing"), kind="Delta", severity=5)
        told = await client.monitoring.set_monitors("CS", MonitorsInput(monitors=[unknown, HOT]))
        assert [answer.status for answer in told.items] == ["UnknownVariable", "Accepted"]
        assert one.asked[0][1]["setMonitoringData"][0]["value"] == 1.0
        again = await client.monitoring.set_monitors("CS", MonitorsInput(monitors=[HOT]))
        assert [answer.status for answer in again.items] == ["Duplicate"]


@IN_2X
async def test_the_base_and_the_level_are_asked_for_and_the_base_ends_what_was_set(
    server: Running, version: str
) -> None:
    one = WatchingStation("CS", version)
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.monitoring.set_monitors("CS", MonitorsInput(monitors=[HOT]))
        answer = await client.monitoring.set_base("CS", MonitoringBaseInput(base="FactoryDefault"))
        assert (answer.status, answer.noticed) == ("Accepted", ["1 monitors are gone with it"])
        assert (await client.monitoring.monitors(MonitorFilter(station="CS"))).items == []
        assert (await client.monitoring.set_level("CS", MonitoringLevelInput(severity=4))).status == "Accepted"
        assert one.asked[-2:] == [
            ("SetMonitoringBase", {"monitoringBase": "FactoryDefault"}), ("SetMonitoringLevel", {"severity": 4}),
        ]  # fmt: skip
        known = {found.variable.name: found.attributes[0].value for found in (await client.variables("CS")).items}
        assert known == {"MonitoringBase": "FactoryDefault", "MonitoringLevel": "4"}


@pytest.mark.requirement("N02.FR.07")
@IN_2X
async def test_more_components_than_the_station_reports_at_once_are_not_asked_for(
    server: Running, version: str
) -> None:
    one = WatchingStation("CS", version)
    one.values = {"DeviceDataCtrlr/ItemsPerMessage[GetReport]": "1"}
    async with server.client() as client, one.connected(server.ocpp_url):
        await ended(client, await client.start_report("CS", ReportRequest()))
        wish: dict[str, Any] = {"components": [{"component": {"name": "A"}}, {"component": {"name": "B"}}]}
        begun = await client.monitoring.start_report("CS", _report(wish))
        done = await ended(client, begun)
        assert done.state == "failed"
        assert "reports at most 1 components or variables at once; 2 were named" in done.errors[0].message
        assert "GetMonitoringReport" not in one.actions
        wish = {"criteria": ["DeltaMonitoring"], "components": [{"component": {"name": "A"}}]}
        assert (await ended(client, await client.monitoring.start_report("CS", _report(wish)))).state == "done"
        asked = dict(one.asked)["GetMonitoringReport"]
        assert asked["componentVariable"] == [{"component": {"name": "A"}}]
        assert asked["monitoringCriteria"] == ["DeltaMonitoring"]


@pytest.mark.requirement("N04.FR.19")
async def test_numbers_that_changed_with_a_boot_are_found_again_by_the_next_report(server: Running) -> None:
    one = WatchingStation("CS", "ocpp2.1")
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.monitoring.set_monitors("CS", MonitorsInput(monitors=[HOT, counted(1)]))
        hot, one.next_number = one.monitors.pop(1), 40
        one.monitors.clear()
        one.monitors[41] = hot
        done = await ended(client, await client.monitoring.start_report("CS"))
        result = json.loads(bytes(done.result))
        assert (result["monitors"], result["missing"], result["gone"]) == (1, 1, 1)
        found = (await client.monitoring.monitors(MonitorFilter(station="CS"))).items
        assert [(monitor.id, monitor.state) for monitor in found] == [(2, "missing"), (41, "same")]


async def test_kinds_and_streams_of_2_1_are_said_there_and_refused_in_2_0_1(server: Running) -> None:
    newer, older = WatchingStation("NEW", "ocpp2.1"), WatchingStation("OLD", "ocpp2.0.1")
    wanted = MonitorsInput(
        monitors=[
            MonitorInput(
                component=STATION, variable=VariableInput(name="Fan"), kind="TargetDelta", value=2.5, severity=6,
                transaction=True,
            ),
            MonitorInput(
                component=STATION, variable=VariableInput(name="Power"), kind="Periodic", value=1, severity=9,
                stream=StreamPaceInput(interval_s=60, values=60),
            ),
        ]
    )  # fmt: skip
    async with (
        server.client() as client, newer.connected(server.ocpp_url), older.connected(server.ocpp_url)
    ):  # fmt: skip
        await client.monitoring.set_monitors("NEW", wanted)
        about = {"component": {"name": "ChargingStation"}}
        assert newer.asked[0][1]["setMonitoringData"] == [
            {**about, "variable": {"name": "Fan"}, "type": "TargetDelta", "value": 2.5, "severity": 6,
             "transaction": True},
            {**about, "variable": {"name": "Power"}, "type": "Periodic", "value": 1.0, "severity": 9,
             "periodicEventStream": {"interval": 60, "values": 60}},
        ]  # fmt: skip
        told = await client.monitoring.set_monitors("OLD", wanted)
        assert [answer.status for answer in told.items] == ["NotSent", "NotSent"]
        assert "OCPP 2.0.1 has no monitor of kind TargetDelta" in (told.items[0].info or "")
        assert "OCPP 2.0.1 has no event streams" in (told.items[1].info or "")
        assert older.asked == []


async def test_1_6_has_no_monitors_and_says_what_it_has_instead(server: Running) -> None:
    one = station("CS", "ocpp1.6")
    async with server.client() as client, one.connected(server.ocpp_url):
        with pytest.raises(ApiProblem, match=r"OCPP 1\.6 has no monitors of variables") as told:
            await client.monitoring.set_level("CS", MonitoringLevelInput(severity=4))
        assert told.value.status == 409
        assert "MeterValuesSampledData" in (told.value.problem.remedy or "")
        answers = await client.monitoring.set_monitors("CS", MonitorsInput(monitors=[HOT]))
        assert (answers.items[0].status, answers.items[0].info) == ("NotSent", "OCPP 1.6 has no monitors of variables")
        done = await ended(client, await client.monitoring.start_report("CS"))
        assert (done.state, done.errors[0].message) == ("failed", "OCPP 1.6 has no monitors of variables")
        assert one.asked == []


@IN_2X
async def test_a_template_of_monitors_is_brought_to_a_station_and_drift_is_shown(
    server_of_each_kind: Running, version: str
) -> None:
    server = server_of_each_kind
    one = WatchingStation("CS", version)
    one.has("ChargingStation", "V1", value=5.0, type="Delta", severity=8)
    wanted = [
        WantedMonitor(component=PLUG, variable=VariableInput(name="Temperature"), kind="UpperThreshold", value=80,
                      severity=3),
        WantedMonitor(component=STATION, variable=VariableInput(name="V1"), kind="Delta", value=1, severity=8),
    ]  # fmt: skip
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.monitoring.put_template("hot", MonitorTemplateInput(monitors=wanted))
        before = await client.monitoring.drift("CS", "hot")
        assert [item.state for item in before.items] == ["absent", "absent"]
        (begun,) = (await client.monitoring.apply_template("hot", MonitorApplyInput(stations=["CS"]))).operations
        done = await ended(client, begun)
        assert (done.state, json.loads(bytes(done.result))) == ("done", {"set": 2, "skipped": 0, "failed": 0})
        (_, asked) = next(found for found in one.asked if found[0] == "SetVariableMonitoring")
        assert [(monitor.get("id"), monitor["value"]) for monitor in asked["setMonitoringData"]] == [
            (None, 80.0), (1, 1.0),
        ]  # fmt: skip
        after = await client.monitoring.drift("CS", "hot")
        assert (after.drifted, [item.state for item in after.items]) == (0, ["same", "same"])
        (begun,) = (await client.monitoring.apply_template("hot", MonitorApplyInput(stations=["CS"]))).operations
        done = await ended(client, begun)
        assert json.loads(bytes(done.result)) == {"set": 0, "skipped": 2, "failed": 0}


def _report(wish: dict[str, Any]) -> MonitoringReportInput:
    return msgspec.convert(wish, MonitoringReportInput)
