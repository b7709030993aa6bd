"""Variables, reports and templates over HTTP: versions, scopes, and what is refused."""

import asyncio

import aiohttp
import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.network_profile import NetworkProfileInput
from pilotwire.client.problem import ApiProblem
from pilotwire.client.template import ApplyRequest, TemplateInput
from pilotwire.client.variable import (
    ComponentInput,
    ReadRequest,
    ReportRequest,
    VariableInput,
    VariableRead,
    VariableWrite,
    WriteRequest,
)
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import StationId
from pilotwire.services.device_model_jobs import APPLY
from pilotwire.services.operations import Step, Surroundings
from pilotwire.services.station_link import (
    CallError,
    CallResult,
)

from .conftest import NOON, Site

PLACE = ComponentInput(name="OCPPCommCtrlr")
NAME = VariableInput(name="HeartbeatInterval")
WRITE = VariableWrite(component=PLACE, variable=NAME, value="60")
READ = ReadRequest(variables=[VariableRead(component=PLACE, variable=NAME)])
TEMPLATE = TemplateInput(variables=[WRITE], note="Car park")
BODY = {
    "variables": [{"component": {"name": "OCPPCommCtrlr"}, "variable": {"name": "HeartbeatInterval"}, "value": "60"}]
}


class Halting:
    """Runs until it is let go."""

    def __init__(self) -> None:
        self.let_go = asyncio.Event()

    async def run(self, step: Step, around: Surroundings) -> object:
        while not self.let_go.is_set():
            await step.sleep(0.01)
        return None


def station(name: str) -> ChargingStation:
    return ChargingStation(StationId(name), NOON, NOON)


async def test_a_template_has_a_version_that_a_change_must_name(raw: aiohttp.ClientSession) -> None:
    async with raw.put("/api/v1/templates/car%20park", json=BODY) as made:
        assert made.status == 201
        first = made.headers["ETag"]
    changed = {**BODY, "note": "changed"}
    async with raw.put("/api/v1/templates/car%20park", json=changed, headers={"If-Match": first}) as answer:
        assert answer.status == 200
        assert answer.headers["ETag"] != first
    async with raw.put("/api/v1/templates/car%20park", json=BODY, headers={"If-Match": first}) as answer:
        assert answer.status == 412
    async with raw.delete("/api/v1/templates/car%20park", headers={"If-Match": first}) as answer:
        assert answer.status == 412
    async with raw.get("/api/v1/templates/car%20park") as answer:
        document = await answer.json()
        assert answer.headers["ETag"] == f'"{document.pop("version")}"'
    assert document == {
        "name": "car park",
        "variables": [
            {
                "component": {"name": "OCPPCommCtrlr"},
                "variable": {"name": "HeartbeatInterval"},
                "attribute": "Actual",
                "value": "60",
            }
        ],
        "created_at": "2026-03-01T12:00:00.000Z",
        "updated_at": "2026-03-01T12:00:00.000Z",
        "note": "changed",
    }


async def test_templates_are_listed_by_name_and_removed(client: Client) -> None:
    for name in ("b", "a"):
        await client.put_template(name, TEMPLATE)
    assert [one.name for one in (await client.templates("CAR")).items] == ["a", "b"]
    await client.delete_template("a")
    assert [one.name for one in (await client.templates()).items] == ["b"]
    with pytest.raises(ApiProblem) as missing:
        await client.template("a")
    assert missing.value.status == 404


async def test_a_password_in_a_template_is_refused_by_its_place(client: Client) -> None:
    password = VariableWrite(
        component=ComponentInput(name="SecurityCtrlr"), variable=VariableInput(name="BasicAuthPassword"), value="secret"
    )
    with pytest.raises(ApiProblem) as refused:
        await client.put_template("T", TemplateInput(variables=[WRITE, password]))
    assert (refused.value.status, [one.pointer for one in refused.value.problem.errors or []]) == (
        422,
        ["/variables/1"],
    )


async def test_a_template_begins_an_operation_at_each_station_where_none_runs_yet(site: Site, client: Client) -> None:
    await site.holds(station("CS-1"), station("CS-2"))
    await client.put_template("T", TEMPLATE)
    site.jobs[APPLY] = job = Halting()
    first = await client.apply_template("T", ApplyRequest(stations=["CS-1"]))
    both = await client.apply_template("T", ApplyRequest(stations=["CS-1", "CS-2", "CS-2"]))
    job.let_go.set()
    assert [(one.station, one.kind) for one in first.operations] == [("CS-1", "template.apply")]
    assert bytes(first.operations[0].request) == b'{"template":"T"}'
    assert [one.station for one in both.operations] == ["CS-2"]
    assert [one.station for one in both.not_started] == ["CS-1"]


async def test_nothing_is_begun_when_a_station_or_the_template_is_unknown(site: Site, client: Client) -> None:
    await site.holds(station("CS-1"))
    with pytest.raises(ApiProblem, match="template"):
        await client.apply_template("T", ApplyRequest(stations=["CS-1"]))
    await client.put_template("T", TEMPLATE)
    with pytest.raises(ApiProblem, match="CS-9"):
        await client.apply_template("T", ApplyRequest(stations=["CS-1", "CS-9"]))
    assert (await client.operations()).items == []


