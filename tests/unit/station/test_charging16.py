"""A station of OCPP 1.6 charges: what it says, word by word."""

from pilotwire.domain.id_token import IdToken
from pilotwire.protocol.ocppj.version import Version
from pilotwire.station.setup import StationSetup

from .talk import Talk

SETUP = StationSetup(id="CP01", versions=(Version.V16,), vendor="Maker", model="One", seed=1)
CARD = IdToken("04A1B2C3")


def test_it_boots_and_tells_each_connector() -> None:
    talk = Talk(SETUP)
    talk.start()
    assert talk.dials[0].subprotocols == ("ocpp1.6",)
    assert talk.calls == [
        ("BootNotification", {"chargePointVendor": "Maker", "chargePointModel": "One", "firmwareVersion": "1.0.0"}),
        (
            "StatusNotification",
            {"connectorId": 1, "errorCode": "NoError", "status": "Available", "timestamp": "2026-03-01T12:00:00Z"},
        ),
    ]  # fmt: skip


def test_a_card_and_a_car_make_a_transaction_that_the_card_ends() -> None:
    talk = Talk(SETUP)
    talk.start()
    talk.calls.clear()
    talk.plug()
    talk.station.swipe(CARD)
    talk.settle()
    talk.wait(120)
    talk.station.swipe(CARD)
    talk.settle()
    talk.unplug()
    assert [(action, payload.get("status")) for action, payload in talk.calls] == [
        ("StatusNotification", "Preparing"), ("Authorize", None), ("StartTransaction", None),
        ("StatusNotification", "Charging"), ("MeterValues", None), ("MeterValues", None), ("StopTransaction", None),
        ("StatusNotification", "Finishing"), ("StatusNotification", "Available"),
    ]  # fmt: skip
    assert talk.sent("StartTransaction") == [
        {"connectorId": 1, "idTag": "04A1B2C3", "meterStart": 0, "timestamp": "2026-03-01T12:00:00Z"}
    ]
    assert talk.sent("MeterValues")[1] == {
        "connectorId": 1, "transactionId": 7,
        "meterValue": [
            {
                "timestamp": "2026-03-01T12:02:00Z",
                "sampledValue": [
                    {"value": "240", "context": "Sample.Periodic", "measurand": "Energy.Active.Import.Register",
                     "unit": "Wh"},
                    {"value": "7200", "context": "Sample.Periodic", "measurand": "Power.Active.Import", "unit": "W"},
                ],
            }
        ],
    }  # fmt: skip
    stop = talk.sent("StopTransaction")[0]
    assert {name: stop[name] for name in ("transactionId", "meterStop", "timestamp", "reason")} == {
        "transactionId": 7, "meterStop": 240, "timestamp": "2026-03-01T12:02:00Z", "reason": "Local",
    }  # fmt: skip


def test_a_start_from_afar_waits_for_the_car_and_a_stop_from_afar_ends_it() -> None:
    talk = Talk(SETUP)
    talk.start()
    assert talk.ask("RemoteStartTransaction", {"connectorId": 1, "idTag": "FAR"})[2] == {"status": "Accepted"}
    talk.wait(1)
    assert talk.sent("StartTransaction") == []
    talk.plug()
    assert talk.sent("StartTransaction")[0]["idTag"] == "FAR"
    assert talk.ask("RemoteStopTransaction", {"transactionId": 7}, "c2")[2] == {"status": "Accepted"}
    talk.wait(1)
    assert talk.sent("StopTransaction")[0]["reason"] == "Remote"


def test_without_a_car_the_permission_is_over_after_the_time_for_plugging() -> None:
    talk = Talk(SETUP)
    talk.start()
    talk.station.swipe(CARD)
    talk.settle()
    assert talk.sent("StatusNotification")[-1]["status"] == "Preparing"
    talk.wait(61)
    assert talk.sent("StatusNotification")[-1]["status"] == "Available"
    assert talk.sent("StartTransaction") == []


def test_what_happens_without_a_connection_is_told_in_order_with_its_own_times() -> None:
    talk = Talk(SETUP)
    talk.start()
    talk.plug()
    talk.station.swipe(CARD)
    talk.settle()
    talk.reachable = False
    talk.drop()
    talk.calls.clear()
    talk.wait(60)
    talk.unplug()
    talk.reachable = True
    talk.wait(600)
    told = [(action, payload) for action, payload in talk.calls if action != "StatusNotification"]
    assert [action for action, _ in told][:2] == ["MeterValues", "StopTransaction"]
    assert told[0][1]["meterValue"][0]["timestamp"] == "2026-03-01T12:01:00Z"
    assert (told[1][1]["timestamp"], told[1][1]["reason"]) == ("2026-03-01T12:01:00Z", "EVDisconnected")
    assert told[1][1]["meterStop"] == 120


def test_a_start_that_is_refused_is_tried_again_and_at_last_given_up() -> None:
    talk = Talk(SETUP, {"StartTransaction": ["InternalError", "", {}]})
    talk.start()
    talk.plug()
    talk.station.swipe(CARD)
    talk.settle()
    assert len(talk.sent("StartTransaction")) == 1
    talk.wait(60)
    assert len(talk.sent("StartTransaction")) == 2
    talk.wait(120)
    assert len(talk.sent("StartTransaction")) == 3
    talk.wait(600)
    assert (len(talk.sent("StartTransaction")), talk.station.delivery.given_up) == (3, 1)
    assert talk.sent("MeterValues") == []
