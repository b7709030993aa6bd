"""Variables of stations of all three versions, made of the `ocpp` package: read, written, reported, kept as wanted."""

import asyncio
from typing import Any, Final

import msgspec
import ocpp.v201.call as call201
import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import MessageFilter, VariableFilter
from pilotwire.client.operation import Operation
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
from pilotwire.domain.report import ReportLimits
from pilotwire.services.device_model_jobs import ReportJob
from pilotwire.services.jobs import JOBS

from .conftest import Running
from .device_model_stations import CALLS, EACH_2X, STATUSES, boot, connected

NOON: Final = "2026-03-01T12:00:00Z"


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


def read(*names: str) -> ReadRequest:
    """Attributes by Component/Variable."""
    return ReadRequest(variables=[VariableRead(component=place(one), variable=name(one)) for one in names])


def write(**values: str) -> WriteRequest:
    """Values of variables of the component Acme."""
    component = ComponentInput(name="Acme")
    return WriteRequest(
        variables=[
            VariableWrite(component=component, variable=VariableInput(name=name), value=value)
            for name, value in values.items()
        ]
    )


def set_to(address: str, value: str) -> VariableWrite:
    return VariableWrite(component=place(address), variable=name(address), value=value)


def place(address: str) -> ComponentInput:
    return ComponentInput(name=address.partition("/")[0])


def name(address: str) -> VariableInput:
    return VariableInput(name=address.partition("/")[2])


def row(component: str, variable: str, value: str, limits: dict[str, Any] | None = None, **more: Any) -> Any:
    """One line of a report."""
    told = {"component": {"name": component}, "variable": {"name": variable, **more}}
    told["variable_attribute"] = [{"type": "Actual", "value": value, "mutability": "ReadWrite"}]  # type: ignore[assignment]
    return told | ({"variable_characteristics": limits} if limits else {})


async def told(client: Client) -> dict[str, str | None]:
    """The stored actual values by Component/Variable."""
    page = await client.variables("CS")
    return {f"{one.component.name}/{one.variable.name}": one.attributes[0].value for one in page.items}


async def ended(client: Client, operation: Operation) -> Operation:
    for _ in range(1000):
        found = await client.operation(operation.id)
        if found.state in ("done", "failed", "cancelled"):
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"it does not end: {found}")


async def asked_for_report(station: Any) -> int:
    for _ in range(500):
        if station.report is not None:
            return int(station.report)
        await asyncio.sleep(0.01)
    raise AssertionError("no report was asked for")


@pytest.mark.requirement("1.6 5.8 get-configuration")
async def test_keys_of_1_6_are_read_as_variables_and_kept(server: Running) -> None:
    async with server.client() as client, connected(server, "ocpp1.6") as station:
        asked = read("OCPPCommCtrlr/HeartbeatInterval", "VendorKeys/AcmeColour", "VendorKeys/Nix", "Acme/NoSuchThing")
        answers = (await client.read_variables("CS", asked)).items
        assert [(one.status, one.value) for one in answers] == [
            ("Accepted", "300"),
            ("Accepted", "red"),
            ("UnknownVariable", None),
            ("NotSent", None),
        ]
        assert answers[3].info == "OCPP 1.6 has no key for Acme/NoSuchThing"
        assert await told(client) == {"OCPPCommCtrlr/HeartbeatInterval": "300", "VendorKeys/AcmeColour": "red"}
        assert ["HeartbeatInterval", "AcmeColour"] in station.asked
        assert [] not in station.asked


@pytest.mark.requirement("1.6 5.3 configuration")
async def test_keys_of_1_6_are_written_one_by_one_and_a_boot_is_remembered_until_it_comes(server: Running) -> None:
    async with server.client() as client, connected(server, "ocpp1.6") as station:
        wanted = WriteRequest(
            variables=[
                set_to("OCPPCommCtrlr/HeartbeatInterval", "60"),
                set_to("VendorKeys/AcmeColour", "blue"),
                set_to("VendorKeys/Nix", "1"),
            ]
        )
        answers = await client.write_variables("CS", wanted)
        assert [one.status for one in answers.items] == ["Accepted", "RebootRequired", "UnknownVariable"]
        assert station.changed == [("HeartbeatInterval", "60"), ("AcmeColour", "blue"), ("Nix", "1")]
        assert answers.reboot_required
        assert await told(client) == {"OCPPCommCtrlr/HeartbeatInterval": "60", "VendorKeys/AcmeColour": "blue"}
        await boot(station, "ocpp1.6")
        assert not (await client.variables("CS")).reboot_required


