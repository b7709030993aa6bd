"""OCPP 2.0.1 and 2.1 into the domain's words and back: the same literal payloads through both versions."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from pilotwire.dialects import ocpp2x
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.station import StatusReport
from pilotwire.protocol.ocpp21 import actions as actions21
from pilotwire.protocol.ocpp201 import actions as actions201

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOTH = pytest.mark.parametrize("actions", [actions201.ACTIONS, actions21.ACTIONS], ids=["2.0.1", "2.1"])


class Notes(list[str]):
    """Collects the names of oddities."""

    def __call__(self, name: str, detail: str) -> None:
        self.append(name)


def decoded(actions: Any, name: str, text: str) -> Any:
    return msgspec.json.decode(text, type=actions[name].request)


EVENT = (
    '{"eventType":"Updated","timestamp":"2026-03-01T12:00:00Z","triggerReason":"MeterValuePeriodic","seqNo":3,'
    '"offline":true,"reservationId":5,"transactionInfo":{"transactionId":"t-1","chargingState":"Charging",'
    '"remoteStartId":7},"evse":{"id":1,"connectorId":2},"idToken":{"idToken":"04A2B3","type":"ISO14443",'
    '"additionalInfo":[{"additionalIdToken":"123","type":"pin"}]},"meterValue":[{"timestamp":"2026-03-01T12:00:00Z",'
    '"sampledValue":[{"value":1.5,"unitOfMeasure":{"unit":"Wh","multiplier":3}},'
    '{"value":16.1,"measurand":"Current.Import","phase":"L1","unitOfMeasure":{"unit":"A"}}]}]}'
)


@BOTH
def test_a_transaction_event_becomes_a_report(actions: Any) -> None:
    named, report = ocpp2x.transaction(decoded(actions, "TransactionEvent", EVENT), Notes())
    assert named == "t-1"
    assert (report.kind, report.at, report.trigger, report.seq_no) == ("Updated", NOON, "MeterValuePeriodic", 3)
    assert (report.evse_id, report.connector_id, report.charging_state) == (1, 2, "Charging")
    assert (report.remote_start_id, report.reservation_id, report.offline) == (7, 5, True)
    assert report.id_token == IdToken("04A2B3", "ISO14443", (("123", "pin"),))


@BOTH
def test_numbers_keep_the_digits_that_were_sent(actions: Any) -> None:
    _, report = ocpp2x.transaction(decoded(actions, "TransactionEvent", EVENT), Notes())
    energy, current = report.readings[0].samples
    assert (energy.value, energy.unit, energy.sent) == (Decimal(1500), "Wh", "1.5 Wh x 10^3")
    assert (current.value, current.phase) == (Decimal("16.1"), "L1")


@BOTH
def test_a_negative_sequence_number_is_none(actions: Any) -> None:
    message = msgspec.structs.replace(decoded(actions, "TransactionEvent", EVENT), seq_no=-1)
    assert ocpp2x.transaction(message, Notes())[1].seq_no is None


@BOTH
def test_an_unknown_charging_state_is_none(actions: Any) -> None:
    message = decoded(actions, "TransactionEvent", EVENT)
    info = msgspec.structs.replace(message.transaction_info, charging_state="Dreaming")
    message = msgspec.structs.replace(message, transaction_info=info)
    assert ocpp2x.transaction(message, Notes())[1].charging_state is None


@BOTH
def test_a_boot_tells_who_the_station_is(actions: Any) -> None:
    text = (
        '{"reason":"PowerUp","chargingStation":{"model":"One","vendorName":"Acme","serialNumber":"S-1",'
        '"firmwareVersion":"1.2","modem":{"iccid":"89","imsi":"26"}}}'
    )
    boot = ocpp2x.boot(decoded(actions, "BootNotification", text))
    assert boot.reason == "PowerUp"
    assert (boot.identity.vendor, boot.identity.model, boot.identity.iccid) == ("Acme", "One", "89")


@BOTH
def test_a_status_is_the_domains_own_word(actions: Any) -> None:
    text = '{"timestamp":"2026-03-01T12:00:00Z","connectorStatus":"Occupied","evseId":1,"connectorId":1}'
    report = ocpp2x.status(decoded(actions, "StatusNotification", text), Notes())
    assert (report.evse_id, report.connector_id, report.status, report.at) == (1, 1, "Occupied", NOON)


def event_data(variable: str, value: str) -> str:
    return (
        '{"generatedAt":"2026-03-01T12:00:00Z","seqNo":0,"eventData":[{"eventId":1,"timestamp":"2026-03-01T12:00:00Z",'
        f'"trigger":"Delta","actualValue":"{value}","eventNotificationType":"HardWiredNotification",'
        f'"component":{{"name":"Connector","evse":{{"id":1,"connectorId":2}}}},"variable":{{"name":"{variable}"}}}}]}}'
    )


@BOTH
def test_an_availability_event_is_a_status(actions: Any) -> None:
    message = decoded(actions, "NotifyEvent", event_data("AvailabilityState", "Faulted"))
    assert list(ocpp2x.statuses_of_events(message)) == [StatusReport(1, 2, "Faulted", NOON)]  # type: ignore[arg-type]


@BOTH
def test_other_events_are_no_status(actions: Any) -> None:
    message = decoded(actions, "NotifyEvent", event_data("Temperature", "Occupied"))
    assert list(ocpp2x.statuses_of_events(message)) == []


@BOTH
def test_a_report_names_evses_and_connectors(actions: Any) -> None:
    entry = (
        '{{"component":{{"name":"{}","evse":{{"id":1{}}}}},"variable":{{"name":"AvailabilityState"}},'
        '"variableAttribute":[{{"value":"Available"}}]}}'
    )
    kind = entry.replace("AvailabilityState", "ConnectorType").replace("Available", "cCCS2")
    places = [entry.format("EVSE", ""), entry.format("Connector", ',"connectorId":2')]
    entries = ",".join([*places, kind.format("Connector", ',"connectorId":2')])
    text = f'{{"requestId":1,"generatedAt":"2026-03-01T12:00:00Z","seqNo":0,"reportData":[{entries}]}}'
    assert list(ocpp2x.connectors_of_report(decoded(actions, "NotifyReport", text))) == [
        (1, 0, None), (1, 2, None), (1, 2, "cCCS2")
    ]  # fmt: skip


def test_the_answer_about_a_token_carries_group_expiry_and_message() -> None:
    info = ocpp2x.id_token_info(Authorization("Accepted", "fleet", NOON, "de", "Hallo Anne"))
    assert msgspec.to_builtins(info) == {
        "status": "Accepted",
        "cacheExpiryDateTime": "2026-03-01T12:00:00Z",
        "language1": "de",
        "groupIdToken": {"idToken": "fleet", "type": "Central"},
        "personalMessage": {"format": "UTF8", "language": "de", "content": "Hallo Anne"},
    }


def test_a_bare_answer_has_its_status_alone() -> None:
    assert msgspec.json.encode(ocpp2x.id_token_info(Authorization("Unknown"))) == b'{"status":"Unknown"}'
