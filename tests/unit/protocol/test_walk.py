"""What the walker lists for each kind of broken rule, and where it points."""

import pytest

from pilotwire.protocol.decode import decode_tolerant
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16.core import BootNotificationResponse, MeterValuesRequest, StartTransactionRequest
from pilotwire.protocol.ocpp16.firmware import GetDiagnosticsRequest
from pilotwire.protocol.ocpp16.security import GetLogRequest
from pilotwire.protocol.ocpp16.smart_charging import SetChargingProfileRequest
from pilotwire.protocol.ocpp21.types.station import EVSE
from pilotwire.protocol.ocpp21.types.tariff import TariffConditions
from pilotwire.protocol.ocpp201.authorization import AuthorizeRequest
from pilotwire.protocol.ocpp201.availability import HeartbeatRequest, StatusNotificationRequest
from pilotwire.protocol.ocpp201.data_transfer import DataTransferRequest
from pilotwire.protocol.ocpp201.display_message import GetDisplayMessagesRequest
from pilotwire.protocol.ocpp201.provisioning import GetVariablesRequest
from pilotwire.protocol.ocpp201.smart_charging import NotifyEVChargingNeedsRequest
from pilotwire.protocol.ocpp201.tariff_cost import CostUpdatedRequest

START = {"connectorId": 1, "idTag": "04A2", "meterStart": 0, "timestamp": "2024-05-01T10:00:00Z"}
STATUS = {"timestamp": "2024-05-01T10:00:00Z", "connectorStatus": "Available", "evseId": 1, "connectorId": 1}
TOKEN = {"idToken": "04A2", "type": "ISO14443"}


def broken_rules(kind: type[Payload], value: object) -> list[tuple[str, str]]:
    return [(violation.pointer, violation.keyword) for violation in decode_tolerant(kind, value).violations]


