"""Closing transactions that are open here and cannot be running: looked for first, closed by an operator's word."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from pilotwire.domain import transaction as life
from pilotwire.domain.command import CannotError
from pilotwire.domain.events import TransactionEnded
from pilotwire.domain.remote_control import GetTransactionStatus
from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_problem import free_since
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import StationId

from .context import Context
from .remote_control import Asker
from .station_link import (
    CallRefusedError,
    NoAnswerError,
    NotConnectedError,
    QueueFullError,
    UnusableAnswerError,
)
from .station_record import known_station
from .transactions import told
from .work import StoredSteps, Work

_TRIGGER: Final = "ClosedByOperator"


class Judged(msgspec.Struct, frozen=True):
    """An open transaction, whether it cannot be running, and what tells so."""

    transaction: Transaction
    is_stale: bool
    why: str


async def close_stale(
    asker: Asker, station: StationId, older_than: timedelta | None = None, *, dry_run: bool = False
) -> list[Judged]:
    """Judge all open transactions of a station, and close the stale ones unless it is a `dry_run`.

    A connected station that can be asked is asked, and its word counts. Else a transaction is stale when its connector
    has become Available after its last report, or when nothing was heard of it for `older_than`. Nothing is deleted: an
    end that the station still sends takes the place of ours. Raises NotFoundError.
    Source: OCPP 2.0.1 part 2, E14.
    """
    known_station(asker.store, station)
    judged = [await _judge(asker, one, older_than) for one in asker.store.open_transactions(station)]
    if dry_run:
        return judged
    now = asker.clock.now()
    present = {one.id: one for one in asker.store.open_transactions(station)}
    judged = [_unless_changed(one, present.get(one.transaction.id)) for one in judged]
    work = Work()
    around = Context(station, now, _TRIGGER, msgspec.Raw(b"{}"), asker.store, work, asker.rules)
    for one in judged:
        if one.is_stale:
            closed = life.closed_by_operator(one.transaction, now)
            work.save(closed, StoredSteps(station, closed.id, (Step(now, "closed", detail=one.why),), now))
            work.tell(told(TransactionEnded, around, closed, _TRIGGER))
    if work.changes:
        await asker.store.commit(work)
    return judged


async def _judge(asker: Asker, transaction: Transaction, older_than: timedelta | None) -> Judged:
    answer = await _ask(asker, transaction)
    if not isinstance(answer, str):
        return answer
    freed_at = free_since(transaction, asker.store.connectors(transaction.station).values())
    if freed_at is not None:
        return Judged(transaction, True, f"its connector is Available since {_shown(freed_at)}; {answer}")
    last = transaction.last_received_at
    if older_than is not None and asker.clock.now() - last > older_than:
        return Judged(transaction, True, f"nothing was heard of it since {_shown(last)}; {answer}")
    return Judged(transaction, False, f"it was last heard of at {_shown(last)}; {answer}")


async def _ask(asker: Asker, transaction: Transaction) -> Judged | str:
    """What the station says of it, or why it does not."""
    try:
        status = await asker.link.request(transaction.station, GetTransactionStatus(transaction.id), asker.timeout_s)
    except CannotError:
        return "the station cannot be asked about it"
    except (NotConnectedError, NoAnswerError, CallRefusedError, UnusableAnswerError, QueueFullError) as error:
        return error.message
    if status.ongoing is None:
        return "the station does not say whether it runs"
    if status.ongoing:
        return Judged(transaction, False, "the station says that it runs")
    if status.messages_in_queue:
        return Judged(transaction, False, "the station says that it has ended, and will still send its messages")
    return Judged(transaction, True, "the station says that it does not run")


def _unless_changed(judged: Judged, present: Transaction | None) -> Judged:
    """The judgement, unless the station has told more of the transaction while it was judged."""
    if present is not None and present == judged.transaction:
        return judged
    return Judged(judged.transaction, False, "the station has told more of it meanwhile")


def _shown(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
