"""The same at many stations: who is meant, how many at a time, pausing, ending, and giving up when too many fail."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.bulk import BulkInput, SelectionInput
from pilotwire.client.client import Client
from pilotwire.client.exchange import Exchange
from pilotwire.client.filters import OperationFilter, StationFilter
from pilotwire.client.operation import Operation
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput, StationPatch
from pilotwire.client.variable import ReportRequest

from .conftest import Running
from .raw_station import RawStation, station
from .test_automatisms import TEMPLATE

ENDED: Final = ("done", "failed", "cancelled")


@pytest.fixture
def server(server_of_each_kind: Running) -> Running:
    """All of these run on both databases."""
    return server_of_each_kind


@asynccontextmanager
async def fleet(server: Running, count: int, **more: Any) -> AsyncIterator[list[RawStation]]:
    """So many stations, connected."""
    async with AsyncExitStack() as stack:
        stations = [station(f"CS-{number}", "ocpp2.0.1", **more) for number in range(count)]
        for one in stations:
            await stack.enter_async_context(one.connected(server.ocpp_url))
        yield stations


async def until(client: Client, operation: str, *states: str) -> Operation:
    for _ in range(1500):
        found = await client.operation(operation)
        if found.state in (states or ENDED):
            return found
        await asyncio.sleep(0.01)
    raise AssertionError(f"it does not get there: {found}")


async def parts(client: Client, operation: str) -> list[tuple[str | None, str]]:
    """Each station with the state of its own operation."""
    found = (await client.operations(OperationFilter(parent=operation), limit=100)).items
    return sorted((one.station, one.state) for one in found)


async def test_a_template_goes_to_all_stations_with_a_label(server: Running) -> None:
    async with server.client() as client, fleet(server, 4) as stations:
        await client.put_template("car-park", TEMPLATE)
        for number in (1, 3):
            await client.patch_station(f"CS-{number}", StationPatch(labels=["North", "fast"]))
        wanted = BulkInput(kind="template.apply", template="car-park", selection=SelectionInput(label="north"))
        begun = await client.long_work.start_bulk(wanted)
        ended = await until(client, begun.id)
        assert (ended.state, ended.errors) == ("done", [])
        assert msgspec.json.decode(ended.result) == {"stations": 2, "done": 2, "failed": 0, "cancelled": 0}
        assert await parts(client, begun.id) == [("CS-1", "done"), ("CS-3", "done")]
        assert [one.values["OCPPCommCtrlr/HeartbeatInterval"] for one in stations] == ["300", "60", "300", "60"]
        for wish in (StationFilter(label="FAST"), StationFilter(q="nort"), StationFilter(label="north", vendor="acme")):
            assert [one.id for one in (await client.stations(wish)).items] == ["CS-1", "CS-3"]
        assert (await client.stations(StationFilter(vendor="other"))).items == []


async def test_no_more_than_so_many_work_at_a_time_and_a_pause_begins_nothing(server: Running) -> None:
    async with server.client() as client, fleet(server, 6, report_pause_s=600) as stations:
        wanted = BulkInput(kind="station.report", selection=SelectionInput(all=True), at_once=2)
        begun = await client.long_work.start_bulk(wanted)
        await asyncio.gather(*(one.until_asked("GetBaseReport") for one in stations[:2]))
        paused = await client.long_work.pause(begun.id)
        assert paused.paused
        for one in (await client.operations(OperationFilter(parent=begun.id))).items:
            await client.cancel_operation(one.id)
        for _ in range(1000):
            if [state for _, state in await parts(client, begun.id)] == ["cancelled", "cancelled"]:
                break
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        assert [one.actions for one in stations[2:]] == [[], [], [], []]
        assert len(await parts(client, begun.id)) == 2
        await client.long_work.resume(begun.id)
        await asyncio.gather(*(one.until_asked("GetBaseReport") for one in stations[2:4]))
        assert len(await parts(client, begun.id)) == 4
        await client.cancel_operation(begun.id)
        assert (await until(client, begun.id)).state == "cancelled"
        for _ in range(1000):
            found = await parts(client, begun.id)
            if {state for _, state in found} == {"cancelled"}:
                break
            await asyncio.sleep(0.01)
        assert found == [(f"CS-{number}", "cancelled") for number in range(4)]
        with pytest.raises(ApiProblem) as refused:
            await client.long_work.pause(begun.id)
        assert refused.value.status == 409


async def test_it_gives_up_once_too_many_have_failed(server: Running) -> None:
    async with server.client() as client, fleet(server, 8, answers={"Reset": {"status": "Rejected"}}) as stations:
        wanted = BulkInput(kind="station.reset", stations=[one.name for one in stations], at_once=1, abort_percent=50)
        begun = await client.long_work.start_bulk(wanted)
        ended = await until(client, begun.id)
        assert ended.state == "failed"
        assert ended.errors[0].message == ("bulk.aborted: 5 of 5 stations failed, so at 3 more nothing was begun")
        assert [one.actions for one in stations] == [["Reset"]] * 5 + [[]] * 3
        (first, *_) = (await client.operations(OperationFilter(parent=begun.id, state="failed"))).items
        assert first.errors[0].message == "reset.refused: the station answered Rejected"


async def test_a_reset_is_done_when_the_station_has_booted(server: Running) -> None:
    one = station("CS-1", "ocpp2.0.1")
    living = asyncio.create_task(one.live(server.ocpp_url))
    async with server.client() as client:
        try:
            await one.until_told("Accepted")
            begun = await client.long_work.start_bulk(BulkInput(kind="station.reset", stations=["CS-1"]))
            assert (await until(client, begun.id)).state == "done"
            (part,) = (await client.operations(OperationFilter(parent=begun.id))).items
            assert msgspec.json.decode(part.result)["status"] == "Accepted"
            assert (one.actions, len(one.boots)) == (["Reset"], 2)
        finally:
            living.cancel()
            await asyncio.gather(living, return_exceptions=True)


async def test_a_station_that_cannot_begin_has_a_failed_part_and_the_others_go_on(server: Running) -> None:
    async with server.client() as client, fleet(server, 2, answers={"GetBaseReport": {"status": "NotSupported"}}):
        await client.put_station("AWAY", StationInput())
        busy = await client.start_report("AWAY", ReportRequest())
        wanted = BulkInput(kind="station.report", stations=["AWAY", "CS-0", "CS-1", "CS-0"])
        begun = await client.long_work.start_bulk(wanted)
        ended = await until(client, begun.id)
        assert msgspec.json.decode(ended.result) == {"stations": 3, "done": 0, "failed": 3, "cancelled": 0}
        found = (await client.operations(OperationFilter(parent=begun.id))).items
        told = {one.station: one.errors[0].message for one in found}
        assert told["AWAY"] == f"station.report runs for station 'AWAY' already: operation {busy.id}."
        assert told["CS-0"] == "the station answered NotSupported"


@pytest.mark.parametrize(
    ("body", "status", "where"),
    [
        ({"kind": "station.report"}, 422, "/stations"),
        ({"kind": "station.report", "stations": ["CS-1"], "selection": {"all": True}}, 422, "/stations"),
        ({"kind": "station.report", "selection": {}}, 422, "/selection"),
        ({"kind": "station.report", "selection": {"all": True, "label": "x"}}, 422, "/selection"),
        ({"kind": "station.report", "selection": {"label": "nobody"}}, 422, "/selection"),
        ({"kind": "station.report", "stations": ["NOBODY"]}, 404, None),
        ({"kind": "template.apply", "stations": ["CS-1"]}, 422, "/template"),
        ({"kind": "station.reset", "stations": ["CS-1"], "template": "x"}, 422, "/template"),
        ({"kind": "moon.landing", "stations": ["CS-1"]}, 422, "/kind"),
        ({"kind": "station.report", "stations": ["CS-1"], "at_once": 51}, 422, "/at_once"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_its_place(
    server: Running, body: dict[str, Any], status: int, where: str | None
) -> None:
    async with server.client() as client:
        await client.put_station("CS-1", StationInput())
        with pytest.raises(ApiProblem) as refused:
            await raw(server, body)
        problem = refused.value.problem
        assert (problem.status, problem.errors and problem.errors[0].pointer) == (status, where)
        assert (await client.operations()).items == []


async def raw(server: Running, body: dict[str, Any]) -> None:
    """Ask for what the typed client would never send."""
    exchange = Exchange(server.server.http_url, server.key, 30)
    try:
        await exchange.send("POST", "/operations/bulk", msgspec.json.encode(body))
    finally:
        await exchange.close()


async def test_labels_are_few_and_short_words_and_each_is_there_once(server: Running) -> None:
    async with server.client() as client:
        made = await client.put_station("CS-1", StationInput(labels=["a", "b", "a"]))
        assert made.labels == ["a", "b"]
        assert (await client.patch_station("CS-1", StationPatch(labels=None))).labels == []
        for labels in (["x" * 41], [""], [f"l{number}" for number in range(21)]):
            with pytest.raises(ApiProblem) as refused:
                await client.put_station("CS-1", StationInput(labels=labels))
            assert refused.value.status == 422
