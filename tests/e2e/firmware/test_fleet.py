"""Two campaigns over two hundred stations of all versions that fetch real files: one that gives up at its rate, and one
that a killed server takes up again and brings to its end.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
import websockets
from tests.fixtures.postgres import POSTGRES

from pilotwire.client.campaign import Campaign, CampaignInput, Member, Wave
from pilotwire.client.client import Client
from pilotwire.client.file_filters import FileWish
from pilotwire.client.filters import EventFilter, OperationFilter
from pilotwire.client.firmware import PublishInput, ReleaseInput, UpdateFilter, UpdateInput
from pilotwire.client.operation import Operation

from ..csms.raw_station import RawStation
from ..csms.test_kill import Process, free_port
from .conftest import CONTENT
from .updating_stations import VERSIONS, UpdatingStation, living

FAILS: Final = ("Downloading", "DownloadFailed")
WORKS: Final = ("Downloading", "fetch", "Downloaded", "Installing", "boot", "Installed")


def process(tmp_path: Path, database_url: str | None = None) -> Process:
    """A server of its own, as its user starts it."""
    more = ("--handshakes-per-s", 1000, "--handshake-burst", 1000)
    return Process(tmp_path, database_url, free_port(), free_port(), more)


def fleet(count: int) -> list[UpdatingStation]:
    """Stations of all versions; every tenth cannot fetch its file."""
    return [
        UpdatingStation(f"CS-{number:03}", VERSIONS[number % 3], script=FAILS if number % 10 == 9 else WORKS)
        for number in range(count)
    ]


async def release(client: Client) -> None:
    """Release r2, of a file that is kept here."""

    async def content() -> AsyncIterator[bytes]:
        yield CONTENT

    kept = await client.files.upload(FileWish(name="fw.bin", kind="firmware"), content())
    what = ReleaseInput(firmware_version="2.0", vendor="Acme", file=kept.id)
    await client.firmware.put_release("r2", what)


async def ended(client: Client, campaign: Campaign) -> Campaign:
    async with asyncio.timeout(120):
        while True:
            found = await client.campaigns.get(campaign.id)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.1)


async def members(client: Client, campaign: Campaign) -> list[Member]:
    return (await client.campaigns.stations(campaign.id, limit=500)).items


async def events(client: Client, kind: str) -> list[dict[str, Any]]:
    """All of this type up to the last one that is there now."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        async for event in client.events(EventFilter(types=(kind,)), after="0"):
            found.append(msgspec.json.decode(event.data))
            break
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "count"), [("sqlite", 200), pytest.param("postgres", 30, marks=POSTGRES)])
async def test_a_campaign_over_a_fleet_gives_up_at_its_rate_and_another_outlives_a_kill(
    tmp_path: Path, engine: str, count: int, request: pytest.FixtureRequest
) -> None:
    url = None if engine == "sqlite" else str(request.getfixturevalue("postgres_url"))
    server, stations = process(tmp_path, url), fleet(count)
    slow = [UpdatingStation(f"K-{one}", one, script=("Downloading", "pause", *WORKS[1:])) for one in VERSIONS]
    controller = RawStation("LC", "ocpp2.1", answers={"PublishFirmware": {"status": "Accepted"}})
    async with server.running() as first, server.client() as client, living(server.ocpp_url, [*stations, *slow]):
        task = asyncio.create_task(controller.live(server.ocpp_url))
        try:
            await release(client)
            done = await given_up(client, stations)
            begun = [await client.firmware.update(one.name, UpdateInput(release="r2")) for one in slow]
            begun.append(await client.firmware.publish("LC", PublishInput(release="r2")))
            number = (await controller.until_asked("PublishFirmware"))["requestId"]
            await until_heard(client, slow)
            for one in stations:
                one.script = WORKS
                one.asked.clear()
            again = CampaignInput(
                name="Again", release="r2", stations=[one.name for one in stations], at_once=count // 5, attempts=3,
                retry_after_s=0.2,
            )  # fmt: skip
            campaign = await client.campaigns.start(again)
            await until_fetched(stations, done + (count - done) // 3)
            first.kill()
            await first.wait()
            async with server.running():
                await gone_on(client, campaign, stations, done)
                await brought_to_their_end(client, slow, controller, number, begun)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def given_up(client: Client, stations: list[UpdatingStation]) -> int:
    """A campaign that aborts: as its rate says, no sooner, and with nothing begun after it. How many were updated."""
    count, minimum = len(stations), len(stations) // 4
    wanted = CampaignInput(
        name="Careful", release="r2", stations=[one.name for one in stations], at_once=count // 10,
        waves=[Wave(stations=2), Wave(percent=10), Wave()], abort_percent=8, abort_minimum=minimum,
    )  # fmt: skip
    aborted = await ended(client, await client.campaigns.start(wanted))
    counts, asked = aborted.counts, [one for one in stations if one.requests]
    assert aborted.state == "aborted"
    assert len(asked) == counts.attempts_ended == counts.done + counts.failed
    assert counts.unreached == count - len(asked) > 0
    (gave_up,) = await events(client, "campaign.aborted")
    assert gave_up["ended"] >= minimum
    assert gave_up["failed"] * 100 >= 8 * gave_up["ended"]
    assert counts.attempts_ended - gave_up["ended"] < count // 10  # no more than ran then
    assert all(len(one.requests) == 1 for one in asked)
    return counts.done


async def gone_on(client: Client, begun: Campaign, stations: list[UpdatingStation], before: int) -> None:
    """All stations that were left have the firmware, and each was asked under one number, however often."""
    found = await ended(client, begun)
    assert (found.state, found.counts.failed) == ("done", 0)
    assert (found.counts.done, found.counts.skipped) == (len(stations) - before, before)
    assert {one.firmware for one in stations} == {"2.0"}
    for one, member in zip(stations, await members(client, begun), strict=True):
        numbers = {payload.get("requestId") for payload in one.requests}
        assert len(numbers) == (0 if member.state == "skipped" else 1), one.name
        assert set(one.fetched) == {CONTENT}
        assert member.failures == 0


async def brought_to_their_end(
    client: Client, slow: list[UpdatingStation], controller: RawStation, number: int, begun: list[Operation]
) -> None:
    """Single updates and a publication that were under way at the kill."""
    for one in slow:
        one.resume.set()
    places = ["http://10.0.0.2/fw"]
    for told in ({"status": "Downloading"}, {"status": "Downloaded"}, {"status": "Published", "location": places}):
        await tell(controller, {**told, "requestId": number})
    found = [await done(client, operation.id) for operation in begun]
    assert [(one.state, one.errors) for one in found] == [("done", [])] * 4
    assert [len(one.requests) for one in slow] == [1, 1, 1]
    assert [one.fetched for one in slow] == [[CONTENT]] * 3
    assert controller.actions.count("PublishFirmware") == 1
    assert (await client.operations(OperationFilter(state="running"))).items == []


async def until_fetched(stations: list[UpdatingStation], times: int) -> None:
    for _ in range(3000):
        if sum(len(one.fetched) for one in stations) >= times:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the stations do not fetch the file")


async def until_heard(client: Client, stations: list[UpdatingStation]) -> None:
    for _ in range(400):
        found = (await client.firmware.updates(UpdateFilter(state="downloading"))).items
        if len(found) == len(stations):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not all of them fetch: {found}")


async def tell(controller: RawStation, payload: dict[str, Any]) -> None:
    """Tell it once the connection is back."""
    async with asyncio.timeout(30):
        while True:
            try:
                await controller.call("PublishFirmwareStatusNotification", payload)
                return
            except (websockets.ConnectionClosed, TimeoutError):
                await asyncio.sleep(0.1)


async def done(client: Client, operation: str) -> Operation:
    async with asyncio.timeout(60):
        while True:
            found = await client.operation(operation)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.1)
