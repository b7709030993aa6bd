"""What connectors do, as their station reports it."""

from collections.abc import Iterable

import msgspec

from pilotwire.domain.events import ConnectorStatusChanged, TransactionUpdated
from pilotwire.domain.station import Connector, StatusReport, connector_after
from pilotwire.domain.transaction_step import Step
from pilotwire.kernel.ids import ConnectorId, EvseId

from . import availability, transactions
from .context import Context
from .transaction_history import keep_steps


def report(context: Context, status: StatusReport) -> None:
    """Take a status report. An older one than the present is kept out; a repeated one moves no clock and tells nobody.

    Source: OCPP 2.0.1 part 2, G01; OCPP 1.6, 4.9.
    """
    if status.at is not None:
        context.check_clock(status.at)
    before = context.store.connectors(context.station).get((status.evse_id, status.connector_id))
    after = connector_after(before, context.station, status, context.received_at)
    if after is before:
        return
    context.work.save(after)
    _follow(context, status)
    availability.follow(context)
    if before is None or before.status != after.status or before.detail != after.detail:
        context.work.tell(
            ConnectorStatusChanged(
                station=context.station,
                at=context.received_at,
                evse_id=after.evse_id,
                connector_id=after.connector_id,
                status=status.status,
                since=after.since,
                detail=after.detail,
                error_code=after.error_code,
                info=after.info,
                previous=after.previous,
                previous_detail=after.previous_detail,
            )
        )


def learn(context: Context, found: Iterable[tuple[EvseId, ConnectorId, str | None]]) -> None:
    """Remember connectors that a report of the station's device model names, with their type where it tells one."""
    known = dict(context.store.connectors(context.station))
    at = context.received_at
    for evse_id, connector_id, kind in found:
        before = known.get((evse_id, connector_id))
        if before is None:
            before = Connector(context.station, evse_id, connector_id, None, since=at, received_at=at)
        elif kind in (None, before.type):
            continue
        after = known[evse_id, connector_id] = msgspec.structs.replace(before, type=kind or before.type)
        context.work.save(after)


def _follow(context: Context, status: StatusReport) -> None:
    """Take the charging state into the transaction that is open at the connector, where the version tells it here."""
    if status.charging_state is None:
        return
    at = status.at or context.received_at
    for running in context.store.open_transactions(context.station):
        if running.evse_id == status.evse_id and running.charging_state != status.charging_state:
            moved = msgspec.structs.replace(running, charging_state=status.charging_state, state_since=at)
            context.work.save(moved)
            step = Step(at, "state", status.charging_state, detail=status.detail or status.status)
            keep_steps(context, moved, (step,))
            context.work.tell(transactions.told(TransactionUpdated, context, moved, "ChargingStateChanged"))
