"""Stations at the door: held, read and configured while they wait, then accepted or turned away; in each version."""

import asyncio
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.control import StartInput, StartToken, TriggerInput
from pilotwire.client.exchange import Exchange
from pilotwire.client.hold import HoldInput
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput
from pilotwire.client.template import TemplateInput
from pilotwire.client.variable import (
    ComponentInput,
    ReadRequest,
    VariableInput,
    VariableRead,
    VariableWrite,
    WriteRequest,
)

from .conftest import Running
from .raw_station import EACH, RawStation, station

IN_EACH: Final = pytest.mark.parametrize("version", EACH)
HEARTBEAT: Final = (ComponentInput(name="OCPPCommCtrlr"), VariableInput(name="HeartbeatInterval"))
HEARTBEAT_ALONE: Final = {"ocpp1.6": "HeartbeatInterval"}
TEMPLATE: Final = TemplateInput(variables=[VariableWrite(component=HEARTBEAT[0], variable=HEARTBEAT[1], value="60")])
READ: Final = ReadRequest(variables=[VariableRead(component=HEARTBEAT[0], variable=HEARTBEAT[1])])


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


def heartbeat_of(one: RawStation) -> str:
    return one.values[HEARTBEAT_ALONE.get(one.version, "OCPPCommCtrlr/HeartbeatInterval")]


async def until(client: Client, operation: str, *messages: str) -> Operation:
    """The operation once it has ended, or says one of these."""
    for _ in range(1000):
        found = await client.operation(operation)
        if found.state in ("done", "failed", "cancelled") or found.progress.message in messages:
            return found
        await asyncio.sleep(0.01)
    raise AssertionError(f"it does not get there: {found}")


async def raw_hold(server: Running, body: dict[str, Any]) -> None:
    """Ask for what the typed client would never send."""
    exchange = Exchange(server.server.http_url, server.key, 30)
    try:
        await exchange.send("POST", "/stations/CS/hold", msgspec.json.encode(body))
    finally:
        await exchange.close()


HELD: Final = "held: waiting for somebody to accept or to reject it"


@pytest.mark.requirement("B02.FR.01", "B02.FR.06", "B02.FR.09", "1.6 4.2 pending-open", "1.6 4.2 pending-calls")
@IN_EACH
async def test_a_held_station_is_read_and_configured_while_it_waits_and_accepted_by_hand(
    server: Running, version: str
) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput())
        await client.put_template("car-park", TEMPLATE)
        begun = await client.provisioning.hold("CS", HoldInput(template="car-park"))
        assert (await client.station("CS")).hold is not None
        async with (one := station("CS", version)).connected(server.ocpp_url):
            assert one.boots == ["Pending"]
            held = await until(client, begun.id, HELD)
            assert (held.state, held.errors) == ("waiting", [])
            assert heartbeat_of(one) == "60"
            assert await one.call("Heartbeat", {}) == "SecurityError"
            decision = await client.provisioning.accept("CS")
            assert (decision.next_registration, decision.boot) == ("Accepted", "asked")
            await one.until_told("Accepted")
            ended = await until(client, begun.id)
            assert (ended.state, msgspec.json.decode(ended.result)) == (
                "done", {"end": "accepted", "variables": 1, "written": 1},
            )  # fmt: skip
            assert "currentTime" in await one.call("Heartbeat", {})
            shown = await client.station("CS")
            assert (shown.registration, shown.hold) == ("Accepted", None)
    told = {"ocpp1.6": "GetConfiguration"}.get(version, "GetBaseReport")
    assert one.actions[0] == told
    assert one.actions[-1] == "TriggerMessage"


@IN_EACH
async def test_a_station_that_takes_the_whole_template_is_accepted_by_itself(server: Running, version: str) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput())
        await client.put_template("car-park", TEMPLATE)
        begun = await client.provisioning.hold("CS", HoldInput(template="car-park", accept=True, report=False))
        async with (one := station("CS", version)).connected(server.ocpp_url):
            ended = await until(client, begun.id)
            assert (ended.state, ended.errors) == ("done", [])
            assert one.boots == ["Pending", "Accepted"]
            assert {"GetBaseReport", "Reset"}.isdisjoint(one.actions)


@IN_EACH
async def test_a_fault_leaves_the_station_held_and_says_which_value_it_did_not_take(
    server: Running, version: str
) -> None:
    refused = {"HeartbeatInterval": "Rejected", "OCPPCommCtrlr/HeartbeatInterval": "Rejected"}
    async with server.client() as client:
        await client.put_station("CS", StationInput())
        await client.put_template("car-park", TEMPLATE)
        begun = await client.provisioning.hold("CS", HoldInput(template="car-park", accept=True))
        async with (one := station("CS", version, statuses=refused)).connected(server.ocpp_url):
            held = await until(client, begun.id, HELD)
            assert [(error.message, error.subject) for error in held.errors] == [
                ("Rejected", "OCPPCommCtrlr/HeartbeatInterval")
            ]
            assert one.boots == ["Pending"]
            await client.provisioning.reject("CS")
            await one.until_told("Rejected")
            ended = await until(client, begun.id)
            assert (ended.state, msgspec.json.decode(ended.result)["end"]) == ("done", "rejected")


