"""Usual settings by one name in every version, and ways to a CSMS that must not be changed; in literal frames."""

from typing import Any, Final

import pytest

from pilotwire.client.network_profile import NetworkProfileInput
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput
from pilotwire.client.variable import (
    ComponentInput,
    ItemsPerMessage,
    ReportRequest,
    SettingsInput,
    VariableInput,
    VariableWrite,
    WriteRequest,
)

from .conftest import Running
from .raw_station import station
from .test_automatisms import ended

USUAL: Final = SettingsInput(
    heartbeat_interval_s=120,
    message_attempts=3,
    message_attempt_interval_s=60,
    items_per_message=ItemsPerMessage(SetVariables=5, SendLocalList=20),
)


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """On both databases."""
    return server_of_each_kind


def set_variable(component: str, variable: str, value: str, instance: str | None = None) -> dict[str, Any]:
    named = {"name": variable} | ({} if instance is None else {"instance": instance})
    return {"attributeValue": value, "component": {"name": component}, "variable": named}


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_usual_settings_of_2_x_are_variables(server: Running, version: str) -> None:
    async with server.client() as client, station("CS", version).connected(server.ocpp_url) as one:
        answers = await client.provisioning.change_settings("CS", USUAL)
        assert {answer.status for answer in answers.items} == {"Accepted"}
        assert one.asked == [
            (
                "SetVariables",
                {
                    "setVariableData": [
                        set_variable("OCPPCommCtrlr", "HeartbeatInterval", "120"),
                        set_variable("OCPPCommCtrlr", "MessageAttempts", "3", "TransactionEvent"),
                        set_variable("OCPPCommCtrlr", "MessageAttemptInterval", "60", "TransactionEvent"),
                        set_variable("DeviceDataCtrlr", "ItemsPerMessage", "5", "SetVariables"),
                        set_variable("LocalAuthListCtrlr", "ItemsPerMessage", "20"),
                    ]
                },
            )
        ]


async def test_usual_settings_of_1_6_are_keys_and_what_it_has_no_key_for_is_not_sent(server: Running) -> None:
    async with server.client() as client, station("CS", "ocpp1.6").connected(server.ocpp_url) as one:
        answers = await client.provisioning.change_settings("CS", USUAL)
        assert [answer.status for answer in answers.items] == [*["Accepted"] * 3, "NotSent", "Accepted"]
        assert [payload for _, payload in one.asked] == [
            {"key": "HeartbeatInterval", "value": "120"},
            {"key": "TransactionMessageAttempts", "value": "3"},
            {"key": "TransactionMessageRetryInterval", "value": "60"},
            {"key": "SendLocalListMaxLength", "value": "20"},
        ]


@pytest.mark.parametrize(
    "body", [SettingsInput(), SettingsInput(heartbeat_interval_s=-1), SettingsInput(message_attempts=1001)]
)
async def test_settings_out_of_bounds_are_refused_and_nothing_is_sent(server: Running, body: SettingsInput) -> None:
    async with server.client() as client, station("CS", "ocpp2.1").connected(server.ocpp_url) as one:
        with pytest.raises(ApiProblem) as refused:
            await client.provisioning.change_settings("CS", body)
        assert (refused.value.status, one.asked) == (422, [])


@pytest.mark.requirement("B09.FR.21")
async def test_a_way_that_is_in_use_is_not_changed(server: Running) -> None:
    values = {"OCPPCommCtrlr/NetworkConfigurationPriority": "1,0"}
    one = station("CS", "ocpp2.1", values=values)
    async with server.client() as client, one.connected(server.ocpp_url):
        await client.start_report("CS", ReportRequest())
        await ended(client, "station.report")
        for slot, status in (("1", 422), ("2", None)):
            wanted = WriteRequest(
                variables=[
                    VariableWrite(
                        component=ComponentInput(name="NetworkConfiguration", instance=slot),
                        variable=VariableInput(name="MessageTimeout"),
                        value="30",
                    )
                ]
            )
            if status is None:
                assert (await client.write_variables("CS", wanted)).items[0].status == "Accepted"
                continue
            with pytest.raises(ApiProblem, match="may use now") as refused:
                await client.write_variables("CS", wanted)
            assert refused.value.status == status
    assert [payload["setVariableData"][0]["component"]["instance"] for action, payload in one.asked[1:]] == ["2"]


@pytest.mark.requirement("B09.FR.07")
async def test_a_lower_profile_than_the_present_one_is_noticed(server: Running) -> None:
    accepts = {"SetNetworkProfile": {"status": "Accepted"}}
    one = station("CS", "ocpp2.1", answers=accepts, password="a-good-password")
    async with server.client() as client:
        await client.put_station("CS", StationInput(password=one.password))
        async with one.connected(server.ocpp_url):
            told = [
                (await client.set_network_profile("CS", NetworkProfileInput(slot=2, csms_url=url, security_profile=at)))
                for at, url in ((1, "ws://csms.example/ocpp"), (0, "ws://csms.example/ocpp"))
            ]
        assert [one.noticed for one in told] == [
            [],
            ["security profile is below that of the station's present connection"],
        ]
