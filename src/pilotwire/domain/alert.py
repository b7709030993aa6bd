"""Alerts: what is wrong at a station from the event that says so to the one that says that it is over."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

import msgspec

from pilotwire.kernel.ids import RecordId, StationId, TransactionId

from .device_event import DeviceEvent
from .device_model import Address

ClearedBy = Literal["station", "monitor-removed"]
"""The station told that it is over; or the monitor is gone, after which no station tells it (2.0.1, N07.FR.12)."""


Effect = Literal["opens", "clears"]
_OF_PROBLEM: Final[Mapping[str, Effect]] = {"true": "opens", "false": "clears"}


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """One episode of one monitor, or of one variable where no monitor is told. Times are the station's.

    `opened_at` is None where only the end was told: what was before was lost while the station was offline. `value`,
    `tech_code` and `tech_info` are of the last event, of which there were `count`. `received_at` is our time of the
    first.
    """

    id: RecordId
    station: StationId
    address: Address
    received_at: datetime
    last_at: datetime
    opened_at: datetime | None = None
    cleared_at: datetime | None = None
    cleared_by: ClearedBy | None = None
    severity: int | None = None
    monitor: int | None = None
    value: str = ""
    tech_code: str | None = None
    tech_info: str | None = None
    transaction: TransactionId | None = None
    count: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.cleared_at is None


def effect_of(event: DeviceEvent) -> Effect | None:
    """What an event means: a limit that was left or kept again, or a component that has a problem or has none.

    A change and a periodic value open nothing. Source: OCPP 2.0.1 part 2, N07.FR.02, N07.FR.16 and N07.FR.17; part 2
    appendices, variable Problem.
    """
    if event.cleared:
        return "clears"
    if event.trigger == "Alerting":
        return "opens"
    if event.address.variable.casefold() == "problem":
        return _OF_PROBLEM.get(event.value.casefold())
    return None


def taken(event: DeviceEvent, known: Sequence[Alert], number: RecordId, received_at: datetime) -> Alert | None:
    """The alert as it is after an event, new or one of those known; None when nothing changes.

    `known` are the station's open ones and its last closed ones. Events may come in any order: one from before the end
    of an episode never opens another.
    """
    effect = effect_of(event)
    same = [one for one in known if one.address.key == event.address.key and one.monitor == event.monitor]
    if effect == "opens":
        return _opened(event, same, number, received_at)
    if effect == "clears":
        return _cleared(event, same, known, number, received_at)
    return None


def ended_with(monitors: Iterable[int], known: Iterable[Alert], at: datetime) -> list[Alert]:
    """The open alerts of monitors that are gone, as they are from then on."""
    gone = frozenset(monitors)
    return [
        msgspec.structs.replace(one, cleared_at=at, cleared_by="monitor-removed")
        for one in known
        if one.is_open and one.monitor in gone
    ]


def _opened(event: DeviceEvent, same: Sequence[Alert], number: RecordId, received_at: datetime) -> Alert | None:
    over = [one for one in same if one.cleared_at is not None and event.at <= one.cleared_at]
    if over:
        ended = min(over, key=_end)
        if ended.opened_at is None:
            return msgspec.structs.replace(ended, opened_at=event.at, count=ended.count + 1)
        return msgspec.structs.replace(ended, count=ended.count + 1) if event.at >= ended.opened_at else None
    running = next((one for one in same if one.is_open), None)
    if running is not None:
        first = event.at if running.opened_at is None else min(running.opened_at, event.at)
        counted = msgspec.structs.replace(running, opened_at=first, count=running.count + 1)
        return _updated(counted, event) if event.at >= running.last_at else counted
    fresh = Alert(
        number, event.station, event.address, received_at, event.at, opened_at=event.at, monitor=event.monitor
    )
    return _updated(fresh, event)


def _cleared(
    event: DeviceEvent, same: Sequence[Alert], known: Sequence[Alert], number: RecordId, received_at: datetime
) -> Alert | None:
    running = [one for one in same if one.is_open]
    if not running:
        running = [one for one in known if one.is_open and one.address.key == event.address.key]
    if len(running) == 1:
        one = running[0]
        if one.opened_at is not None and event.at < one.opened_at:
            return None
        return msgspec.structs.replace(_updated(one, event), cleared_at=event.at, cleared_by="station")
    if running or not event.cleared or any(_end(one) >= event.at for one in same if not one.is_open):
        return None
    unseen = Alert(number, event.station, event.address, received_at, event.at, monitor=event.monitor)
    return msgspec.structs.replace(_updated(unseen, event), cleared_at=event.at, cleared_by="station")


def _updated(alert: Alert, event: DeviceEvent) -> Alert:
    return msgspec.structs.replace(
        alert,
        last_at=event.at,
        value=event.value,
        severity=alert.severity if event.severity is None else event.severity,
        tech_code=event.tech_code or alert.tech_code,
        tech_info=event.tech_info or alert.tech_info,
        transaction=event.transaction or alert.transaction,
    )


def _end(alert: Alert) -> datetime:
    return alert.last_at if alert.cleared_at is None else alert.cleared_at
