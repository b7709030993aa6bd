"""The server killed at random moments while every kind of long work runs: all of it goes on to its proper end.

A kind of work is a row of `ROWS`: how it is prepared, how it is begun, and what must be true at its end.
"""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from pilotwire.client.bulk import BulkInput
from pilotwire.client.client import Client
from pilotwire.client.filters import OperationFilter
from pilotwire.client.hold import HoldInput
from pilotwire.client.local_list import LocalListInput
from pilotwire.client.operation import Operation
from pilotwire.client.station import StationInput
from pilotwire.client.template import ApplyRequest, TemplateInput
from pilotwire.client.token import TokenInput
from pilotwire.client.variable import ComponentInput, ReportRequest, VariableInput, VariableWrite

from .raw_station import EACH, RawStation, station
from .test_kill import Process, free_port

KILLS: Final = 4
TOKENS: Final = [f"T-{number}" for number in range(10)]
KEYS: Final = [f"Key{number}" for number in range(8)]


async def template(client: Client, name: str) -> None:
    """A template for this station, of eight keys of the vendor's own."""
    component = ComponentInput(name="VendorKeys")
    wanted = [VariableWrite(component=component, variable=VariableInput(name=key), value="new") for key in KEYS]
    await client.put_template(name, TemplateInput(variables=wanted))


async def local_list(client: Client, name: str) -> None:
    """A list for this station, of ten tokens."""
    for token in TOKENS:
        await client.put_token(token, TokenInput())
    await client.put_local_list(name, LocalListInput(tokens=TOKENS, stations=[name]))


async def nothing(client: Client, name: str) -> None:
    """Nothing is to be prepared."""


async def report(client: Client, name: str) -> str:
    return (await client.start_report(name, ReportRequest())).id


async def apply(client: Client, name: str) -> str:
    (begun,) = (await client.apply_template(name, ApplyRequest(stations=[name]))).operations
    return begun.id


async def sync(client: Client, name: str) -> str:
    return (await client.sync_station_local_list(name)).id


async def provision(client: Client, name: str) -> str:
    return (await client.provisioning.hold(name, HoldInput(template=name, accept=True, reset=True))).id


async def bulk_reports(client: Client, name: str) -> str:
    """At this station and two that others work on too."""
    wanted = BulkInput(kind="station.reset", stations=[name, f"{name}-2", f"{name}-3"], at_once=1)
    return (await client.long_work.start_bulk(wanted)).id


def reported(result: Any, one: RawStation) -> None:
    assert result["variables"] == len(one.values)


def written(result: Any, one: RawStation) -> None:
    assert result["written"] + result["skipped"] == len(KEYS)
    assert {value for name, value in one.values.items() if "Key" in name} == {"new"}


def listed(result: Any, one: RawStation) -> None:
    assert set(one.list_entries) == set(TOKENS)
    assert (result["version"], result["entries"]) == (one.list_version, len(TOKENS))


def accepted(result: Any, one: RawStation) -> None:
    assert result["end"] == "accepted"
    assert one.registration == "Accepted"
    assert {value for name, value in one.values.items() if "Key" in name} == {"new"}


def all_reset(result: Any, one: RawStation) -> None:
    assert result == {"stations": 3, "done": 3, "failed": 0, "cancelled": 0}
    assert one.actions.count("Reset") == 1


@dataclass(frozen=True)
class Row:
    """One kind of long work. `begin` returns its operation; `check` gets the result and the station at its end."""

    kind: str
    prepare: Callable[[Client, str], Awaitable[None]]
    begin: Callable[[Client, str], Awaitable[str]]
    check: Callable[[Any, RawStation], None]
    helpers: tuple[str, ...] = ()


ROWS: Final = (
    Row("station.report", nothing, report, reported),
    Row("template.apply", template, apply, written),
    Row("local_list.sync", local_list, sync, listed),
    Row("station.provision", template, provision, accepted),
    Row("stations.bulk", nothing, bulk_reports, all_reset, ("-2", "-3")),
)


def made(name: str, version: str) -> RawStation:
    """A slow station with eight keys of the vendor's own, and one that tells how long its lists may be."""
    prefix = "" if version == "ocpp1.6" else "VendorKeys/"
    values = {f"{prefix}{key}": "old" for key in KEYS}
    return station(name, version, values=values, answer_pause_s=0.15, report_pause_s=0.1)


async def ended(client: Client, operation: str) -> Operation:
    async with asyncio.timeout(40):
        while True:
            found = await client.operation(operation)
            if found.ended_at is not None:
                return found
            await asyncio.sleep(0.1)


@pytest.mark.slow
async def test_all_long_work_goes_on_after_every_kill(tmp_path: Path, database_url: str | None) -> None:
    process = Process(tmp_path, database_url, free_port(), free_port())
    moments = random.Random(7)  # noqa: S311 - a test's dice
    rows = {f"{row.kind}@{version}": (row, version) for row in ROWS for version in EACH}
    stations = {
        f"{name}{suffix}": made(f"{name}{suffix}", version)
        for name, (row, version) in rows.items()
        for suffix in ("", *row.helpers)
    }
    living = [asyncio.create_task(one.live(process.ocpp_url)) for one in stations.values()]
    begun: dict[str, str] = {}
    cut_off = 0
    try:
        async with process.running() as server, process.client() as client:
            for name in stations:
                await client.put_station(name, StationInput())
            await asyncio.gather(*(one.until_told("Accepted") for one in stations.values()))
            for name, (row, _) in rows.items():
                await row.prepare(client, name)
            begun |= {name: await row.begin(client, name) for name, (row, _) in rows.items()}
            await asyncio.sleep(moments.uniform(0.1, 0.5))
            server.send_signal(signal.SIGKILL)
        for _ in range(KILLS - 1):
            async with process.running() as server, process.client() as client:
                await asyncio.sleep(moments.uniform(0.1, 0.8))
                found = (await client.operations(OperationFilter(), limit=500)).items
                cut_off += len([one for one in found if one.ended_at is None])
                server.send_signal(signal.SIGKILL)
        async with process.running(), process.client() as client:
            for name, (row, _) in rows.items():
                done = await ended(client, begun[name])
                assert (name, done.state, done.errors) == (name, "done", [])
                row.check(msgspec.json.decode(done.result), stations[name])
        assert cut_off > KILLS
    finally:
        for task in living:
            task.cancel()
        await asyncio.gather(*living, return_exceptions=True)