async def test_a_report_of_a_1_6_station_is_all_of_its_keys_and_its_limit_is_kept_from_then_on(
    server: Running,
) -> None:
    async with server.client() as client, connected(server, "ocpp1.6") as station:
        done = await ended(client, await client.start_report("CS", ReportRequest()))
        assert (done.state, msgspec.json.decode(done.result)) == ("done", {"variables": 3})
        assert await told(client) == {
            "DeviceDataCtrlr/ItemsPerMessage": "2",
            "OCPPCommCtrlr/HeartbeatInterval": "300",
            "VendorKeys/AcmeColour": "red",
        }
        station.asked.clear()
        await client.read_variables("CS", read("VendorKeys/a", "VendorKeys/b", "VendorKeys/c"))
        assert station.asked == [["a", "b"], ["c"]]


@EACH_2X
async def test_variables_are_read_whatever_the_order_of_the_answers(server: Running, version: str) -> None:
    async with server.client() as client, connected(server, version) as station:
        asked = read("OCPPCommCtrlr/HeartbeatInterval", "Nothing/At", "OCPPCommCtrlr/Nix")
        answers = (await client.read_variables("CS", asked)).items
        assert [(one.component.name, one.status, one.value) for one in answers] == [
            ("OCPPCommCtrlr", "Accepted", "300"),
            ("Nothing", "UnknownComponent", None),
            ("OCPPCommCtrlr", "UnknownVariable", None),
        ]
        assert await told(client) == {"OCPPCommCtrlr/HeartbeatInterval": "300"}
        assert len(station.read) == 1


@EACH_2X
async def test_each_write_has_its_own_answer_and_what_was_accepted_is_kept(server: Running, version: str) -> None:
    async with server.client() as client, connected(server, version) as station:
        answers = await client.write_variables("CS", write(Fine="1", Later="2", No="3", Nowhere="4", NoTarget="5"))
        assert [(one.variable.name, one.status) for one in answers.items] == list(STATUSES.items())
        assert answers.reboot_required
        assert await told(client) == {"Acme/Fine": "1", "Acme/Later": "2"}
        assert len(station.written) == 1


@pytest.mark.requirement("B05.FR.11", "B06.FR.05")
@EACH_2X
async def test_no_message_holds_more_variables_than_the_station_takes(server: Running, version: str) -> None:
    async with server.client() as client, connected(server, version) as station:
        operation = await client.start_report("CS", ReportRequest())
        limits = [
            row("DeviceDataCtrlr", "ItemsPerMessage", "2", instance="GetVariables"),
            row("DeviceDataCtrlr", "ItemsPerMessage", "3", instance="SetVariables"),
        ]
        part = CALLS[version].NotifyReport(
            request_id=await asked_for_report(station), generated_at=NOON, seq_no=0, report_data=limits
        )
        await station.call(part)
        await ended(client, operation)
        await client.read_variables("CS", read("A/1", "A/2", "A/3", "A/4", "A/5"))
        assert [[one["variable"]["name"] for one in asked] for asked in station.read] == [["1", "2"], ["3", "4"], ["5"]]
        await client.write_variables("CS", write(a="1", b="2", c="3", d="4"))
        assert [len(asked) for asked in station.written] == [3, 1]


@pytest.mark.requirement("B05.FR.13")
async def test_the_same_attribute_twice_is_refused_before_anything_is_sent(server: Running) -> None:
    async with server.client() as client, connected(server, "ocpp2.0.1") as station:
        twice = WriteRequest(variables=[set_to("A/b", "1"), set_to("a/B", "2")])
        with pytest.raises(ApiProblem) as refused:
            await client.write_variables("CS", twice)
        assert (refused.value.status, refused.value.problem.errors[0].pointer) == (422, "/variables/1")  # type: ignore[index]
        assert station.written == []


