"""OCPP 1.6 into the domain's words and back, from literal payloads."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from pilotwire.dialects import ocpp16
from pilotwire.domain.authorization import Authorization
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.station import Identity
from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp16.types import IdTagInfo

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Notes(list[str]):
    """Collects the names of oddities."""

    def __call__(self, name: str, detail: str) -> None:
        self.append(name)


def start(text: str) -> core.StartTransactionRequest:
    return msgspec.json.decode(text, type=core.StartTransactionRequest)


def stop(text: str) -> core.StopTransactionRequest:
    return msgspec.json.decode(text, type=core.StopTransactionRequest)


def status(text: str) -> core.StatusNotificationRequest:
    return msgspec.json.decode(text, type=core.StatusNotificationRequest)


def meter_values(text: str) -> core.MeterValuesRequest:
    return msgspec.json.decode(text, type=core.MeterValuesRequest)


def test_a_boot_tells_who_the_station_is() -> None:
    message = core.BootNotificationRequest(
        charge_point_vendor="Acme", charge_point_model="One", charge_box_serial_number="B-1", firmware_version="1.2"
    )
    assert ocpp16.boot(message).identity == Identity("Acme", "One", "B-1", "1.2")


def test_the_charge_points_serial_number_counts_before_the_boxs() -> None:
    message = core.BootNotificationRequest(
        charge_point_vendor="A",
        charge_point_model="B",
        charge_point_serial_number="P-1",
        charge_box_serial_number="B-1",
    )
    assert ocpp16.boot(message).identity.serial_number == "P-1"


@pytest.mark.parametrize(
    ("word", "status_", "detail", "state"),
    [
        ("Available", "Available", None, "Idle"),
        ("Preparing", "Occupied", "Preparing", "EVConnected"),
        ("Charging", "Occupied", "Charging", "Charging"),
        ("SuspendedEV", "Occupied", "SuspendedEV", "SuspendedEV"),
        ("SuspendedEVSE", "Occupied", "SuspendedEVSE", "SuspendedEVSE"),
        ("Finishing", "Occupied", "Finishing", "EVConnected"),
        ("Reserved", "Reserved", None, None),
        ("Unavailable", "Unavailable", None, None),
        ("Faulted", "Faulted", None, None),
    ],
)
def test_nine_statuses_become_five_and_keep_their_word(
    word: str, status_: str, detail: str | None, state: str | None
) -> None:
    report = ocpp16.status(status(f'{{"connectorId":2,"errorCode":"NoError","status":"{word}"}}'), Notes())
    assert (report.evse_id, report.connector_id) == (2, 1)
    assert (report.status, report.detail, report.charging_state) == (status_, detail, state)


def test_connector_0_is_the_station() -> None:
    report = ocpp16.status(status('{"connectorId":0,"errorCode":"NoError","status":"Available"}'), Notes())
    assert (report.evse_id, report.connector_id) == (0, 0)


def test_an_error_code_is_kept_and_no_error_is_none() -> None:
    fault = status('{"connectorId":1,"errorCode":"GroundFailure","status":"Faulted","vendorErrorCode":"E7"}')
    assert ocpp16.status(fault, Notes()).error_code == "GroundFailure"
    assert ocpp16.status(fault, Notes()).vendor_error_code == "E7"
    well = status('{"connectorId":1,"errorCode":"NoError","status":"Available"}')
    assert ocpp16.status(well, Notes()).error_code is None


def test_a_start_carries_its_register_as_a_reading() -> None:
    report = ocpp16.start(
        start('{"connectorId":1,"idTag":"04A2B3","meterStart":1500,"timestamp":"2026-03-01T12:00:00Z"}')
    )
    assert (report.kind, report.at, report.evse_id, report.connector_id) == ("Started", NOON, 1, 1)
    assert report.id_token == IdToken("04A2B3")
    assert report.seq_no is None
    assert [(r.context, r.import_wh) for r in report.readings] == [("Transaction.Begin", Decimal(1500))]


def test_a_start_without_a_register_has_no_reading() -> None:
    report = ocpp16.start(start('{"connectorId":1,"idTag":"X","meterStart":-1,"timestamp":"2026-03-01T12:00:00Z"}'))
    assert report.readings == ()


def test_a_stop_names_its_transaction_and_carries_the_last_register() -> None:
    notes = Notes()
    named, report = ocpp16.stop(
        stop('{"transactionId":42,"meterStop":9000,"timestamp":"2026-03-01T12:00:00Z","reason":"EVDisconnected"}'),
        notes,
    )
    assert named == "42"
    assert (report.kind, report.stopped_reason, report.trigger) == ("Ended", "EVDisconnected", "EVCommunicationLost")
    assert [(r.context, r.import_wh) for r in report.readings] == [("Transaction.End", Decimal(9000))]
    assert notes == []


def test_a_stop_without_a_reason_was_local() -> None:
    _, report = ocpp16.stop(stop('{"transactionId":42,"meterStop":1,"timestamp":"2026-03-01T12:00:00Z"}'), Notes())
    assert report.stopped_reason == "Local"


def test_transaction_data_and_the_last_register_of_one_instant_are_one_reading() -> None:
    text = (
        '{"transactionId":42,"meterStop":9000,"timestamp":"2026-03-01T12:00:00Z","transactionData":[{"timestamp":'
        '"2026-03-01T12:00:00Z","sampledValue":[{"value":"230","measurand":"Voltage","unit":"V",'
        '"context":"Transaction.End"}]}]}'
    )
    _, report = ocpp16.stop(stop(text), Notes())
    assert len(report.readings) == 1
    assert report.readings[0].import_wh == 9000


@pytest.mark.parametrize(
    ("number", "name"), [(0, "tx-id-zero"), (9223372036854775807, "tx-id-max-int"), (-16, "tx-id-negative")]
)
def test_numbers_that_mean_no_transaction_of_ours_are_noted(number: int, name: str) -> None:
    notes = Notes()
    assert ocpp16.named_transaction(number, notes) is None
    assert notes == [name]


def test_a_stop_of_minus_one_names_none_and_is_no_local_id() -> None:
    notes = Notes()
    named, _ = ocpp16.stop(stop('{"transactionId":-1,"meterStop":1,"timestamp":"2026-03-01T12:00:00Z"}'), notes)
    assert named is None
    assert notes == ["stop-unknown-tx"]


def test_an_empty_text_says_nothing() -> None:
    message = core.BootNotificationRequest(charge_point_vendor="Acme", charge_point_model="One", iccid="")
    assert ocpp16.boot(message).identity.iccid is None


def test_samples_of_one_value_are_parted_by_context() -> None:
    text = (
        '{"connectorId":1,"transactionId":42,"meterValue":[{"timestamp":"2026-03-01T12:00:00Z","sampledValue":['
        '{"value":"1500"},{"value":"7.4","measurand":"Power.Active.Import","unit":"kW"},'
        '{"value":"1490","context":"Sample.Clock"}]}]}'
    )
    named, evse_id, readings = ocpp16.meter_values(meter_values(text), Notes())
    assert (named, evse_id) == ("42", 1)
    assert [(r.context, len(r.samples)) for r in readings] == [("Sample.Periodic", 2), ("Sample.Clock", 1)]
    assert readings[0].samples[1].value == 7400


def test_samples_that_came_in_values_of_their_own_are_joined_and_noted() -> None:
    notes = Notes()
    one = '{"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{"value":"1500"}]}'
    two = '{"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{"value":"230","measurand":"Voltage","unit":"V"}]}'
    _, _, readings = ocpp16.meter_values(meter_values(f'{{"connectorId":1,"meterValue":[{one},{two}]}}'), notes)
    assert [len(r.samples) for r in readings] == [2]
    assert notes == ["meter-values-split"]


def test_signed_data_keeps_its_text() -> None:
    text = (
        '{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T12:00:00Z","sampledValue":['
        '{"value":"OCMF|{}|{}","format":"SignedData"}]}]}'
    )
    _, _, readings = ocpp16.meter_values(meter_values(text), Notes())
    signed = readings[0].samples[0].signed
    assert signed is not None
    assert signed.data == "OCMF|{}|{}"


@pytest.mark.parametrize(
    ("status_", "word"),
    [
        ("Accepted", "Accepted"),
        ("Blocked", "Blocked"),
        ("Expired", "Expired"),
        ("ConcurrentTx", "ConcurrentTx"),
        ("Unknown", "Invalid"),
        ("NoCredit", "Invalid"),
        ("NotAtThisTime", "Invalid"),
    ],
)
def test_ten_answers_become_five(status_: str, word: str) -> None:
    assert ocpp16.id_tag_info(Authorization(status_)).status == word  # type: ignore[arg-type]


def test_the_answer_carries_group_and_expiry() -> None:
    assert ocpp16.id_tag_info(Authorization("Accepted", "fleet", NOON)) == IdTagInfo(
        status="Accepted", parent_id_tag="fleet", expiry_date=NOON
    )


def test_a_group_that_1_6_cannot_hold_is_left_out() -> None:
    assert ocpp16.id_tag_info(Authorization("Accepted", "x" * 21)).parent_id_tag is None
