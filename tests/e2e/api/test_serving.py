"""Starting and stopping the API inside a running loop."""

import asyncio
import socket
import time

import aiohttp
import msgspec
import pytest

from pilotwire.client.call import CallRequest, CallResult
from pilotwire.client.client import Client
from pilotwire.domain.station import ChargingStation
from pilotwire.kernel.errors import PilotwireError
from pilotwire.kernel.ids import StationId
from pilotwire.services import station_link

from .conftest import NOON, Site


async def test_any_free_port_becomes_a_real_one(site: Site) -> None:
    assert site.server.port > 1024
    assert site.server.host == "127.0.0.1"


async def test_a_taken_port_is_told_with_a_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        site = Site()
        with pytest.raises(PilotwireError, match="is taken by another program") as refused:
            await site.start(taken.getsockname()[1])
    assert "another port" in refused.value.remedy


async def test_a_stopped_server_lets_go_of_its_port() -> None:
    site = Site()
    await site.start()
    port = site.server.port
    await site.server.stop()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
    await site.restart(port)
    async with site.client() as client:
        assert (await client.health()).state == "ready"
    await site.server.stop()


async def test_a_second_stop_does_nothing(site: Site) -> None:
    await site.server.stop()
    await site.server.stop()


async def test_a_stop_ends_the_event_streams_at_once(site: Site) -> None:
    headers = {"Authorization": f"Bearer {site.keys['read']}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.get(f"{site.url}/api/v1/events") as stream:
        await stream.content.readuntil(b"\n\n")
        begun_s = time.monotonic()
        await site.server.stop()
        assert await stream.content.read() == b""
        assert time.monotonic() - begun_s < 2
    assert site.parts.readers.count == 0


async def test_a_stop_lets_a_call_finish(site: Site) -> None:
    await site.holds(ChargingStation(StationId("CS-1"), NOON, NOON))
    called = asyncio.Event()

    async def answer(action: str, sent: bytes) -> station_link.CallResult | station_link.CallError:
        called.set()
        await asyncio.sleep(0.3)
        return station_link.CallResult("m-1", msgspec.Raw(b'{"status":"Accepted"}'), 300.0)

    site.link.connect("CS-1", answer)
    async with site.client() as client:
        calling = asyncio.create_task(client.call("CS-1", CallRequest(action="ClearCache")))
        await called.wait()
        await site.server.stop()
        assert isinstance(await calling, CallResult)


async def test_an_open_connection_without_a_request_does_not_delay_the_stop(site: Site) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", site.server.port)
    begun_s = time.monotonic()
    await site.server.stop()
    assert time.monotonic() - begun_s < 2
    writer.close()


async def test_elsewhere_than_on_loopback_any_name_will_do() -> None:
    site = Site()
    await site.start(host="0.0.0.0")  # noqa: S104  # what is tried here
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{site.server.port}/health"
        async with session.get(url, headers={"Host": "pilot.example"}) as answer:
            assert answer.status == 200
    await site.server.stop()


async def test_the_list_of_stations_costs_less_than_a_few_milliseconds(site: Site, client: Client) -> None:
    await site.holds(*(ChargingStation(StationId(f"CS-{number:02}"), NOON, NOON) for number in range(20)))
    await client.stations()
    begun_s = time.process_time()
    for _ in range(20):
        assert len((await client.stations(limit=20)).items) == 20
    assert (time.process_time() - begun_s) / 20 < 0.02


async def test_two_servers_share_a_process() -> None:
    one, two = Site(), Site()
    await one.start()
    await two.start()
    async with Client(one.url, one.keys["read"]) as client:
        assert (await client.stations()).items == []
    await one.server.stop()
    async with Client(two.url, two.keys["read"]) as client:
        assert (await client.stations()).items == []
    await two.server.stop()
