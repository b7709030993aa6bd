"""Block B, use case by use case, in the literal frames of a 2.0.1 and a 2.1 station."""

import json
import re
from typing import Any, Final

import pytest
import websockets

from pilotwire.client.client import Client
from pilotwire.client.control import ResetInput
from pilotwire.client.hold import HoldInput
from pilotwire.client.network_profile import NetworkProfileInput
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput
from pilotwire.client.variable import (
    ComponentInput,
    ReadRequest,
    ReportRequest,
    ReportWish,
    VariableInput,
    VariableRead,
    VariableWrite,
    WriteRequest,
)

from .conftest import Running
from .raw_station import NOON, RawStation, station
from .test_automatisms import ended

EACH_2X: Final = pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
BOOT: Final = '[2,"b-1","BootNotification",{"reason":"PowerUp","chargingStation":{"model":"One","vendorName":"Acme"}}]'
HEARTBEAT: Final = '[2,"h-1","Heartbeat",{}]'


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """On both databases."""
    return server_of_each_kind


async def exchanged(server: Running, version: str, *frames: str) -> list[str]:
    """The answers to these frames, as text, on one connection."""
    url, protocols = f"{server.ocpp_url}/CS", [websockets.Subprotocol(version)]
    told: list[str] = []
    async with websockets.connect(url, subprotocols=protocols) as socket:
        for frame in frames:
            await socket.send(frame)
            told.append(str(await socket.recv()))
    return told


def without_time(frame: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "NOW", frame)


@pytest.mark.requirement("B01.FR.02")
@EACH_2X
async def test_b01_a_cold_boot_is_accepted_with_our_time_and_the_heartbeat_interval(
    server: Running, version: str
) -> None:
    boot, heartbeat = await exchanged(server, version, BOOT, HEARTBEAT)
    assert without_time(boot) == '[3,"b-1",{"currentTime":"NOW","interval":300,"status":"Accepted"}]'
    assert without_time(heartbeat) == '[3,"h-1",{"currentTime":"NOW"}]'


@pytest.mark.requirement("B02.FR.06", "B02.FR.09")
@EACH_2X
async def test_b02_a_pending_station_stays_connected_and_is_told_when_to_boot_again(
    server: Running, version: str
) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput(onboarding="pending"))
        boot, early, again = await exchanged(server, version, BOOT, HEARTBEAT, BOOT.replace("b-1", "b-2"))
    assert without_time(boot) == '[3,"b-1",{"currentTime":"NOW","interval":60,"status":"Pending"}]'
    assert json.loads(early)[:3] == [4, "h-1", "SecurityError"]
    assert json.loads(again)[2]["status"] == "Pending"


@pytest.mark.requirement("B03.FR.07")
@EACH_2X
async def test_b03_a_rejected_station_hears_security_error_and_is_not_thrown_out(server: Running, version: str) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput())
        await client.provisioning.hold("CS", HoldInput(registration="Rejected"))
        boot, early = await exchanged(server, version, BOOT, HEARTBEAT)
    assert without_time(boot) == '[3,"b-1",{"currentTime":"NOW","interval":60,"status":"Rejected"}]'
    assert json.loads(early)[:3] == [4, "h-1", "SecurityError"]


@EACH_2X
async def test_b04_a_station_that_was_offline_tells_its_connectors_without_a_boot(
    server: Running, version: str
) -> None:
    status = {"timestamp": NOON, "connectorStatus": "Occupied", "evseId": 1, "connectorId": 1}
    one = station("CS", version)
    async with server.client() as client:
        async with one.connected(server.ocpp_url):
            pass
        async with one.connected(server.ocpp_url, boots=False):
            assert await one.call("StatusNotification", status) == {}
        assert [(each.status, each.evse_id) for each in (await client.connectors("CS")).items] == [("Occupied", 1)]


def named(component: str, variable: str) -> dict[str, Any]:
    return {"component": {"name": component}, "variable": {"name": variable}}


@EACH_2X
async def test_b05_and_b06_variables_are_set_and_read_in_these_words(server: Running, version: str) -> None:
    place = {"component": ComponentInput(name="TxCtrlr"), "variable": VariableInput(name="EVConnectionTimeOut")}
    async with server.client() as client, station("CS", version).connected(server.ocpp_url) as one:
        await client.write_variables("CS", WriteRequest(variables=[VariableWrite(value="90", **place)]))  # type: ignore[arg-type]
        told = await client.read_variables("CS", ReadRequest(variables=[VariableRead(**place)]))  # type: ignore[arg-type]
        assert told.items[0].value == "90"
    about = named("TxCtrlr", "EVConnectionTimeOut")
    assert one.asked == [
        ("SetVariables", {"setVariableData": [{"attributeValue": "90", **about}]}),
        ("GetVariables", {"getVariableData": [about]}),
    ]


def part(seq_no: int, name: str, *, more: bool) -> dict[str, Any]:
    row = {**named("AcmeCtrlr", name), "variableAttribute": [{"value": "1"}]}
    return {"seqNo": seq_no, "tbc": more, "reportData": [row]}


