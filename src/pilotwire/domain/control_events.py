"""Events of acting on stations: who asked for what, what was answered, and what came of it."""

from datetime import datetime

from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId

from .event import Event, StationAsked
from .id_token import IdToken
from .remote_control import OperationalStatus, ResetKind, TriggerKind


class RemoteStartRequested(StationAsked, frozen=True, kw_only=True, tag="remote_start.requested"):
    """A station was asked to start a transaction; `forced`: against what was known of EVSE or token."""

    id_token: IdToken
    remote_start_id: int
    evse_id: EvseId | None = None
    transaction_id: TransactionId | None = None
    forced: bool = False


class RemoteStartBegun(Event, frozen=True, kw_only=True, tag="remote_start.started"):
    """The transaction that a remote start asked for has begun."""

    remote_start_id: int
    transaction_id: TransactionId
    id_token: IdToken
    evse_id: EvseId | None = None


class RemoteStartTimedOut(Event, frozen=True, kw_only=True, tag="remote_start.timed_out"):
    """Nothing came of a remote start in the time that the driver has to plug in."""

    remote_start_id: int
    id_token: IdToken
    evse_id: EvseId | None = None


class RemoteStopRequested(StationAsked, frozen=True, kw_only=True, tag="remote_stop.requested"):
    """A station was asked to stop a transaction."""

    transaction_id: TransactionId


class UnlockRequested(StationAsked, frozen=True, kw_only=True, tag="connector.unlock_requested"):
    """A station was asked to unlock a connector."""

    evse_id: EvseId
    connector_id: ConnectorId


class ResetRequested(StationAsked, frozen=True, kw_only=True, tag="station.reset_requested"):
    """A station was asked to start anew, or one of its EVSEs was."""

    kind: ResetKind
    evse_id: EvseId | None = None


class AvailabilityRequested(StationAsked, frozen=True, kw_only=True, tag="availability.requested"):
    """A station, an EVSE or a connector is wanted in or out of service; Scheduled: once its transaction has ended."""

    wanted: OperationalStatus
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None


class StationUnresponsive(Event, frozen=True, kw_only=True, tag="station.unresponsive"):
    """A station's connection was closed because nothing answered at its other end, although the network was there.

    `reason` as in station.disconnected: calls-ignored, or unresponsive after long silence.
    """

    reason: str
    last_seen_at: datetime


class AvailabilityReached(Event, frozen=True, kw_only=True, tag="availability.reached"):
    """What was wanted in or out of service is so, as the station tells; all connectors that it is about."""

    wanted: OperationalStatus
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None


class TriggerRequested(StationAsked, frozen=True, kw_only=True, tag="station.trigger_requested"):
    """A station was asked for a message."""

    kind: TriggerKind
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None
    custom: str | None = None


class CacheClearRequested(StationAsked, frozen=True, kw_only=True, tag="station.cache_clear_requested"):
    """A station was asked to forget the tokens that it remembers."""
