"""Commands that act on a station at once: start, stop, unlock, trigger, reset, availability."""

from typing import Final, Literal, get_args

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId

from .charging_profile import ChargingProfile
from .command import Command, Reply
from .id_token import IdToken
from .security_commands import CarDialect

ResetKind = Literal["Immediate", "OnIdle", "ImmediateAndResume"]
"""At once, transactions or not; once no transaction runs; at once, taking the transactions up again (2.1)."""
OperationalStatus = Literal["Operative", "Inoperative"]
TriggerKind = Literal[
    "BootNotification", "LogStatusNotification", "FirmwareStatusNotification", "Heartbeat", "MeterValues",
    "SignChargingStationCertificate", "SignV2GCertificate", "SignV2G20Certificate", "StatusNotification",
    "TransactionEvent", "SignCombinedCertificate", "PublishFirmwareStatusNotification", "DiagnosticsStatusNotification",
    "CustomTrigger",
]  # fmt: skip
TRIGGERS: Final[tuple[str, ...]] = get_args(TriggerKind)


class RemoteStartReply(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether the station will try to start; `transaction` where the cable was in and one runs already."""

    status: str
    transaction: TransactionId | None = None
    reason_code: str | None = None
    info: str | None = None


class RemoteStart(Command[RemoteStartReply], frozen=True):
    """Start a transaction for a token. `remote_start_id` comes back in the transaction, where the version has it.

    `charging_profile` is a TxProfile that names no transaction.

    Source: OCPP 2.0.1 part 2, F01 and F02; OCPP 1.6, 5.11.
    """

    id_token: IdToken
    remote_start_id: int
    evse_id: EvseId | None = None
    group_id: str | None = None
    charging_profile: ChargingProfile | None = None


class RemoteStop(Command[Reply], frozen=True):
    """Stop a running transaction. Source: OCPP 2.0.1 part 2, F03; OCPP 1.6, 5.12."""

    transaction: TransactionId


class Unlock(Command[Reply], frozen=True):
    """Release the cable of a connector. Source: OCPP 2.0.1 part 2, F05; OCPP 1.6, 5.18."""

    evse_id: EvseId
    connector_id: ConnectorId = ConnectorId(1)


class Trigger(Command[Reply], frozen=True):
    """Ask for a message, of one EVSE or connector where it has any. `custom` names a trigger of the vendor's own (2.1).

    Source: OCPP 2.0.1 part 2, F06; OCPP 1.6, 5.17, and its security extension.
    """

    kind: TriggerKind
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None
    custom: str | None = None
    dialect: CarDialect | None = None


class Reset(Command[Reply], frozen=True):
    """Start the station, or one EVSE, anew. Source: OCPP 2.0.1 part 2, B11 and B12; OCPP 1.6, 5.14."""

    kind: ResetKind = "OnIdle"
    evse_id: EvseId | None = None


class ChangeAvailability(Command[Reply], frozen=True):
    """Take the station, an EVSE or a connector in or out of service; Scheduled: once its transaction has ended.

    Source: OCPP 2.0.1 part 2, G03 and G04; OCPP 1.6, 5.2.
    """

    status: OperationalStatus
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None


class ClearCache(Command[Reply], frozen=True):
    """Forget the tokens that were remembered. Source: OCPP 2.0.1 part 2, C11; OCPP 1.6, 5.4."""


class TransactionStatus(msgspec.Struct, frozen=True):
    """Whether messages still wait in the station, and whether the transaction asked about still runs."""

    messages_in_queue: bool
    ongoing: bool | None = None


class GetTransactionStatus(Command[TransactionStatus], frozen=True):
    """Ask for messages that were not delivered yet, of one transaction or of all. Source: OCPP 2.0.1 part 2, E14."""

    transaction: TransactionId | None = None