@EACH_2X
async def test_b07_a_base_report_is_whole_whatever_order_its_parts_have_and_whatever_else_comes(
    server: Running, version: str
) -> None:
    one = station("CS", version, answers={"GetBaseReport": lambda _: {"status": "Accepted"}}, values={})
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.start_report("CS", ReportRequest())
        asked = await one.until_asked("GetBaseReport")
        assert (set(asked), asked["reportBase"]) == ({"requestId", "reportBase"}, "FullInventory")
        foreign = {"requestId": asked["requestId"] + 1, "generatedAt": NOON, **part(0, "Foreign", more=False)}
        assert await one.call("NotifyReport", foreign) == {}
        shuffled = [part(2, "C", more=False), part(0, "A", more=True), part(0, "A", more=True), part(1, "B", more=True)]
        for each in shuffled:
            about = {"requestId": asked["requestId"], "generatedAt": NOON, **each}
            assert await one.call("NotifyReport", about) == {}
        (done,) = await ended(client, "station.report")
        assert (done.state, json.loads(bytes(done.result))) == ("done", {"variables": 3, "parts": 4})


@EACH_2X
async def test_b08_a_report_of_what_has_a_problem_is_asked_for_in_these_words(server: Running, version: str) -> None:
    one = station("CS", version, answers={"GetReport": {"status": "EmptyResultSet"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        wish = ReportWish(component=ComponentInput(name="EVSE", evse_id=1), variable=VariableInput(name="Problem"))
        await client.start_report("CS", ReportRequest(components=[wish], criteria=["Problem"]))
        asked = await one.until_asked("GetReport")
        del asked["requestId"]
        about = {"component": {"name": "EVSE", "evse": {"id": 1}}, "variable": {"name": "Problem"}}
        assert asked == {"componentVariable": [about], "componentCriteria": ["Problem"]}
        (done,) = await ended(client, "station.report")
        assert json.loads(bytes(done.result)) == {"variables": 0}


@EACH_2X
async def test_b09_and_b10_a_way_to_a_csms_is_stored_and_then_put_in_front(server: Running, version: str) -> None:
    one = station("CS", version, answers={"SetNetworkProfile": {"status": "Accepted"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        way = NetworkProfileInput(slot=2, csms_url="wss://csms.example/ocpp", security_profile=2, message_timeout_s=20)
        assert (await client.set_network_profile("CS", way)).status == "Accepted"
        front = VariableWrite(
            component=ComponentInput(name="OCPPCommCtrlr"),
            variable=VariableInput(name="NetworkConfigurationPriority"),
            value="2,1",
        )
        await client.write_variables("CS", WriteRequest(variables=[front]))
    (_, profile), (_, priority) = one.asked
    data = profile["connectionData"]
    assert profile["configurationSlot"] == 2
    assert {name: data[name] for name in ("ocppCsmsUrl", "securityProfile", "messageTimeout", "ocppTransport")} == {
        "ocppCsmsUrl": "wss://csms.example/ocpp", "securityProfile": 2, "messageTimeout": 20, "ocppTransport": "JSON",
    }  # fmt: skip
    assert priority["setVariableData"][0]["attributeValue"] == "2,1"


async def reset(client: Client, one: RawStation, wanted: ResetInput) -> Any:
    """What the station said, and the frame that it got."""
    answer = await client.reset("CS", wanted)
    return answer.status, one.asked[-1]


@EACH_2X
async def test_b11_and_b12_a_reset_of_the_station_or_an_evse_waits_for_transactions_or_not(
    server: Running, version: str
) -> None:
    one = station("CS", version, answers={"Reset": {"status": "Scheduled"}})
    async with server.client() as client, one.connected(server.ocpp_url):
        assert await reset(client, one, ResetInput(kind="Immediate")) == ("Scheduled", ("Reset", {"type": "Immediate"}))
        assert await reset(client, one, ResetInput(kind="OnIdle", evse_id=1)) == (
            "Scheduled",
            ("Reset", {"type": "OnIdle", "evseId": 1}),
        )


async def test_b13_a_reset_that_takes_transactions_up_again_is_of_2_1(server: Running) -> None:
    wanted = ResetInput(kind="ImmediateAndResume")
    async with server.client() as client:
        async with station("CS", "ocpp2.1").connected(server.ocpp_url) as one:
            assert await reset(client, one, wanted) == ("Accepted", ("Reset", {"type": "ImmediateAndResume"}))
        async with station("CS", "ocpp2.0.1").connected(server.ocpp_url) as older:
            with pytest.raises(ApiProblem) as refused:
                await client.reset("CS", wanted)
            assert (refused.value.problem.type, older.asked) == ("/docs/errors#cannot-ask", [])


@EACH_2X
async def test_a_component_that_the_station_does_not_know_is_told_by_its_place(server: Running, version: str) -> None:
    nowhere = {**named("Nowhere", "At"), "attributeStatus": "UnknownComponent"}
    one = station("CS", version, answers={"SetVariables": {"setVariableResult": [nowhere]}})
    async with server.client() as client, one.connected(server.ocpp_url):
        wish = VariableWrite(component=ComponentInput(name="Nowhere"), variable=VariableInput(name="At"), value="1")
        told = (await client.write_variables("CS", WriteRequest(variables=[wish]))).items[0]
        assert (told.component.name, told.status) == ("Nowhere", "UnknownComponent")
        assert (await client.variables("CS")).items == []
