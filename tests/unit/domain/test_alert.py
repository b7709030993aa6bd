"""Alerts: opened, counted and cleared by events that may come in any order."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.domain.alert import Alert, effect_of, ended_with, taken
from pilotwire.domain.device_event import DeviceEvent
from pilotwire.domain.device_model import Address, Component
from pilotwire.kernel.ids import RecordId, StationId

from ..services.conftest import NOON

CS = StationId("CS")
PLUG = Address(Component("Connector"), "Temperature")
NEW = RecordId(9)


def event(minute: int, *, cleared: bool = False, monitor: int | None = 4, **more: Any) -> DeviceEvent:
    said: dict[str, Any] = {"trigger": "Alerting", "value": "81", "severity": 3, "address": PLUG} | more
    at = NOON + timedelta(minutes=minute)
    return DeviceEvent(CS, minute, at, notification="CustomMonitor", cleared=cleared, monitor=monitor, **said)


def alert(opened: int | None, cleared: int | None = None, *, last: int | None = None, **more: Any) -> Alert:
    said: dict[str, Any] = {"monitor": 4, "severity": 3, "value": "81"} | more
    if cleared is not None:
        said.setdefault("cleared_by", "station")
    end = last if last is not None else cleared if cleared is not None else opened
    assert end is not None
    return Alert(
        RecordId(1), CS, PLUG, NOON, NOON + timedelta(minutes=end),
        None if opened is None else NOON + timedelta(minutes=opened),
        None if cleared is None else NOON + timedelta(minutes=cleared), **said,
    )  # fmt: skip


def after(told: DeviceEvent, *known: Alert) -> Alert | None:
    return taken(told, known, NEW, NOON)


@pytest.mark.parametrize(
    ("told", "effect"),
    [
        (event(0), "opens"),
        (event(0, cleared=True), "clears"),
        (event(0, trigger="Delta"), None),
        (event(0, trigger="Periodic"), None),
        (event(0, trigger="Delta", cleared=True), "clears"),
        (event(0, trigger="Delta", address=Address(Component("Fan"), "PROBLEM"), value="true"), "opens"),
        (event(0, trigger="Delta", address=Address(Component("Fan"), "Problem"), value="False"), "clears"),
        (event(0, trigger="Delta", address=Address(Component("Fan"), "Problem"), value="1"), None),
    ],
)
def test_limits_and_problems_open_and_clear_and_nothing_else_does(told: DeviceEvent, effect: str | None) -> None:
    assert effect_of(told) == effect


def test_an_episode_runs_from_its_first_event_to_its_clear() -> None:
    opened = after(event(0))
    assert opened == msgspec.structs.replace(alert(0), id=NEW)
    assert after(event(2, value="85", severity=2), alert(0)) == alert(0, last=2, value="85", severity=2, count=2)
    assert after(event(5, cleared=True, value="79"), alert(0)) == alert(0, 5, value="79")


def test_a_change_opens_nothing() -> None:
    assert after(event(0, trigger="Delta")) is None


def test_an_earlier_event_that_comes_late_moves_the_begin_and_not_the_last_value() -> None:
    assert after(event(1, value="80"), alert(3)) == alert(1, last=3, count=2)


def test_an_opening_that_comes_after_its_clear_opens_nothing_again() -> None:
    unseen = after(event(5, cleared=True))
    assert unseen == msgspec.structs.replace(alert(None, 5), id=NEW)
    assert after(event(2), alert(None, 5)) == alert(2, 5, count=2)
    assert after(event(3), alert(2, 5)) == alert(2, 5, count=2)
    assert after(event(1), alert(2, 5)) is None


def test_after_a_clear_the_next_event_is_another_episode() -> None:
    assert after(event(6), alert(2, 5)) == msgspec.structs.replace(alert(6), id=NEW)


def test_a_clear_of_an_earlier_episode_does_not_end_the_present_one() -> None:
    assert after(event(4, cleared=True), alert(6)) is None


def test_a_clear_told_again_or_without_an_episode_changes_nothing_more() -> None:
    assert after(event(5, cleared=True), alert(2, 5)) is None
    problem = event(5, trigger="Delta", address=Address(Component("Fan"), "Problem"), value="false")
    assert after(problem) is None


def test_a_clear_with_another_number_ends_the_only_episode_of_its_variable() -> None:
    found = after(event(5, cleared=True, monitor=77), alert(0))
    assert found is not None
    assert (found.id, found.cleared_at) == (1, NOON + timedelta(minutes=5))
    other = msgspec.structs.replace(alert(0, monitor=5), id=RecordId(2))
    unsure = after(event(5, cleared=True, monitor=77), alert(0), other)
    assert unsure is None


def test_two_monitors_of_a_variable_are_two_alerts() -> None:
    assert after(event(1, monitor=5), alert(0)) == msgspec.structs.replace(alert(1, monitor=5), id=NEW)


def test_a_monitor_that_is_gone_takes_its_open_alerts_along() -> None:
    at = NOON + timedelta(hours=1)
    other = msgspec.structs.replace(alert(0, monitor=5), id=RecordId(2))
    (found,) = ended_with([4, 6], [alert(0), other, alert(0, 1)], at)
    assert (found.id, found.cleared_at, found.cleared_by) == (1, at, "monitor-removed")
