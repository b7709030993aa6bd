"""Events of the device model, alerts and event streams on every storage."""

from datetime import timedelta

import msgspec

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.alert import Alert
from pilotwire.domain.device_event import DeviceEvent
from pilotwire.domain.device_model import Address, Component
from pilotwire.domain.event_stream import EventStream, StreamBatch
from pilotwire.domain.monitor import StreamPace
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import EvseId, RecordId, StationId, TransactionId, first_id_at
from pilotwire.kernel.time import unix_ms
from pilotwire.services.monitoring_ports import AlertFilter, DeviceEventFilter, StreamFilter
from pilotwire.services.ports import Slice, Span
from pilotwire.services.work import Removed, StoredDeviceEvent

from .conftest import Home
from .records import EXACTLY, LONG_AGO, NOON, work

CS, OTHER = StationId("CS-\u26a1"), StationId("CS-2")
PLUG = Address(Component("Connector", None, EvseId(1)), "Temperature", "inlet")


def event(number: int, *, severity: int | None = 3, minute: int = 0, station: StationId = CS) -> StoredDeviceEvent:
    at = NOON + timedelta(minutes=minute)
    told = DeviceEvent(station, number, at, "Alerting", "CustomMonitor", PLUG, "81", severity, monitor=number)
    return StoredDeviceEvent(RecordId(number), told, EXACTLY)


def alert(number: int, severity: int | None = 3, end: int | None = None, station: StationId = CS) -> Alert:
    begin = NOON + timedelta(minutes=number)
    return Alert(
        RecordId(number), station, PLUG, NOON, begin, begin, None if end is None else NOON + timedelta(minutes=end),
        None if end is None else "station", severity, number,
    )  # fmt: skip


def stream(number: int, *, closed: bool = False, station: StationId = CS) -> EventStream:
    return EventStream(station, number, 4, NOON, StreamPace(60), closed_at=NOON if closed else None)


def batch(number: int, of: int = 1) -> StreamBatch:
    return StreamBatch(RecordId(number), CS, of, 4, NOON, EXACTLY, ((0.0, "1 \u26a1"), (1.5, "2")))


async def test_records_come_back_with_all_their_fields(storage: Storage) -> None:
    told = DeviceEvent(
        CS, 7, EXACTLY, "Delta", "HardWiredNotification", PLUG, "x \u26a1", 9, True, 6, "code", "info",
        TransactionId("t"), 4,
    )  # fmt: skip
    full = Alert(
        RecordId(1), CS, PLUG, LONG_AGO, EXACTLY, LONG_AGO, NOON, "monitor-removed", 0, 4, "v", "code", "info",
        TransactionId("t"), 12,
    )  # fmt: skip
    open_stream = EventStream(
        CS, 3, 4, LONG_AGO, StreamPace(60, 10), PLUG, 9, "HardWiredMonitor", None, NOON, EXACTLY, "v", 5, 6, 7
    )
    await storage.store.commit(work(StoredDeviceEvent(RecordId(5), told, NOON), full, open_stream, batch(9)))
    assert (await storage.queries.device_events(Slice(), DeviceEventFilter())).items == [
        StoredDeviceEvent(RecordId(5), told, NOON)
    ]
    assert (await storage.queries.alerts(Slice(), AlertFilter())).items == [full]
    assert (await storage.queries.event_streams(Slice(), StreamFilter())).items == [open_stream]
    assert storage.store.monitoring.streams(CS) == [open_stream]
    assert (await storage.queries.stream_batches(Slice(), CS, 1)).items == [batch(9)]


async def test_the_same_event_is_stored_once_and_known(storage: Storage) -> None:
    again = msgspec.structs.replace(event(1), id=RecordId(8))
    await storage.store.commit(work(event(1), again))
    await storage.store.commit(work(again, event(2)))
    found = (await storage.queries.device_events(Slice(), DeviceEventFilter())).items
    assert [one.id for one in found] == [2, 1]
    keys = [event(number).event.key for number in (1, 2, 3)]
    assert (await storage.store.monitoring.known(CS, (), (), keys)).events == frozenset(keys[:2])


async def test_events_come_newest_first_a_part_at_a_time_and_filtered(storage: Storage) -> None:
    events = [event(number, severity=number or None, minute=number) for number in range(5)]
    await storage.store.commit(work(*events, event(9, station=OTHER)))
    first = await storage.queries.device_events(Slice(limit=3), DeviceEventFilter(station=CS))
    rest = await storage.queries.device_events(Slice(limit=3, cursor=first.next_cursor), DeviceEventFilter(station=CS))
    assert [one.id for one in (*first.items, *rest.items)] == [4, 3, 2, 1, 0]
    assert rest.next_cursor is None

    async def ids(wanted: DeviceEventFilter) -> list[int]:
        return [one.id for one in (await storage.queries.device_events(Slice(), wanted)).items]

    assert await ids(DeviceEventFilter(severity=2)) == [2, 1]
    assert await ids(DeviceEventFilter(monitor=9)) == [9]
    assert await ids(DeviceEventFilter(since=NOON + timedelta(minutes=2), until=NOON + timedelta(minutes=4))) == [3, 2]
    assert await ids(DeviceEventFilter(trigger="Periodic")) == []
    assert len(await ids(DeviceEventFilter(q="temperature[INLET", trigger="Alerting"))) == 6


