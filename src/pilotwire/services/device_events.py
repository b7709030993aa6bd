"""Events of the device model as stations tell them, and the alerts that they open and clear."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from pilotwire.domain.alert import Alert, effect_of, ended_with, taken
from pilotwire.domain.device_event import DeviceEvent
from pilotwire.domain.device_model import Attribute, Variable, with_attribute, without_secrets
from pilotwire.domain.monitoring_events import AlertCleared, AlertOpened, DeviceEventReported
from pilotwire.kernel.ids import StationId

from .context import Context
from .ports import Store
from .work import StoredDeviceEvent, Work


async def take_events(context: Context, told: Sequence[DeviceEvent]) -> None:
    """Store events as they come, in any order and told again as often as may be: each counts once.

    The variables that they are about hold what they tell. Source: OCPP 2.0.1 part 2, N07 and N08.
    """
    monitors = [one.monitor for one in told if one.monitor is not None]
    known = await context.store.monitoring.known(
        context.station, monitors, [one.address for one in told], [one.key for one in told]
    )
    variables = {one.address.key: one for one in known.variables}
    seen = set(known.events)
    for event in told:
        if event.key in seen:
            continue
        seen.add(event.key)
        monitor = None if event.monitor is None else known.monitors.get(event.monitor)
        if event.severity is None and monitor is not None:
            event = msgspec.structs.replace(event, severity=monitor.setting.severity)
        context.work.save(StoredDeviceEvent(context.store.next_id(), event, context.received_at))
        context.work.tell(_told(event, context.received_at))
        _alert(context, event)
        _hold(context, event, variables)


def close_alerts(store: Store, work: Work, station: StationId, monitors: Iterable[int], at: datetime) -> None:
    """Add to the work that open alerts of monitors that are gone are over; no station tells that any more.

    Source: OCPP 2.0.1 part 2, N07.FR.12.
    """
    for one in ended_with(monitors, store.monitoring.alerts(station), at):
        work.save(one)
        work.tell(_over(one, at))


def _alert(context: Context, event: DeviceEvent) -> None:
    if effect_of(event) is None:
        return
    known = _present(context)
    after = taken(event, known, context.store.next_id(), context.received_at)
    if after is None:
        return
    before = next((one for one in known if one.id == after.id), None)
    if before is None and after.is_open and sum(one.is_open for one in known) >= MOST_OPEN:
        context.note("alerts-too-many", f"more than {MOST_OPEN} alerts are open", severity="warning")
        return
    context.work.save(after)
    if before is None and after.opened_at is not None:
        context.work.tell(
            AlertOpened(
                station=after.station, at=context.received_at, alert=after.id, address=after.address,
                opened_at=after.opened_at, severity=after.severity, monitor=after.monitor, value=after.value,
            )
        )  # fmt: skip
    if not after.is_open and (before is None or before.is_open):
        context.work.tell(_over(after, context.received_at))


def _present(context: Context) -> list[Alert]:
    """The station's alerts as this message leaves them so far."""
    found = {one.id: one for one in context.store.monitoring.alerts(context.station)}
    found |= {one.id: one for one in context.work.changes if isinstance(one, Alert)}
    return list(found.values())


def _hold(context: Context, event: DeviceEvent, variables: Mapping[tuple[str, str], Variable]) -> None:
    """The variable holds what the event tells, where the station has told of such a variable before.

    An event that comes late, after the variable was told anew, says nothing of the present.
    """
    before = next(
        (one for one in reversed(context.work.changes) if isinstance(one, Variable) and one.address.key
         == event.address.key),
        variables.get(event.address.key),
    )  # fmt: skip
    if before is None:
        return
    known = before.attribute("Actual") or Attribute(mutability="ReadOnly")
    is_late = context.received_at - event.at > _LATE and event.at < before.reported_at
    if known.mutability == "WriteOnly" or known.value == event.value or is_late:
        return
    after = with_attribute(before, msgspec.structs.replace(known, value=event.value), context.received_at)
    context.work.save(without_secrets(after))


def _told(event: DeviceEvent, at: datetime) -> DeviceEventReported:
    return DeviceEventReported(
        station=event.station, at=at, event_id=event.event_id, happened_at=event.at, trigger=event.trigger,
        notification=event.notification, address=event.address, value=event.value, severity=event.severity,
        cleared=event.cleared, cause=event.cause, tech_code=event.tech_code, tech_info=event.tech_info,
        transaction_id=event.transaction, monitor=event.monitor,
    )  # fmt: skip


def _over(one: Alert, at: datetime) -> AlertCleared:
    return AlertCleared(
        station=one.station, at=at, alert=one.id, address=one.address, cleared_at=one.cleared_at or at,
        cleared_by=one.cleared_by or "station", opened_at=one.opened_at, severity=one.severity, monitor=one.monitor,
        value=one.value,
    )  # fmt: skip


MOST_OPEN: Final = 200
"""Alerts of one station that can be open at a time."""
_LATE: Final = timedelta(minutes=2)
"""From here on an event was kept back; less may be the station's clock."""
