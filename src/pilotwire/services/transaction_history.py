"""Steps of transactions' histories: those of reports, of the connection, and of boots."""

from datetime import datetime

import msgspec

from pilotwire.domain.transaction import Transaction
from pilotwire.domain.transaction_step import Step, StepKind
from pilotwire.kernel.ids import StationId

from .context import Context
from .ports import Store
from .work import StoredSteps, Work


def keep_steps(context: Context, transaction: Transaction, steps: tuple[Step, ...]) -> None:
    """Add steps to the history of a transaction."""
    if steps:
        context.work.save(StoredSteps(context.station, transaction.id, steps, context.received_at))


def connection_changed(
    store: Store, work: Work, station: StationId, at: datetime, kind: StepKind, detail: str | None = None
) -> None:
    """The station's connection was opened or lost while transactions run: a step of each, by our clock."""
    for running in store.open_transactions(station):
        work.save(StoredSteps(station, running.id, (Step(at, kind, detail=detail),), at))


def booted(context: Context, reason: str | None) -> None:
    """The station has started anew while transactions run: they are interrupted until it tells of them again.

    Source: OCPP 2.1 part 2, E17; in other versions a transaction that goes on after a boot is resumed all the same.
    """
    at = context.received_at
    for running in context.store.open_transactions(context.station):
        context.work.save(
            msgspec.structs.replace(running, interruption="rebooted"),
            StoredSteps(context.station, running.id, (Step(at, "rebooted", detail=reason),), at),
        )