async def test_alerts_come_by_time_or_severity_and_filtered(storage: Storage) -> None:
    await storage.store.commit(
        work(alert(1, 5), alert(2, 3, end=9), alert(3, None), alert(4, 3), alert(5, 8, station=OTHER))
    )

    async def ids(wanted: AlertFilter, limit: int = 10) -> list[int]:
        found: list[int] = []
        cursor: str | None = None
        while True:
            page = await storage.queries.alerts(Slice(limit=limit, cursor=cursor), wanted)
            found += [one.id for one in page.items]
            cursor = page.next_cursor
            if cursor is None:
                return found

    assert await ids(AlertFilter(), 2) == [5, 4, 3, 2, 1]
    assert await ids(AlertFilter(order="severity"), 2) == [4, 2, 1, 5, 3]
    assert await ids(AlertFilter(is_open=True, station=CS)) == [4, 3, 1]
    assert await ids(AlertFilter(is_open=False)) == [2]
    assert await ids(AlertFilter(severity=5)) == [4, 2, 1]
    assert await ids(AlertFilter(since=NOON + timedelta(minutes=10))) == [5, 4, 3, 1]
    assert await ids(AlertFilter(until=NOON + timedelta(minutes=3))) == [2, 1]


async def test_open_alerts_and_streams_are_there_after_a_restart(database_home: Home) -> None:
    storage = await database_home.open()
    await storage.store.commit(work(alert(1), alert(2, end=3), stream(1), stream(2, closed=True)))
    assert [one.id for one in storage.store.monitoring.alerts(CS)] == [1, 2]
    await storage.close()
    storage = await database_home.open()
    assert storage.store.monitoring.alerts(CS) == [alert(1)]
    assert storage.store.monitoring.streams(CS) == [stream(1)]


async def test_of_a_station_the_last_few_that_are_over_stay_known(storage: Storage) -> None:
    for number in range(1, 21):
        await storage.store.commit(work(alert(number, end=number)))
    await storage.store.commit(work(alert(30)))
    known = storage.store.monitoring.alerts(CS)
    assert [one.id for one in known if one.is_open] == [30]
    assert [one.id for one in known if not one.is_open] == list(range(5, 21))
    await storage.store.commit(work(stream(1), stream(2)))
    await storage.store.commit(work(stream(1, closed=True)))
    assert [one.id for one in storage.store.monitoring.streams(CS)] == [2]


async def test_streams_and_their_values_are_listed(storage: Storage) -> None:
    await storage.store.commit(work(stream(2), stream(1, closed=True), stream(3, station=OTHER)))
    listed = await storage.queries.event_streams(Slice(limit=2), StreamFilter())
    more = await storage.queries.event_streams(Slice(limit=2, cursor=listed.next_cursor), StreamFilter())
    assert [(one.station, one.id) for one in (*listed.items, *more.items)] == [(OTHER, 3), (CS, 1), (CS, 2)]
    still = await storage.queries.event_streams(Slice(), StreamFilter(station=CS, is_open=True))
    assert [one.id for one in still.items] == [2]
    early, late = (int(first_id_at(unix_ms(NOON + timedelta(hours=hour)))) for hour in (1, 2))
    await storage.store.commit(work(batch(early), batch(late), batch(late + 1, of=2)))
    first = await storage.queries.stream_batches(Slice(limit=1), CS, 1)
    rest = await storage.queries.stream_batches(Slice(limit=1, cursor=first.next_cursor), CS, 1)
    assert [one.id for one in (*first.items, *rest.items)] == [late, early]
    bounded = await storage.queries.stream_batches(Slice(), CS, 1, Span(since=NOON, until=NOON + timedelta(hours=2)))
    assert [one.id for one in bounded.items] == [early]


async def test_a_station_takes_its_alerts_and_streams_along_and_not_its_events(storage: Storage) -> None:
    await storage.store.commit(work(ChargingStation(CS, NOON, NOON), alert(1), stream(1), event(1)))
    await storage.store.commit(work(Removed(ChargingStation, CS)))
    assert list(storage.store.monitoring.alerts(CS)) == []
    assert list(storage.store.monitoring.streams(CS)) == []
    assert (await storage.queries.alerts(Slice(), AlertFilter())).items == []
    assert len((await storage.queries.device_events(Slice(), DeviceEventFilter())).items) == 1


async def test_what_is_old_and_over_is_forgotten(storage: Storage) -> None:
    old = int(first_id_at(unix_ms(NOON - timedelta(days=400))))
    ended = msgspec.structs.replace(alert(1, end=-1), id=RecordId(old))
    kept_open = msgspec.structs.replace(alert(1), id=RecordId(old + 1))
    gone = msgspec.structs.replace(event(1), id=RecordId(old))
    closed = msgspec.structs.replace(stream(1), closed_at=NOON - timedelta(days=1))
    await storage.store.commit(work(ended, kept_open, gone, closed, stream(2), batch(old)))
    await storage.retention.forget_before(None, NOON)
    assert [one.id for one in (await storage.queries.alerts(Slice(), AlertFilter())).items] == [old + 1]
    assert (await storage.queries.device_events(Slice(), DeviceEventFilter())).items == []
    assert [one.id for one in (await storage.queries.event_streams(Slice(), StreamFilter())).items] == [2]
    assert (await storage.queries.stream_batches(Slice(), CS, 1)).items == []
