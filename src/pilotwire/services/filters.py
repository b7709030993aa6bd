"""What lists can be narrowed to, as the ports take it; None means no limit."""

from datetime import datetime
from typing import Literal

import msgspec

from pilotwire.domain.certificate import CertificateState
from pilotwire.domain.operation import OperationId, OperationState
from pilotwire.domain.reservation import ReservationState
from pilotwire.domain.security_commands import SigningUse
from pilotwire.kernel.ids import StationId, TransactionId


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """From `since` on and before `until`; None: no bound."""

    since: datetime | None = None
    until: datetime | None = None


class TransactionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound the start (the station's time); `token` is compared as a key."""

    station: StationId | None = None
    token: str | None = None
    state: Literal["open", "ended"] | None = None
    since: datetime | None = None
    until: datetime | None = None


class MessageFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound our time; `q` is text within the frame, in any case."""

    station: StationId | None = None
    action: str | None = None
    message_id: str | None = None
    direction: Literal["in", "out"] | None = None
    kind: str | None = None
    verdict: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    q: str | None = None


class EventSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Events of one station; `since` and `until` bound our time."""

    station: StationId | None = None
    since: datetime | None = None
    until: datetime | None = None


class ReservationFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Those that held, or hold, at some time from `since` on and before `until`; `token` is compared as a key."""

    station: StationId | None = None
    token: str | None = None
    state: ReservationState | None = None
    since: datetime | None = None
    until: datetime | None = None


class OperationFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Operations of one kind, state or station; `parent`: those that are part of this one."""

    kind: str | None = None
    state: OperationState | None = None
    station: StationId | None = None
    parent: OperationId | None = None


class VariableFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`component` and `variable` are whole names, `q` is text within the spelt address; all in any case."""

    component: str | None = None
    variable: str | None = None
    q: str | None = None


class ChargeRecordFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound the end of the transaction (the station's time); `token` is compared as a key."""

    station: StationId | None = None
    transaction: TransactionId | None = None
    token: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class CertificateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Certificates of one station, use or state."""

    station: StationId | None = None
    use: SigningUse | None = None
    state: CertificateState | None = None


class Expiry(msgspec.Struct, frozen=True, kw_only=True):
    """When certificates end, each bound excluded, and how many of them at most."""

    before: datetime | None = None
    after: datetime | None = None
    limit: int = 500