@pytest.mark.parametrize(
    ("kind", "value", "pointer", "keyword"),
    [
        (StartTransactionRequest, {**START, "connectorId": "1"}, "/connectorId", "type"),
        (StartTransactionRequest, {**START, "connectorId": 1.0}, "/connectorId", "type"),
        (StartTransactionRequest, {**START, "connectorId": True}, "/connectorId", "type"),
        (StartTransactionRequest, {**START, "idTag": 5}, "/idTag", "type"),
        (StartTransactionRequest, {**START, "idTag": "x" * 21}, "/idTag", "maxLength"),
        (StartTransactionRequest, {**START, "reservationId": None}, "/reservationId", "type"),
        (StartTransactionRequest, {**START, "timestamp": "2024-05-01 10:00:00Z"}, "/timestamp", "format"),
        (StartTransactionRequest, {**START, "timestamp": 1714557600}, "/timestamp", "type"),
        (StartTransactionRequest, {**START, "connectorID": 1}, "/connectorID", "additionalProperties"),
        (StartTransactionRequest, {**START, "a/b~c": 1}, "/a~1b~0c", "additionalProperties"),
        (StartTransactionRequest, [], "", "type"),
        (StartTransactionRequest, None, "", "type"),
        (MeterValuesRequest, {"connectorId": 1, "meterValue": []}, "/meterValue", "minItems"),
        (MeterValuesRequest, {"connectorId": 1, "meterValue": {}}, "/meterValue", "type"),
        (MeterValuesRequest, {"connectorId": 1, "meterValue": [5]}, "/meterValue/0", "type"),
        (GetDisplayMessagesRequest, {"requestId": 1, "priority": 1}, "/priority", "type"),
        (CostUpdatedRequest, {"totalCost": "5.5", "transactionId": "tx-1"}, "/totalCost", "type"),
        (GetDiagnosticsRequest, {"location": "logs"}, "/location", "format"),
        (BootNotificationResponse, {"status": "OK", "currentTime": "2024-05-01T10:00:00Z", "interval": 9},
         "/status", "enum"),
        (AuthorizeRequest, {"idToken": {"idToken": "04A2"}}, "/idToken/type", "required"),
        (AuthorizeRequest, {"idToken": {**TOKEN, "additionalInfo": []}}, "/idToken/additionalInfo", "minItems"),
        (AuthorizeRequest, {"idToken": TOKEN, "customData": {}}, "/customData/vendorId", "required"),
        (AuthorizeRequest, {"idToken": TOKEN, "customData": {"vendorId": 1}}, "/customData/vendorId", "type"),
        (AuthorizeRequest, {"idToken": TOKEN, "customData": {"vendorId": "x" * 256}},
         "/customData/vendorId", "maxLength"),
        (AuthorizeRequest, {"idToken": TOKEN, "customData": "x"}, "/customData", "type"),
        (GetVariablesRequest, {"getVariableData": [{"component": {"name": "A"}, "variable": {}}]},
         "/getVariableData/0/variable/name", "required"),
        (TariffConditions, {"startTimeOfDay": "24:00"}, "/startTimeOfDay", "pattern"),
        (TariffConditions, {"validToDate": "2024-13-01"}, "/validToDate", "pattern"),
        (HeartbeatRequest, {"": 1}, "/", "additionalProperties"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_and_pointed_at(kind: type[Payload], value: object, pointer: str, keyword: str) -> None:
    assert broken_rules(kind, value) == [(pointer, keyword)]


@pytest.mark.parametrize(
    ("soc", "rules"),
    [
        (0, []),
        (100, []),
        (-1, [("/chargingNeeds/dcChargingParameters/stateOfCharge", "minimum")]),
        (101, [("/chargingNeeds/dcChargingParameters/stateOfCharge", "maximum")]),
        (100.5, [("/chargingNeeds/dcChargingParameters/stateOfCharge", "type"),
                 ("/chargingNeeds/dcChargingParameters/stateOfCharge", "maximum")]),
    ],
)  # fmt: skip
def test_limits_hold_for_numbers_of_any_kind(soc: float, rules: list[tuple[str, str]]) -> None:
    needs = {
        "requestedEnergyTransfer": "DC",
        "dcChargingParameters": {"evMaxCurrent": 200, "evMaxVoltage": 500, "stateOfCharge": soc},
    }
    assert broken_rules(NotifyEVChargingNeedsRequest, {"evseId": 1, "chargingNeeds": needs}) == rules


@pytest.mark.parametrize(
    ("limit", "is_valid"), [(21.4, True), (0.1, True), (16, True), (1e22, True), (21.45, False), (0.1 + 0.2, False)]
)
def test_a_limit_of_1_6_has_at_most_one_decimal(limit: float, is_valid: bool) -> None:
    schedule = {"chargingRateUnit": "A", "chargingSchedulePeriod": [{"startPeriod": 0, "limit": limit}]}
    profile = {
        "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxProfile",
        "chargingProfileKind": "Relative", "chargingSchedule": schedule,
    }  # fmt: skip
    rules = broken_rules(SetChargingProfileRequest, {"connectorId": 1, "csChargingProfiles": profile})
    where = "/csChargingProfiles/chargingSchedule/chargingSchedulePeriod/0/limit"
    assert rules == ([] if is_valid else [(where, "multipleOf")])


def test_16_0_is_an_integer_where_the_draft_of_the_schema_says_so() -> None:
    log = {"logType": "SecurityLog", "requestId": 16.0, "log": {"remoteLocation": "ftp://example.com"}}
    assert broken_rules(GetLogRequest, log) == []  # the security extension of 1.6 is draft 6, its core draft 4
    assert broken_rules(StatusNotificationRequest, {**STATUS, "evseId": 16.0}) == []
    assert broken_rules(StartTransactionRequest, {**START, "meterStart": 16.0}) == [("/meterStart", "type")]


def test_all_violations_are_listed_in_the_order_of_the_schema_then_unknown_fields_as_they_came() -> None:
    payload = {"zz": 1, "meterStart": "5", "timestamp": "now", "aa": 2}
    assert broken_rules(StartTransactionRequest, payload) == [
        ("/connectorId", "required"),
        ("/idTag", "required"),
        ("/meterStart", "type"),
        ("/timestamp", "format"),
        ("/zz", "additionalProperties"),
        ("/aa", "additionalProperties"),
    ]


def test_one_text_may_break_two_rules() -> None:
    rules = broken_rules(TariffConditions, {"endTimeOfDay": "midnight"})
    assert rules == [("/endTimeOfDay", "maxLength"), ("/endTimeOfDay", "pattern")]


@pytest.mark.parametrize("data", [None, True, 5, "x", [1], {"a": {"b": None}}])
def test_the_data_of_a_data_transfer_may_be_anything(data: object) -> None:
    assert broken_rules(DataTransferRequest, {"vendorId": "com.example", "data": data}) == []


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({**STATUS, "connectorStatus": "Charging"},
         "'Charging' is none of Available, Occupied, Reserved, Unavailable, Faulted"),
        ({**STATUS, "timestamp": "now"}, "'now' is no date-time; write it like 2026-03-01T12:00:00Z"),
        ({**STATUS, "evseId": "1"}, "is a text, not a whole number"),
        ({**STATUS, "evseId": 1.5}, "is a number with decimals, not a whole number"),
        ({**STATUS, "evseId": None}, "is null, not a whole number"),
        ({**STATUS, "extra": "secret"}, "is a field that is not known here"),
        ({key: STATUS[key] for key in STATUS if key != "evseId"}, "is missing"),
    ],
)  # fmt: skip
def test_the_message_says_what_is_wrong_with_the_value(value: object, message: str) -> None:
    assert [violation.message for violation in decode_tolerant(StatusNotificationRequest, value).violations] == [
        message
    ]


def test_a_text_that_is_too_long_is_not_repeated() -> None:
    found = decode_tolerant(StartTransactionRequest, {**START, "idTag": "secret" * 10}).violations
    assert [violation.message for violation in found] == ["has 60 characters, more than 20"]


def test_as_many_items_as_allowed_are_not_too_many() -> None:
    certificate = {"hashAlgorithm": "SHA256", "issuerNameHash": "a", "issuerKeyHash": "b", "serialNumber": "1",
                   "responderURL": "https://example.com"}  # fmt: skip
    assert broken_rules(AuthorizeRequest, {"idToken": TOKEN, "iso15118CertificateHashData": [certificate] * 4}) == []


def test_too_many_items_are_counted() -> None:
    found = decode_tolerant(AuthorizeRequest, {"idToken": TOKEN, "iso15118CertificateHashData": [{}] * 5}).violations
    assert str(found[0]) == "/iso15118CertificateHashData: has 5 items, more than 4"


def test_a_number_that_is_out_of_range_is_shown_with_its_limit() -> None:
    found = decode_tolerant(EVSE, {"id": -1}).violations
    assert str(found[0]) == "/id: -1 is less than 0"
