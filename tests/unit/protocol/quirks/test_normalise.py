"""The table carried out: only where a rule is broken, in order, once."""

from typing import Any

from pilotwire.protocol.decode import decode_tolerant
from pilotwire.protocol.message import Payload
from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp201.metering import MeterValuesRequest as MeterValues201
from pilotwire.protocol.quirks.normalise import Normalised, name_violation, normalise, steps_for
from pilotwire.protocol.quirks.policy import TOLERANT, IngestPolicy
from pilotwire.protocol.quirks.record import Seen
from pilotwire.protocol.violation import Violation


def repaired(kind: type[Payload], value: Any, policy: IngestPolicy = TOLERANT) -> Normalised:
    return normalise(kind, value, policy, decode_tolerant(kind, value).violations)


def test_nothing_is_done_unless_a_violation_calls_for_it() -> None:
    value = {"connectorId": "1", "errorCode": "Error"}
    assert normalise(core.StatusNotificationRequest, value, TOLERANT, ()).seen == ()
    assert value == {"connectorId": "1", "errorCode": "Error"}


def test_lists_are_mended_before_what_is_in_them() -> None:
    sample = {"value": 7, "unit": "Hz"}
    message = {"connectorId": 1, "meterValue": {"timestamp": "2026-03-14 09:26:53Z", "sampledValue": sample}}
    done = repaired(core.MeterValuesRequest, message)
    assert done.value == {
        "connectorId": 1,
        "meterValue": [{"timestamp": "2026-03-14T09:26:53Z", "sampledValue": [{"value": "7", "unit": "Hertz"}]}],
    }
    assert [one.name for one in done.seen] == [
        "meter-value-object", "meter-value-object", "timestamp-form", "sample-value-number", "unit-alias",
    ]  # fmt: skip


def test_several_items_can_go_from_one_list() -> None:
    good = {"timestamp": "2026-03-14T09:26:53Z", "sampledValue": [{"value": "1"}]}
    message = {"connectorId": 1, "meterValue": [{"sampledValue": []}, good, {"sampledValue": []}, {"sampledValue": []}]}
    assert repaired(core.MeterValuesRequest, message).value == {"connectorId": 1, "meterValue": [good]}


def test_a_repair_that_loses_something_keeps_what_was_sent() -> None:
    message = {"connectorId": 1, "errorCode": "E17", "status": "Faulted"}
    done = repaired(core.StatusNotificationRequest, message)
    assert done.replaced == {"/errorCode": "E17"}
    assert done.seen == (
        Seen("error-code-unknown", "/errorCode", "'E17' is read as 'OtherError'", "warning"),
    )  # fmt: skip


def test_a_quirk_that_is_switched_off_or_to_record_only_is_not_repaired() -> None:
    for setting in ("off", "record-only"):
        policy = IngestPolicy(rules={"error-code-unknown": setting})
        message = {"connectorId": 1, "errorCode": "E17", "status": "Faulted"}
        assert repaired(core.StatusNotificationRequest, message, policy).seen == ()
        assert message["errorCode"] == "E17"


def test_values_of_configuration_keys_do_not_get_into_findings() -> None:
    keys = [{"key": "AuthorizationKey", "readonly": False, "value": 123456789}]
    (seen,) = repaired(core.GetConfigurationResponse, {"configurationKey": keys}).seen
    assert "123456789" not in seen.detail


def test_a_violation_that_no_record_knows_is_unrepaired() -> None:
    violation = Violation("/meterStop", "required", "is missing")
    assert name_violation(core.StopTransactionRequest, {}, TOLERANT, violation) == Seen(
        "unrepaired", "/meterStop", "required: is missing", "warning"
    )


def test_a_message_meets_only_the_records_of_its_version() -> None:
    names16 = {step.normaliser.name for step in steps_for(core.MeterValuesRequest)}
    names201 = {step.normaliser.name for step in steps_for(MeterValues201)}
    assert names16 - names201 == {"sample-value-number", "unit-alias"}
    assert "boot-field-length" not in names16
