"""The life of a transaction, whichever version of OCPP tells it: state and report in, new state out."""

from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import ConnectorId, EvseId, StationId, TransactionId

from . import meter, sequence, transaction_limit
from .id_token import IdToken, Status
from .meter import Meter
from .payment import Settlement
from .reading import Reading
from .station_cost import StationCost
from .transaction_limit import Limits, TransactionLimit
from .transaction_point import TxPoint, start_point, stop_point

Kind = Literal["Started", "Updated", "Ended"]
ChargingState = Literal["Charging", "EVConnected", "SuspendedEV", "SuspendedEVSE", "Idle"]
Interruption = Literal["offline", "rebooted"]
"""Told out of the station's memory; or the station has booted, and not told of it since."""

START_MISSING: Final = "start-missing"
STARTED_TWICE: Final = "started-twice"
AFTER_END: Final = "after-end"
SEQUENCE_REUSED: Final = "sequence-reused"
END_BEFORE_START: Final = "end-before-start"
END_MISSING: Final = "end-missing"
CLOSED_BY_OPERATOR: Final = "closed-by-operator"
STOP_AUTHORIZED: Final = "StopAuthorized"
CLOSED_BY_RULE: Final = "closed-by-rule"


class Usage(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a transaction has taken: energy and time."""

    energy_wh: Decimal = Decimal(0)
    time_s: int = 0


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a station says about one transaction: its start, something in between, or its end.

    `at` is the station's own time. `seq_no` is None where the version has none (1.6). `remote_start_id` and
    `reservation_id` tie it to what the CSMS asked for. `point` is what begins or ends every transaction of the version,
    where it is always the same (1.6). `limit` is what the station says to keep, `tariff` by which tariff it reckons
    and `cost` what it comes to so far (2.1).
    """

    kind: Kind
    at: datetime
    trigger: str = "MeterValuePeriodic"
    seq_no: int | None = None
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None
    id_token: IdToken | None = None
    readings: tuple[Reading, ...] = ()
    charging_state: ChargingState | None = None
    stopped_reason: str | None = None
    remote_start_id: int | None = None
    reservation_id: int | None = None
    offline: bool = False
    point: TxPoint | None = None
    limit: TransactionLimit | None = None
    tariff: str | None = None
    cost: StationCost | None = None


class TariffChange(msgspec.Struct, frozen=True):
    """From `at` on (the station's time) another version of a tariff holds, by its reference."""

    at: datetime
    tariff: str


class Checked(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the station said when it was asked about a transaction. Source: OCPP 2.0.1 part 2, E14."""

    at: datetime
    messages_in_queue: bool
    ongoing: bool | None = None


class HeldState(msgspec.Struct, frozen=True):
    """The charging state that a transaction ended in: from when it held, and the last report before the end."""

    state: ChargingState
    since: datetime
    until: datetime


class Transaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """One transaction as far as it is known; `energy_wh` is what it has delivered by now.

    Times come in pairs: what the station said (`started_at`, `ended_at`, `last_at`) and when we received it. `flags`
    name what was odd about it, in the order noticed. `state_since` is the station's time of the present charging state;
    the states before it, and all else that happened once, are steps of its history. `message` is a text for the driver
    that the next answer takes along; `profile_due`: it was resumed and its station may have lost its charging profile.
    `account` is the prepaid account that pays, and `booked` what was taken off it. `released`: no token holds it any
    more, though it has not ended. `tariff` is the reference of the tariff's version that was chosen at its
    start, `tariff_changes` what somebody has put in its place since. `station_tariff` names the one by which its
    station says to reckon itself, and `station_cost` is what that comes to, as told last; `settlement` is what its
    payment terminal said of the payment (2.1).
    Source: OCPP 2.0.1 part 2, block E; OCPP 1.6, 4.8 and 4.10.
    """

    station: StationId
    id: TransactionId
    started_at: datetime
    started_received_at: datetime
    last_at: datetime
    last_received_at: datetime
    evse_id: EvseId | None = None
    connector_id: ConnectorId | None = None
    ended: bool = False
    ended_at: datetime | None = None
    ended_received_at: datetime | None = None
    charging_state: ChargingState | None = None
    id_token: IdToken | None = None
    stop_token: IdToken | None = None
    group_id: str | None = None
    authorization: Status | None = None
    stopped_reason: str | None = None
    remote_start_id: int | None = None
    reservation_id: int | None = None
    offline: bool = False
    meter: Meter = Meter()
    power_w: Decimal | None = None
    soc_percent: Decimal | None = None
    seen: sequence.Ranges = ()
    flags: tuple[str, ...] = ()
    state_since: datetime | None = None
    start_trigger: str | None = None
    start_point: TxPoint | None = None
    stop_trigger: str | None = None
    stop_point: TxPoint | None = None
    interruption: Interruption | None = None
    ended_in: HeldState | None = None
    limits: Limits | None = None
    message: str | None = None
    checked: Checked | None = None
    profile_due: bool = False
    account: str | None = None
    booked: Usage = Usage()
    released: bool = False
    tariff: str | None = None
    station_tariff: str | None = None
    station_cost: StationCost | None = None
    tariff_changes: tuple[TariffChange, ...] = ()
    settlement: Settlement | None = None

    @property
    def energy_wh(self) -> Decimal:
        """Energy delivered so far, in Wh, never negative."""
        return self.meter.energy_wh


def begin(station: StationId, transaction: TransactionId, report: Report, received_at: datetime) -> Transaction:
    """The transaction as its first report shows it.

    When that is not its start (lost, or still queued in the station) it is flagged `start-missing`; the start is filled
    in when it comes.
    """
    blank = Transaction(
        station, transaction, report.at, received_at, report.at, received_at,
        flags=() if report.kind == "Started" else (START_MISSING,),
    )  # fmt: skip
    if report.kind == "Started":
        blank = msgspec.structs.replace(blank, **_start(report))
    return _absorb(blank, report, received_at)


def advance(transaction: Transaction, report: Report, received_at: datetime) -> Transaction:
    """The transaction after one more report, in whatever order reports come.

    A report that was seen before changes nothing: the very same object comes back. A sequence number used again for
    something newer is taken and flagged, since energy must not be lost to a station's wrong counter.
    """
    flags: tuple[str, ...] = ()
    if report.seq_no is not None and sequence.contains(transaction.seen, report.seq_no):
        if report.at <= transaction.last_at:
            return transaction
        flags = (SEQUENCE_REUSED,)
    if report.kind == "Started":
        if START_MISSING in transaction.flags:
            transaction = _with_start(transaction, report, received_at)
        elif report.seq_no is None:
            return transaction
        else:
            flags = (*flags, STARTED_TWICE)
    if is_over(transaction) and transaction.ended_at is not None and report.at > transaction.ended_at:
        flags = (*flags, AFTER_END)
    return flagged(_absorb(transaction, report, received_at), *flags)


def flagged(transaction: Transaction, *flags: str) -> Transaction:
    """The transaction with these flags, each at most once."""
    if not flags:
        return transaction
    new = tuple(flag for flag in dict.fromkeys(flags) if flag not in transaction.flags)
    return msgspec.structs.replace(transaction, flags=transaction.flags + new) if new else transaction


def superseded(transaction: Transaction, received_at: datetime) -> Transaction:
    """The transaction closed because its EVSE has begun another one: it ended when it was last heard of.

    Flagged `end-missing`; its own end, should it still come, takes this one's place.
    """
    return flagged(
        msgspec.structs.replace(
            transaction,
            ended=True,
            ended_at=transaction.last_at,
            ended_received_at=received_at,
            ended_in=_held(transaction, transaction.last_at),
            charging_state=None,
            state_since=None,
            interruption=None,
            power_w=None,
        ),
        END_MISSING,
    )


def closed_by_operator(transaction: Transaction, received_at: datetime) -> Transaction:
    """The transaction closed by a person since it cannot be running: as `superseded`, flagged `closed-by-operator` too.

    Its own end, should it still come, takes this one's place; the flag stays.
    """
    return flagged(superseded(transaction, received_at), CLOSED_BY_OPERATOR)


def closed_by_rule(transaction: Transaction, received_at: datetime) -> Transaction:
    """As `closed_by_operator`, for the deployment's own rule: flagged `closed-by-rule`."""
    return flagged(superseded(transaction, received_at), CLOSED_BY_RULE)


def ends_authorization(report: Report) -> bool:
    """Whether a token in this report ends the charging, at once or once the cable is off. Source: 2.0.1 part 2, E07."""
    return report.kind == "Ended" or report.trigger == STOP_AUTHORIZED


def is_over(transaction: Transaction) -> bool:
    """Whether it has ended by its own report, and was not just taken as ended."""
    return transaction.ended and END_MISSING not in transaction.flags


def missing_reports(transaction: Transaction) -> sequence.Ranges:
    """Sequence numbers that have not come although later ones have; empty for 1.6."""
    return sequence.missing(transaction.seen)


def _with_start(transaction: Transaction, report: Report, received_at: datetime) -> Transaction:
    return msgspec.structs.replace(
        transaction,
        started_at=report.at,
        started_received_at=received_at,
        flags=tuple(flag for flag in transaction.flags if flag != START_MISSING),
        **_start(report),
    )


def _start(report: Report) -> dict[str, object]:
    point = report.point or start_point(report.trigger, report.charging_state, report.id_token is not None)
    return {"start_trigger": report.trigger, "start_point": point}


def _absorb(before: Transaction, report: Report, received_at: datetime) -> Transaction:
    is_latest = report.at >= before.last_at
    state, since = before.charging_state, before.state_since
    if is_latest and report.charging_state is not None and report.charging_state != state:
        state, since = report.charging_state, report.at
    power_w, soc_percent = _latest(before, report) if is_latest else (before.power_w, before.soc_percent)
    counted = meter.count(before.meter, report.readings) if report.readings else before.meter
    after = msgspec.structs.replace(
        before,
        last_at=report.at if is_latest else before.last_at,
        last_received_at=received_at,
        charging_state=state,
        state_since=since,
        meter=counted,
        power_w=power_w,
        soc_percent=soc_percent,
        seen=before.seen if report.seq_no is None else sequence.add(before.seen, report.seq_no),
        **_news(before, report),
    )
    if report.kind == "Ended":
        after = _end(after, report, received_at, before.last_at if report.charging_state is None else report.at)
    return flagged(after, *counted.oddities)


def _news(before: Transaction, report: Report) -> dict[str, object]:
    """What a report tells once for all; nothing, after the first one of most transactions."""
    news: dict[str, object] = {}
    if before.evse_id is None and report.evse_id is not None:
        news["evse_id"] = report.evse_id
    if before.connector_id is None and report.connector_id is not None:
        news["connector_id"] = report.connector_id
    if report.id_token is not None:
        news["id_token"] = _starting_token(before, report, report.id_token)
        if ends_authorization(report) and report.kind != "Ended":
            news["stop_token"] = report.id_token
    if report.remote_start_id is not None:
        news["remote_start_id"] = report.remote_start_id
    if report.reservation_id is not None:
        news["reservation_id"] = report.reservation_id
    if report.offline:
        news["offline"] = True
    if report.at >= before.last_at and (report.offline or before.interruption is not None):
        news["interruption"] = "offline" if report.offline else None
    if report.trigger == "TxResumed" and (report.remote_start_id or before.remote_start_id) is not None:
        news["profile_due"] = True
    if report.tariff is not None:
        news["station_tariff"] = report.tariff
    if report.cost is not None and (before.station_cost is None or report.at >= before.station_cost.at):
        news["station_cost"] = report.cost
    limits = transaction_limit.heard(before.limits, report.limit, report.trigger, report.charging_state == "Charging")
    if limits is not before.limits:
        news["limits"] = limits
    if (report.trigger in _RELEASING) is not before.released and (not before.released or report.id_token is not None):
        news["released"] = not before.released
    return news


def _starting_token(before: Transaction, report: Report, token: IdToken) -> IdToken | None:
    """The token of the start; one given later counts only while there is none, and at the end it is the stop's."""
    if ends_authorization(report) or (before.id_token is not None and report.kind != "Started"):
        return before.id_token
    return token


def _held(transaction: Transaction, until: datetime) -> HeldState | None:
    if transaction.charging_state is None or transaction.state_since is None:
        return transaction.ended_in
    return HeldState(transaction.charging_state, transaction.state_since, until)


def _end(transaction: Transaction, report: Report, received_at: datetime, state_until: datetime) -> Transaction:
    if is_over(transaction):
        return transaction
    ended = msgspec.structs.replace(
        transaction,
        ended=True,
        ended_at=report.at,
        ended_received_at=received_at,
        stop_token=report.id_token or transaction.stop_token,
        stopped_reason=report.stopped_reason or "Local",
        stop_trigger=report.trigger,
        stop_point=report.point or stop_point(report.trigger, report.stopped_reason),
        ended_in=_held(transaction, state_until),
        charging_state=None,
        state_since=None,
        interruption=None,
        power_w=None,
        flags=tuple(flag for flag in transaction.flags if flag != END_MISSING),
    )
    return flagged(ended, END_BEFORE_START) if report.at < ended.started_at else ended


def _latest(before: Transaction, report: Report) -> tuple[Decimal | None, Decimal | None]:
    power_w, soc_percent = before.power_w, before.soc_percent
    for reading in report.readings:
        for sample in reading.samples:
            if sample.phase is not None or sample.value is None:
                continue
            measurand = sample.measurand
            if measurand == "Power.Active.Import" and sample.unit == "W":
                power_w = sample.value
            elif measurand == "SoC":
                soc_percent = sample.value
    return power_w, soc_percent


_RELEASING: Final = frozenset({"StopAuthorized", "Deauthorized", "RemoteStop"})
"""Triggers that end the authorisation of a transaction."""