async def test_drift_needs_a_template_that_is_named_and_known(site: Site, raw: aiohttp.ClientSession) -> None:
    await site.holds(station("CS-1"))
    async with raw.get("/api/v1/stations/CS-1/drift") as answer:
        assert (answer.status, (await answer.json())["errors"][0]["parameter"]) == (422, "template")
    async with raw.get("/api/v1/stations/CS-1/drift?template=T") as answer:
        assert answer.status == 404


async def test_a_report_is_an_operation_and_only_one_at_a_time(site: Site, raw: aiohttp.ClientSession) -> None:
    await site.holds(station("CS-1"))
    site.jobs["station.report"] = job = Halting()
    async with raw.post("/api/v1/stations/CS-1/reports", json={"base": "SummaryInventory"}) as answer:
        document = await answer.json()
        assert (answer.status, answer.headers["Location"]) == (202, f"/api/v1/operations/{document['id']}")
        assert document["request"] == {"base": "SummaryInventory"}
    async with raw.post("/api/v1/stations/CS-1/reports", json={}) as answer:
        assert answer.status == 409
    job.let_go.set()


async def test_a_report_is_of_everything_or_of_what_is_named(site: Site, raw: aiohttp.ClientSession) -> None:
    await site.holds(station("CS-1"))
    site.jobs["station.report"] = job = Halting()
    job.let_go.set()
    named = {
        "components": [
            {"component": {"name": "EVSE", "evse_id": 1}},
            {"component": {"name": "A"}, "variable": {"name": "b"}},
        ],
        "criteria": ["Problem"],
    }
    async with raw.post("/api/v1/stations/CS-1/reports", json=named) as answer:
        assert (await answer.json())["request"] == {
            "base": None,
            "components": [{"name": "EVSE", "evse_id": 1}],
            "variables": [{"component": {"name": "A"}, "variable": "b"}],
            "criteria": ["Problem"],
        }
    both = {"base": "FullInventory", "criteria": ["Problem"]}
    async with raw.post("/api/v1/stations/CS-1/reports", json=both) as answer:
        assert (answer.status, (await answer.json())["errors"][0]["pointer"]) == (422, "/base")


async def test_a_write_that_is_repeated_with_its_key_reaches_the_station_once(
    site: Site, raw: aiohttp.ClientSession
) -> None:
    async def accept(action: str, payload: bytes) -> CallResult | CallError:
        return CallResult("m-1", msgspec.Raw(b'{"status":"Accepted"}'), 1.0)

    await site.holds(station("CS-1"))
    site.link.connect("CS-1", accept, "ocpp1.6")
    for replayed in (None, "true"):
        async with raw.post(
            "/api/v1/stations/CS-1/variables/write", json=BODY, headers={"Idempotency-Key": "k"}
        ) as answer:
            assert (answer.status, answer.headers.get("Idempotent-Replayed")) == (200, replayed)
            assert (await answer.json())["items"][0]["status"] == "Accepted"
    assert [(name, action) for name, action, _, _ in site.link.calls] == [("CS-1", "ChangeConfiguration")]


async def test_a_way_to_a_csms_is_stored_in_a_slot_where_the_version_has_slots(site: Site, client: Client) -> None:
    async def refuse(action: str, payload: bytes) -> CallResult | CallError:
        return CallResult("m-1", msgspec.Raw(b'{"status":"Rejected","statusInfo":{"reasonCode":"NoSlot"}}'), 1.0)

    await site.holds(station("CS-1"), station("CS-2"))
    site.link.connect("CS-1", refuse)
    site.link.connect("CS-2", refuse, "ocpp1.6")
    wanted = NetworkProfileInput(slot=3, csms_url="wss://csms.example/ocpp", security_profile=2)
    told = await client.set_network_profile("CS-1", wanted)
    assert (told.status, told.reason_code) == ("Rejected", "NoSlot")
    with pytest.raises(ApiProblem) as old:
        await client.set_network_profile("CS-2", wanted)
    assert old.value.status == 409
    with pytest.raises(ApiProblem) as contradiction:
        await client.set_network_profile("CS-1", msgspec.structs.replace(wanted, security_profile=1))
    assert (contradiction.value.status, [one.pointer for one in contradiction.value.problem.errors or []]) == (
        422,
        ["/security_profile"],
    )
    assert len(site.link.calls) == 1


async def test_variables_ask_for_the_scope_that_fits(site: Site) -> None:
    await site.holds(station("CS-1"))
    async with site.client("read") as reader, site.client("operate") as operator:
        assert (await reader.variables("CS-1")).items == []
        for refused in (
            reader.read_variables("CS-1", READ),
            reader.start_report("CS-1", ReportRequest()),
            operator.write_variables("CS-1", WriteRequest(variables=[WRITE])),
            operator.put_template("T", TEMPLATE),
        ):
            with pytest.raises(ApiProblem) as problem:
                await refused
            assert problem.value.status == 403
        with pytest.raises(ApiProblem) as away:
            await operator.read_variables("CS-1", READ)
        assert away.value.status == 409
