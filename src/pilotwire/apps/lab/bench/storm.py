"""A storm: all stations lose their connection and come back over TLS, as fast as they are let in."""

import asyncio
import ssl
from collections.abc import Sequence
from time import perf_counter
from typing import Final

import aiohttp

from pilotwire.apps.lab.bench.drive import Tell
from pilotwire.apps.lab.bench.figure import percentile
from pilotwire.apps.lab.bench.job import Storm, Stormed
from pilotwire.apps.lab.bench.line import Line, LineError, Secure, open_line
from pilotwire.apps.lab.bench.process_text import read_cpu_s


async def storm(job: Storm, tell: Tell) -> Stormed:
    """Connect all stations once, which nobody counts, then have them come back a few times, and count that.

    Raises LineError when one of them is not let in.
    """
    ways = _ways(job)
    if job.target.kind == "pilotwire" and job.password:
        tell(f"{job.connections:,} stations get their password")
        await _enter(job)
    tell(f"{job.connections:,} stations connect for the first time")
    lines, _ = await _all_connect(job, ways)
    waits_s: list[float] = []
    cpu_s = wall_s = 0.0
    for number in range(job.repeats):
        await _all_leave(lines, job.settle_s)
        tell(f"storm {number + 1} of {job.repeats}")
        before_s, begun = read_cpu_s(job.target.pid), perf_counter()
        lines, waited_s = await _all_connect(job, ways)
        wall_s += perf_counter() - begun
        await asyncio.sleep(job.settle_s)  # what the server still has to write about it
        cpu_s += read_cpu_s(job.target.pid) - before_s
        waits_s += waited_s
    await _all_leave(lines, 0.0)
    waits_s.sort()
    return Stormed(
        handshakes=len(waits_s),
        cpu_s=cpu_s,
        wall_s=wall_s,
        p50_ms=percentile(waits_s, 0.5) * 1e3,
        p99_ms=percentile(waits_s, 0.99) * 1e3,
    )


def stations_of(run: str, count: int) -> list[str]:
    """The ids of the stations of a storm."""
    return [f"S{run}-{number}" for number in range(count)]


def _ways(job: Storm) -> dict[str, Secure]:
    """How each station connects: with its own certificate, or its password. Its TLS session is never taken up again."""
    shared = ssl.create_default_context(cafile=job.ca_file)
    ways = {}
    for station in stations_of(job.run, job.connections):
        if job.password:
            ways[station] = Secure(shared, station, job.password)
            continue
        own = ssl.create_default_context(cafile=job.ca_file)
        own.load_cert_chain(f"{job.folder}/{station}.pem")
        ways[station] = Secure(own)
    return ways


async def _enter(job: Storm) -> None:
    """Give each station its password at the server."""
    room = asyncio.Semaphore(_ENTERED_AT_A_TIME)
    headers = {"Authorization": f"Bearer {job.target.key}"}
    async with aiohttp.ClientSession(job.target.http_url, headers=headers) as session:

        async def enter(station: str) -> None:
            async with (
                room,
                session.put(f"/api/v1/stations/{station}", json={"password": job.password}) as answer,
            ):
                if answer.status >= 300:
                    raise LineError(f"station {station} could not be entered: {answer.status}", _LOOK_AT_LOG)

        await asyncio.gather(*(enter(station) for station in stations_of(job.run, job.connections)))


async def _all_connect(job: Storm, ways: dict[str, Secure]) -> tuple[list[Line], list[float]]:
    """All connections, and how long each took from its first packet to the answer to its upgrade."""
    room = asyncio.Semaphore(job.at_once)

    async def connect(station: str, way: Secure) -> tuple[Line, float]:
        async with room:
            begun = perf_counter()
            line = await open_line(job.target.port, f"{job.target.path}/{station}", "ocpp2.0.1", way)
            return line, perf_counter() - begun

    done = await asyncio.gather(*(connect(station, way) for station, way in ways.items()))
    return [line for line, _ in done], [waited_s for _, waited_s in done]


async def _all_leave(lines: Sequence[Line], settle_s: float) -> None:
    for line in lines:
        line.close()
    await asyncio.sleep(settle_s)


_ENTERED_AT_A_TIME: Final = 8
_LOOK_AT_LOG: Final = "look at the last log lines of the server"
