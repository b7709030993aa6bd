"""Looking after open transactions: what is wrong with them by rule, asking their station, closing them, keeping limits.

Nothing here costs anything per message: whoever runs it goes through the open transactions now and then.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

import msgspec

from pilotwire.domain import transaction as life
from pilotwire.domain.events import (
    TransactionChecked,
    TransactionEnded,
    TransactionLimitReached,
    TransactionProblemFound,
)
from pilotwire.domain.remote_control import GetTransactionStatus, RemoteStop
from pilotwire.domain.transaction import Checked, Transaction
from pilotwire.domain.transaction_limit import LimitName, exceeded, unguarded
from pilotwire.domain.transaction_problem import CERTAIN, Problem, ProblemRules, Vicinity, problems
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.errors import ConflictError, PilotwireError
from pilotwire.kernel.ids import StationId, TransactionId

from .context import Context
from .ports import Store
from .remote_control import Asker
from .station_link import StationLink
from .transaction_limits import supported_limits
from .transaction_record import known_transaction
from .transactions import told
from .work import StoredSteps, Work

Repair = Literal["off", "flag", "ask", "close"]
"""What is done about a problem by itself: nothing, an event and a flag, asking the station too, closing what cannot be
running too."""
STOP_AGAIN_AFTER: Final = timedelta(minutes=2)
ASK_AGAIN_AFTER: Final = timedelta(hours=1)
_LATEST_DELIVERY: Final = timedelta(days=31)


class CareRules(msgspec.Struct, frozen=True, kw_only=True):
    """What the deployment wants to know of open transactions, and to have done about them."""

    problems: ProblemRules = ProblemRules()
    repair: Repair = "flag"


class Troubled(msgspec.Struct, frozen=True):
    """An open transaction and what is wrong with it."""

    transaction: Transaction
    problems: tuple[Problem, ...]

    @property
    def cannot_run(self) -> bool:
        """Whether one of the problems proves that it does not run."""
        return any(one.name in CERTAIN for one in self.problems)


def survey(
    store: Store, link: StationLink, station: StationId, rules: ProblemRules, now: datetime
) -> Iterator[Troubled]:
    """The station's open transactions with which something is wrong. Reads memory alone."""
    running = store.open_transactions(station)
    live = link.connection(station)
    around = Vicinity(None if live is None else live.since, store.connectors(station).values(), running)
    for transaction in running:
        found = problems(transaction, around, rules, now)
        if found:
            yield Troubled(transaction, found)


async def repair(asker: Asker, troubled: Troubled, how: Repair) -> None:
    """Do what the deployment wants done about a problem; what was flagged before is not told again."""
    if how == "off":
        return
    await _flag(asker, troubled)
    transaction = troubled.transaction
    if how == "flag" or asker.quiet:
        return
    checked = transaction.checked
    is_fresh = checked is not None and asker.clock.now() - checked.at < ASK_AGAIN_AFTER
    if not is_fresh and asker.link.connection(transaction.station) is not None:
        try:
            checked = await check(asker, transaction.station, transaction.id)
        except PilotwireError:
            checked = None
    if how == "close" and _may_close(troubled, checked):
        why = "; ".join(one.why for one in troubled.problems if one.name in CERTAIN)
        await _close_unless_changed(asker, transaction, why or "the station says that it does not run")


async def check(asker: Asker, station: StationId, transaction: TransactionId) -> Checked:
    """Ask the station whether a transaction runs and whether messages of it wait, and keep what it says.

    Raises NotFoundError, and as `StationLink.request`: CannotError where the version has no such question (1.6).
    Source: OCPP 2.0.1 part 2, E14.
    """
    await known_transaction(asker.store, station, transaction)
    answer = await asker.link.request(station, GetTransactionStatus(transaction), asker.timeout_s)
    found = await known_transaction(asker.store, station, transaction)
    now = asker.clock.now()
    checked = Checked(now, answer.messages_in_queue, answer.ongoing)
    work = Work()
    runs = {None: "it does not say whether it runs", True: "it runs", False: "it does not run"}[checked.ongoing]
    queue = "messages wait" if checked.messages_in_queue else "no message waits"
    work.save(
        msgspec.structs.replace(found, checked=checked),
        StoredSteps(station, transaction, (Step(now, "checked", detail=f"{runs}, {queue}"),), now),
    )
    work.tell(
        TransactionChecked(
            station=station, at=now, transaction_id=transaction, messages_in_queue=checked.messages_in_queue,
            ongoing=checked.ongoing,
        )
    )  # fmt: skip
    await asker.store.commit(work)
    return checked


async def check_open(asker: Asker, station: StationId) -> None:
    """Ask about all open transactions of a station that is back; one that cannot be asked is left alone."""
    for running in asker.store.open_transactions(station):
        try:
            await check(asker, station, running.id)
        except PilotwireError:
            return


