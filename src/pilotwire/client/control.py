"""Acting on a station at once: start, stop, unlock, reset, availability, trigger, and what it answered."""

from typing import Annotated, Literal

from msgspec import Meta

from .call import LONGEST_CALL_S
from .charging_profile import ChargingProfileInput
from .codec import Instant
from .shape import PLAIN, Input, Name, Resource
from .station import OperationalStatus

ResetKind = Literal["Immediate", "OnIdle", "ImmediateAndResume"]
TriggerKind = Literal[
    "BootNotification", "LogStatusNotification", "FirmwareStatusNotification", "Heartbeat", "MeterValues",
    "SignChargingStationCertificate", "SignV2GCertificate", "SignV2G20Certificate", "StatusNotification",
    "TransactionEvent", "SignCombinedCertificate", "PublishFirmwareStatusNotification", "DiagnosticsStatusNotification",
    "CustomTrigger",
]  # fmt: skip
Evse = Annotated[int, Meta(ge=1, le=2_147_483_647)]
ConnectorNumber = Annotated[int, Meta(ge=1, le=2_147_483_647)]
TransactionName = Annotated[str, Meta(min_length=1, max_length=1000, pattern=PLAIN)]


class ControlInput(Input, frozen=True, kw_only=True):
    """What every act takes: how long the station has to answer; without it the server's own setting holds."""

    timeout_s: Annotated[float, Meta(gt=0, le=LONGEST_CALL_S)] | None = None


class StartToken(Input, frozen=True, kw_only=True):
    """The token to start with; without `type` that of the known token. OCPP 1.6 takes 20 characters of it."""

    value: Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)]
    type: Name | None = None


class StartLimits(Input, frozen=True, kw_only=True):
    """How far the transaction may go; of the token's own limits and these the lower ones hold."""

    max_cost: Annotated[float, Meta(ge=0, le=1_000_000_000)] | None = None
    max_energy_wh: Annotated[float, Meta(ge=0, le=1_000_000_000)] | None = None
    max_time_s: Annotated[int, Meta(ge=0, le=2_147_483_647)] | None = None
    max_soc_percent: Annotated[int, Meta(ge=0, le=100)] | None = None


class StartInput(ControlInput, frozen=True, kw_only=True):
    """A transaction to start; without `evse_id` the station chooses. `force` sends it against what is only believed.

    Without `group_id` the group of the known token goes along. `charging_profile` is a TxProfile without a transaction.
    """

    id_token: StartToken
    evse_id: Evse | None = None
    group_id: Annotated[str, Meta(min_length=1, max_length=36, pattern=PLAIN)] | None = None
    charging_profile: ChargingProfileInput | None = None
    limits: StartLimits | None = None
    force: bool = False


class StopInput(ControlInput, frozen=True, kw_only=True):
    """The transaction to stop."""

    transaction_id: TransactionName


class UnlockInput(ControlInput, frozen=True, kw_only=True):
    """The connector to unlock."""

    evse_id: Evse
    connector_id: ConnectorNumber = 1


class ResetInput(ControlInput, frozen=True, kw_only=True):
    """At once (1.6: Hard), once nothing charges (1.6: Soft), or at once and then charging on (2.1)."""

    kind: ResetKind = "OnIdle"
    evse_id: Evse | None = None


class AvailabilityInput(ControlInput, frozen=True, kw_only=True):
    """In or out of service: the station, one EVSE, or one connector."""

    status: OperationalStatus
    evse_id: Evse | None = None
    connector_id: ConnectorNumber | None = None


class TriggerInput(ControlInput, frozen=True, kw_only=True):
    """The message to ask for. `custom` names a trigger of the vendor's own, with the kind CustomTrigger (2.1)."""

    kind: TriggerKind
    evse_id: Evse | None = None
    connector_id: ConnectorNumber | None = None
    custom: Annotated[str, Meta(min_length=1, max_length=50, pattern=PLAIN)] | None = None


class TransactionStatusInput(ControlInput, frozen=True, kw_only=True):
    """The transaction to ask about; without one it is asked whether any messages wait."""

    transaction_id: TransactionName | None = None


class StaleInput(ControlInput, frozen=True, kw_only=True):
    """Which open transactions to close; `dry_run` only tells. `older_than_h` counts from when one was last heard of."""

    older_than_h: Annotated[float, Meta(gt=0, le=87_600)] | None = None
    dry_run: bool = False


class ControlAnswer(Resource, frozen=True, kw_only=True):
    """The station's own answer, Rejected included. `noticed` says what else matters, such as transactions that run."""

    status: str
    noticed: list[str]
    reason_code: str | None = None
    info: str | None = None


class StartAnswer(ControlAnswer, frozen=True, kw_only=True):
    """The answer to a start. The transaction that comes of it shows the same `remote_start_id`, in every version.

    `transaction_id` is there where one runs already, its cable having been in.
    """

    remote_start_id: int
    transaction_id: str | None = None


class TransactionStatusAnswer(Resource, frozen=True, kw_only=True):
    """Whether messages wait in the station, and whether the transaction asked about runs."""

    messages_in_queue: bool
    ongoing: bool | None = None


class JudgedTransaction(Resource, frozen=True, kw_only=True):
    """An open transaction, whether it cannot be running, and what tells so."""

    transaction_id: str
    stale: bool
    why: str
    started_at: Instant
    last_received_at: Instant
    evse_id: int | None = None


class StaleAnswer(Resource, frozen=True, kw_only=True):
    """All open transactions as judged; `closed` of them were closed."""

    transactions: list[JudgedTransaction]
    closed: int
