"""Tariffs brought to a station, as a row for a test that kills the server meanwhile."""

from typing import Any, Final

from pilotwire.client.client import Client
from pilotwire.client.tariff import TariffAssignmentInput
from pilotwire.client.variable import ReportRequest

from .kill_row import Row, Site, ended
from .raw_station import NOON, RawStation
from .test_station_tariffs import ABLE, Reckoning, energy


def reckoning(site: Site, name: str, version: str) -> Reckoning:
    """A station that holds a default tariff for each of two EVSEs, and none yet."""
    one = Reckoning(name, version, values=dict(ABLE))
    one.holds()
    return one


async def assigned(client: Client, one: RawStation) -> None:
    """It has told of its EVSEs and of what it can, and a tariff is assigned to it. It is slow from now on."""
    for evse in (1, 2):
        status = {"evseId": evse, "connectorId": 1, "connectorStatus": "Available", "timestamp": NOON}
        await one.call("StatusNotification", status)
    await ended(client, (await client.start_report(one.name, ReportRequest())).id)
    await client.pricing.put_tariff("day", energy("0.30"))
    await client.pricing.assign(f"station:{one.name}", TariffAssignmentInput(tariffs=["day"]))
    one.answer_pause_s = 0.4


async def install(client: Client, one: RawStation) -> str:
    return (await client.pricing.install_tariffs(one.name)).id


async def installed(client: Client, result: Any, one: RawStation) -> None:
    """Both EVSEs have it, and we know so."""
    assert isinstance(one, Reckoning)
    day = f"day@{(await client.pricing.tariff('day')).version}"
    assert (result["in_step"], one.defaults) == ([1, 2], {1: day, 2: day})
    shown = (await client.pricing.station_tariffs(one.name)).evses
    assert [(each.evse_id, each.held, each.in_step) for each in shown] == [(1, day, True), (2, day, True)]


ON_TARIFFS: Final = (Row("station.tariffs", reckoning, install, installed, assigned, versions=("ocpp2.1",)),)
"""Other versions know of no tariffs."""
