"""Transactions from whatever a station reports of them, in any order, however often, with or without a start."""

from datetime import datetime

import msgspec

from pilotwire.domain import resolution
from pilotwire.domain import transaction as life
from pilotwire.domain.account import Booking, booked, usage_of
from pilotwire.domain.authorization import Authorization, may_stop
from pilotwire.domain.events import (
    ReadingsReceived,
    TransactionEnded,
    TransactionEvent,
    TransactionRevised,
    TransactionStarted,
    TransactionUpdated,
)
from pilotwire.domain.id_token import KEY_CODE
from pilotwire.domain.reading import Reading
from pilotwire.domain.token_events import AccountUsedUp
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.domain.transaction_step import Step, taken
from pilotwire.kernel.ids import ConnectorId, EvseId, TransactionId

from .authorize import authorize_start, judge, shown
from .context import Context
from .remote_start_register import start_of, take
from .reservation_register import take_reservation
from .tariff_choice import with_tariff
from .transaction_history import keep_steps
from .transaction_limits import allowed, tell_reached
from .transaction_record import Outcome
from .work import StoredReadings


async def record(context: Context, named: TransactionId | None, report: Report) -> Outcome:
    """Take a report into its transaction and store both.

    `named` is the station's id for it; None when the station gave none that can be ours (then the open transaction that
    fits is meant, or a start gets a new number). A report that was seen before is answered again and changes nothing.
    Source: OCPP 2.0.1 part 2, block E; OCPP 1.6, 4.8 to 4.10.
    """
    context.check_clock(report.at)
    before = await _find(context, named, report)
    start, report = start_of(context, before, report)
    if before is None:
        if report.kind == "Ended" and report.seq_no is None:
            context.note("stop-unknown-tx", "the end of a transaction that never started here", severity="warning")
        report = _with_connector_state(context, report)
        transaction = life.begin(context.station, named or _new_id(context, report), report, context.received_at)
        _supersede(context, transaction)
    else:
        transaction = life.advance(before, report, context.received_at)
    authorization = await _authorize(context, transaction, report)
    if authorization is not None and before is not None and context.advisers.outside is not None:
        before, transaction = await _as_it_is_now(context, before, transaction, report)
    if transaction is before:
        return Outcome(transaction, authorization, is_repeat=True)
    if authorization is not None and _is_of_start(transaction, report):
        transaction = msgspec.structs.replace(
            transaction, authorization=authorization.status, group_id=authorization.group_id or transaction.group_id,
            account=authorization.account or transaction.account,
        )  # fmt: skip
        transaction = allowed(context, transaction, authorization)
    transaction = take_reservation(context, transaction, report)
    transaction = with_tariff(context, before, transaction)
    if transaction.account is not None:
        transaction, used_up = _book(context, transaction, transaction.account)
        if used_up and authorization is None and not transaction.ended:
            authorization = Authorization("NoCredit", transaction.group_id, context.received_at)
    if start is not None:
        transaction = take(context, start, transaction)
    _store(context, before, transaction, report)
    return Outcome(transaction, authorization)


async def record_readings(
    context: Context, named: TransactionId | None, evse_id: EvseId, readings: tuple[Reading, ...]
) -> None:
    """Take readings that came by themselves: into their transaction, or beside all transactions.

    Readings that name no transaction of ours are those of the transaction that is open at the EVSE, if there is one and
    they say that they belong to some transaction; see the caller.
    """
    if not readings:
        return
    report = Report("Updated", max(reading.at for reading in readings), evse_id=evse_id, readings=readings)
    if named is not None or await _find(context, None, report) is not None:
        await record(context, named, report)
    else:
        store_readings(context, evse_id, readings)


def store_readings(context: Context, evse_id: EvseId, readings: tuple[Reading, ...]) -> None:
    """Store readings that belong to no transaction: of the station's own meter (EVSE 0), or between transactions."""
    if not readings:
        return
    context.work.save(StoredReadings(context.station, None, evse_id, readings, context.received_at))
    context.work.tell(
        ReadingsReceived(station=context.station, at=context.received_at, evse_id=evse_id, readings=readings)
    )


def told(kind: type[TransactionEvent], context: Context, transaction: Transaction, trigger: str) -> TransactionEvent:
    """The event of this kind that tells of a transaction as it is now."""
    power_w, token = transaction.power_w, transaction.id_token
    event = kind(
        station=context.station, at=context.received_at, transaction_id=transaction.id, happened_at=transaction.last_at,
        energy_wh=float(transaction.energy_wh), evse_id=transaction.evse_id,
        connector_id=transaction.connector_id,
        id_token=token if token is None or token.type != KEY_CODE else shown(token),
        charging_state=transaction.charging_state, power_w=None if power_w is None else float(power_w),
        trigger=trigger, flags=transaction.flags,
    )  # fmt: skip
    if isinstance(event, TransactionEnded):
        return msgspec.structs.replace(event, stopped_reason=transaction.stopped_reason)
    return event


