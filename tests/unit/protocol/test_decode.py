"""Strict and tolerant decoding of the same messages, and what encoding makes of them."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from pilotwire.protocol.decode import (
    Tolerated,
    decode_strict,
    decode_tolerant,
    decode_tolerant_raw,
    encode,
)
from pilotwire.protocol.message import CustomData, Payload
from pilotwire.protocol.ocpp16.core import (
    AuthorizeRequest,
    BootNotificationRequest,
    GetConfigurationResponse,
    HeartbeatResponse,
    MeterValuesRequest,
    StartTransactionRequest,
    StopTransactionRequest,
)
from pilotwire.protocol.ocpp16.types import ChargingSchedulePeriod, KeyValue, SampledValue
from pilotwire.protocol.ocpp201 import transactions
from pilotwire.protocol.ocpp201.data_transfer import DataTransferRequest
from pilotwire.protocol.ocpp201.smart_charging import SetChargingProfileRequest
from pilotwire.protocol.ocpp201.transactions import TransactionEventRequest
from pilotwire.protocol.ocpp201.types.meter_value import MeterValue
from pilotwire.protocol.ocpp201.types.meter_value import SampledValue as SampledValue201
from pilotwire.protocol.ocpp201.types.station import EVSE
from pilotwire.protocol.ocpp201.types.transaction import Transaction
from pilotwire.protocol.violation import SchemaViolations, Violation

TEN = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
EVENT = b"""{"eventType":"Updated","meterValue":[{"sampledValue":[{"value":16.5,"context":"Sample.Periodic"}],\
"timestamp":"2024-05-01T10:00:00Z"}],"timestamp":"2024-05-01T10:00:00Z","triggerReason":"MeterValuePeriodic",\
"seqNo":3,"transactionInfo":{"transactionId":"tx-1"},"evse":{"id":1,"connectorId":2}}"""
READ_EVENT = TransactionEventRequest(
    event_type="Updated",
    meter_value=(MeterValue(timestamp=TEN, sampled_value=(SampledValue201(value=16.5, context="Sample.Periodic"),)),),
    timestamp=TEN,
    trigger_reason="MeterValuePeriodic",
    seq_no=3,
    transaction_info=Transaction(transaction_id="tx-1"),
    evse=EVSE(id=1, connector_id=2),
)
START = {"connectorId": 1, "idTag": "04A2", "meterStart": 0, "timestamp": "2024-05-01T10:00:00Z"}
READ_START = StartTransactionRequest(connector_id=1, id_tag="04A2", meter_start=0, timestamp=TEN)


def start(**changes: object) -> Tolerated[StartTransactionRequest]:
    return decode_tolerant(StartTransactionRequest, {**START, **changes})


def refusal(kind: type[Payload], raw: bytes) -> tuple[Violation, ...]:
    with pytest.raises(SchemaViolations) as caught:
        decode_strict(kind, raw)
    return caught.value.violations


def test_a_payload_becomes_a_message() -> None:
    assert decode_strict(TransactionEventRequest, EVENT) == READ_EVENT


def test_the_payload_may_be_a_part_of_a_frame_that_is_still_raw() -> None:
    assert decode_strict(TransactionEventRequest, msgspec.Raw(EVENT)) == READ_EVENT


def test_a_message_goes_out_compact_and_in_the_order_of_the_schema() -> None:
    assert encode(READ_EVENT) == EVENT


def test_spaces_between_the_parts_change_nothing() -> None:
    spaced = EVENT.replace(b",", b", ").replace(b'":', b'": ')
    assert decode_strict(TransactionEventRequest, spaced) == READ_EVENT


@pytest.mark.parametrize(
    ("timestamp", "instant"),
    [
        ("2024-05-01T12:00:00+02:00", TEN),
        ("2024-05-01T05:00:00-05:00", TEN),
        ("2024-05-01t10:00:00z", TEN),
        ("2024-05-01T10:00:00.5Z", TEN + timedelta(seconds=0.5)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("0000-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00+02:00", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59-02:00", datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2\\u0030\\u0032\\u0034-05-01T10:00:00Z", TEN),
    ],
)
def test_each_date_time_of_rfc_3339_is_read(timestamp: str, instant: datetime) -> None:
    raw = f'{{"connectorId":1,"idTag":"04A2","meterStart":0,"timestamp":"{timestamp}"}}'.encode()
    read = decode_strict(StartTransactionRequest, raw).timestamp
    assert read == instant
    assert read.astimezone(UTC) == instant


@pytest.mark.parametrize(
    "timestamp",
    [
        "2024-05-01 10:00:00Z",
        "2024-05-01\\u002010:00:00Z",
        "2024-05-01T10:00:00+0200",
        "2024-05-01T10:00:00-0200",
        "2024-05-01T10:00:00\\u002b0200",
        "2024-05-01T10:00:00",
        "2016-12-31T15:59:60Z",
    ],
)
def test_a_date_time_that_only_looks_like_one_is_refused(timestamp: str) -> None:
    raw = f'{{"connectorId":1,"idTag":"04A2","meterStart":0,"timestamp":"{timestamp}"}}'.encode()
    assert [(one.pointer, one.keyword) for one in refusal(StartTransactionRequest, raw)] == [("/timestamp", "format")]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "cannot be read as JSON"),
        (b"{", "cannot be read as JSON"),
        (b'{"idTag":NaN}', "cannot be read as JSON"),
        (b'{"idTag":"x",}', "cannot be read as JSON"),
        (b'\xef\xbb\xbf{"idTag":"x"}', "cannot be read as JSON"),
        (b'{"idTag":"\xff"}', "cannot be read as JSON"),
        (b'{"idTag":"\\ud800"}', "cannot be read as JSON"),
        (b'{"idTag":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "is nested too deep"),
        (b'{"idTag":1e999,"x":NaN}', "cannot be read as JSON"),
        (b'{"idTag":' + b"1" * 5000 + b"}", "cannot be read as JSON"),
    ],
    ids=["empty", "open", "NaN", "comma", "BOM", "bytes", "surrogate", "deep", "infinite", "huge"],
)  # fmt: skip
def test_what_is_no_json_is_refused_as_such(raw: bytes, reason: str) -> None:
    expected = (Violation("", "json", reason),)
    assert refusal(AuthorizeRequest, raw) == expected
    assert decode_tolerant_raw(AuthorizeRequest, raw) == Tolerated(None, expected, {})


def test_of_a_key_that_comes_twice_the_last_counts() -> None:
    assert decode_strict(AuthorizeRequest, b'{"idTag":5,"idTag":"04A2"}').id_tag == "04A2"
    assert [one.keyword for one in refusal(AuthorizeRequest, b'{"idTag":"04A2","idTag":5}')] == ["type"]


def test_null_is_not_absent() -> None:
    raw = b'{"eventType":"Ended","timestamp":"2024-05-01T10:00:00Z","triggerReason":"Trigger","seqNo":1,\
"transactionInfo":{"transactionId":"tx-1"},"evse":null}'
    assert [(one.pointer, one.keyword) for one in refusal(TransactionEventRequest, raw)] == [("/evse", "type")]


def test_null_may_stand_where_anything_may() -> None:
    assert decode_strict(DataTransferRequest, b'{"vendorId":"com.example","data":null}').data is None


def test_a_number_no_float_can_hold_may_stand_where_anything_may() -> None:
    assert decode_strict(DataTransferRequest, b'{"vendorId":"com.example","data":1e999}').data == float("inf")


def test_lengths_count_characters_and_not_bytes() -> None:
    assert decode_strict(AuthorizeRequest, f'{{"idTag":"{chr(0x1F50C) * 20}"}}'.encode()).id_tag == chr(0x1F50C) * 20


def test_the_keys_of_vendors_are_left_as_they_are() -> None:
    raw = b'{"vendorId":"com.example","customData":{"vendorId":"x","SoC_Min":5,"meterSerial_No":null}}'
    message = decode_strict(DataTransferRequest, raw)
    assert message.custom_data == {"vendorId": "x", "SoC_Min": 5, "meterSerial_No": None}
    assert isinstance(message.custom_data, CustomData)


def test_vendor_data_goes_out_with_its_keys() -> None:
    message = DataTransferRequest(vendor_id="com.example", custom_data=CustomData(vendorId="x", SoC_Min=5))
    assert encode(message) == b'{"customData":{"vendorId":"x","SoC_Min":5},"vendorId":"com.example"}'


def test_vendor_data_is_an_object() -> None:
    raw = b'{"vendorId":"com.example","customData":["x"]}'
    assert [(one.pointer, one.keyword) for one in refusal(DataTransferRequest, raw)] == [("/customData", "type")]


def test_vendor_data_without_a_vendor_is_refused_even_behind_an_escape() -> None:
    raw = b'{"vendorId":"com.example","c\\u0075stomData":{"x":1}}'
    assert [(one.pointer, one.keyword) for one in refusal(DataTransferRequest, raw)] == [
        ("/customData/vendorId", "required")
    ]


@pytest.mark.parametrize(
    "instant",
    [
        TEN,
        TEN + timedelta(milliseconds=999),
        datetime(2024, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_instants_go_out_in_utc_and_whole_seconds(instant: datetime) -> None:
    assert encode(HeartbeatResponse(current_time=instant)) == b'{"currentTime":"2024-05-01T10:00:00Z"}'


def test_instants_deep_within_go_out_in_whole_seconds_too() -> None:
    sample = MeterValue(timestamp=TEN + timedelta(microseconds=5), sampled_value=(SampledValue201(value=1.0),))
    event = msgspec.structs.replace(READ_EVENT, meter_value=(sample,))
    assert b'"sampledValue":[{"value":1.0}],"timestamp":"2024-05-01T10:00:00Z"' in encode(event)


def test_an_instant_without_a_zone_is_not_sent() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        encode(HeartbeatResponse(current_time=TEN.replace(tzinfo=None)))


def test_the_error_names_the_message_and_its_first_broken_rule() -> None:
    with pytest.raises(SchemaViolations, match=r"^AuthorizeRequest: /idTag: is missing$"):
        decode_strict(AuthorizeRequest, b"{}")


def test_a_clean_payload_is_tolerated_without_a_finding() -> None:
    assert decode_tolerant(StartTransactionRequest, START) == Tolerated(READ_START, (), {})
    assert decode_tolerant_raw(TransactionEventRequest, EVENT) == Tolerated(READ_EVENT, (), {})


def test_a_payload_with_faults_is_tolerated_from_its_text_as_well() -> None:
    tolerated = decode_tolerant_raw(AuthorizeRequest, b'{"idTag":5,"x":[1]}')
    assert tolerated.value == AuthorizeRequest(id_tag="5")
    assert tolerated.extras == {"/x": [1]}
    assert [one.keyword for one in tolerated.violations] == ["type", "additionalProperties"]


def test_numbers_in_texts_and_texts_from_numbers_are_read() -> None:
    tolerated = start(connectorId="1", meterStart=" 0.2 ", idTag=42)
    assert tolerated.value == msgspec.structs.replace(READ_START, id_tag="42")
    assert [one.pointer for one in tolerated.violations] == ["/connectorId", "/idTag", "/meterStart"]


def test_a_word_outside_its_enum_is_kept() -> None:
    tolerated = decode_tolerant(StopTransactionRequest, {"transactionId": 7, "meterStop": 9, "reason": "Boredom",
                                                         "timestamp": "2024-05-01T10:00:00Z"})  # fmt: skip
    assert tolerated.value is not None
    assert str(tolerated.value.reason) == "Boredom"


def test_a_text_that_is_too_long_is_kept() -> None:
    tolerated = start(idTag="#FreeCharging-of-the-whole-night")
    assert tolerated.value is not None
    assert tolerated.value.id_tag == "#FreeCharging-of-the-whole-night"


def test_unknown_fields_are_set_aside_by_pointer() -> None:
    value = {"connectorId": 1, "meterValue": [{"timestamp": "2024-05-01T10:00:00Z", "x": 1,
                                               "sampledValue": [{"value": "5", "a/b": [None]}]}]}  # fmt: skip
    tolerated = decode_tolerant(MeterValuesRequest, value)
    assert tolerated.value is not None
    assert tolerated.extras == {"/meterValue/0/sampledValue/0/a~1b": [None], "/meterValue/0/x": 1}


@pytest.mark.parametrize("reservation", [None, "", "none", [], {}, True])
def test_an_optional_field_that_is_unusable_is_dropped_and_listed(reservation: object) -> None:
    tolerated = start(reservationId=reservation)
    assert tolerated.value == READ_START
    assert [(one.pointer, one.keyword) for one in tolerated.violations] == [("/reservationId", "type")]


def test_an_empty_text_counts_as_absent_only_where_it_is_not_valid() -> None:
    boot = {"chargePointVendor": "Example", "chargePointModel": "One", "iccid": ""}
    tolerated = decode_tolerant(BootNotificationRequest, boot)
    assert tolerated.value == BootNotificationRequest(charge_point_vendor="Example", charge_point_model="One", iccid="")
    unit = {"connectorId": 1, "meterValue": [{"timestamp": "2024-05-01T10:00:00Z",
                                              "sampledValue": [{"value": "5", "unit": ""}]}]}  # fmt: skip
    read = decode_tolerant(MeterValuesRequest, unit).value
    assert read is not None
    assert read.meter_value[0].sampled_value == (SampledValue(value="5"),)


def test_an_empty_text_of_a_required_field_is_kept() -> None:
    event = {**msgspec.json.decode(EVENT), "triggerReason": ""}
    tolerated = decode_tolerant(TransactionEventRequest, event)
    assert tolerated.value is not None
    assert str(tolerated.value.trigger_reason) == ""
    assert [(one.pointer, one.keyword) for one in tolerated.violations] == [("/triggerReason", "enum")]


def test_an_item_that_is_unusable_is_dropped_from_its_list() -> None:
    value = {
        "configurationKey": [
            {"key": "A", "readonly": "true", "value": 5},
            {"readonly": True},
            7,
            {"key": "B", "readonly": 0},
        ]
    }
    tolerated = decode_tolerant(GetConfigurationResponse, value)
    assert tolerated.value == GetConfigurationResponse(
        configuration_key=(KeyValue(key="A", readonly=True, value="5"), KeyValue(key="B", readonly=False))
    )
    assert [one.pointer for one in tolerated.violations] == [
        "/configurationKey/0/readonly",
        "/configurationKey/0/value",
        "/configurationKey/1/key",
        "/configurationKey/2",
        "/configurationKey/3/readonly",
    ]


def test_an_optional_object_without_a_required_part_is_dropped() -> None:
    event = {**msgspec.json.decode(EVENT), "idToken": {"idToken": "04A2"}}
    tolerated = decode_tolerant(TransactionEventRequest, event)
    assert tolerated.value == READ_EVENT
    assert [(one.pointer, one.keyword) for one in tolerated.violations] == [("/idToken/type", "required")]


def test_vendor_data_without_a_vendor_is_kept() -> None:
    tolerated = decode_tolerant(DataTransferRequest, {"vendorId": "com.example", "customData": {"x": 1}})
    assert tolerated.value == DataTransferRequest(vendor_id="com.example", custom_data=CustomData(x=1))


@pytest.mark.parametrize("missing", ["connectorId", "idTag", "meterStart", "timestamp"])
def test_without_a_required_field_there_is_no_value(missing: str) -> None:
    tolerated = decode_tolerant(StartTransactionRequest, {key: START[key] for key in START if key != missing})
    assert tolerated == Tolerated(None, (Violation(f"/{missing}", "required", "is missing"),), {})


def test_a_timestamp_without_a_zone_is_in_the_zone_of_the_station() -> None:
    value = {**START, "timestamp": "2024-05-01T12:00:00"}
    tolerated = decode_tolerant(StartTransactionRequest, value, naive_offset=timedelta(hours=2))
    assert tolerated.value == READ_START
    assert [one.keyword for one in tolerated.violations] == ["format"]


def test_a_filler_stands_in_for_a_required_field_that_is_missing_or_unusable() -> None:
    value = {
        "connectorId": 1,
        "meterValue": [{"sampledValue": [{"value": "5"}]}, {"timestamp": "now", "sampledValue": []}],
    }
    tolerated = decode_tolerant(MeterValuesRequest, value, fillers={"/meterValue/*/timestamp": TEN})
    assert tolerated.value is not None
    assert [one.timestamp for one in tolerated.value.meter_value] == [TEN, TEN]
    assert [one.pointer for one in tolerated.violations] == [
        "/meterValue/0/timestamp",
        "/meterValue/1/timestamp",
        "/meterValue/1/sampledValue",
    ]


def test_a_filler_does_not_touch_what_is_usable() -> None:
    tolerated = decode_tolerant(StartTransactionRequest, START, fillers={"/timestamp": TEN + timedelta(days=1)})
    assert tolerated == Tolerated(READ_START, (), {})


@pytest.mark.parametrize("value", [None, True, 5, "x", [], [START], float("nan")])
def test_what_is_no_object_has_no_value(value: object) -> None:
    tolerated = decode_tolerant(StartTransactionRequest, value)
    assert tolerated.value is None
    assert [(one.pointer, one.keyword) for one in tolerated.violations] == [("", "type")]


def nested(depth: int) -> object:
    value: object = 5
    for _ in range(depth):
        value = [{"x": value}]
    return value


@pytest.mark.parametrize("field", ["idTag", "connectorId", "timestamp", "extra"])
def test_a_value_of_any_depth_is_walked_without_an_accident(field: str) -> None:
    assert start(**{field: nested(5_000)}).violations[0].pointer == f"/{field}"


@pytest.mark.parametrize("odd", [float("nan"), float("-inf"), pytest.param(10**5000, id="huge"), "\ud800", "x" * 10**6])
def test_a_value_that_is_hardly_json_is_walked_without_an_accident(odd: object) -> None:
    tolerated = start(meterStart=odd, idTag=odd, timestamp=odd, reservationId=odd, extra=odd)
    assert len(tolerated.violations) >= 2
    assert all(len(one.message) < 300 for one in tolerated.violations)


def test_a_number_with_too_many_decimals_is_rounded_where_one_is_the_rule() -> None:
    tolerated = decode_tolerant(ChargingSchedulePeriod, {"startPeriod": 0, "limit": 21.4567})
    assert tolerated.value == ChargingSchedulePeriod(start_period=0, limit=21.5)
    assert [one.keyword for one in tolerated.violations] == ["multipleOf"]


def test_a_message_without_fields_is_an_empty_object() -> None:
    assert encode(transactions.TransactionEventResponse()) == b"{}"
    assert decode_strict(transactions.TransactionEventResponse, b"{}") == transactions.TransactionEventResponse()


def test_a_whole_number_may_stand_for_a_number() -> None:
    raw = b'{"evseId":1,"chargingProfile":{"id":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile",\
"chargingProfileKind":"Relative","chargingSchedule":[{"id":1,"chargingRateUnit":"A",\
"chargingSchedulePeriod":[{"startPeriod":0,"limit":16}]}]}}'
    limit = (
        decode_strict(SetChargingProfileRequest, raw)
        .charging_profile.charging_schedule[0]
        .charging_schedule_period[0]
        .limit
    )
    assert (limit, type(limit)) == (16.0, float)
