"""Events of the device model and event streams as they come in at the desk of one station."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from pilotwire.domain.alert import Alert
from pilotwire.domain.command import Reply
from pilotwire.domain.device_event import DeviceEvent
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.event_stream import StreamFacts
from pilotwire.domain.monitor import Monitor, MonitorSetting, StreamPace
from pilotwire.domain.monitoring_events import (
    AlertCleared,
    AlertOpened,
    DeviceEventReported,
    EventStreamBehind,
    EventStreamClosed,
    EventStreamOpened,
)
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import BadInputError, NotFoundError
from pilotwire.services.context import Context
from pilotwire.services.device_events import MOST_OPEN, close_alerts, take_events
from pilotwire.services.event_streams import (
    MOST_STREAMS,
    MOST_VALUES,
    StreamMessage,
    adjust_stream,
    close_stream,
    open_stream,
    read_streams,
    take_values,
)
from pilotwire.services.remote_control import Asker
from pilotwire.services.work import Work

from .conftest import NOON, Desk, finish
from .link_in_hand import LinkInHand, StillClock

PLUG = Address(Component("Connector"), "Temperature")


def event(number: int, minute: int = 0, *, value: str = "81", cleared: bool = False, **more: Any) -> DeviceEvent:
    said: dict[str, Any] = {"trigger": "Alerting", "address": PLUG, "monitor": 4} | more
    at = NOON + timedelta(minutes=minute)
    return DeviceEvent(Desk().station, number, at, notification="CustomMonitor", value=value, cleared=cleared, **said)


def holds(desk: Desk, *changes: Any) -> None:
    work = Work()
    work.save(*changes)
    finish(desk.store.commit(work))


def tells(desk: Desk, *events: DeviceEvent, at: datetime = NOON) -> None:
    async def take(context: Context) -> None:
        await take_events(context, events)

    desk.does(take, at)


def alerts(desk: Desk) -> list[Alert]:
    return list(desk.store.monitoring.alerts(desk.station))


def value_of(desk: Desk) -> str | None:
    (found,) = desk.store.variables.values()
    return found.attributes[0].value


def test_an_event_is_stored_told_and_opens_an_alert_with_its_monitor_s_severity(desk: Desk) -> None:
    holds(desk, Monitor(desk.station, 4, MonitorSetting(PLUG, "UpperThreshold", 80.0, 2), NOON, 1))
    tells(desk, event(1))
    (stored,) = desk.store.monitoring.events.values()
    assert stored.event == event(1, severity=2)
    assert [desk.told(kind) for kind in (DeviceEventReported, AlertOpened)] == [1, 1]
    (opened,) = alerts(desk)
    assert (opened.severity, opened.is_open) == (2, True)


def test_the_station_s_own_severity_wins(desk: Desk) -> None:
    holds(desk, Monitor(desk.station, 4, MonitorSetting(PLUG, "UpperThreshold", 80.0, 2), NOON, 1))
    tells(desk, event(1, severity=7))
    assert alerts(desk)[0].severity == 7


def test_an_event_sent_again_counts_once_in_one_message_and_in_two(desk: Desk) -> None:
    tells(desk, event(1), event(1))
    tells(desk, event(1), event(2, 1))
    assert desk.told(DeviceEventReported) == 2
    assert [one.count for one in alerts(desk)] == [2]


def test_parts_in_the_wrong_order_end_as_the_events_were(desk: Desk) -> None:
    tells(desk, event(3, 5, cleared=True), event(4, 7))
    tells(desk, event(1, 0), event(2, 1))
    first, second = sorted(alerts(desk), key=lambda one: one.opened_at or NOON)
    assert (first.opened_at, first.cleared_at) == (NOON, NOON + timedelta(minutes=5))
    assert (second.opened_at, second.cleared_at) == (NOON + timedelta(minutes=7), None)
    assert (desk.told(AlertOpened), desk.told(AlertCleared)) == (1, 1)


def test_more_alerts_than_can_be_open_are_a_finding_and_their_events_are_kept(desk: Desk) -> None:
    tells(desk, *(event(number, monitor=number) for number in range(MOST_OPEN + 1)))
    assert len(alerts(desk)) == MOST_OPEN
    assert len(desk.store.monitoring.events) == MOST_OPEN + 1
    assert desk.oddities == ["alerts-too-many"]


def test_a_known_variable_holds_what_an_event_tells_and_an_unknown_one_is_not_made_up(desk: Desk) -> None:
    tells(desk, event(1))
    assert desk.store.variables == {}
    holds(desk, Variable(desk.station, PLUG, NOON, (Attribute(value="20", mutability="ReadOnly"),)))
    tells(desk, event(2, 1), event(3, 2, value="83"), at=NOON + timedelta(minutes=2))
    assert value_of(desk) == "83"
    tells(desk, event(4, -30, value="40"), at=NOON + timedelta(minutes=9))
    assert value_of(desk) == "83"
    tells(desk, event(5, 5, value="60"), at=NOON + timedelta(minutes=9))
    assert value_of(desk) == "60"


def test_a_write_only_variable_keeps_its_value_to_itself(desk: Desk) -> None:
    holds(desk, Variable(desk.station, PLUG, NOON, (Attribute(mutability="WriteOnly"),)))
    tells(desk, event(1, value="secret"))
    assert value_of(desk) is None


def test_the_alerts_of_a_removed_monitor_are_over(desk: Desk) -> None:
    tells(desk, event(1), event(2, monitor=5))
    work = Work()
    close_alerts(desk.store, work, desk.station, [4], NOON)
    finish(desk.store.commit(work))
    assert [(one.monitor, one.cleared_by) for one in alerts(desk)] == [(4, "monitor-removed"), (5, None)]
    assert [one.tag for one in (type(found).__struct_config__ for found in work.events)] == ["alert.cleared"]


def opens(desk: Desk, number: int = 3, monitor: int = 4) -> bool:
    return desk.does(lambda context: open_stream(context, StreamFacts(number, monitor, StreamPace(60, 10))))


def sends(desk: Desk, *values: tuple[float, str], pending: int = 0, number: int = 3) -> None:
    async def take(context: Context) -> None:
        take_values(context, StreamMessage(number, NOON, values, pending))

    desk.does(take)


@pytest.mark.requirement("N11.FR.04", "N11.FR.08", "N15.FR.03")
def test_a_stream_knows_its_monitor_and_keeps_a_row_for_each_message(desk: Desk) -> None:
    setting = MonitorSetting(PLUG, "Periodic", 1.0, 9)
    holds(desk, Monitor(desk.station, 4, setting, NOON, 1, "PreconfiguredMonitor"))
    assert opens(desk)
    sends(desk, (0.0, "20.5"), (1.0, "20.6"))
    (stream,) = desk.store.monitoring.streams(desk.station)
    assert (stream.address, stream.severity, stream.origin) == (PLUG, 9, "PreconfiguredMonitor")
    assert (stream.values, stream.last_value, stream.last_at) == (2, "20.6", NOON + timedelta(seconds=1))
    (batch,) = desk.store.monitoring.batches.values()
    assert batch.values == ((0.0, "20.5"), (1.0, "20.6"))
    assert desk.told(EventStreamOpened) == 1
    assert desk.oddities == []


def test_what_does_not_fit_an_open_stream_is_a_finding(desk: Desk) -> None:
    sends(desk, (0.0, "1"), number=8)
    assert opens(desk, monitor=99)

    async def close(context: Context) -> None:
        close_stream(context, 8)

    desk.does(close)
    sends(desk, *((float(second), "1") for second in range(MOST_VALUES + 1)))
    assert desk.oddities == ["stream-unknown", "stream-monitor-unknown", "stream-unknown", "stream-too-long"]
    assert [len(one.values) for one in desk.store.monitoring.batches.values()] == [MOST_VALUES]


@pytest.mark.requirement("N13.FR.02")
def test_after_its_close_a_stream_takes_no_values(desk: Desk) -> None:
    opens(desk)

    async def close(context: Context) -> None:
        close_stream(context, 3)

    desk.does(close)
    sends(desk, (0.0, "1"))
    assert desk.store.monitoring.streams(desk.station) == []
    assert (desk.told(EventStreamClosed), desk.oddities) == (1, ["stream-monitor-unknown", "stream-unknown"])
    assert desk.store.monitoring.batches == {}


@pytest.mark.requirement("N11.FR.05", "N11.FR.06")
def test_more_streams_than_can_be_open_are_refused(desk: Desk) -> None:
    assert all(opens(desk, number) for number in range(MOST_STREAMS))
    assert not opens(desk, MOST_STREAMS)
    assert opens(desk, 0)


@pytest.mark.requirement("N15.FR.05")
def test_a_stream_of_which_more_and_more_waits_is_told_once(desk: Desk) -> None:
    opens(desk)
    for pending in (1, 2, 3, 4):
        sends(desk, (0.0, "1"), pending=pending)
    assert desk.told(EventStreamBehind) == 1
    assert desk.store.monitoring.streams(desk.station)[0].is_behind
    sends(desk, (0.0, "1"), pending=4)
    assert not desk.store.monitoring.streams(desk.station)[0].is_behind


def asker(desk: Desk, *answers: Any) -> Asker:
    holds(desk, ChargingStation(desk.station, NOON, NOON))
    return Asker(store=desk.store, link=LinkInHand(*answers), clock=StillClock(NOON), actor="ops")


def test_what_a_station_says_of_its_streams_is_what_is_known_of_them(desk: Desk) -> None:
    opens(desk, 1)
    opens(desk, 2)
    told = (StreamFacts(2, 4, StreamPace(5)), StreamFacts(7, 4))
    found = finish(read_streams(asker(desk, told), desk.station))
    assert [(one.id, one.pace) for one in found] == [(2, StreamPace(5)), (7, StreamPace())]
    assert desk.store.monitoring.kept_streams[f"{desk.station}\n1"].closed_at == NOON


@pytest.mark.requirement("N14.FR.01")
def test_a_stream_is_adjusted_in_what_is_named(desk: Desk) -> None:
    opens(desk)
    asking = asker(desk, Reply("Accepted"), Reply("Rejected"))
    assert finish(adjust_stream(asking, desk.station, 3, StreamPace(interval_s=30))).status == "Accepted"
    assert finish(adjust_stream(asking, desk.station, 3, StreamPace(values=1))).status == "Rejected"
    assert desk.store.monitoring.streams(desk.station)[0].pace == StreamPace(30, 10)
    with pytest.raises(NotFoundError, match="no open stream 4"):
        finish(adjust_stream(asking, desk.station, 4, StreamPace(1)))
    with pytest.raises(BadInputError, match="Nothing is to change"):
        finish(adjust_stream(asking, desk.station, 3, StreamPace()))


def test_an_event_has_one_key_however_its_severity_was_found() -> None:
    assert event(1).key == msgspec.structs.replace(event(1), severity=5).key
    assert event(1).key != event(2).key
