"""Facts in the past tense: what the outbox holds, the API streams and plugins hear. One struct per type of event."""

from datetime import datetime
from typing import Literal

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId

from .battery_swap import SwapEvents
from .capability import Feature, Source
from .car_certificate_events import CarCertificateEvents
from .certificate_events import CertificateEvents
from .charging_needs import NeedsEvents
from .control_events import (
    AvailabilityReached,
    AvailabilityRequested,
    CacheClearRequested,
    RemoteStartBegun,
    RemoteStartRequested,
    RemoteStartTimedOut,
    RemoteStopRequested,
    ResetRequested,
    StationUnresponsive,
    TriggerRequested,
    UnlockRequested,
)
from .customer_events import CustomerEvents
from .display_events import DisplayEvents
from .event import Event as Event
from .file_events import FileEvents
from .finding import Severity
from .firmware_events import FirmwareEvents
from .id_token import IdToken
from .kept_events import LocalListChanged, LocalListRemoved, TemplateChanged, TemplateRemoved
from .log_events import LogEvents
from .monitoring_events import MonitoringEvents
from .operation import OperationError, OperationId, OperationState, Progress
from .payment_events import AnyPaymentEvent
from .profile_events import ProfileEvents
from .reading import Reading
from .reservation_events import (
    ReservationCancelRequested,
    ReservationEnded,
    ReservationRequested,
    ReservationUsed,
)
from .station import ConnectorStatus, HeldRegistration, Identity, Registration
from .tariff_events import AnyTariffEvent
from .token_events import (
    AccountBooked,
    AccountChanged,
    AccountRemoved,
    AccountUsedUp,
    AuthorizerFailed,
    TokenAuthorized,
    TokenChanged,
    TokenGroupChanged,
    TokenGroupRemoved,
    TokenRefused,
    TokenRemoved,
)
from .transaction import ChargingState, Kind
from .transaction_limit import LimitName, TransactionLimit
from .transaction_problem import ProblemName
from .vendor_events import VendorDataSent


class StationConnected(Event, frozen=True, kw_only=True, tag="station.connected"):
    """A station's connection was opened and authenticated."""

    protocol: str
    address: str
    generation: int


class StationDisconnected(Event, frozen=True, kw_only=True, tag="station.disconnected"):
    """A station's connection ended; `reason` says by whom and why."""

    reason: str
    generation: int


class StationRefused(Event, frozen=True, kw_only=True, tag="station.refused"):
    """A handshake was refused; the refusal's record has all of it. `repeats` more of its kind came about then."""

    reason: str
    detail: str
    address: str
    repeats: int = 0


class StationUnderAttack(Event, frozen=True, kw_only=True, tag="station.under_attack"):
    """More wrong passwords came for a station than are looked at: so many since this was told last, from there lately.

    Told again every ten minutes while it goes on. The station itself still comes in with its right password.
    """

    failures: int
    addresses: tuple[str, ...]


class StationBooted(Event, frozen=True, kw_only=True, tag="station.booted"):
    """A station announced itself and was told its registration."""

    identity: Identity
    registration: Registration
    reason: str | None = None


class StationChanged(Event, frozen=True, kw_only=True, tag="station.changed"):
    """Somebody changed the record of a station; `fields` names what."""

    fields: tuple[str, ...]


class StationHeld(Event, frozen=True, kw_only=True, tag="station.held"):
    """Somebody wants the station's boots answered so, until it is accepted."""

    registration: HeldRegistration
    actor: str | None = None


class StationReleased(Event, frozen=True, kw_only=True, tag="station.released"):
    """Somebody, or the work on the station (no `actor`), wants its next boot accepted."""

    actor: str | None = None


class StationRebootRequired(Event, frozen=True, kw_only=True, tag="station.reboot_required"):
    """A station accepted values that take effect with its next boot; these variables wait for one."""

    variables: tuple[str, ...]


class StationCapabilityLearned(Event, frozen=True, kw_only=True, tag="station.capability_learned"):
    """It is known now whether a station can do something; `detail` says from what."""

    feature: Feature
    supported: bool
    source: Source
    detail: str


class StationRemoved(Event, frozen=True, kw_only=True, tag="station.removed"):
    """Somebody removed a station."""


class ConnectorStatusChanged(Event, frozen=True, kw_only=True, tag="connector.status_changed"):
    """A connector has a new status; `since` is the station's time, `previous` what it was before."""

    evse_id: EvseId
    connector_id: ConnectorId
    status: ConnectorStatus
    since: datetime
    detail: str | None = None
    error_code: str | None = None
    info: str | None = None
    previous: ConnectorStatus | None = None
    previous_detail: str | None = None


class TransactionEvent(Event, frozen=True, kw_only=True):
    """What all transaction events tell; `happened_at` is the station's time, energy in Wh."""

    transaction_id: TransactionId
    happened_at: datetime
    energy_wh: float
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None
    id_token: IdToken | None = None
    charging_state: ChargingState | None = None
    power_w: float | None = None
    trigger: str | None = None
    flags: tuple[str, ...] = ()


class TransactionStarted(TransactionEvent, frozen=True, kw_only=True, tag="transaction.started"):
    """A transaction began, or its first report came."""


class TransactionUpdated(TransactionEvent, frozen=True, kw_only=True, tag="transaction.updated"):
    """A transaction went on."""

    kind: Kind = "Updated"


class TransactionRevised(TransactionEvent, frozen=True, kw_only=True, tag="transaction.revised"):
    """A transaction that had ended has changed: something of it came late. Told beside `transaction.updated`."""


class TransactionEnded(TransactionEvent, frozen=True, kw_only=True, tag="transaction.ended"):
    """A transaction ended."""

    stopped_reason: str | None = None


