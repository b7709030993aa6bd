"""Commands of the domain in the words of OCPP 1.6, and what its answers mean. EVSE n is connector n."""

from typing import Final, Protocol, TypeVar

from pilotwire.domain.command import CannotError, Reply
from pilotwire.domain.remote_control import (
    ChangeAvailability,
    ClearCache,
    RemoteStart,
    RemoteStartReply,
    RemoteStop,
    Reset,
    Trigger,
    Unlock,
)
from pilotwire.kernel.ids import ConnectorId, EvseId
from pilotwire.protocol.ocpp16 import core, security, trigger
from pilotwire.protocol.ocpp16 import enums as words
from pilotwire.protocol.ocpp201 import remote_control

from . import ocpp16_car_commands as cars
from .ocpp16_charging_profile import charging_profile

Word = TypeVar("Word")

_ID_TAG_CHARACTERS: Final = 20
_MAX_INT32: Final = 2**31 - 1


class WithStatus(Protocol):
    """An answer that is a status alone."""

    @property
    def status(self) -> str:
        """The word."""
        ...


def reply(answer: WithStatus) -> Reply:
    """The status; 1.6 gives no reasons."""
    return Reply(answer.status)


def started(answer: WithStatus) -> RemoteStartReply:
    """The status; 1.6 never names a transaction here."""
    return RemoteStartReply(answer.status)


def connector_of(evse_id: EvseId, connector_id: ConnectorId | None = None) -> int:
    """The connector of 1.6 that this is. Raises CannotError for a second connector of an EVSE."""
    if connector_id is not None and connector_id > 1:
        raise CannotError(
            f"OCPP 1.6 knows no connector {connector_id} of EVSE {evse_id}",
            "name the EVSE alone: in 1.6 each connector counts as an EVSE of its own",
        )
    return evse_id


def remote_start(command: RemoteStart) -> core.RemoteStartTransactionRequest:
    """RemoteStartTransaction; the remote start's own number and the group have no place in 1.6."""
    if command.evse_id == 0:
        raise CannotError("there is no connector 0 to start at", "name an EVSE from 1 on, or none")
    profile = command.charging_profile
    return core.RemoteStartTransactionRequest(
        id_tag=id_tag(command.id_token.value),
        connector_id=command.evse_id,
        charging_profile=None if profile is None else charging_profile(profile),
    )


def remote_stop(command: RemoteStop) -> core.RemoteStopTransactionRequest:
    """RemoteStopTransaction; 1.6 knows transactions by the numbers that we gave them."""
    number = int(command.transaction) if command.transaction.isascii() and command.transaction.isdigit() else -1
    if not 0 < number <= _MAX_INT32:
        raise CannotError(
            f"transaction {command.transaction} has no number that this station knows", "wait until it ends by itself"
        )
    return core.RemoteStopTransactionRequest(transaction_id=number)


def unlock(command: Unlock) -> core.UnlockConnectorRequest:
    """UnlockConnector."""
    if command.evse_id < 1:
        raise CannotError("there is no connector 0 to unlock", "name an EVSE from 1 on")
    return core.UnlockConnectorRequest(connector_id=connector_of(command.evse_id, command.connector_id))


def reset(command: Reset) -> core.ResetRequest:
    """Reset: Soft ends transactions in good order, Hard does not wait for anything."""
    if command.evse_id:
        raise CannotError("OCPP 1.6 resets a whole station, no single EVSE", "leave the EVSE out")
    return core.ResetRequest(type=_one_of(_RESETS, command.kind, "reset"))


def change_availability(command: ChangeAvailability) -> core.ChangeAvailabilityRequest:
    """ChangeAvailability; connector 0 is the station."""
    connector_id = connector_of(command.evse_id or EvseId(0), command.connector_id)
    return core.ChangeAvailabilityRequest(connector_id=connector_id, type=command.status)


def clear_cache(_: ClearCache) -> core.ClearCacheRequest:
    """ClearCache."""
    return core.ClearCacheRequest()


def trigger_message(
    command: Trigger,
) -> trigger.TriggerMessageRequest | security.ExtendedTriggerMessageRequest | core.DataTransferRequest:
    """TriggerMessage, ExtendedTriggerMessage for what the security extension brought, or within DataTransfer."""
    if command.dialect is not None and command.kind == "SignV2GCertificate":
        return cars.trigger(command.dialect)
    connector_id = connector_of(command.evse_id, command.connector_id) if command.evse_id else None
    plain = _TRIGGERS.get(command.kind)
    if plain is not None:
        return trigger.TriggerMessageRequest(requested_message=plain, connector_id=connector_id)
    extended = _one_of(_EXTENDED_TRIGGERS, command.kind, "trigger")
    return security.ExtendedTriggerMessageRequest(requested_message=extended, connector_id=connector_id)


def triggered(answer: WithStatus | core.DataTransferResponse) -> Reply:
    """Whether the station will send it. Raises DataError."""
    return cars.reply(answer, remote_control.TriggerMessageResponse)


def id_tag(token: str) -> str:
    """A token as 1.6 holds it. Raises CannotError for one that is too long."""
    if len(token) > _ID_TAG_CHARACTERS:
        raise CannotError(
            f"OCPP 1.6 holds tokens of {_ID_TAG_CHARACTERS} characters; this one has {len(token)}",
            "use a shorter token with this station",
        )
    return token


def _one_of(words_of_16: dict[str, Word], word: str, what: str) -> Word:
    found = words_of_16.get(word)
    if found is None:
        raise CannotError(f"OCPP 1.6 has no {what} '{word}'", f"it has {', '.join(words_of_16)}")
    return found


_RESETS: Final[dict[str, words.ResetKind]] = {"OnIdle": "Soft", "Immediate": "Hard"}
_TRIGGERS: Final[dict[str, words.MessageTrigger]] = {
    "BootNotification": "BootNotification",
    "DiagnosticsStatusNotification": "DiagnosticsStatusNotification",
    "FirmwareStatusNotification": "FirmwareStatusNotification",
    "Heartbeat": "Heartbeat",
    "MeterValues": "MeterValues",
    "StatusNotification": "StatusNotification",
}
_EXTENDED_TRIGGERS: Final[dict[str, words.ExtendedMessageTrigger]] = {
    "LogStatusNotification": "LogStatusNotification",
    "SignChargingStationCertificate": "SignChargePointCertificate",
}