LIMITED: Final = [
    row(
        "Acme", "Interval", "300",
        {"data_type": "integer", "min_limit": 10.0, "max_limit": 900.0, "supports_monitoring": False, "unit": "s"},
    ),
    row("Acme", "Name", "abc", {"data_type": "string", "max_limit": 5.0, "supports_monitoring": False}),
    row("Acme", "Mode", "on", {"data_type": "OptionList", "values_list": "on,off", "supports_monitoring": False}),
]  # fmt: skip
"""What a station tells of its variables that bounds what it takes."""
NOT_TAKEN: Final[tuple[tuple[dict[str, str], str, str], ...]] = (
    ({"Mode": "on", "Interval": "soon"}, "/variables/1/value", "Acme/Interval: 'soon' is no whole number."),
    ({"Interval": "901"}, "/variables/0/value",
     "Acme/Interval: 901 s is above the most that the station takes, 900."),
    ({"Name": "abcdef"}, "/variables/0/value",
     "Acme/Name: a text of 6 characters is above the most that the station takes, 5."),
    ({"Mode": "maybe"}, "/variables/0/value", "Acme/Mode: 'maybe' is none of on, off."),
)  # fmt: skip
"""What is wanted, the place that is refused, and why."""


@EACH_2X
async def test_a_value_that_the_station_would_not_take_is_refused_by_its_place_and_never_sent(
    server: Running, version: str
) -> None:
    async with server.client() as client, connected(server, version) as station:
        operation = await client.start_report("CS", ReportRequest())
        number = await asked_for_report(station)
        await station.call(
            CALLS[version].NotifyReport(request_id=number, generated_at=NOON, seq_no=0, report_data=LIMITED)
        )
        await ended(client, operation)
        for wanted, place_of_it, why in NOT_TAKEN:
            with pytest.raises(ApiProblem) as refused:
                await client.write_variables("CS", write(**wanted))
            problems = refused.value.problem.errors or []
            told = [(one.pointer, one.message) for one in problems]
            assert (refused.value.status, told) == (422, [(place_of_it, why)])
        assert station.written == []


async def test_a_password_is_not_written_as_a_variable(server: Running) -> None:
    async with server.client() as client, connected(server, "ocpp2.0.1") as station:
        wanted = WriteRequest(variables=[set_to("SecurityCtrlr/BasicAuthPassword", "correct-horse-battery")])
        with pytest.raises(ApiProblem) as refused:
            await client.write_variables("CS", wanted)
        assert refused.value.status == 422
        assert "correct-horse" not in str(refused.value.problem)
        assert station.written == []


@EACH_2X
async def test_a_report_is_whole_when_its_parts_come_out_of_order_and_twice(server: Running, version: str) -> None:
    async with server.client() as client, connected(server, version) as station:
        operation = await client.start_report("CS", ReportRequest(base="ConfigurationInventory"))
        request_id = await asked_for_report(station)

        def part(seq_no: int, *, tbc: bool, request: int = request_id) -> Any:
            data = [row("Acme", f"V{seq_no}", str(seq_no))]
            return CALLS[version].NotifyReport(
                request_id=request, generated_at=NOON, seq_no=seq_no, tbc=tbc, report_data=data
            )

        for number, more in ((0, True), (3, False), (1, True), (1, True), (0, True)):
            await station.call(part(number, tbc=more))
        await station.call(part(2, tbc=False, request=request_id + 1))
        await asyncio.sleep(0.6)
        assert (await client.operation(operation.id)).state == "running"
        await station.call(part(2, tbc=True))
        done = await ended(client, operation)
        assert (done.state, msgspec.json.decode(done.result)) == ("done", {"variables": 4, "parts": 6})
        assert await told(client) == {"Acme/V0": "0", "Acme/V1": "1", "Acme/V2": "2", "Acme/V3": "3"}


