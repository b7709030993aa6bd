"""From a call's literal text to its literal answer, for every action that a station may send."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pilotwire.domain.events import StationNotified
from pilotwire.domain.id_token import Token
from pilotwire.domain.station import Registration
from pilotwire.handlers.dispatch import Arrival, dispatch
from pilotwire.handlers.outgoing import BY_PROTOCOL
from pilotwire.kernel.ids import MessageId
from pilotwire.protocol.decode import decode_strict
from pilotwire.protocol.ingest import STRICT
from pilotwire.protocol.ocppj.errors import Fault
from pilotwire.protocol.ocppj.frame import Call
from pilotwire.services.context import Rules
from pilotwire.services.work import Work

from .conftest import NOON, Csms, finish

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
FOLDERS = {"ocpp1.6": "ocpp16", "ocpp2.0.1": "ocpp201", "ocpp2.1": "ocpp21"}


def station_calls() -> list[Any]:
    cases = []
    for protocol, folder in FOLDERS.items():
        for case in json.loads((VECTORS / folder / "station-calls.json").read_text(encoding="utf-8"))[1:]:
            name = f"{protocol}-{case['action']}"
            cases.append(pytest.param(protocol, case["action"], json.dumps(case["payload"]), id=name))
    return cases


@pytest.mark.requirement(
    "A04.FR.03",
    "C01.FR.07",
    "C06.FR.04",
    "C09.FR.10",
    "G05.FR.03",
    "1.6 4.4 answer",
    "1.6 4.5 answer",
    "1.6 4.7 answer",
    "1.6 4.9 answer",
    "1.6 sec A04.FR.03",
)
@pytest.mark.parametrize(("protocol", "action", "payload"), station_calls())
def test_every_call_of_a_station_is_valid_and_gets_a_valid_answer(
    csms: Csms, protocol: str, action: str, payload: str
) -> None:
    handled = csms.handle(protocol, action, payload)
    assert handled.fault is None
    assert handled.verdict == "valid"
    response = BY_PROTOCOL[protocol].actions[action].response
    if response is not None:
        decode_strict(response, handled.payload)


@pytest.mark.parametrize("protocol", FOLDERS)
def test_the_vectors_hold_every_action_that_a_station_may_send(protocol: str) -> None:
    listed = {case.values[1] for case in station_calls() if case.values[0] == protocol}
    actions = BY_PROTOCOL[protocol].actions.values()
    assert listed == {action.name for action in actions if action.sender != "csms"}


@pytest.mark.requirement("1.6 4.2 answer", "1.6 4.2 time")
def test_a_1_6_boot_is_accepted_with_our_time_and_interval(csms: Csms) -> None:
    answer = csms.answer("ocpp1.6", "BootNotification", '{"chargePointVendor":"Acme","chargePointModel":"One"}')
    assert answer == {"status": "Accepted", "currentTime": "2026-03-01T12:00:00Z", "interval": 300}


def test_answers_are_compact_and_in_the_order_of_the_schema(csms: Csms) -> None:
    handled = csms.handle("ocpp1.6", "BootNotification", '{"chargePointVendor":"Acme","chargePointModel":"One"}')
    assert handled.payload == b'{"status":"Accepted","currentTime":"2026-03-01T12:00:00Z","interval":300}'


@pytest.mark.requirement("B01.FR.02")
@pytest.mark.parametrize(
    ("onboarding", "status", "interval"),
    [("accept", "Accepted", 300), ("pending", "Pending", 60), ("refuse", "Rejected", 60)],
)
def test_a_strangers_boot_is_answered_by_the_deployments_rule(onboarding: Any, status: str, interval: int) -> None:
    csms = Csms()
    csms.rules = Rules(onboarding=onboarding)
    boot = '{"reason":"PowerUp","chargingStation":{"model":"Two","vendorName":"Acme"}}'
    answer = csms.answer("ocpp2.0.1", "BootNotification", boot)
    assert (answer["status"], answer["interval"]) == (status, interval)
    record = csms.store.station(csms.station)
    assert record is not None
    assert record.registration == status
    assert record.identity.vendor == "Acme"


@pytest.mark.requirement("1.6 4.8 status", "1.6 4.10 answer", "1.6 4.10 tag")
def test_a_1_6_transaction_runs_from_start_to_stop(csms: Csms) -> None:
    work = Work()
    work.save(Token("04A2B3"))
    finish(csms.store.commit(work))
    start = '{"connectorId":1,"idTag":"04A2B3","meterStart":1000,"timestamp":"2026-03-01T11:00:00Z"}'
    started = csms.answer("ocpp1.6", "StartTransaction", start)
    assert started == {"idTagInfo": {"status": "Accepted"}, "transactionId": 1}
    stop = '{"transactionId":1,"idTag":"04A2B3","meterStop":8400,"timestamp":"2026-03-01T11:30:00Z"}'
    assert csms.answer("ocpp1.6", "StopTransaction", stop) == {"idTagInfo": {"status": "Accepted"}}
    [transaction] = csms.store.transactions.values()
    assert transaction.energy_wh == 7400
    assert transaction.ended


@pytest.mark.requirement("1.6 4.8 status", "1.6 4.8 verify")
def test_an_unknown_tag_starts_a_transaction_that_is_answered_invalid(csms: Csms) -> None:
    start = '{"connectorId":1,"idTag":"NOBODY","meterStart":0,"timestamp":"2026-03-01T11:00:00Z"}'
    assert csms.answer("ocpp1.6", "StartTransaction", start)["idTagInfo"] == {"status": "Invalid"}


@pytest.mark.requirement("1.6 4.10 odd-answered")
def test_a_stop_without_a_tag_is_answered_without_its_standing(csms: Csms) -> None:
    stop = '{"transactionId":99,"meterStop":8400,"timestamp":"2026-03-01T11:30:00Z"}'
    assert csms.answer("ocpp1.6", "StopTransaction", stop) == {}


@pytest.mark.requirement("1.6 J 4.2.3 error-code")
def test_an_action_of_no_version_is_not_implemented(csms: Csms) -> None:
    fault = csms.handle("ocpp1.6", "FlyToTheMoon", "{}").fault
    assert fault is not None
    assert fault.fault is Fault.NOT_IMPLEMENTED
    assert fault.description == "ocpp1.6 has no action 'FlyToTheMoon'"


def test_an_action_of_another_version_is_not_implemented(csms: Csms) -> None:
    fault = csms.handle("ocpp1.6", "TransactionEvent", "{}").fault
    assert fault is not None
    assert fault.fault is Fault.NOT_IMPLEMENTED


@pytest.mark.parametrize(("protocol", "action"), [("ocpp1.6", "RemoteStartTransaction"), ("ocpp2.1", "SetVariables")])
def test_an_action_that_only_a_csms_sends_is_not_supported(csms: Csms, protocol: str, action: str) -> None:
    fault = csms.handle(protocol, action, "{}").fault
    assert fault is not None
    assert fault.fault is Fault.NOT_SUPPORTED


@pytest.mark.requirement("FR.04", "B01.FR.10", "B02.FR.09", "B03.FR.07")
@pytest.mark.parametrize("registration", [None, "Pending", "Rejected"])
def test_a_call_before_acceptance_is_a_security_error(registration: Registration | None) -> None:
    csms = Csms()
    csms.registered(registration)
    handled = csms.handle("ocpp2.0.1", "Heartbeat", "{}")
    assert handled.fault is not None
    assert handled.fault.fault is Fault.SECURITY
    assert csms.oddities(handled) == ["early-call"]


def test_a_pending_station_may_send_what_was_triggered() -> None:
    csms = Csms()
    csms.registered("Pending")
    assert csms.handle("ocpp2.0.1", "Heartbeat", "{}", triggered=True).fault is None


@pytest.mark.requirement("B03.FR.07")
def test_a_rejected_station_may_not_even_send_what_was_triggered() -> None:
    csms = Csms()
    csms.registered("Rejected")
    assert csms.handle("ocpp2.0.1", "Heartbeat", "{}", triggered=True).fault is not None


STOP = '{"transactionId":99,"meterStop":8400,"timestamp":"2026-03-01T11:30:00Z"}'


def test_energy_of_a_station_that_never_booted_is_not_lost() -> None:
    csms = Csms()
    handled = csms.handle("ocpp1.6", "StopTransaction", STOP)
    assert handled.fault is None
    assert "early-call" in csms.oddities(handled)
    assert len(csms.store.transactions) == 1


def test_a_pending_stations_transactions_are_refused() -> None:
    csms = Csms()
    csms.registered("Pending")
    assert csms.handle("ocpp1.6", "StopTransaction", STOP).fault is not None
    assert csms.store.transactions == {}


@pytest.mark.parametrize(
    ("payload", "fault", "words"),
    [
        ('{"connectorId":"one","errorCode":"NoError","status":"Available"}', Fault.TYPE, "/connectorId"),
        ('{"connectorId":1,"errorCode":"NoError"}', Fault.OCCURRENCE, "/status"),
        ('{"connectorId":1,"errorCode":"Oops","status":"Available"}', Fault.PROPERTY, "/errorCode"),
        ('{"connectorId":1,"errorCode":"NoError","status":"Available","colour":"red"}', Fault.FORMAT, "/colour"),
    ],
)
def test_a_strict_station_gets_the_code_and_the_place_of_what_is_wrong(
    csms: Csms, payload: str, fault: Fault, words: str
) -> None:
    csms.policy = STRICT
    refused = csms.handle("ocpp1.6", "StatusNotification", payload).fault
    assert refused is not None
    assert refused.fault is fault
    assert words in refused.description


def test_a_message_that_cannot_be_used_is_refused_and_changes_nothing(csms: Csms) -> None:
    handled = csms.handle("ocpp1.6", "StatusNotification", '{"connectorId":1,"errorCode":"NoError"}')
    assert handled.fault is not None
    assert handled.verdict == "invalid"
    assert csms.store.connectors(csms.station) == {}


@pytest.mark.requirement("1.6 4.8 odd-answered")
def test_a_start_without_its_time_is_taken_at_our_time(csms: Csms) -> None:
    handled = csms.handle("ocpp1.6", "StartTransaction", '{"connectorId":1,"idTag":"DC6878E5","meterStart":0}')
    assert handled.fault is None
    assert handled.verdict == "repaired"
    [transaction] = csms.store.transactions.values()
    assert transaction.started_at == transaction.started_received_at


def test_other_messages_are_kept_word_for_word(csms: Csms) -> None:
    csms.handle("ocpp2.0.1", "FirmwareStatusNotification", '{ "status" : "Installed" }')
    [event] = [stored.event for stored in csms.store.events if isinstance(stored.event, StationNotified)]
    assert (event.action, bytes(event.payload)) == ("FirmwareStatusNotification", b'{ "status" : "Installed" }')


def test_a_bug_in_a_handler_is_an_internal_error_that_tells_nothing(
    csms: Csms, caplog: pytest.LogCaptureFixture
) -> None:
    handlers = {"Heartbeat": _broken}
    table = msgspec.structs.replace(BY_PROTOCOL["ocpp1.6"], handlers=handlers)
    arrival = Arrival(csms.station, Call(MessageId("1"), "Heartbeat", msgspec.Raw(b"{}")), NOON, csms.policy)
    handled = finish(dispatch(table, arrival, csms.store, csms.rules))
    assert handled.fault is not None
    assert handled.fault.fault is Fault.INTERNAL
    assert handled.fault.description == "the CSMS failed to handle this message"
    assert "the database is made of cheese" in caplog.text


async def _broken(context: object, message: object) -> None:
    raise RuntimeError("the database is made of cheese")
