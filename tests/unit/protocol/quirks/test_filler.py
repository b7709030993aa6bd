"""What stands in for a missing field, and which messages are about transactions."""

from datetime import UTC, datetime, timedelta

from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp21.actions import ACTIONS as ACTIONS_21
from pilotwire.protocol.ocpp21.transactions import TransactionEventRequest
from pilotwire.protocol.ocpp201.actions import ACTIONS as ACTIONS_201
from pilotwire.protocol.ocppj.version import Version
from pilotwire.protocol.quirks.filler import FILLERS, TRANSACTION_ACTIONS, filler_values
from pilotwire.protocol.quirks.policy import TOLERANT, IngestPolicy

RECEIVED_AT = datetime(2026, 3, 14, 9, 27, tzinfo=UTC)


def test_the_messages_about_transactions_are_those_that_carry_what_is_billed() -> None:
    assert TRANSACTION_ACTIONS[Version.V16] == {"StartTransaction", "StopTransaction", "MeterValues"}
    assert TRANSACTION_ACTIONS[Version.V201] == {"TransactionEvent"}
    assert TRANSACTION_ACTIONS[Version.V21] == {"TransactionEvent", "NotifySettlement"}
    assert TRANSACTION_ACTIONS[Version.V201] <= ACTIONS_201.keys()
    assert TRANSACTION_ACTIONS[Version.V21] <= ACTIONS_21.keys()


def test_numbers_that_are_not_there_are_negative_and_times_are_those_of_receipt() -> None:
    assert filler_values(FILLERS[core.StartTransactionRequest], {}, TOLERANT, RECEIVED_AT) == {
        "/connectorId": 0,
        "/idTag": "",
        "/meterStart": -1,
        "/timestamp": RECEIVED_AT,
    }


def test_a_reading_without_a_time_has_that_of_its_message() -> None:
    fillers, policy = FILLERS[TransactionEventRequest], IngestPolicy(naive_offset=timedelta(hours=1))
    offline = filler_values(fillers, {"timestamp": "2026-03-12T20:00:00"}, policy, RECEIVED_AT)
    assert offline["/meterValue/*/timestamp"] == datetime(2026, 3, 12, 19, 0, tzinfo=UTC)
    assert filler_values(fillers, {"timestamp": "never"}, policy, RECEIVED_AT)["/timestamp"] == RECEIVED_AT
    assert filler_values(fillers, [], policy, RECEIVED_AT)["/timestamp"] == RECEIVED_AT


def test_a_sample_without_a_value_has_no_stand_in() -> None:
    values = filler_values(FILLERS[core.MeterValuesRequest], {}, TOLERANT, RECEIVED_AT)
    assert "/meterValue/*/sampledValue/*/value" not in values