async def _as_it_is_now(
    context: Context, before: Transaction, after: Transaction, report: Report
) -> tuple[Transaction, Transaction]:
    """The transaction before and after the report, when somebody has changed it while one outside was asked."""
    present = await context.store.transaction(context.station, before.id)
    if present is None or present is before:
        return before, after
    return present, life.advance(present, report, context.received_at)


async def _find(context: Context, named: TransactionId | None, report: Report) -> Transaction | None:
    if named is not None:
        return await context.store.transaction(context.station, named)
    candidates = context.store.open_transactions(context.station)
    if report.kind == "Started":
        return next((known for known in candidates if _is_same_start(known, report)), None)
    return resolution.best_match(candidates, report.evse_id, report.id_token, report.at)


def _with_connector_state(context: Context, report: Report) -> Report:
    """A start that tells no charging state has that of its connector, where the version tells it there (1.6)."""
    if report.kind != "Started" or report.charging_state is not None or report.evse_id is None:
        return report
    where = report.evse_id, report.connector_id or ConnectorId(1)
    connector = context.store.connectors(context.station).get(where)
    if connector is None or connector.charging_state in (None, "Idle"):
        return report
    return msgspec.structs.replace(report, charging_state=connector.charging_state)


def _is_same_start(known: Transaction, report: Report) -> bool:
    same_token = (known.id_token.key if known.id_token else None) == (report.id_token.key if report.id_token else None)
    return known.started_at == report.at and known.evse_id == report.evse_id and same_token


def _new_id(context: Context, report: Report) -> TransactionId:
    """A number of ours for a start; for anything else a name made of its time, the same when it is sent again."""
    if report.kind == "Started":
        return TransactionId(str(context.store.next_transaction_number()))
    return TransactionId(f"unknown@{_stamp(report.at)}")


def _stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%S")


def _supersede(context: Context, new: Transaction) -> None:
    """Close what is still open on the EVSE of a transaction that has begun: its end was lost."""
    if new.evse_id is None or new.ended or life.START_MISSING in new.flags:
        return
    for old in context.store.open_transactions(context.station):
        if old.evse_id == new.evse_id and old.id != new.id and old.started_at < new.started_at:
            closed = life.superseded(old, context.received_at)
            context.work.save(closed)
            detail = f"transaction {new.id} has begun at its EVSE"
            keep_steps(context, closed, (Step(context.received_at, "closed", detail=detail),))
            context.work.tell(told(TransactionEnded, context, closed, "Superseded"))
            context.note(life.END_MISSING, f"transaction {old.id} never ended", severity="warning")


async def _authorize(context: Context, transaction: Transaction, report: Report) -> Authorization | None:
    if report.id_token is None:
        return None
    if not life.ends_authorization(report):
        return await authorize_start(context, report.id_token, transaction)
    answer, known, group = await judge(context, report.id_token, transaction.evse_id, transaction.connector_id)
    if not may_stop(transaction, report.id_token, known, group):
        context.note("stop-by-stranger", f"transaction {transaction.id} was ended by a token of no common group")
    return answer


def _is_of_start(transaction: Transaction, report: Report) -> bool:
    """Whether the token in the report is the one that the transaction is for, and not a second one shown meanwhile."""
    own, told = transaction.id_token, report.id_token
    return own is not None and told is not None and own.key == told.key and not life.ends_authorization(report)


def _book(context: Context, transaction: Transaction, account: str) -> tuple[Transaction, bool]:
    """Take off the account what the transaction has used since the last time; whether nothing is left of it."""
    used, before = usage_of(transaction), transaction.booked
    left = context.store.accounts().get(account)
    if used == before or left is None:
        return transaction, left is not None and left.is_used_up
    booking = Booking(
        account, context.received_at, energy_wh=before.energy_wh - used.energy_wh, time_s=before.time_s - used.time_s
    )
    context.work.save(booking)
    used_up = booked(left, booking).is_used_up
    if used_up and not left.is_used_up:
        context.work.tell(
            AccountUsedUp(
                station=context.station, at=context.received_at, account=account, transaction_id=transaction.id
            )
        )
    return msgspec.structs.replace(transaction, booked=used), used_up


def _store(context: Context, before: Transaction | None, after: Transaction, report: Report) -> None:
    known_flags = () if before is None else before.flags
    if after.flags != known_flags:
        for flag in after.flags:
            if flag not in known_flags:
                context.note(flag, f"transaction {after.id}")
    context.work.save(after)
    keep_steps(context, after, taken(before, report, after))
    if after.limits is not None:
        tell_reached(context, after, report)
    if report.readings:
        evse_id = after.evse_id if after.evse_id is not None else EvseId(0)
        context.work.save(StoredReadings(context.station, after.id, evse_id, report.readings, context.received_at))
    if after.ended and (before is None or not before.ended):
        kind: type[TransactionEvent] = TransactionEnded
    elif before is None or report.kind == "Started":
        kind = TransactionStarted
    else:
        kind = TransactionUpdated
    context.work.tell(told(kind, context, after, report.trigger))
    if before is not None and before.ended and after.ended:
        context.work.tell(told(TransactionRevised, context, after, report.trigger))
