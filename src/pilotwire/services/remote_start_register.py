"""The register of remote starts: which one a transaction came of, and of which nothing came in time."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from pilotwire.domain.control_events import RemoteStartBegun, RemoteStartTimedOut
from pilotwire.domain.events import TransactionLimited
from pilotwire.domain.requested_start import RequestedStart, begun, of_number, of_token, of_transaction, timed_out
from pilotwire.domain.transaction import Report, Transaction
from pilotwire.domain.transaction_limit import want
from pilotwire.domain.transaction_step import Step

from .context import Context
from .ports import Store
from .station_link import StationLink
from .transaction_history import keep_steps
from .work import Work

_REMOTE: Final = "RemoteStart"
_BACK_FOR: Final = timedelta(seconds=60)
"""A station that was away has so long to tell of what it has begun meanwhile."""
_AWAY_FOR: Final = timedelta(days=1)
"""Nothing is awaited longer than this of a station that stays away."""


def start_of(context: Context, before: Transaction | None, report: Report) -> tuple[RequestedStart | None, Report]:
    """The remote start that a report's transaction came of, while it is open, and the report with its number.

    A look into memory, no more. By its number where the report tells one; a start that tells none is that of its token
    (1.6, and stations that forget to tell). Source: OCPP 2.0.1 part 2, F01.FR.25 and F02.FR.01; OCPP 1.6, 5.11.
    """
    starts = context.store.requested_starts(context.station)
    if not starts:
        return None, report
    if report.remote_start_id is not None:
        return of_number(starts, report.remote_start_id), report
    found = None
    if before is not None:
        found = of_transaction(starts, before.id)
    elif report.kind == "Started" and (report.seq_no is None or report.trigger == _REMOTE):
        found = of_token(starts, report)
    return found, report if found is None else msgspec.structs.replace(report, remote_start_id=found.id)


def take(context: Context, start: RequestedStart, transaction: Transaction) -> Transaction:
    """The start has led to this transaction, which gets the start's limits; the lower ones where there are others.

    Source: OCPP 2.1 part 2, F07.FR.02.
    """
    at = context.received_at
    context.work.save(begun(start, transaction.id, at))
    context.work.tell(
        RemoteStartBegun(
            station=context.station, at=at, remote_start_id=start.id, transaction_id=transaction.id,
            id_token=start.id_token, evse_id=transaction.evse_id,
        )
    )  # fmt: skip
    if start.limit is None:
        return transaction
    wanted = start.limit if transaction.limits is None else start.limit.within(transaction.limits.wanted)
    limits = want(transaction.limits, wanted, start.actor or "csms")
    keep_steps(context, transaction, (Step(at, "limit-wanted", limit=limits.wanted, detail=limits.set_by),))
    context.work.tell(
        TransactionLimited(
            station=context.station, at=at, transaction_id=transaction.id, limit=limits.wanted, actor=start.actor
        )
    )
    return msgspec.structs.replace(transaction, limits=limits)


def time_out(store: Store, link: StationLink, now: datetime) -> Work:
    """All starts of which nothing can come any more. One whose station is away is awaited until it has been back."""
    work = Work()
    for one in store.awaited_starts():
        if now >= one.expires_at and not _may_still_tell(one, link, now):
            work.save(timed_out(one, now))
            work.tell(
                RemoteStartTimedOut(
                    station=one.station, at=now, remote_start_id=one.id, id_token=one.id_token, evse_id=one.evse_id
                )
            )
    return work


def _may_still_tell(start: RequestedStart, link: StationLink, now: datetime) -> bool:
    live = link.connection(start.station)
    if live is None:
        return now < start.expires_at + _AWAY_FOR
    return live.since > start.requested_at and now < live.since + _BACK_FOR
