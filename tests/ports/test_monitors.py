"""Monitors and their templates on every storage."""

from pilotwire.adapters.storage.opening import Storage
from pilotwire.domain.device_model import Address, Attribute, Component, Variable
from pilotwire.domain.monitor import Monitor, MonitorSetting, StreamPace, Wish, record_key
from pilotwire.domain.monitor_template import MonitorTemplate
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.ids import ConnectorId, EvseId, StationId
from pilotwire.services.monitoring_ports import Known, MonitorFilter
from pilotwire.services.ports import Slice
from pilotwire.services.work import Removed

from .records import EXACTLY, LONG_AGO, NOON, work

CS, OTHER = StationId("CS-\u26a1"), StationId("CS-2")
PLUG = Address(Component("Connector", "left", EvseId(1), ConnectorId(2)), "Temperature", "inlet")


def monitor(number: int, severity: int = 3, station: StationId = CS) -> Monitor:
    return Monitor(station, number, MonitorSetting(PLUG, "UpperThreshold", 80.5, severity), NOON, 7, "CustomMonitor")


async def test_records_come_back_with_all_their_fields(storage: Storage) -> None:
    setting = MonitorSetting(PLUG, "Periodic", 1.5, 9, True, StreamPace(60, 100))
    full = Monitor(CS, 1, setting, EXACTLY, 8, "PreconfiguredMonitor", Wish(setting, LONG_AGO, "ops \u26a1"), NOON)
    template = MonitorTemplate("hot \u26a1", LONG_AGO, EXACTLY, (setting,), "note")
    await storage.store.commit(work(full, template))
    assert await storage.queries.monitors_of(CS) == [full]
    assert await storage.queries.monitor_template("hot \u26a1") == template
    assert (await storage.queries.monitor_templates(Slice(), "NOTE")).items == [template]
    assert await storage.queries.monitor_template("x") is None


async def test_monitors_come_by_station_and_number_a_part_at_a_time_and_filtered(storage: Storage) -> None:
    await storage.store.commit(work(*(monitor(number, number) for number in (10, 2, 1)), monitor(5, 5, OTHER)))
    first = await storage.queries.monitors(Slice(limit=3), MonitorFilter())
    rest = await storage.queries.monitors(Slice(limit=3, cursor=first.next_cursor), MonitorFilter())
    assert [(one.station, one.id) for one in (*first.items, *rest.items)] == [(OTHER, 5), (CS, 1), (CS, 2), (CS, 10)]
    assert rest.next_cursor is None
    assert [one.id for one in (await storage.queries.monitors(Slice(), MonitorFilter(severity=2))).items] == [1, 2]
    of_one = await storage.queries.monitors(Slice(), MonitorFilter(station=OTHER, q="temperature[INLET"))
    assert [one.id for one in of_one.items] == [5]
    assert (await storage.queries.monitors(Slice(), MonitorFilter(q="humidity"))).items == []


async def test_what_a_message_is_understood_by_is_found_in_one_look(storage: Storage) -> None:
    known = Variable(CS, PLUG, NOON, (Attribute(value="20"),))
    await storage.store.commit(work(monitor(1), monitor(2), monitor(3, station=OTHER), known))
    looked = await storage.store.monitoring.known(CS, [2, 3, 2], [PLUG, Address(Component("No"), "Thing")])
    assert looked == Known({2: monitor(2)}, [known])
    assert not (await storage.store.monitoring.known(CS, [])).monitors


async def test_a_monitor_saved_again_removed_and_gone_with_its_station(storage: Storage) -> None:
    await storage.store.commit(work(ChargingStation(CS, NOON, NOON), monitor(1), monitor(2), monitor(3, station=OTHER)))
    await storage.store.commit(work(monitor(1, 9), Removed(Monitor, record_key(CS, 2))))
    assert await storage.queries.monitors_of(CS) == [monitor(1, 9)]
    assert (await storage.queries.monitors(Slice(), MonitorFilter(severity=3))).items == [monitor(3, station=OTHER)]
    await storage.store.commit(work(monitor(4), Removed(ChargingStation, CS)))
    assert await storage.queries.monitors_of(CS) == []
    assert await storage.queries.monitors_of(OTHER) == [monitor(3, station=OTHER)]
    template = MonitorTemplate("t", NOON, NOON)
    await storage.store.commit(work(template))
    await storage.store.commit(work(Removed(MonitorTemplate, "t")))
    assert await storage.queries.monitor_template("t") is None
