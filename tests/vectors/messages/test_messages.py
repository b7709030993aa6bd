"""The generated messages: all there, named as agreed, and told apart where 2.1 is not 2.0.1."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

from pilotwire.protocol.action import Action
from pilotwire.protocol.decode import decode_strict, encode
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16.names import OFFICIAL_NAMES as OFFICIAL_16
from pilotwire.protocol.ocpp21.names import OFFICIAL_NAMES as OFFICIAL_21
from pilotwire.protocol.shape import Items, Record, Shape, Text, Word, shape_of
from pilotwire.protocol.violation import SchemaViolations

MINIMAL = Path(__file__).parent / "minimal"


def actions(version: str) -> Mapping[str, Action]:
    found: Mapping[str, Action] = import_module(f"pilotwire.protocol.ocpp{version}.actions").ACTIONS
    return found


def kinds(version: str) -> Iterator[type[Payload]]:
    for action in actions(version).values():
        yield action.request
        if action.response is not None:
            yield action.response


@cache
def kinds_by_name(version: str) -> Mapping[str, type[Payload]]:
    """Every struct class of a version, those within messages included."""
    found: dict[str, type[Payload]] = {}

    def gather(shape: Shape) -> None:
        if isinstance(shape, Items):
            gather(shape.item)
        if isinstance(shape, Record):
            found[shape.kind.__name__] = shape.kind
            for member in shape.members:
                gather(member.shape)

    for kind in kinds(version):
        gather(shape_of(kind))
    return found


def minimal_payloads() -> Iterator[tuple[str, str, bytes]]:
    """Version, class and text of a payload with the required fields only, as the schemas of each message ask for."""
    for version in ("16", "201", "21"):
        payloads = msgspec.json.decode((MINIMAL / f"ocpp{version}.json").read_bytes(), type=dict[str, msgspec.Raw])
        for name, payload in payloads.items():
            yield version, name, bytes(payload)


@pytest.mark.parametrize(("version", "name", "payload"), list(minimal_payloads()))
def test_a_minimal_payload_goes_out_as_it_came(version: str, name: str, payload: bytes) -> None:
    assert encode(decode_strict(kinds_by_name(version)[name], payload)) == payload


@pytest.mark.parametrize(("version", "messages"), [("16", 78), ("201", 128), ("21", 181)])
def test_each_message_of_a_version_has_a_minimal_payload(version: str, messages: int) -> None:
    names = {name for one, name, _ in minimal_payloads() if one == version}
    assert names == {kind.__name__ for kind in kinds(version)}
    assert len(names) == messages


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("16", {"station": 13, "csms": 25, "both": 1}),
        ("201", {"station": 24, "csms": 39, "both": 1}),
        ("21", {"station": 36, "csms": 54, "both": 1}),
    ],
)
def test_each_action_says_who_may_send_it(version: str, expected: Mapping[str, int]) -> None:
    assert Counter(action.sender for action in actions(version).values()) == expected


@pytest.mark.parametrize(
    ("version", "name", "sender", "block"),
    [
        ("16", "StartTransaction", "station", "core"),
        ("16", "GetDiagnostics", "csms", "firmware"),
        ("16", "SignCertificate", "station", "security"),
        ("16", "DataTransfer", "both", "core"),
        ("201", "TransactionEvent", "station", "transactions"),
        ("201", "SetVariables", "csms", "provisioning"),
        ("201", "Get15118EVCertificate", "station", "certificates"),
        ("201", "MeterValues", "station", "metering"),
        ("21", "PullDynamicScheduleUpdate", "station", "smart_charging"),
        ("21", "NotifyWebPaymentStarted", "csms", "authorization"),
        ("21", "NotifyAllowedEnergyTransfer", "csms", "v2x"),
        ("21", "VatNumberValidation", "station", "authorization"),
        ("21", "ClosePeriodicEventStream", "station", "diagnostics"),
    ],
)
def test_an_action_has_its_sender_and_its_block(version: str, name: str, sender: str, block: str) -> None:
    action = actions(version)[name]
    assert (action.name, action.sender, action.block) == (name, sender, block)
    assert action.request.__module__ == f"pilotwire.protocol.ocpp{version}.{block}"


def test_only_the_event_stream_of_2_1_is_never_answered() -> None:
    unanswered = [name for version in ("16", "201", "21") for name, one in actions(version).items() if not one.response]
    assert unanswered == ["NotifyPeriodicEventStream"]


@pytest.mark.parametrize(
    ("version", "name", "attribute", "wire_name"),
    [
        ("16", "GetDiagnosticsResponse", "file_name", "fileName"),
        ("16", "GetLogResponse", "filename", "filename"),
        ("16", "SetChargingProfileRequest", "cs_charging_profiles", "csChargingProfiles"),
        ("201", "OCSPRequestData", "responder_url", "responderURL"),
        ("201", "DCChargingParameters", "bulk_soc", "bulkSoC"),
        ("201", "SalesTariff", "num_e_price_levels", "numEPriceLevels"),
        ("201", "SalesTariffEntry", "e_price_level", "ePriceLevel"),
        ("201", "AuthorizeRequest", "iso15118_certificate_hash_data", "iso15118CertificateHashData"),
        ("201", "NetworkConnectionProfile", "ocpp_csms_url", "ocppCsmsUrl"),
        ("21", "ChargingSchedulePeriod", "limit_l2", "limit_L2"),
        ("21", "ChargingSchedulePeriod", "setpoint_reactive_l3", "setpointReactive_L3"),
        ("21", "ChargingSchedulePeriod", "v2x_freq_watt_curve", "v2xFreqWattCurve"),
        ("21", "DERChargingParameters", "max_charge_reactive_power_l2", "maxChargeReactivePower_L2"),
        ("21", "V2XChargingParameters", "ev_max_v2x_energy_request", "evMaxV2XEnergyRequest"),
        ("21", "DERChargingParameters", "ev_maximum_level1_dc_injection", "evMaximumLevel1DCInjection"),
        ("21", "DERChargingParameters", "ev_supported_der_control", "evSupportedDERControl"),
        ("21", "ReportDERControlRequest", "fixed_pf_absorb", "fixedPFAbsorb"),
        ("21", "BatteryData", "soc", "soC"),
        ("21", "LimitAtSoC", "soc", "soc"),
        ("21", "ChargingSchedule", "limit_at_soc", "limitAtSoC"),
        ("21", "AbsolutePriceSchedule", "price_schedule_id", "priceScheduleID"),
        ("21", "PriceLevelSchedule", "price_schedule_id", "priceScheduleId"),
        ("21", "TaxRule", "tax_rule_id", "taxRuleID"),
        ("21", "Get15118EVCertificateRequest", "prioritized_emaids", "prioritizedEMAIDs"),
        ("21", "NotifySettlementResponse", "receipt_url", "receiptUrl"),
        ("21", "VoltageParams", "hv10_min_mean_trip_delay", "hv10MinMeanTripDelay"),
        ("21", "DERCurve", "y_unit", "yUnit"),
        ("21", "ReactivePowerParams", "autonomous_v_ref_enable", "autonomousVRefEnable"),
    ],
)
def test_a_field_is_named_as_in_the_specification(version: str, name: str, attribute: str, wire_name: str) -> None:
    members = shape_of(kinds_by_name(version)[name]).members
    assert (attribute, wire_name) in [(member.attribute, member.wire_name) for member in members]


@pytest.mark.parametrize(
    ("table", "ours", "official"),
    [
        (OFFICIAL_16, "ChargingRateUnit", "ChargingRateUnitType"),
        (OFFICIAL_16, "SignedFirmwareStatus", "FirmwareStatusEnumType"),
        (OFFICIAL_21, "IdToken", "IdTokenType"),
        (OFFICIAL_21, "VPN", "VPNType"),
        (OFFICIAL_21, "VPNKind", "VPNEnumType"),
        (OFFICIAL_21, "CertificateStatusWord", "CertificateStatusEnumType"),
    ],
)
def test_our_names_lead_back_to_the_official_ones(table: Mapping[str, str], ours: str, official: str) -> None:
    assert table[ours] == official


def test_1_6_has_one_list_of_units_for_meter_values_and_transaction_data() -> None:
    stop = b"""{"transactionId":1,"meterStop":9,"timestamp":"2024-05-01T10:00:00Z","transactionData":[
        {"timestamp":"2024-05-01T10:00:00Z","sampledValue":[{"value":"50","unit":"Hertz"},{"value":"21","unit":"Celcius"}]}
    ]}"""
    decode_strict(kinds_by_name("16")["StopTransactionRequest"], stop)


def members(version: str) -> Mapping[tuple[str, str], tuple[Shape, bool]]:
    """Shape and necessity of every field of every class, by class and attribute."""
    return {
        (name, member.attribute): (member.shape, member.is_required)
        for name, kind in kinds_by_name(version).items()
        for member in shape_of(kind).members
    }


def test_2_1_keeps_every_class_and_every_field_of_2_0_1() -> None:
    assert members("201").keys() <= members("21").keys()


def test_four_types_of_2_1_differ_in_what_they_require() -> None:
    new = members("21")
    changed = {key: new[key][1] for key, (_, required) in members("201").items() if new[key][1] != required}
    assert changed == {
        ("ChargingSchedulePeriod", "limit"): False,
        ("NetworkConnectionProfile", "ocpp_version"): False,
        ("SignedMeterValue", "public_key"): False,
        ("SignedMeterValue", "signing_method"): False,
    }
    assert new["VariableMonitoring", "event_notification_type"][1]
    assert ("VariableMonitoring", "event_notification_type") not in members("201")


def test_three_enums_open_up_in_2_1_and_no_other_loses_a_word() -> None:
    old, new = members("201"), members("21")
    opened = {key for key, (shape, _) in old.items() if isinstance(shape, Word) and isinstance(new[key][0], Text)}
    assert opened == {
        ("ChargingLimit", "charging_limit_source"),
        ("ClearedChargingLimitRequest", "charging_limit_source"),
        ("ReportChargingProfilesRequest", "charging_limit_source"),
        ("IdToken", "type"),
        ("ReserveNowRequest", "connector_type"),
    }
    for key, (shape, _) in old.items():
        other = new[key][0]
        if isinstance(shape, Word) and isinstance(other, Word):
            assert set(shape.words) <= set(other.words), key


@pytest.mark.parametrize(
    ("name", "payload", "in_201", "in_21"),
    [
        ("ClearedChargingLimitRequest", '{"chargingLimitSource":"Solar"}', False, True),
        ("IdToken", '{"idToken":"04A2","type":"VIN"}', False, True),
        ("ReserveNowRequest", '{"id":1,"expiryDateTime":"2024-05-01T10:00:00Z","connectorType":"cNACS",'
         '"idToken":{"idToken":"04A2","type":"Central"}}', False, True),
        ("ChargingSchedulePeriod", '{"startPeriod":0}', False, True),
        ("SignedMeterValue", '{"signedMeterData":"AA==","encodingMethod":"OCMF"}', False, True),
        ("NetworkConnectionProfile", '{"ocppInterface":"Wired0","ocppTransport":"JSON","messageTimeout":30,'
         '"ocppCsmsUrl":"wss://csms.example","securityProfile":1}', False, True),
        ("VariableMonitoring", '{"id":1,"transaction":false,"value":5,"type":"Delta","severity":3}', True, False),
    ],
)  # fmt: skip
def test_the_seven_differences_show_in_what_is_valid(name: str, payload: str, in_201: bool, in_21: bool) -> None:
    assert (is_valid("201", name, payload), is_valid("21", name, payload)) == (in_201, in_21)


def is_valid(version: str, name: str, payload: str) -> bool:
    try:
        decode_strict(kinds_by_name(version)[name], payload.encode())
    except SchemaViolations:
        return False
    return True


def test_each_minimal_payload_of_2_0_1_is_valid_in_2_1() -> None:
    old = [(name, payload.decode()) for version, name, payload in minimal_payloads() if version == "201"]
    assert [name for name, payload in old if not is_valid("21", name, payload)] == []
