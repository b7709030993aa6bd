"""The three ways of a payload: valid, repaired, invalid; under each policy."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from pilotwire.protocol.ingest import (
    MOST_ODDITIES,
    MOST_VIOLATIONS,
    STRICT,
    TOLERANT,
    TRANSACTION_MESSAGES,
    Ingested,
    IngestPolicy,
    Seen,
    ingest,
    ingest_as,
)
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp16.actions import ACTIONS

RECEIVED_AT = datetime(2026, 3, 14, 9, 27, tzinfo=UTC)
RECORD_ONLY = IngestPolicy("record-only")
STATUS = {"connectorId": 1, "errorCode": "Error", "status": "Faulted"}


def read(action: str, payload: Any, policy: IngestPolicy = TOLERANT) -> Ingested[Payload]:
    return ingest(ACTIONS[action], json.dumps(payload).encode(), policy, RECEIVED_AT)


def names(ingested: Ingested[Payload]) -> list[str]:
    return [one.name for one in ingested.oddities]


@pytest.mark.parametrize("policy", [TOLERANT, STRICT, RECORD_ONLY])
def test_a_valid_payload_is_its_message_and_nothing_more(policy: IngestPolicy) -> None:
    assert read("Authorize", {"idTag": "04E1A2B3"}, policy) == Ingested(core.AuthorizeRequest(id_tag="04E1A2B3"))


def test_a_repaired_payload_tells_what_was_broken_and_what_was_done() -> None:
    ingested = read("StatusNotification", STATUS)
    assert ingested.value == core.StatusNotificationRequest(connector_id=1, error_code="OtherError", status="Faulted")
    assert ingested.verdict == "repaired"
    assert ingested.oddities == (
        Seen("error-code-unknown", "/errorCode", "'Error' is read as 'OtherError'", "warning"),
    )  # fmt: skip
    assert [(one.pointer, one.keyword) for one in ingested.violations] == [("/errorCode", "enum")]
    assert ingested.extras == {"/errorCode": "Error"}


def test_a_strict_reader_gives_no_value_and_the_names() -> None:
    ingested = read("StatusNotification", STATUS, STRICT)
    assert (ingested.value, ingested.verdict, names(ingested)) == (None, "invalid", ["error-code-unknown"])


def test_record_only_names_the_quirk_and_leaves_the_word() -> None:
    for policy in (RECORD_ONLY, IngestPolicy(rules={"error-code-unknown": "record-only"})):
        ingested = read("StatusNotification", STATUS, policy)
        assert msgspec.to_builtins(ingested.value)["errorCode"] == "Error"
        assert names(ingested) == ["error-code-unknown"]


def test_a_quirk_that_is_off_is_a_violation_like_any_other() -> None:
    ingested = read("StatusNotification", STATUS, IngestPolicy(rules={"error-code-unknown@StatusNotification": "off"}))
    assert names(ingested) == ["unrepaired"]
    assert ingested.oddities[0].detail.startswith("enum: 'Error' is none of ")


def test_what_cannot_be_repaired_is_invalid_with_its_violations() -> None:
    ingested = read("BootNotification", {"chargePointVendor": "Nordwind"})
    assert (ingested.value, ingested.verdict) == (None, "invalid")
    assert [(one.pointer, one.keyword) for one in ingested.violations] == [("/chargePointModel", "required")]
    assert names(ingested) == ["unrepaired"]


def test_a_transaction_that_can_be_stored_is_stored_even_where_quirks_are_only_recorded() -> None:
    for policy in (TOLERANT, RECORD_ONLY):
        ingested = read("StartTransaction", {"connectorId": 1}, policy)
        assert ingested.value == core.StartTransactionRequest(
            connector_id=1, id_tag="", meter_start=-1, timestamp=RECEIVED_AT
        )
        assert names(ingested) == ["field-missing"] * 3


def test_a_field_that_can_be_read_leniently_is_not_missing() -> None:
    start = {"connectorId": 1, "idTag": "04E1A2B3", "meterStart": "12", "timestamp": "2026-03-14T09:26:53Z"}
    ingested = read("StartTransaction", start, IngestPolicy(rules={"number-as-text": "off"}))
    assert names(ingested) == ["unrepaired"]
    assert msgspec.to_builtins(ingested.value)["meterStart"] == 12


def test_a_quirk_at_many_items_of_a_list_is_one_oddity() -> None:
    samples = [{"value": number} for number in range(9)]
    message = {"connectorId": 1, "meterValue": [{"timestamp": "2026-03-14T09:26:53Z", "sampledValue": samples}]}
    assert read("MeterValues", message).oddities == (
        Seen("sample-value-number", "/meterValue/*/sampledValue/*/value", "0 is read as '0'", "info"),
    )  # fmt: skip


def test_a_flood_of_unknown_fields_gives_a_bounded_number_of_oddities() -> None:
    ingested = read("Heartbeat", {f"field{number}x": number for number in range(500)})
    assert len(ingested.oddities) == MOST_ODDITIES
    assert ingested.value == core.HeartbeatRequest()


def test_a_payload_with_endless_violations_is_not_repaired_and_yet_not_lost() -> None:
    samples = [{"value": number, "unit": "Hz"} for number in range(MOST_VIOLATIONS // 2 + 1)]
    message = {"connectorId": 1, "meterValue": [{"timestamp": "2026-03-14T09:26:53Z", "sampledValue": samples}]}
    ingested = read("MeterValues", message)
    assert names(ingested) == ["unrepaired", "unrepaired"]
    assert msgspec.to_builtins(ingested.value)["meterValue"][0]["sampledValue"][7] == {"value": "7", "unit": "Hz"}


def test_text_that_is_no_json_is_invalid() -> None:
    ingested = ingest(ACTIONS["Heartbeat"], b'{"a":', TOLERANT, RECEIVED_AT)
    assert (ingested.value, ingested.verdict) == (None, "invalid")
    assert [one.keyword for one in ingested.violations] == ["json"]


def test_a_number_that_no_float_holds_is_no_hindrance() -> None:
    ingested = ingest(ACTIONS["Heartbeat"], b'{"uptime":1e999}', TOLERANT, RECEIVED_AT)
    assert ingested.value == core.HeartbeatRequest()
    assert names(ingested) == ["extra-fields"]


def test_responses_are_read_the_same_way() -> None:
    raw = b'{"status":"Accepted","reason":"ok"}'
    ingested = ingest_as(core.ResetResponse, raw, TOLERANT, RECEIVED_AT)
    assert ingested.value == core.ResetResponse(status="Accepted")
    assert ingested.extras == {"/reason": "ok"}


def test_the_transaction_messages_of_all_versions_are_known_by_name() -> None:
    known = ["MeterValues", "NotifySettlement", "StartTransaction", "StopTransaction", "TransactionEvent"]
    assert sorted(TRANSACTION_MESSAGES) == known
