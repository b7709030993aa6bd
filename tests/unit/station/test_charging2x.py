"""A station of OCPP 2.0.1 and 2.1 charges: what it says, word by word."""

import pytest

from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.protocol.ocppj.version import Version
from pilotwire.station.setup import EvseSetup, StationSetup

from .talk import Talk

CARD = IdToken("04A1B2C3")
EACH = pytest.mark.parametrize("version", [Version.V201, Version.V21])


def setup(version: Version, evses: int = 1, **variables: str) -> StationSetup:
    named = tuple((name.replace("_", "."), value) for name, value in variables.items())
    return StationSetup(
        id="CP01", versions=(version,), vendor="Maker", model="One", seed=1, variables=named,
        evses=(EvseSetup(),) * evses,
    )  # fmt: skip


@EACH
def test_it_boots_and_tells_each_connector(version: Version) -> None:
    talk = Talk(setup(version, 2))
    talk.start()
    assert talk.calls == [
        (
            "BootNotification",
            {
                "chargingStation": {"model": "One", "vendorName": "Maker", "firmwareVersion": "1.0.0"},
                "reason": "PowerUp",
            },
        ),
        (
            "StatusNotification",
            {"timestamp": "2026-03-01T12:00:00Z", "connectorStatus": "Available", "evseId": 1, "connectorId": 1},
        ),
        (
            "StatusNotification",
            {"timestamp": "2026-03-01T12:00:00Z", "connectorStatus": "Available", "evseId": 2, "connectorId": 1},
        ),
    ]


@EACH
def test_a_transaction_from_plug_to_unplug(version: Version) -> None:
    talk = Talk(setup(version))
    talk.start()
    talk.plug()
    talk.station.swipe(CARD)
    talk.settle()
    talk.wait(60)
    talk.station.swipe(CARD)
    talk.settle()
    talk.unplug()
    events = talk.sent("TransactionEvent")
    assert [(one["eventType"], one["triggerReason"], one["seqNo"]) for one in events] == [
        ("Started", "Authorized", 0), ("Updated", "MeterValuePeriodic", 1), ("Ended", "StopAuthorized", 2),
    ]  # fmt: skip
    assert len({one["transactionInfo"]["transactionId"] for one in events}) == 1
    assert events[0]["idToken"] == {"idToken": "04A1B2C3", "type": "ISO14443"}
    assert [one["transactionInfo"]["chargingState"] for one in events] == ["Charging", "Charging", "EVConnected"]
    assert events[1]["meterValue"][0]["sampledValue"][0] == {
        "value": 120.0, "context": "Sample.Periodic", "measurand": "Energy.Active.Import.Register",
    }  # fmt: skip
    assert (events[2]["transactionInfo"]["stoppedReason"], events[2]["transactionInfo"]["timeSpentCharging"]) == (
        "Local", 60
    )  # fmt: skip
    assert [one["connectorStatus"] for one in talk.sent("StatusNotification")] == ["Available", "Occupied", "Available"]


def test_with_the_points_at_the_plug_a_transaction_goes_from_plug_to_unplug() -> None:
    talk = Talk(setup(Version.V201, TxCtrlr_TxStartPoint="EVConnected", TxCtrlr_TxStopPoint="EVConnected"))
    talk.start()
    talk.plug()
    talk.station.swipe(CARD)
    talk.settle()
    talk.wait(30)
    talk.station.swipe(CARD)
    talk.settle()
    talk.unplug()
    events = talk.sent("TransactionEvent")
    assert [(one["eventType"], one["triggerReason"]) for one in events] == [
        ("Started", "CablePluggedIn"), ("Updated", "Authorized"), ("Updated", "ChargingStateChanged"),
        ("Updated", "StopAuthorized"), ("Updated", "ChargingStateChanged"), ("Ended", "EVCommunicationLost"),
    ]  # fmt: skip
    assert events[-1]["transactionInfo"]["stoppedReason"] == "EVDisconnected"