async def close(asker: Asker, station: StationId, transaction: TransactionId, reason: str) -> Transaction:
    """Close an open transaction by an operator's word; its own end may still come and counts then.

    Raises NotFoundError, ConflictError when it has ended.
    """
    found = await known_transaction(asker.store, station, transaction)
    if found.ended:
        raise ConflictError(f"transaction {transaction} has ended", "there is nothing left to close")
    return await _close(asker, life.closed_by_operator(found, asker.clock.now()), reason, "ClosedByOperator")


def reached_limit(transaction: Transaction, now: datetime, cost: Decimal | None = None) -> LimitName | None:
    """The limit of ours that this transaction has reached and its station does not keep, when it is time to ask it to
    stop; asked before, it is asked again after a while.
    """
    limits = transaction.limits
    if limits is None or transaction.ended:
        return None
    if limits.stop_asked_at is not None and now - limits.stop_asked_at < STOP_AGAIN_AFTER:
        return None
    lasted_s = (now - _began_at(transaction)).total_seconds()
    return exceeded(unguarded(limits), transaction.energy_wh, lasted_s, transaction.soc_percent, cost)


def _began_at(transaction: Transaction) -> datetime:
    """Since when its time counts. A station's clock may be wrong, and nobody is to be cut off for that: its own time
    of the start counts only where it says that it was offline then, and where it can be true.
    """
    told, received = transaction.started_at, transaction.started_received_at
    return told if transaction.offline and received - _LATEST_DELIVERY < told < received else received


async def keep_limit(asker: Asker, station: StationId, transaction: TransactionId) -> None:
    """See to a limited transaction: learn what its station can keep, and ask it to stop at what it cannot.

    Nothing is sent for a transaction within its limits at a station whose abilities are known.
    """
    record = asker.store.station(station)
    if record is not None and record.supported_limits is None:
        await supported_limits(asker, station)
    await stop_at_limit(asker, station, transaction)


def needs_care(store: Store, transaction: Transaction, now: datetime) -> bool:
    """Whether `keep_limit` has anything to do for it."""
    if transaction.limits is None or not transaction.limits.wanted:
        return False
    record = store.station(transaction.station)
    return reached_limit(transaction, now) is not None or (record is not None and record.supported_limits is None)


async def stop_at_limit(
    asker: Asker, station: StationId, transaction: TransactionId, cost: Decimal | None = None
) -> None:
    """Ask a station to stop a transaction that has reached a limit which the station does not keep; `cost` where known.

    That it was asked is kept before it is asked; whether it listens, its next messages tell.
    """
    found = await asker.store.transaction(station, transaction)
    now = asker.clock.now()
    name = None if found is None else reached_limit(found, now, cost)
    if found is None or found.limits is None or name is None:
        return
    work = Work()
    limits = msgspec.structs.replace(found.limits, reached=name, stop_asked_at=now)
    step = Step(now, "stop-asked", detail=name)
    work.save(msgspec.structs.replace(found, limits=limits), StoredSteps(station, transaction, (step,), now))
    if found.limits.reached != name:
        work.tell(
            TransactionLimitReached(
                station=station, at=now, transaction_id=transaction, limit=name, by="csms",
                energy_wh=float(found.energy_wh),
            )
        )  # fmt: skip
    await asker.store.commit(work)
    await asker.link.request(station, RemoteStop(transaction), asker.timeout_s)


async def _flag(asker: Asker, troubled: Troubled) -> None:
    new = [one for one in troubled.problems if one.name not in troubled.transaction.flags]
    found = await asker.store.transaction(troubled.transaction.station, troubled.transaction.id)
    if not new or found is None or found.ended:
        return
    now, work = asker.clock.now(), Work()
    steps = tuple(Step(now, "problem", detail=f"{one.name}: {one.why}") for one in new)
    flagged = life.flagged(found, *(one.name for one in new))
    work.save(flagged, StoredSteps(found.station, found.id, steps, now))
    work.tell(
        *(
            TransactionProblemFound(
                station=found.station, at=now, transaction_id=found.id, problem=one.name, why=one.why,
                evse_id=found.evse_id,
            )
            for one in new
        )
    )  # fmt: skip
    await asker.store.commit(work)


def _may_close(troubled: Troubled, checked: Checked | None) -> bool:
    """Whether it cannot be running: the station's word counts most, and waits for its own messages."""
    if checked is not None and checked.ongoing is not None:
        return not checked.ongoing and not checked.messages_in_queue
    return troubled.cannot_run


async def _close_unless_changed(asker: Asker, judged: Transaction, why: str) -> None:
    found = await asker.store.transaction(judged.station, judged.id)
    if found is None or found.ended or found.last_received_at != judged.last_received_at:
        return
    await _close(asker, life.closed_by_rule(found, asker.clock.now()), why, "ClosedByRule")


async def _close(asker: Asker, closed: Transaction, reason: str, trigger: str) -> Transaction:
    now, work = asker.clock.now(), Work()
    around = Context(closed.station, now, trigger, msgspec.Raw(b"{}"), asker.store, work, asker.rules)
    work.save(closed, StoredSteps(closed.station, closed.id, (Step(now, "closed", detail=reason),), now))
    work.tell(told(TransactionEnded, around, closed, trigger))
    await asker.store.commit(work)
    return closed
