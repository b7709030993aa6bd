"""What begins by itself, once and where it may; and a quiet station, which nobody asks anything."""

import asyncio
from pathlib import Path
from typing import Any, Final

import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import OperationFilter
from pilotwire.client.operation import Operation
from pilotwire.client.station import BehaviourInput, StationInput
from pilotwire.client.template import TemplateInput
from pilotwire.client.variable import ComponentInput, VariableInput, VariableWrite

from .conftest import Running, running
from .raw_station import EACH, NOON, RawStation, station

IN_EACH: Final = pytest.mark.parametrize("version", EACH)
QUIETLY_S: Final = 0.6
"""How long nothing must come."""
REPORTS: Final = {"ocpp1.6": "GetConfiguration", "ocpp2.0.1": "GetBaseReport", "ocpp2.1": "GetBaseReport"}
TEMPLATE: Final = TemplateInput(
    variables=[
        VariableWrite(
            component=ComponentInput(name="OCPPCommCtrlr"), variable=VariableInput(name="HeartbeatInterval"), value="60"
        )
    ]
)


async def ended(client: Client, kind: str, count: int = 1) -> list[Operation]:
    """The operations of this kind once so many have ended."""
    for _ in range(1000):
        found = (await client.operations(OperationFilter(kind=kind))).items
        if len([one for one in found if one.ended_at is not None]) >= count:
            return found
        await asyncio.sleep(0.01)
    raise AssertionError(f"{kind} does not end")


@pytest.mark.requirement("B07.FR.14")
@IN_EACH
async def test_a_station_is_asked_for_all_it_has_once_for_each_firmware(
    tmp_path: Path, database_url: str | None, version: str
) -> None:
    async with running(tmp_path, database_url, first_report=True) as server, server.client() as client:
        one = station("CS", version, firmware="1.0")
        async with one.connected(server.ocpp_url):
            await ended(client, "station.report")
        async with one.connected(server.ocpp_url):
            await asyncio.sleep(QUIETLY_S)
        assert one.actions == [REPORTS[version]]
        assert one.asked[0][1].get("reportBase", "FullInventory") == "FullInventory"
        assert len((await client.variables("CS")).items) == 1
        one.firmware = "1.1"
        async with one.connected(server.ocpp_url):
            told = await ended(client, "station.report", 2)
        assert one.actions == [REPORTS[version]] * 2
        assert [(each.state, each.actor) for each in told] == [("done", None)] * 2


async def test_the_first_report_is_made_up_for_after_a_restart(tmp_path: Path, database_url: str | None) -> None:
    one = station("CS", "ocpp2.0.1")
    async with running(tmp_path, database_url) as server, one.connected(server.ocpp_url):
        assert one.boots == ["Accepted"]
    async with (
        running(tmp_path, database_url, first_report=True) as server,
        one.connected(server.ocpp_url, boots=False),
    ):
        await one.until_asked("GetBaseReport")


async def test_a_station_that_waits_is_left_alone_by_the_first_report(tmp_path: Path) -> None:
    one = station("CS", "ocpp2.0.1")
    settings: dict[str, Any] = {"first_report": True, "onboarding": "pending"}
    async with running(tmp_path, **settings) as server, one.connected(server.ocpp_url):
        await asyncio.sleep(QUIETLY_S)
        assert (one.boots, one.asked) == (["Pending"], [])


@IN_EACH
async def test_strangers_are_configured_and_accepted_where_the_deployment_names_a_template(
    tmp_path: Path, version: str
) -> None:
    settings: dict[str, Any] = {"onboarding": "pending", "onboarding_template": "car-park", "first_report": True}
    async with running(tmp_path, **settings) as server, server.client() as client:
        await client.put_template("car-park", TEMPLATE)
        async with station("CS", version).connected(server.ocpp_url) as one:
            (operation,) = await ended(client, "station.provision")
            assert (operation.state, operation.errors) == ("done", [])
            assert one.boots == ["Pending", "Accepted"]
            assert "60" in one.values.values()
            await asyncio.sleep(QUIETLY_S)
            assert one.actions.count(REPORTS[version]) == (2 if version == "ocpp1.6" else 1)
            shown = await client.station("CS")
            assert (shown.registration, shown.onboarding, shown.hold) == ("Accepted", "accept", None)