@EACH
def test_messages_of_an_offline_time_say_so_and_keep_their_numbers(version: Version) -> None:
    talk = Talk(setup(version))
    talk.start()
    talk.plug()
    talk.station.swipe(CARD)
    talk.settle()
    talk.reachable = False
    talk.drop()
    talk.wait(61)
    talk.unplug()
    assert len(talk.sent("TransactionEvent")) == 1
    talk.reachable = True
    talk.wait(600)
    events = talk.sent("TransactionEvent")
    assert [(one["seqNo"], one.get("offline", False)) for one in events] == [(0, False), (1, True), (2, True)]
    assert [one["timestamp"] for one in events[1:]] == ["2026-03-01T12:01:00Z", "2026-03-01T12:01:01Z"]
    assert [payload["reason"] for payload in talk.sent("BootNotification")] == ["PowerUp"]


def test_a_token_that_the_csms_no_longer_accepts_ends_the_transaction() -> None:
    refused = {"idTokenInfo": {"status": "Blocked"}}
    talk = Talk(
        setup(Version.V201, AuthCtrlr_LocalPreAuthorize="true"),
        {"TransactionEvent": lambda told: refused if told["eventType"] == "Started" else {}},
    )
    talk.start()
    talk.station.tokens.learn(CARD, Authorization("Accepted"))
    talk.plug()
    talk.station.swipe(CARD)
    talk.settle()
    events = talk.sent("TransactionEvent")
    assert talk.sent("Authorize") == []
    assert (events[-1]["eventType"], events[-1]["triggerReason"]) == ("Ended", "Deauthorized")
    assert events[-1]["transactionInfo"]["stoppedReason"] == "DeAuthorized"


def test_variables_are_read_and_written_by_their_rules() -> None:
    talk = Talk(setup(Version.V201))
    talk.start()

    def named(component: str, variable: str, **more: str) -> dict[str, object]:
        return {"component": {"name": component}, "variable": {"name": variable}, **more}

    answer = talk.ask(
        "SetVariables",
        {
            "setVariableData": [
                named("OCPPCommCtrlr", "HeartbeatInterval", attributeValue="20"),
                named("OCPPCommCtrlr", "HeartbeatInterval", attributeValue="often"),
                named("SmartChargingCtrlr", "RateUnit", attributeValue="A"),
                named("Toaster", "Browning", attributeValue="3"),
                named("ClockCtrlr", "Browning", attributeValue="3"),
            ]
        },
    )
    assert [one["attributeStatus"] for one in answer[2]["setVariableResult"]] == [
        "Accepted", "Rejected", "Rejected", "UnknownComponent", "UnknownVariable",
    ]  # fmt: skip
    talk.calls.clear()
    talk.wait(60)
    assert [action for action, _ in talk.calls] == ["Heartbeat", "Heartbeat", "Heartbeat"]
    read = talk.ask("GetVariables", {"getVariableData": [named("ocppcommctrlr", "heartbeatinterval")]}, "c2")
    assert read[2]["getVariableResult"][0]["attributeValue"] == "20"


def test_an_unknown_call_and_one_against_its_schema_get_their_codes() -> None:
    talk = Talk(setup(Version.V201))
    talk.start()
    assert talk.ask("MakeCoffee", {})[2] == "NotImplemented"
    assert talk.ask("GetLocalListVersion", {}, "c2")[2] == "NotSupported"
    assert talk.ask("Reset", {"type": "Sometimes"}, "c3")[2] == "PropertyConstraintViolation"
    assert talk.ask("Reset", {}, "c4")[2] == "OccurrenceConstraintViolation"


def test_a_reset_on_idle_waits_for_the_transaction() -> None:
    talk = Talk(setup(Version.V201))
    talk.start()
    talk.plug()
    talk.station.swipe(CARD)
    talk.settle()
    assert talk.ask("Reset", {"type": "OnIdle"})[2] == {"status": "Scheduled"}
    talk.wait(60)
    assert len(talk.dials) == 1
    talk.unplug()
    talk.wait(30)
    assert len(talk.dials) == 2
    assert [one["reason"] for one in talk.sent("BootNotification")] == ["PowerUp", "ScheduledReset"]
