"""What lists and the event stream can be narrowed to: the query parameters, by name. None means no limit."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .certificate_state import CertificateState, SigningUse
from .message import Direction, FrameKind, Verdict
from .operation import OperationState
from .reservation_state import ReservationState
from .shape import PLAIN
from .station import Registration, StationState
from .transaction import ReadingKind, TransactionState
from .transaction_problem import ProblemName

Wanted = Annotated[str, Meta(min_length=1, max_length=255, pattern=PLAIN)]
Numbered = Annotated[int, Meta(ge=0, le=2_147_483_647)]
Moment = Annotated[datetime, Meta(tz=True)]
Severity = Literal["critical", "other"]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of a list: at most `limit` items after `cursor`, the next_cursor of the part before."""

    limit: Annotated[int, Meta(ge=1, le=500, description="How many items at most.")] = 50
    cursor: Annotated[Wanted, Meta(description="The next_cursor of the part before; none: from the start.")] | None = (
        None
    )


class StationFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within id, name, vendor, model, serial number or labels; all others are whole, in any case."""

    q: Annotated[Wanted, Meta(description="Text within id, name, vendor, model, serial number or labels.")] | None = (
        None
    )
    state: Annotated[StationState, Meta(description="Whether it is connected now.")] | None = None
    registration: Annotated[Registration, Meta(description="The last answer to its boot.")] | None = None
    vendor: Annotated[Wanted, Meta(description="Its vendor.")] | None = None
    model: Annotated[Wanted, Meta(description="Its model.")] | None = None
    firmware: Annotated[Wanted, Meta(description="Its firmware version.")] | None = None
    protocol: Annotated[Wanted, Meta(description="The version that it spoke last, such as ocpp2.0.1.")] | None = None
    label: Annotated[Wanted, Meta(description="One of its labels.")] | None = None


class TokenFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within value, group or note."""

    q: Annotated[Wanted, Meta(description="Text within value, group or note.")] | None = None


class TokenGroupFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name or note."""

    q: Annotated[Wanted, Meta(description="Text within name or note.")] | None = None


class AccountFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name or note."""

    q: Annotated[Wanted, Meta(description="Text within name or note.")] | None = None


class DisplayTemplateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name or note."""

    q: Annotated[Wanted, Meta(description="Text within name or note.")] | None = None


class TariffFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within id or note."""

    q: Annotated[Wanted, Meta(description="Text within id or note.")] | None = None


class TariffAssignmentFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within target, tariffs or note."""

    q: Annotated[Wanted, Meta(description="Text within target, tariffs or note.")] | None = None


class ChargeRecordFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound the end of the transaction, in the station's time."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    transaction: Annotated[Wanted, Meta(description="A transaction's id.")] | None = None
    token: Annotated[Wanted, Meta(description="The value of the token that started it, in any case.")] | None = None
    since: Annotated[Moment, Meta(description="Ended at this instant or later.")] | None = None
    until: Annotated[Moment, Meta(description="Ended before this instant.")] | None = None


class CostWish(msgspec.Struct, frozen=True, kw_only=True):
    """The tariff to try; none: the one that the transaction started with."""

    tariff: Annotated[Wanted, Meta(description="A tariff to try; none: the transaction's own.")] | None = None


class TransactionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound the start, in the station's time."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    token: Annotated[Wanted, Meta(description="The value of the token that started it, in any case.")] | None = None
    state: Annotated[TransactionState, Meta(description="Whether it has ended.")] | None = None
    since: Annotated[Moment, Meta(description="Started at this instant or later, in the station's time.")] | None = None
    until: Annotated[Moment, Meta(description="Started before this instant, in the station's time.")] | None = None


class SeriesWish(msgspec.Struct, frozen=True, kw_only=True):
    """How many points at most."""

    points: Annotated[
        int, Meta(ge=2, le=5000, description="How many points at most; more are joined, peaks and energy stay.")
    ] = 500


class ReadingFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Readings of one kind."""

    kind: Annotated[ReadingKind, Meta(description="Sampled, at full intervals of the clock, or other.")] | None = None


class StationReadingFilter(ReadingFilter, frozen=True, kw_only=True):
    """Readings of one EVSE or kind; `since` and `until` bound the station's time."""

    evse_id: Annotated[int, Meta(ge=0, le=2_147_483_647, description="0: the station's main meter.")] | None = None
    since: Annotated[Moment, Meta(description="At this instant or later, in the station's time.")] | None = None
    until: Annotated[Moment, Meta(description="Before this instant, in the station's time.")] | None = None


class ReservationFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Those that held, or hold, at some time from `since` on and before `until`."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    token: Annotated[Wanted, Meta(description="The value of the token it is for, in any case.")] | None = None
    state: Annotated[ReservationState, Meta(description="How it stands.")] | None = None
    since: Annotated[Moment, Meta(description="Not over before this instant.")] | None = None
    until: Annotated[Moment, Meta(description="Begun before this instant.")] | None = None


class ProblemFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Problems with transactions of one station, or of one kind."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    problem: Annotated[ProblemName, Meta(description="The problem's name.")] | None = None


class MessageFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound our time; `q` is text within the frame."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    action: Annotated[Wanted, Meta(description="An OCPP action, such as BootNotification.")] | None = None
    message_id: Annotated[Wanted, Meta(description="The id in the frame; an answer has its call's.")] | None = None
    direction: Annotated[Direction, Meta(description="in: from the station.")] | None = None
    kind: Annotated[FrameKind, Meta(description="The kind of frame.")] | None = None
    verdict: Annotated[Verdict, Meta(description="What our check of the schema said.")] | None = None
    since: Annotated[Moment, Meta(description="At this instant or later, in our time.")] | None = None
    until: Annotated[Moment, Meta(description="Before this instant, in our time.")] | None = None
    q: Annotated[Wanted, Meta(description="Text within the frame, in any case.")] | None = None


class ConnectorStateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`since` and `until` bound our time."""

    evse_id: Annotated[Numbered, Meta(description="An EVSE's number.")] | None = None
    connector_id: Annotated[Numbered, Meta(description="A connector's number within its EVSE.")] | None = None
    since: Annotated[Moment, Meta(description="At this instant or later, in our time.")] | None = None
    until: Annotated[Moment, Meta(description="Before this instant, in our time.")] | None = None


class FindingFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Findings of one station, or of one name."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    name: Annotated[Wanted, Meta(description="A finding's name.")] | None = None


class RefusalFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Refusals of one station."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None


class SecurityEventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Security events of one station, kind or severity; `since` and `until` bound our time."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    kind: Annotated[Wanted, Meta(description="A kind, such as TamperDetectionActivated.")] | None = None
    severity: (
        Annotated[Severity, Meta(description="critical: those that OCPP calls so, and guessed passwords.")] | None
    ) = None
    since: Annotated[Moment, Meta(description="At this instant or later, in our time.")] | None = None
    until: Annotated[Moment, Meta(description="Before this instant, in our time.")] | None = None


class EventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Types such as transaction.ended; none: all but message.received and message.sent, which must be asked for."""

    types: Annotated[
        tuple[Wanted, ...],
        Meta(max_length=50, description="Types of events, joined by commas; none: all but message.received|sent."),
    ] = ()
    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None


class OperationFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Operations of one kind, state or station, or parts of one."""

    kind: Annotated[Wanted, Meta(description="A kind of work, such as station.report.")] | None = None
    state: Annotated[OperationState, Meta(description="How it stands.")] | None = None
    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    parent: Annotated[Wanted, Meta(description="The work at many stations that they are part of.")] | None = None


class VariableFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Variables of one component or one name, in any case; `q` is text within both."""

    component: Annotated[Wanted, Meta(description="A component's whole name, in any case.")] | None = None
    variable: Annotated[Wanted, Meta(description="A variable's whole name, in any case.")] | None = None
    q: Annotated[Wanted, Meta(description="Text within Component[instance]@evse/Variable[instance].")] | None = None


class TemplateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name or note."""

    q: Annotated[Wanted, Meta(description="Text within name or note.")] | None = None


class LocalListFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` is text within name or note."""

    q: Annotated[Wanted, Meta(description="Text within name or note.")] | None = None


class CertificateFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Certificates of one station, use or state."""

    station: Annotated[Wanted, Meta(description="A station's id.")] | None = None
    use: Annotated[SigningUse, Meta(description="What it is for.")] | None = None
    state: Annotated[CertificateState, Meta(description="How it stands.")] | None = None


class DriftFilter(msgspec.Struct, frozen=True, kw_only=True):
    """The template to compare with; it must be named."""

    template: Annotated[Wanted, Meta(description="A template's name; it must be given.")] | None = None