async def test_values_that_wait_for_a_boot_have_the_station_start_anew_before_it_works(server: Running) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput())
        await client.put_template("car-park", TEMPLATE)
        begun = await client.provisioning.hold("CS", HoldInput(template="car-park", accept=True))
        one = station("CS", "ocpp2.0.1", statuses={"OCPPCommCtrlr/HeartbeatInterval": "RebootRequired"})
        living = asyncio.create_task(one.live(server.ocpp_url))
        try:
            ended = await until(client, begun.id)
            assert (ended.state, one.boots) == ("done", ["Pending", "Accepted"])
            assert "Reset" in one.actions
            assert (await client.station("CS")).reboot_required is None
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)


@pytest.mark.requirement("B03.FR.03", "1.6 4.2 rejected-silence")
@IN_EACH
async def test_a_station_held_as_rejected_is_asked_nothing_and_accepted_with_its_next_boot(
    server: Running, version: str
) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput())
        begun = await client.provisioning.hold("CS", HoldInput(registration="Rejected"))
        async with (one := station("CS", version)).connected(server.ocpp_url):
            ended = await until(client, begun.id)
            assert (ended.state, one.boots, one.asked) == ("done", ["Rejected"], [])
            told = (await client.read_variables("CS", READ)).items[0]
            assert (told.status, told.info) == ("NotSent", "the station was rejected, so it is asked nothing")
            decision = await client.provisioning.accept("CS")
            assert (decision.registration, decision.boot) == ("Rejected", "awaited")
            assert (await one.boot(), one.asked) == ("Accepted", [])


@pytest.mark.requirement("B02.FR.05", "1.6 4.2 pending-no-start")
@IN_EACH
async def test_a_pending_station_is_not_asked_to_start(server: Running, version: str) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput(onboarding="pending"))
        async with (one := station("CS", version)).connected(server.ocpp_url):
            with pytest.raises(ApiProblem) as refused:
                await client.start("CS", StartInput(id_token=StartToken(value="04A2"), force=True))
            assert refused.value.problem.type == "/docs/errors#cannot-ask"
            assert one.asked == []


async def test_an_accepted_station_is_held_at_once_when_it_is_to_start_anew(server: Running) -> None:
    async with server.client() as client:
        one = station("CS", "ocpp2.0.1")
        living = asyncio.create_task(one.live(server.ocpp_url))
        try:
            await one.until_told("Accepted")
            begun = await client.provisioning.hold("CS", HoldInput(report=False, reset=True))
            await one.until_told("Pending")
            assert (await until(client, begun.id, HELD)).state == "waiting"
            cancelled = await client.cancel_operation(begun.id)
            assert cancelled.cancelling
            assert (await until(client, begun.id)).state == "cancelled"
            shown = await client.station("CS")
            assert (shown.hold is not None, shown.registration) == (True, "Pending")
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        ({"template": "nowhere"}, 404, None),
        ({"accept": True}, 422, "/accept"),
        ({"registration": "Rejected", "template": "car-park"}, 422, "/template"),
        ({"registration": "Accepted"}, 422, "/registration"),
    ],
)
async def test_a_hold_that_makes_no_sense_is_refused_and_the_station_stays_free(
    server: Running, body: dict[str, Any], status: int, where: str | None
) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput())
        await client.put_template("car-park", TEMPLATE)
        with pytest.raises(ApiProblem) as refused:
            await raw_hold(server, body)
        problem = refused.value.problem
        assert (problem.status, problem.errors and problem.errors[0].pointer) == (status, where)
        assert (await client.station("CS")).hold is None


async def test_a_station_is_worked_on_once_and_accepted_once(server: Running) -> None:
    async with server.client() as client:
        await client.put_station("CS", StationInput())
        await client.provisioning.hold("CS")
        for again in (client.provisioning.hold("CS"), client.provisioning.hold("NOBODY")):
            with pytest.raises(ApiProblem) as refused:
                await again
            assert refused.value.status in (404, 409)
        async with station("CS", "ocpp2.0.1").connected(server.ocpp_url) as one:
            await client.provisioning.accept("CS")
            await one.until_told("Accepted")
            with pytest.raises(ApiProblem, match="accepted already"):
                await client.provisioning.accept("CS")


@IN_EACH
async def test_what_waits_for_a_boot_is_shown_until_the_station_has_started_anew(server: Running, version: str) -> None:
    waits = {"HeartbeatInterval": "RebootRequired", "OCPPCommCtrlr/HeartbeatInterval": "RebootRequired"}
    one = station("CS", version, statuses=waits)
    async with server.client() as client:
        async with one.connected(server.ocpp_url):
            written = WriteRequest(variables=TEMPLATE.variables)
            assert (await client.write_variables("CS", written)).reboot_required
            shown = (await client.station("CS")).reboot_required
            assert shown is not None
            assert shown.variables == ["OCPPCommCtrlr/HeartbeatInterval"]
            await client.trigger("CS", TriggerInput(kind="BootNotification"))
            await one.until_asked("TriggerMessage")
            for _ in range(500):
                if len(one.boots) == 2:
                    break
                await asyncio.sleep(0.01)
            assert (await client.station("CS")).reboot_required == shown
        async with one.connected(server.ocpp_url):
            assert (await client.station("CS")).reboot_required is None
