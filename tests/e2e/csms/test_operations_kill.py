"""The server killed at random moments while every kind of long work runs: all of it goes on to its proper end."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.filters import OperationFilter
from pilotwire.client.station import StationInput

from .kill_row import Row, Site, ended, of_station
from .kill_rows import ROWS
from .raw_station import RawStation
from .test_kill import Process, free_port
from .tls_site import Pki

KILLS: Final = 3


@dataclass
class Work:
    """A row at one station. `operation` is there once it has begun."""

    row: Row
    one: RawStation
    others: list[RawStation]
    operation: str | None = None

    async def begin(self, client: Client) -> None:
        """Begin it, or see that it begins."""
        self.operation = await self.row.begin(client, self.one)

    async def check(self, client: Client) -> None:
        """It ends as it is to, or fails by a name of its own."""
        name = self.operation or (await of_station(client, self.row.kind, self.one.name)).id
        done = await ended(client, name)
        if done.state == "failed" and done.errors[-1].message.partition(":")[0] in self.row.failures:
            assert (await client.station(self.one.name)).state == "connected"  # not locked out
            return
        assert (self.one.name, done.state, [error.message for error in done.errors]) == (self.one.name, "done", [])
        await self.row.check(client, msgspec.json.decode(done.result), self.one)


def site_of(pki: Pki, data_dir: Path, database_url: str | None) -> Site:
    """A server that begins by itself what is due, and asks nothing else of its own accord."""
    port = free_port()
    flags: tuple[object, ...] = (
        "--ocpp-tls-port", port, "--ocpp-tls-certificates", ",".join(map(str, pki.server)),
        "--ocpp-tls-keys", ",".join(map(str, pki.keys)),
        "--no-quiet", "--no-first-report", "--trigger-boot-after-s", 0, "--transaction-check-after-s", 0,
        "--no-tariff-install", "--charge-record-after-s", 5,
    )  # fmt: skip
    process = Process(data_dir, database_url, free_port(), free_port(), flags)
    return Site(process, f"wss://127.0.0.1:{port}/ocpp", pki)


def all_work(site: Site) -> list[Work]:
    """Each row, in each version."""
    works = []
    for row in ROWS:
        for version in row.versions:
            name = f"{row.kind}{'-last' if row.turn == 'last' else ''}@{version}"
            one, *others = (row.made(site, f"{name}{suffix}", version) for suffix in ("", *row.helpers))
            works.append(Work(row, one, others))
    return works


@asynccontextmanager
async def living(site: Site, stations: list[RawStation]) -> AsyncIterator[None]:
    """The stations come, and come back whenever they can."""
    urls = [site.process.ocpp_url if one.context is None else site.secure_url for one in stations]
    tasks = [asyncio.create_task(one.live(url)) for one, url in zip(stations, urls, strict=True)]
    try:
        await asyncio.gather(*(one.until_told("Accepted") for one in stations))
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def begin(client: Client, works: list[Work], pause_s: float) -> None:
    """Prepare everything, and begin what does not come last."""
    for work in works:
        await work.row.prepare(client, work.one)
    for turn in ("first", "second", "third"):
        await asyncio.gather(*(one.begin(client) for one in works if one.row.turn == turn))
    await asyncio.sleep(pause_s)


async def kill(server: asyncio.subprocess.Process, client: Client, last: Iterable[Work] = ()) -> set[str]:
    """Begin what comes last, and kill the server; the kinds of work that this cuts off."""
    found = (await client.operations(OperationFilter(), limit=500)).items
    await asyncio.gather(*(one.begin(client) for one in last))
    server.send_signal(signal.SIGKILL)
    return {one.kind for one in found if one.ended_at is None}


@pytest.mark.slow
async def test_all_long_work_goes_on_after_every_kill(pki: Pki, tmp_path: Path, database_url: str | None) -> None:
    site = site_of(pki, tmp_path / "data", database_url)
    works, moments = all_work(site), random.Random(7)  # noqa: S311 - a test's dice
    stations = [station for work in works for station in (work.one, *work.others)]
    cut_off: set[str] = set()
    async with AsyncExitStack() as lives:
        async with site.process.running() as server, site.process.client() as client:
            for one in stations:
                await client.put_station(one.name, StationInput(password=one.password))
            await lives.enter_async_context(living(site, stations))
            await begin(client, works, moments.uniform(0.0, 0.4))
            cut_off |= await kill(server, client, [one for one in works if one.row.turn == "last"])
        for _ in range(KILLS - 1):
            async with site.process.running() as server, site.process.client() as client:
                await asyncio.sleep(moments.uniform(0.1, 0.8))
                cut_off |= await kill(server, client)
        async with site.process.running(), site.process.client() as client:
            for work in works:
                await work.check(client)
    assert cut_off == {kind for row in ROWS for kind in (row.kind, *row.parts)}
