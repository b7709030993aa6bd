"""Facts in the past tense: what the outbox holds, the API streams and plugins hear. One struct per type of event."""

from datetime import datetime

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId

from .finding import Severity
from .id_token import IdToken, Status
from .reading import Reading
from .station import ConnectorStatus, Identity, Registration
from .transaction import ChargingState, Kind


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Something that happened at or with a station, at our time of receipt unless its docstring says otherwise."""

    station: StationId | None = None
    at: datetime


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
    """A handshake was refused; the refusal's record has all of it."""

    reason: str
    detail: str
    address: str


class StationBooted(Event, frozen=True, kw_only=True, tag="station.booted"):
    """A station announced itself and was told its registration."""

    identity: Identity
    registration: Registration
    reason: str | None = None


class StationChanged(Event, frozen=True, kw_only=True, tag="station.changed"):
    """Somebody changed the record of a station; `fields` names what."""

    fields: tuple[str, ...]


class StationRemoved(Event, frozen=True, kw_only=True, tag="station.removed"):
    """Somebody removed a station."""


class ConnectorStatusChanged(Event, frozen=True, kw_only=True, tag="connector.status_changed"):
    """A connector has a new status; `since` is the station's time."""

    evse_id: EvseId
    connector_id: ConnectorId
    status: ConnectorStatus
    since: datetime
    detail: str | None = None
    error_code: str | None = None
    info: str | None = None


class TokenPresented(Event, frozen=True, kw_only=True, tag="token.presented"):
    """A station asked about a token and got this status."""

    id_token: IdToken
    status: Status
    evse_id: EvseId | None = None


class TokenChanged(Event, frozen=True, kw_only=True, tag="token.changed"):
    """Somebody created or changed a token."""

    token: str


class TokenRemoved(Event, frozen=True, kw_only=True, tag="token.removed"):
    """Somebody removed a token."""

    token: str


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


class TransactionEnded(TransactionEvent, frozen=True, kw_only=True, tag="transaction.ended"):
    """A transaction ended."""

    stopped_reason: str | None = None


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
    """A station sent vendor data and got this status; `data` is JSON as sent."""

    vendor_id: str
    status: str
    message_id: str | None = None
    data: msgspec.Raw | None = None


class StationNotified(Event, frozen=True, kw_only=True, tag="station.notified"):
    """A station sent another message; `payload` is its JSON as sent."""

    action: str
    payload: msgspec.Raw


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


AnyEvent = (
    StationConnected | StationDisconnected | StationRefused | StationBooted | StationChanged | StationRemoved
    | ConnectorStatusChanged | TokenPresented | TokenChanged | TokenRemoved | TransactionStarted | TransactionUpdated
    | TransactionEnded | ReadingsReceived | SecurityReported | DataTransferred | StationNotified | FindingRaised
    | CallAnswered
)  # fmt: skip
"""Every event, for decoding what was stored."""
