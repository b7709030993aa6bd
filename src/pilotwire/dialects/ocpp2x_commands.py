"""Commands of the domain in the words of OCPP 2.0.1 and 2.1, and what the answers mean.

Requests are built of 2.0.1's structs where 2.1 accepts them; a function whose name ends in 21 is for 2.1 alone.
"""

from typing import Final, Protocol, get_args

from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.id_token import IdToken
from pilotwire.domain.remote_control import (
    ChangeAvailability,
    ClearCache,
    GetTransactionStatus,
    RemoteStart,
    RemoteStartReply,
    RemoteStop,
    Reset,
    TransactionStatus,
    Trigger,
    Unlock,
)
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId
from pilotwire.protocol.ocpp21 import enums as enums21
from pilotwire.protocol.ocpp21 import provisioning as provisioning21
from pilotwire.protocol.ocpp21 import remote_control as remote_control21
from pilotwire.protocol.ocpp21.types import id_token as types21
from pilotwire.protocol.ocpp21.types import station as station21
from pilotwire.protocol.ocpp201 import authorization, availability, enums, provisioning, remote_control, transactions
from pilotwire.protocol.ocpp201.types import id_token as types
from pilotwire.protocol.ocpp201.types.station import EVSE

from .ocpp2x_charging_profile import charging_profile, charging_profile21

_ID_CHARACTERS: Final = 36
_UNTYPED: Final = "Central"
"""What we call a token that a 1.6 station showed, which has no type."""


class StatusInfo(Protocol):
    """Why an answer is as it is."""

    @property
    def reason_code(self) -> str:
        """The code."""
        ...

    @property
    def additional_info(self) -> str | None:
        """The text."""
        ...


class WithStatus(Protocol):
    """An answer that is a status with its reason."""

    @property
    def status(self) -> str:
        """The word."""
        ...

    @property
    def status_info(self) -> StatusInfo | None:
        """The reason."""
        ...


class StartAnswer(WithStatus, Protocol):
    """An answer to RequestStartTransaction."""

    @property
    def transaction_id(self) -> str | None:
        """The transaction that runs already."""
        ...


class QueueAnswer(Protocol):
    """An answer to GetTransactionStatus."""

    @property
    def messages_in_queue(self) -> bool:
        """Whether messages wait."""
        ...

    @property
    def ongoing_indicator(self) -> bool | None:
        """Whether the transaction runs."""
        ...


def reply(answer: WithStatus) -> Reply:
    """The status and its reason."""
    info = answer.status_info
    return Reply(answer.status) if info is None else Reply(answer.status, info.reason_code, info.additional_info)


def started(answer: StartAnswer) -> RemoteStartReply:
    """The status, and the transaction where one runs."""
    info = answer.status_info
    transaction = TransactionId(answer.transaction_id) if answer.transaction_id else None
    if info is None:
        return RemoteStartReply(answer.status, transaction)
    return RemoteStartReply(answer.status, transaction, info.reason_code, info.additional_info)


def transaction_status(answer: QueueAnswer) -> TransactionStatus:
    """What waits and what runs."""
    return TransactionStatus(answer.messages_in_queue, answer.ongoing_indicator)


def remote_start(command: RemoteStart) -> remote_control.RequestStartTransactionRequest:
    """RequestStartTransaction. Source: OCPP 2.0.1 part 2, F01."""
    return remote_control.RequestStartTransactionRequest(
        id_token=id_token(command.id_token),
        remote_start_id=command.remote_start_id,
        evse_id=command.evse_id,
        charging_profile=None if command.charging_profile is None else charging_profile(command.charging_profile),
        group_id_token=group_token(command.group_id),
    )


def remote_start21(command: RemoteStart) -> remote_control21.RequestStartTransactionRequest:
    """RequestStartTransaction, with tokens of any type. Source: OCPP 2.1 part 2, F01."""
    return remote_control21.RequestStartTransactionRequest(
        id_token=id_token21(command.id_token),
        remote_start_id=command.remote_start_id,
        evse_id=command.evse_id,
        charging_profile=None if command.charging_profile is None else charging_profile21(command.charging_profile),
        group_id_token=group_token21(command.group_id),
    )


def remote_stop(command: RemoteStop) -> remote_control.RequestStopTransactionRequest:
    """RequestStopTransaction."""
    return remote_control.RequestStopTransactionRequest(transaction_id=_transaction_id(command.transaction))


def unlock(command: Unlock) -> remote_control.UnlockConnectorRequest:
    """UnlockConnector."""
    return remote_control.UnlockConnectorRequest(evse_id=command.evse_id, connector_id=command.connector_id)


def reset(command: Reset) -> provisioning.ResetRequest:
    """Reset."""
    if command.kind == "ImmediateAndResume":
        raise CannotError(
            "a station takes its transactions up again after a reset from OCPP 2.1 on", "use Immediate or OnIdle"
        )
    return provisioning.ResetRequest(type=command.kind, evse_id=command.evse_id)


