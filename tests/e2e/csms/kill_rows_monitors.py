"""Long work on monitors, as rows for a test that kills the server meanwhile."""

from typing import Any, Final

from pilotwire.client.client import Client
from pilotwire.client.monitor import MonitorApplyInput, MonitorFilter, MonitorTemplateInput, WantedMonitor
from pilotwire.client.variable import ComponentInput, VariableInput

from .kill_row import Row, Site
from .raw_station import RawStation
from .watching_station import WatchingStation

MONITORS: Final = 6
IN_2X: Final = ("ocpp2.1",)
"""1.6 has no monitors, and 2.0.1 is asked in the words of 2.1."""


def watched(site: Site, name: str, version: str) -> WatchingStation:
    """A station with monitors that tells of them slowly."""
    one = WatchingStation(name, version, report_pause_s=0.2)
    for number in range(MONITORS):
        one.has("ChargingStation", f"V{number}", value=1.0, type="Delta", severity=8)
    return one


def unwatched(site: Site, name: str, version: str) -> WatchingStation:
    """A station without monitors, slow to take one."""
    return WatchingStation(name, version, answer_pause_s=0.7)


async def report(client: Client, one: RawStation) -> str:
    return (await client.monitoring.start_report(one.name)).id


async def template(client: Client, one: RawStation) -> None:
    """A template of monitors for this station."""
    wanted = [
        WantedMonitor(
            component=ComponentInput(name="ChargingStation"), variable=VariableInput(name=f"V{number}"), kind="Delta",
            value=1, severity=8,
        )
        for number in range(MONITORS)
    ]  # fmt: skip
    await client.monitoring.put_template(one.name, MonitorTemplateInput(monitors=wanted))


async def apply(client: Client, one: RawStation) -> str:
    wanted = MonitorApplyInput(stations=[one.name])
    (begun,) = (await client.monitoring.apply_template(one.name, wanted)).operations
    return begun.id


async def told(client: Client, result: Any, one: RawStation) -> None:
    """All are known, each once."""
    assert (result["monitors"], await known(client, one)) == (6, [1, 2, 3, 4, 5, 6])


async def set_once(client: Client, result: Any, one: RawStation) -> None:
    """The station has each once, and we know the numbers that it gave."""
    assert isinstance(one, WatchingStation)
    assert (result["set"] + result["skipped"], result["failed"]) == (6, 0)
    assert list(one.monitors) == [1, 2, 3, 4, 5, 6]
    assert await known(client, one) == [1, 2, 3, 4, 5, 6]


async def known(client: Client, one: RawStation) -> list[int]:
    """The numbers of the monitors that we know of, rising."""
    return sorted(found.id for found in (await client.monitoring.monitors(MonitorFilter(station=one.name))).items)


ON_MONITORS: Final = (
    Row("station.monitoring_report", watched, report, told, versions=IN_2X),
    Row("monitor_template.apply", unwatched, apply, set_once, template, versions=IN_2X),
)
