"""Commands in the words of OCPP 1.6."""

import pytest

from pilotwire.dialects import ocpp16_commands as dialect
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.remote_control import (
    ChangeAvailability,
    RemoteStart,
    RemoteStartReply,
    RemoteStop,
    Reset,
    ResetKind,
    Trigger,
    TriggerKind,
    Unlock,
)
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId
from pilotwire.protocol.ocpp16 import core
from pilotwire.protocol.ocpp16.core import DataTransferRequest


def test_an_evse_is_the_connector_of_the_same_number() -> None:
    request = dialect.remote_start(RemoteStart(IdToken("04A2B3"), 7, EvseId(2)))
    assert (request.id_tag, request.connector_id) == ("04A2B3", 2)


def test_a_token_of_20_characters_fits_and_one_of_21_does_not() -> None:
    assert dialect.id_tag("12345678901234567890") == "12345678901234567890"
    with pytest.raises(CannotError, match="holds tokens of 20 characters; this one has 21"):
        dialect.id_tag("123456789012345678901")


def test_there_is_no_start_at_connector_0() -> None:
    with pytest.raises(CannotError, match="no connector 0 to start at"):
        dialect.remote_start(RemoteStart(IdToken("04A2B3"), 7, EvseId(0)))


@pytest.mark.parametrize("named", ["abc", "0", "-1", "2147483648", "²"])
def test_a_transaction_without_a_number_of_31_bits_cannot_be_stopped(named: str) -> None:
    with pytest.raises(CannotError, match="has no number that this station knows"):
        dialect.remote_stop(RemoteStop(TransactionId(named)))


def test_the_highest_transaction_number_can_be_stopped() -> None:
    assert dialect.remote_stop(RemoteStop(TransactionId("2147483647"))).transaction_id == 2147483647


def test_a_second_connector_of_an_evse_is_unknown_to_1_6() -> None:
    with pytest.raises(CannotError, match="knows no connector 2 of EVSE 1"):
        dialect.unlock(Unlock(EvseId(1), ConnectorId(2)))


def test_there_is_no_connector_0_to_unlock() -> None:
    with pytest.raises(CannotError, match="no connector 0 to unlock"):
        dialect.unlock(Unlock(EvseId(0)))


@pytest.mark.parametrize(("kind", "word"), [("OnIdle", "Soft"), ("Immediate", "Hard")])
def test_once_idle_is_soft_and_at_once_is_hard(kind: ResetKind, word: str) -> None:
    assert dialect.reset(Reset(kind)).type == word


def test_there_is_no_reset_that_resumes() -> None:
    with pytest.raises(CannotError, match="no reset 'ImmediateAndResume'") as told:
        dialect.reset(Reset("ImmediateAndResume"))
    assert told.value.remedy == "it has OnIdle, Immediate"


def test_there_is_no_reset_of_one_evse() -> None:
    with pytest.raises(CannotError, match="resets a whole station"):
        dialect.reset(Reset("OnIdle", EvseId(1)))


def test_the_station_as_a_whole_is_connector_0() -> None:
    request = dialect.change_availability(ChangeAvailability("Inoperative"))
    assert (request.connector_id, request.type) == (0, "Inoperative")


@pytest.mark.parametrize(
    ("kind", "action", "word"),
    [
        ("Heartbeat", "TriggerMessageRequest", "Heartbeat"),
        ("DiagnosticsStatusNotification", "TriggerMessageRequest", "DiagnosticsStatusNotification"),
        ("LogStatusNotification", "ExtendedTriggerMessageRequest", "LogStatusNotification"),
        ("SignChargingStationCertificate", "ExtendedTriggerMessageRequest", "SignChargePointCertificate"),
    ],
)
def test_the_extended_trigger_is_used_for_what_only_it_has(kind: TriggerKind, action: str, word: str) -> None:
    request = dialect.trigger_message(Trigger(kind))
    assert not isinstance(request, DataTransferRequest)
    assert (type(request).__name__, request.requested_message) == (action, word)


def test_a_trigger_of_one_evse_names_its_connector_and_one_of_the_station_none() -> None:
    of_one = dialect.trigger_message(Trigger("StatusNotification", EvseId(2)))
    of_all = dialect.trigger_message(Trigger("StatusNotification"))
    assert not isinstance(of_one, DataTransferRequest)
    assert not isinstance(of_all, DataTransferRequest)
    assert (of_one.connector_id, of_all.connector_id) == (2, None)


@pytest.mark.parametrize("kind", ["TransactionEvent", "CustomTrigger", "SignV2GCertificate"])
def test_1_6_lacks_triggers_of_later_versions(kind: TriggerKind) -> None:
    with pytest.raises(CannotError, match=f"no trigger '{kind}'"):
        dialect.trigger_message(Trigger(kind))


def test_an_answer_is_its_status() -> None:
    assert dialect.reply(core.UnlockConnectorResponse(status="UnlockFailed")) == Reply("UnlockFailed")
    assert dialect.started(core.RemoteStartTransactionResponse(status="Rejected")) == RemoteStartReply("Rejected")