class TransactionLimited(Event, frozen=True, kw_only=True, tag="transaction.limited"):
    """Somebody set limits of a transaction: these are all that hold now. `actor` is a key's name, or "token"."""

    transaction_id: TransactionId
    limit: TransactionLimit
    actor: str | None = None


class TransactionLimitReached(Event, frozen=True, kw_only=True, tag="transaction.limit_reached"):
    """A transaction has reached a limit. `by` tells who noticed: the station, or we, who then ask it to stop."""

    transaction_id: TransactionId
    limit: LimitName
    by: Literal["station", "csms"]
    energy_wh: float


class TransactionChecked(Event, frozen=True, kw_only=True, tag="transaction.checked"):
    """A station told of a transaction that it was asked about: whether it runs, and whether messages of it wait."""

    transaction_id: TransactionId
    messages_in_queue: bool
    ongoing: bool | None = None


class TransactionProblemFound(Event, frozen=True, kw_only=True, tag="transaction.problem_found"):
    """A rule found something wrong with an open transaction, for the first time: its name, and what tells so."""

    transaction_id: TransactionId
    problem: ProblemName
    why: str
    evse_id: EvseId | None = None


class ReadingsReceived(Event, frozen=True, kw_only=True, tag="readings.received"):
    """Readings that belong to no transaction."""

    evse_id: EvseId
    readings: tuple[Reading, ...]


class SecurityReported(Event, frozen=True, kw_only=True, tag="security.reported"):
    """A station reported a security event; `happened_at` is its time."""

    kind: str
    happened_at: datetime
    tech_info: str | None = None


class DataTransferred(Event, frozen=True, kw_only=True, tag="data_transfer.received"):
    """A station sent vendor data and got this status; `data` is JSON as sent, `facts` what a plug-in read in it."""

    vendor_id: str
    status: str
    message_id: str | None = None
    data: msgspec.Raw | None = None
    facts: dict[str, str] = msgspec.field(default_factory=dict)


class StationNotified(Event, frozen=True, kw_only=True, tag="station.notified"):
    """A station sent another message; `payload` is its JSON as sent."""

    action: str
    payload: msgspec.Raw


class ReportReceived(Event, frozen=True, kw_only=True, tag="report.received"):
    """A part of a report of a station's variables came and is stored; `more`: another one is to follow."""

    request_id: int
    seq_no: int
    more: bool
    variables: int
    size_bytes: int


class VariablesWritten(Event, frozen=True, kw_only=True, tag="variables.written"):
    """A station accepted new values for these variables, at once or with its next boot."""

    variables: tuple[str, ...]
    reboot_required: bool = False


class FindingRaised(Event, frozen=True, kw_only=True, tag="finding.raised"):
    """An oddity was seen for the first time at this station with this firmware."""

    name: str
    place: str
    severity: Severity
    detail: str


class CallAnswered(Event, frozen=True, kw_only=True, tag="call.answered"):
    """A call of ours ended: `outcome` is result, error, timed-out, late, not-delivered."""

    action: str
    message_id: str
    outcome: str


class PasswordChanged(Event, frozen=True, kw_only=True, tag="station.password_changed"):
    """A station has a new password, and its old one is no good any more."""


class OperationStarted(Event, frozen=True, kw_only=True, tag="operation.started"):
    """Long work was asked for."""

    operation: OperationId
    kind: str
    actor: str | None = None


class OperationProgressed(Event, frozen=True, kw_only=True, tag="operation.progressed"):
    """Long work got on."""

    operation: OperationId
    kind: str
    progress: Progress


class OperationPaused(Event, frozen=True, kw_only=True, tag="operation.paused"):
    """Somebody had long work begin nothing more for the time being; or, not `paused`, go on."""

    operation: OperationId
    kind: str
    paused: bool
    actor: str | None = None


class OperationEnded(Event, frozen=True, kw_only=True, tag="operation.ended"):
    """Long work ended: done, failed or cancelled."""

    operation: OperationId
    kind: str
    state: OperationState
    errors: tuple[OperationError, ...] = ()


AnyEvent = (
    StationConnected | StationDisconnected | StationRefused | StationUnderAttack | StationBooted | StationChanged
    | StationRemoved | ConnectorStatusChanged | TokenAuthorized | TokenRefused | AuthorizerFailed
    | TokenChanged | TokenRemoved | TokenGroupChanged | TokenGroupRemoved
    | AccountChanged | AccountRemoved | AccountBooked | AccountUsedUp | TransactionStarted | TransactionUpdated
    | TransactionEnded | TransactionRevised | TransactionLimited | TransactionLimitReached | TransactionChecked
    | TransactionProblemFound
    | ReadingsReceived | SecurityReported | DataTransferred | VendorDataSent | StationNotified | FindingRaised
    | ReportReceived | VariablesWritten | TemplateChanged | TemplateRemoved
    | LocalListChanged | LocalListRemoved
    | AnyTariffEvent | AnyPaymentEvent
    | CallAnswered | PasswordChanged | OperationStarted | OperationProgressed | OperationEnded
    | RemoteStartRequested | RemoteStopRequested | UnlockRequested | ResetRequested | AvailabilityRequested
    | TriggerRequested | CacheClearRequested
    | ReservationRequested | ReservationCancelRequested | ReservationUsed | ReservationEnded
    | StationHeld | StationReleased | StationRebootRequired | StationCapabilityLearned
    | RemoteStartBegun | RemoteStartTimedOut | AvailabilityReached | StationUnresponsive | OperationPaused
    | CarCertificateEvents | CertificateEvents | MonitoringEvents | CustomerEvents | FileEvents | DisplayEvents
    | LogEvents | FirmwareEvents | ProfileEvents | NeedsEvents | SwapEvents
)  # fmt: skip
"""Every event, for decoding what was stored."""
