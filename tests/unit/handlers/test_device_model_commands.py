"""Commands of the device model in the literal payload of every version, and what the answers mean."""

from typing import Any

import msgspec
import pytest

from pilotwire.domain.command import CannotError, Command, Reply
from pilotwire.domain.device_model import Address, Characteristics, Component
from pilotwire.domain.device_model_commands import (
    AttributeAnswer,
    GetBaseReport,
    GetReport,
    GetVariables,
    NetworkProfile,
    Read,
    SetNetworkProfile,
    SetVariables,
    Write,
)
from pilotwire.handlers.commands import say, understand
from pilotwire.kernel.ids import ConnectorId, EvseId

HEARTBEAT = Address(Component("OCPPCommCtrlr"), "HeartbeatInterval")
PLACED = Address(Component("Connector", "left", EvseId(1), ConnectorId(2)), "Available", "x")
EACH_2X = pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])

SAID_16: list[tuple[Command[Any], str, str]] = [
    (GetVariables((Read(HEARTBEAT),)), "GetConfiguration", '{"key":["HeartbeatInterval"]}'),
    (GetVariables(()), "GetConfiguration", "{}"),
    (SetVariables((Write(HEARTBEAT, "60"),)), "ChangeConfiguration", '{"key":"HeartbeatInterval","value":"60"}'),
    (
        SetVariables((Write(Address(Component("VendorKeys"), "AcmeColour"), "red"),)), "ChangeConfiguration",
        '{"key":"AcmeColour","value":"red"}',
    ),
]  # fmt: skip
SAID_2X: list[tuple[Command[Any], str, str]] = [
    (
        GetVariables((Read(HEARTBEAT), Read(PLACED, "Target"))), "GetVariables",
        '{"getVariableData":[{"component":{"name":"OCPPCommCtrlr"},"variable":{"name":"HeartbeatInterval"}},'
        '{"attributeType":"Target","component":{"evse":{"id":1,"connectorId":2},"name":"Connector","instance":"left"},'
        '"variable":{"name":"Available","instance":"x"}}]}',
    ),
    (
        SetVariables((Write(HEARTBEAT, "60"),)), "SetVariables",
        '{"setVariableData":[{"attributeValue":"60","component":{"name":"OCPPCommCtrlr"},'
        '"variable":{"name":"HeartbeatInterval"}}]}',
    ),
    (
        SetVariables((Write(PLACED, "1", "Target"),)), "SetVariables",
        '{"setVariableData":[{"attributeType":"Target","attributeValue":"1","component":{"name":"Connector",'
        '"instance":"left","evse":{"id":1,"connectorId":2}},"variable":{"name":"Available","instance":"x"}}]}',
    ),
    (GetBaseReport(7), "GetBaseReport", '{"requestId":7,"reportBase":"FullInventory"}'),
    (
        GetReport(7, (Component("EVSE"),), (HEARTBEAT,), ("Problem",)), "GetReport",
        '{"componentVariable":[{"component":{"name":"EVSE"}},{"component":{"name":"OCPPCommCtrlr"},'
        '"variable":{"name":"HeartbeatInterval"}}],"requestId":7,"componentCriteria":["Problem"]}',
    ),
    (
        SetNetworkProfile(2, NetworkProfile("wss://csms.example/ocpp", 2)), "SetNetworkProfile",
        '{"configurationSlot":2,"connectionData":{"ocppVersion":"OCPP20","ocppTransport":"JSON",'
        '"ocppCsmsUrl":"wss://csms.example/ocpp","messageTimeout":30,"securityProfile":2,"ocppInterface":"Wired0"}}',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("command", "action", "payload"), SAID_16)
def test_a_command_is_said_in_1_6(command: Command[Any], action: str, payload: str) -> None:
    said = say("ocpp1.6", command)
    assert (said.action, msgspec.json.decode(said.payload)) == (action, msgspec.json.decode(payload))


@EACH_2X
@pytest.mark.parametrize(("command", "action", "payload"), SAID_2X)
def test_a_command_is_said_in_2_x(version: str, command: Command[Any], action: str, payload: str) -> None:
    said = say(version, command)
    assert (said.action, msgspec.json.decode(said.payload)) == (action, msgspec.json.decode(payload))


@pytest.mark.parametrize(
    ("version", "command", "why"),
    [
        ("ocpp1.6", GetVariables((Read(PLACED),)), "no key for Connector"),
        ("ocpp1.6", GetVariables((Read(HEARTBEAT, "Target"),)), "no Target of"),
        ("ocpp1.6", SetVariables((Write(HEARTBEAT, "1"), Write(HEARTBEAT, "2"))), "one key at a time"),
        ("ocpp1.6", SetVariables((Write(HEARTBEAT, "1" * 501),)), "has 501 characters"),
        ("ocpp1.6", GetVariables((Read(Address(Component("VendorKeys"), "k" * 51)),)), "no key for"),
        ("ocpp1.6", GetBaseReport(1), "no way to ask"),
        ("ocpp2.0.1", GetVariables(()), "by name alone"),
        ("ocpp2.0.1", SetVariables((Write(HEARTBEAT, "1" * 1001),)), "has 1001 characters"),
        ("ocpp2.1", SetVariables((Write(HEARTBEAT, "1" * 2501),)), "has 2501 characters"),
        ("ocpp2.1", SetVariables((Write(Address(Component("c"), "v" * 51), "1"),)), "names of 51 characters"),
        ("ocpp2.1", GetVariables((Read(Address(Component("n" * 51), "v")),)), "names of 51 characters"),
    ],
)
def test_what_a_version_cannot_say_is_told(version: str, command: Command[Any], why: str) -> None:
    with pytest.raises(CannotError, match=why):
        say(version, command)


def test_2_1_takes_longer_values() -> None:
    said = say("ocpp2.1", SetVariables((Write(HEARTBEAT, "1" * 2500),)))
    assert msgspec.json.decode(said.payload)["setVariableData"][0]["attributeValue"] == "1" * 2500


def heard(version: str, command: Command[Any], payload: str) -> Any:
    return understand(say(version, command), command, msgspec.Raw(payload.encode()))


def test_keys_of_1_6_are_heard_with_what_the_standard_says_of_them() -> None:
    told = heard(
        "ocpp1.6",
        GetVariables(()),
        '{"configurationKey":[{"key":"heartbeatinterval","readonly":false,"value":"300"},'
        '{"key":"AcmeColour","readonly":true},{"key":"AuthorizationKey","readonly":false}],"unknownKey":["Nix"]}',
    )
    assert told == (
        AttributeAnswer(
            "Accepted", HEARTBEAT, value="300", mutability="ReadWrite", characteristics=Characteristics("integer", "s")
        ),
        AttributeAnswer("Accepted", Address(Component("VendorKeys"), "AcmeColour"), mutability="ReadOnly"),
        AttributeAnswer(
            "Accepted",
            Address(Component("SecurityCtrlr"), "BasicAuthPassword"),
            mutability="WriteOnly",
            characteristics=Characteristics("string"),
        ),
        AttributeAnswer("UnknownVariable", Address(Component("VendorKeys"), "Nix")),
    )


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Accepted", "Accepted"),
        ("Rejected", "Rejected"),
        ("RebootRequired", "RebootRequired"),
        ("NotSupported", "UnknownVariable"),
    ],
)
def test_a_change_of_1_6_has_a_status_alone(word: str, status: Any) -> None:
    command = SetVariables((Write(HEARTBEAT, "60"),))
    assert heard("ocpp1.6", command, f'{{"status":"{word}"}}') == (AttributeAnswer(status),)


@EACH_2X
def test_answers_of_2_x_name_what_they_are_about(version: str) -> None:
    about = '"component":{"name":"Connector","instance":"left","evse":{"id":1,"connectorId":2}},'
    about += '"variable":{"name":"Available","instance":"x"}'
    read = heard(
        version,
        GetVariables((Read(PLACED),)),
        f'{{"getVariableResult":[{{"attributeStatus":"Rejected","attributeType":"Target",{about},'
        '"attributeStatusInfo":{"reasonCode":"WriteOnly","additionalInfo":"no"}}]}',
    )
    assert read == (AttributeAnswer("Rejected", PLACED, "Target", None, "WriteOnly", "no"),)
    written = heard(
        version,
        SetVariables((Write(PLACED, "1"),)),
        f'{{"setVariableResult":[{{"attributeStatus":"RebootRequired",{about}}}]}}',
    )
    assert written == (AttributeAnswer("RebootRequired", PLACED),)
    assert heard(version, GetBaseReport(1), '{"status":"EmptyResultSet"}') == Reply("EmptyResultSet")