async def test_a_stranger_waits_for_a_person_where_the_template_named_is_not_there(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"onboarding": "pending", "onboarding_template": "car-park"}
    one = station("CS", "ocpp2.0.1")
    async with running(tmp_path, **settings) as server, server.client() as client, one.connected(server.ocpp_url):
        for _ in range(500):
            found = (await client.operations(OperationFilter(kind="station.provision"))).items
            if found and found[0].errors and found[0].state == "waiting":
                break
            await asyncio.sleep(0.01)
        assert [error.message for error in found[0].errors] == ["There is no template 'car-park'."]
        assert (found[0].state, one.boots) == ("waiting", ["Pending"])


async def charges(one: RawStation, version: str) -> None:
    """A whole transaction, from plug to stop."""
    if version == "ocpp1.6":
        await one.call("StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Preparing"})
        begun = await one.call(
            "StartTransaction", {"connectorId": 1, "idTag": "04A2", "meterStart": 0, "timestamp": NOON}
        )
        number = 1 if begun == "SecurityError" else begun["transactionId"]
        await one.call("StopTransaction", {"transactionId": number, "meterStop": 10, "timestamp": NOON})
        return
    await one.call(
        "StatusNotification", {"timestamp": NOON, "connectorStatus": "Occupied", "evseId": 1, "connectorId": 1}
    )
    for seq_no, kind in enumerate(("Started", "Updated", "Ended")):
        event = {
            "eventType": kind, "timestamp": NOON, "triggerReason": "Authorized", "seqNo": seq_no,
            "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
            "idToken": {"idToken": "04A2", "type": "ISO14443"},
        }  # fmt: skip
        await one.call("TransactionEvent", event)


async def a_life(server: Running, version: str, name: str) -> RawStation:
    """Connected without a word, then booted, charging, told of a new firmware, and connected again."""
    one = station(name, version, firmware="1.0")
    async with one.connected(server.ocpp_url, boots=False):
        await asyncio.sleep(1.3)
        await one.boot()
        await charges(one, version)
        await asyncio.sleep(QUIETLY_S)
    one.firmware = "2.0"
    async with one.connected(server.ocpp_url):
        await charges(one, version)
        await asyncio.sleep(QUIETLY_S)
    return one


@pytest.mark.parametrize("quiet", ["station", "deployment", "nobody"])
@IN_EACH
async def test_a_quiet_station_is_sent_nothing_from_boot_to_stop_whatever_else_is_on(
    tmp_path: Path, version: str, quiet: str
) -> None:
    everything: dict[str, Any] = {
        "trigger_boot_after_s": 1, "first_report": True, "onboarding": "pending", "onboarding_template": "car-park",
        "quiet": quiet == "deployment",
    }  # fmt: skip
    async with running(tmp_path, **everything) as server, server.client() as client:
        await client.put_template("car-park", TEMPLATE)
        behaviour = BehaviourInput(quiet=quiet == "station", trigger_boot=True)
        for name, onboarding in (("WORKS", "accept"), ("WAITS", None)):
            await client.put_station(name, StationInput(onboarding=onboarding, behaviour=behaviour))  # type: ignore[arg-type]
        works, waits = await asyncio.gather(a_life(server, version, "WORKS"), a_life(server, version, "WAITS"))
        assert (works.boots[0], waits.boots[0]) == ("Accepted", "Pending")
        if quiet == "nobody":
            assert {"TriggerMessage", REPORTS[version]} <= set(works.actions)
            assert {"TriggerMessage", REPORTS[version]} <= set(waits.actions)
        else:
            assert works.asked == waits.asked == []
