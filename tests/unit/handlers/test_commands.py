"""Every command in the literal payload of every version, and what the answers mean."""

from typing import Any

import msgspec
import pytest

from pilotwire.domain import remote_control as ask
from pilotwire.domain.command import CannotError, Command, Reply
from pilotwire.domain.id_token import IdToken
from pilotwire.handlers.commands import say, understand
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId
from pilotwire.services.station_link import (
    UnusableAnswerError,
)

START = ask.RemoteStart(IdToken("04A2B3", "ISO14443"), 77, EvseId(1))
STOP = ask.RemoteStop(TransactionId("42"))
UNLOCK = ask.Unlock(EvseId(1))
AVAILABILITY = ask.ChangeAvailability("Inoperative", EvseId(1))

SAID: list[tuple[str, Command[Any], str, str]] = [
    ("ocpp1.6", START, "RemoteStartTransaction", '{"idTag":"04A2B3","connectorId":1}'),
    ("ocpp1.6", STOP, "RemoteStopTransaction", '{"transactionId":42}'),
    ("ocpp1.6", UNLOCK, "UnlockConnector", '{"connectorId":1}'),
    ("ocpp1.6", ask.Reset("OnIdle"), "Reset", '{"type":"Soft"}'),
    ("ocpp1.6", ask.Reset("Immediate"), "Reset", '{"type":"Hard"}'),
    ("ocpp1.6", AVAILABILITY, "ChangeAvailability", '{"connectorId":1,"type":"Inoperative"}'),
    ("ocpp1.6", ask.ClearCache(), "ClearCache", "{}"),
    (
        "ocpp1.6", ask.Trigger("MeterValues", EvseId(1)), "TriggerMessage",
        '{"requestedMessage":"MeterValues","connectorId":1}',
    ),
    (
        "ocpp1.6", ask.Trigger("LogStatusNotification"), "ExtendedTriggerMessage",
        '{"requestedMessage":"LogStatusNotification"}',
    ),
]  # fmt: skip
BOTH_2X: list[tuple[Command[Any], str, str]] = [
    (
        START, "RequestStartTransaction",
        '{"idToken":{"idToken":"04A2B3","type":"ISO14443"},"remoteStartId":77,"evseId":1}',
    ),
    (STOP, "RequestStopTransaction", '{"transactionId":"42"}'),
    (UNLOCK, "UnlockConnector", '{"evseId":1,"connectorId":1}'),
    (ask.Reset("OnIdle"), "Reset", '{"type":"OnIdle"}'),
    (ask.Reset("Immediate", EvseId(2)), "Reset", '{"type":"Immediate","evseId":2}'),
    (AVAILABILITY, "ChangeAvailability", '{"operationalStatus":"Inoperative","evse":{"id":1}}'),
    (ask.ClearCache(), "ClearCache", "{}"),
    (ask.GetTransactionStatus(), "GetTransactionStatus", "{}"),
    (ask.GetTransactionStatus(TransactionId("t1")), "GetTransactionStatus", '{"transactionId":"t1"}'),
    (
        ask.Trigger("StatusNotification", EvseId(1), ConnectorId(2)), "TriggerMessage",
        '{"requestedMessage":"StatusNotification","evse":{"id":1,"connectorId":2}}',
    ),
]  # fmt: skip
ONLY_21: list[tuple[Command[Any], str, str]] = [
    (
        ask.RemoteStart(IdToken("W1234", "VIN", (("X1", "plate"),)), 78, None, "fleet"), "RequestStartTransaction",
        '{"idToken":{"idToken":"W1234","type":"VIN","additionalInfo":[{"additionalIdToken":"X1","type":"plate"}]},'
        '"groupIdToken":{"idToken":"fleet","type":"Central"},"remoteStartId":78}',
    ),
    (ask.Reset("ImmediateAndResume"), "Reset", '{"type":"ImmediateAndResume"}'),
    (
        ask.Trigger("CustomTrigger", custom="acme"), "TriggerMessage",
        '{"requestedMessage":"CustomTrigger","customTrigger":"acme"}',
    ),
]  # fmt: skip
ALL = [
    *SAID,
    *(("ocpp2.0.1", *one) for one in BOTH_2X),
    *(("ocpp2.1", *one) for one in (*BOTH_2X, *ONLY_21)),
]


@pytest.mark.parametrize(("protocol", "command", "action", "payload"), ALL)
def test_a_command_has_its_words(protocol: str, command: Command[Any], action: str, payload: str) -> None:
    said = say(protocol, command)
    assert said.action == action
    assert msgspec.json.decode(said.payload) == msgspec.json.decode(payload)


@pytest.mark.parametrize(
    ("protocol", "command"),
    [
        ("ocpp1.6", ask.GetTransactionStatus()),
        ("ocpp1.6", ask.Reset("ImmediateAndResume")),
        ("ocpp1.6", ask.Reset("OnIdle", EvseId(1))),
        ("ocpp1.6", ask.Trigger("CustomTrigger", custom="acme")),
        ("ocpp1.6", ask.Unlock(EvseId(1), ConnectorId(2))),
        ("ocpp2.0.1", ask.RemoteStart(IdToken("W1234", "VIN"), 7)),
        ("ocpp2.0.1", ask.Reset("ImmediateAndResume")),
        ("ocpp2.0.1", ask.Trigger("CustomTrigger", custom="acme")),
        ("ocpp2.0.1", ask.Trigger("DiagnosticsStatusNotification")),
        ("ocpp2.1", ask.Trigger("DiagnosticsStatusNotification")),
        ("ocpp2.1", ask.RemoteStart(IdToken("x" * 37), 7)),
    ],
)
def test_what_a_version_lacks_is_not_said(protocol: str, command: Command[Any]) -> None:
    with pytest.raises(CannotError) as told:
        say(protocol, command)
    assert told.value.message
    assert told.value.remedy


@pytest.mark.parametrize("protocol", ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"])
def test_an_answer_is_understood(protocol: str) -> None:
    command = ask.Reset("OnIdle")
    assert understand(say(protocol, command), command, msgspec.Raw(b'{"status":"Accepted"}')) == Reply("Accepted")


def test_an_answer_without_its_status_is_unusable() -> None:
    command = ask.Reset("OnIdle")
    with pytest.raises(UnusableAnswerError, match="the answer to Reset makes no sense: /status"):
        understand(say("ocpp2.0.1", command), command, msgspec.Raw(b"{}"))