async def test_a_report_that_stops_coming_or_never_ends_fails_by_name(
    server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with server.client() as client, connected(server, "ocpp2.0.1") as station:
        for limits, parts, why in (
            (ReportLimits(silence_s=0.2), 1, "report.stalled"),
            (ReportLimits(parts=3), 5, "report.too-many-parts"),
        ):
            monkeypatch.setitem(JOBS, "station.report", ReportJob(limits, look_every_s=0.05))
            station.report = None
            operation = await client.start_report("CS", ReportRequest())
            request_id = await asked_for_report(station)
            for number in range(parts):
                data = [row("Acme", f"V{number}", "1")]
                await station.call(
                    call201.NotifyReport(
                        request_id=request_id, generated_at=NOON, seq_no=number, tbc=True, report_data=data
                    )
                )
            failed = await ended(client, operation)
            assert (failed.state, failed.errors[0].message.partition(":")[0]) == ("failed", why)
        assert len((await client.variables("CS")).items) == 5


async def test_a_template_is_written_where_the_station_differs_and_the_drift_is_told(server: Running) -> None:
    async with server.client() as client, connected(server, "ocpp2.0.1") as station:
        station.values["Fine"] = "7"
        variables = [set_to("Acme/HeartbeatInterval", "300"), set_to("Acme/Fine", "8"), set_to("Acme/No", "9")]
        await client.put_template("car park", TemplateInput(variables=variables))
        before = await client.drift("CS", "car park")
        assert [one.state for one in before.items] == ["unknown", "unknown", "unknown"]
        begun = await client.apply_template("car park", ApplyRequest(stations=["CS"]))
        done = await ended(client, begun.operations[0])
        assert msgspec.json.decode(done.result) == {"written": 1, "skipped": 1, "failed": 1, "reboot_required": False}
        assert [(one.subject, one.message) for one in done.errors] == [("Acme/No", "Rejected")]
        assert [[one["variable"]["name"] for one in asked] for asked in station.written] == [["Fine", "No"]]
        after = await client.drift("CS", "car park")
        assert [(one.state, one.value) for one in after.items] == [("same", "300"), ("same", "8"), ("unknown", None)]
        assert after.drifted == 1


async def test_a_template_that_somebody_changed_meanwhile_is_not_overwritten(server: Running) -> None:
    async with server.client() as client:
        first = await client.put_template("T", TemplateInput(variables=[set_to("A/b", "1")]))
        await client.put_template("T", TemplateInput(variables=[set_to("A/b", "2")]), first.version)
        with pytest.raises(ApiProblem) as refused:
            await client.put_template("T", TemplateInput(variables=[set_to("A/b", "3")]), first.version)
        assert refused.value.status == 412
        assert (await client.template("T")).variables[0].value == "2"


async def test_what_is_known_can_be_searched(server: Running) -> None:
    async with server.client() as client, connected(server, "ocpp2.0.1"):
        await client.write_variables("CS", write(Fine="1", Finer="2"))
        named = await client.variables("CS", VariableFilter(component="acme", variable="FINE"))
        assert [one.variable.name for one in named.items] == ["Fine"]
        searched = await client.variables("CS", VariableFilter(q="fine"), limit=1)
        assert [one.variable.name for one in searched.items] == ["Fine"]
        rest = await client.variables("CS", VariableFilter(q="fine"), limit=1, cursor=searched.next_cursor)
        assert ([one.variable.name for one in rest.items], rest.next_cursor) == (["Finer"], None)


async def test_a_station_that_is_away_is_not_asked(server: Running) -> None:
    async with server.client() as client:
        async with connected(server, "ocpp2.0.1"):
            pass
        for _ in range(200):
            if (await client.station("CS")).state == "disconnected":
                break
            await asyncio.sleep(0.01)
        with pytest.raises(ApiProblem) as refused:
            await client.read_variables("CS", read("A/b"))
        assert refused.value.status == 409
        assert (await client.messages(MessageFilter(station="CS", action="GetVariables"))).items == []
