"""Commands in the words of OCPP 2.0.1 and 2.1."""

import pytest

from pilotwire.dialects import ocpp2x_commands as dialect
from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.remote_control import (
    ChangeAvailability,
    GetTransactionStatus,
    RemoteStart,
    RemoteStartReply,
    RemoteStop,
    Reset,
    TransactionStatus,
    Trigger,
)
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId
from pilotwire.protocol.ocpp201 import provisioning, remote_control, transactions
from pilotwire.protocol.ocpp201.types.status_info import StatusInfo


def test_a_start_carries_its_token_its_number_and_its_group() -> None:
    request = dialect.remote_start(RemoteStart(IdToken("04A2B3", "ISO14443"), 7, EvseId(2), "fleet"))
    assert (request.id_token.id_token, request.id_token.type) == ("04A2B3", "ISO14443")
    assert (request.remote_start_id, request.evse_id) == (7, 2)
    assert request.group_id_token is not None
    assert (request.group_id_token.id_token, request.group_id_token.type) == ("fleet", "Central")


def test_a_token_without_a_type_is_central() -> None:
    assert dialect.id_token(IdToken("04A2B3")).type == "Central"


def test_additional_identifiers_go_along() -> None:
    token = dialect.id_token(IdToken("04A2B3", "eMAID", (("X1", "plate"),)))
    assert token.additional_info is not None
    assert [(one.additional_id_token, one.type) for one in token.additional_info] == [("X1", "plate")]


def test_a_token_of_37_characters_cannot_be_carried() -> None:
    with pytest.raises(CannotError, match="37 characters"):
        dialect.id_token(IdToken("x" * 37))


def test_a_type_of_token_that_2_0_1_lacks_cannot_be_carried() -> None:
    with pytest.raises(CannotError, match="type 'VIN'"):
        dialect.id_token(IdToken("W1234", "VIN"))


def test_an_id_of_a_transaction_has_at_most_36_characters() -> None:
    assert dialect.remote_stop(RemoteStop(TransactionId("t" * 36))).transaction_id == "t" * 36
    with pytest.raises(CannotError, match="37 characters"):
        dialect.remote_stop(RemoteStop(TransactionId("t" * 37)))
    with pytest.raises(CannotError, match="37 characters"):
        dialect.get_transaction_status(GetTransactionStatus(TransactionId("t" * 37)))


def test_a_reset_that_resumes_is_there_from_2_1_on() -> None:
    assert dialect.reset21(Reset("ImmediateAndResume")).type == "ImmediateAndResume"
    with pytest.raises(CannotError, match=r"from OCPP 2\.1 on"):
        dialect.reset(Reset("ImmediateAndResume"))


def test_without_an_evse_the_whole_station_is_meant() -> None:
    assert dialect.change_availability(ChangeAvailability("Operative")).evse is None
    one = dialect.change_availability(ChangeAvailability("Operative", EvseId(1), ConnectorId(2))).evse
    assert one is not None
    assert (one.id, one.connector_id) == (1, 2)


@pytest.mark.requirement("F06.FR.13")
def test_a_status_is_asked_of_a_single_connector() -> None:
    wanted = Trigger("StatusNotification", EvseId(1), ConnectorId(2))
    for request in (dialect.trigger_message(wanted), dialect.trigger_message21(wanted)):
        assert request.evse is not None
        assert (request.evse.id, request.evse.connector_id) == (1, 2)
    for unclear in (Trigger("StatusNotification"), Trigger("StatusNotification", EvseId(1))):
        with pytest.raises(CannotError, match="of a single connector"):
            dialect.trigger_message(unclear)
        with pytest.raises(CannotError, match="of a single connector"):
            dialect.trigger_message21(unclear)


@pytest.mark.requirement("F06.FR.20")
def test_a_custom_trigger_names_itself_from_2_1_on() -> None:
    request = dialect.trigger_message21(Trigger("CustomTrigger", custom="acme.temperature"))
    assert (request.requested_message, request.custom_trigger) == ("CustomTrigger", "acme.temperature")
    with pytest.raises(CannotError, match=r"2\.0\.1 has no trigger 'CustomTrigger'"):
        dialect.trigger_message(Trigger("CustomTrigger", custom="acme.temperature"))


def test_a_trigger_of_1_6_alone_is_none_here() -> None:
    with pytest.raises(CannotError, match=r"2\.1 has no trigger 'DiagnosticsStatusNotification'"):
        dialect.trigger_message21(Trigger("DiagnosticsStatusNotification"))


def test_an_answer_brings_its_reason() -> None:
    told = provisioning.ResetResponse(
        status="Rejected", status_info=StatusInfo(reason_code="Busy", additional_info="x")
    )
    assert dialect.reply(told) == Reply("Rejected", "Busy", "x")
    assert dialect.reply(provisioning.ResetResponse(status="Scheduled")) == Reply("Scheduled")


def test_an_answer_to_a_start_brings_the_transaction_that_runs_already() -> None:
    told = remote_control.RequestStartTransactionResponse(status="Accepted", transaction_id="t1")
    assert dialect.started(told) == RemoteStartReply("Accepted", TransactionId("t1"))
    with_reason = remote_control.RequestStartTransactionResponse(
        status="Rejected", status_info=StatusInfo(reason_code="NotEnabled")
    )
    assert dialect.started(with_reason) == RemoteStartReply("Rejected", None, "NotEnabled")


def test_what_waits_and_what_runs() -> None:
    told = transactions.GetTransactionStatusResponse(messages_in_queue=True, ongoing_indicator=False)
    assert dialect.transaction_status(told) == TransactionStatus(True, False)