def reset21(command: Reset) -> provisioning21.ResetRequest:
    """Reset, with transactions resumed afterwards too. Source: OCPP 2.1 part 2, B11."""
    return provisioning21.ResetRequest(type=command.kind, evse_id=command.evse_id)


def change_availability(command: ChangeAvailability) -> availability.ChangeAvailabilityRequest:
    """ChangeAvailability; without an EVSE of the whole station."""
    return availability.ChangeAvailabilityRequest(
        operational_status=command.status, evse=_evse(command.evse_id, command.connector_id)
    )


def clear_cache(_: ClearCache) -> authorization.ClearCacheRequest:
    """ClearCache."""
    return authorization.ClearCacheRequest()


def get_transaction_status(command: GetTransactionStatus) -> transactions.GetTransactionStatusRequest:
    """GetTransactionStatus."""
    asked = command.transaction
    return transactions.GetTransactionStatusRequest(transaction_id=None if asked is None else _transaction_id(asked))


def trigger_message(command: Trigger) -> remote_control.TriggerMessageRequest:
    """TriggerMessage."""
    word = _TRIGGERS.get(command.kind)
    if word is None:
        raise CannotError(f"OCPP 2.0.1 has no trigger '{command.kind}'", f"it has {', '.join(_TRIGGERS)}")
    return remote_control.TriggerMessageRequest(requested_message=word, evse=_triggered(command))


def trigger_message21(command: Trigger) -> remote_control21.TriggerMessageRequest:
    """TriggerMessage, with triggers of vendors. Source: OCPP 2.1 part 2, F06."""
    word = _TRIGGERS_21.get(command.kind)
    if word is None:
        raise CannotError(f"OCPP 2.1 has no trigger '{command.kind}'", f"it has {', '.join(_TRIGGERS_21)}")
    evse = _triggered(command)
    return remote_control21.TriggerMessageRequest(
        requested_message=word,
        evse=None if evse is None else station21.EVSE(id=evse.id, connector_id=evse.connector_id),
        custom_trigger=command.custom,
    )


def id_token(token: IdToken) -> types.IdToken:
    """A token as 2.x sends it. Raises CannotError for a type that 2.0.1 has no word for."""
    kind = _TOKEN_TYPES.get(token.type or _UNTYPED)
    if len(token.value) > _ID_CHARACTERS or kind is None:
        raise CannotError(
            f"OCPP 2.0.1 cannot carry this token (type '{token.type}', {len(token.value)} characters)",
            f"use at most {_ID_CHARACTERS} characters and one of {', '.join(_TOKEN_TYPES)}",
        )
    additional = tuple(types.AdditionalInfo(additional_id_token=value, type=name) for value, name in token.additional)
    return types.IdToken(id_token=token.value, type=kind, additional_info=additional or None)


def id_token21(token: IdToken) -> types21.IdToken:
    """A token as 2.1 sends it, of any type. Raises CannotError for one that is too long."""
    additional = tuple(types21.AdditionalInfo(additional_id_token=value, type=name) for value, name in token.additional)
    return types21.IdToken(id_token=_short(token), type=token.type or _UNTYPED, additional_info=additional or None)


def group_token(group: str | None) -> types.IdToken | None:
    """A group as 2.x sends it."""
    return types.IdToken(id_token=group, type="Central") if group else None


def group_token21(group: str | None) -> types21.IdToken | None:
    """The same in 2.1."""
    return types21.IdToken(id_token=group, type="Central") if group else None


def _short(token: IdToken) -> str:
    if len(token.value) > _ID_CHARACTERS:
        raise CannotError(
            f"tokens have at most {_ID_CHARACTERS} characters; this one has {len(token.value)}",
            "use a shorter token with this station",
        )
    return token.value


def _triggered(command: Trigger) -> EVSE | None:
    """Where the message is wanted of. Source: OCPP 2.0.1 part 2, F06.FR.13."""
    evse = _evse(command.evse_id, command.connector_id)
    if command.kind == "StatusNotification" and (evse is None or evse.connector_id is None):
        raise CannotError(
            "OCPP 2.x asks for the StatusNotification of a single connector", "name the EVSE and its connector"
        )
    return evse


def _evse(evse_id: EvseId | None, connector_id: ConnectorId | None) -> EVSE | None:
    return EVSE(id=evse_id, connector_id=connector_id) if evse_id else None


def _transaction_id(transaction: TransactionId) -> str:
    if len(transaction) > _ID_CHARACTERS:
        raise CannotError(f"OCPP 2.x has no transaction ids of {len(transaction)} characters", "look at its messages")
    return transaction


_TRIGGERS: Final[dict[str, enums.MessageTrigger]] = {word: word for word in get_args(enums.MessageTrigger)}
_TRIGGERS_21: Final[dict[str, enums21.MessageTrigger]] = {word: word for word in get_args(enums21.MessageTrigger)}
_TOKEN_TYPES: Final[dict[str, enums.IdTokenKind]] = {word: word for word in get_args(enums.IdTokenKind)}
