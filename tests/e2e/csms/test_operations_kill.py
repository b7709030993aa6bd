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

from .raw_station import NOON, RawStation, station
from .test_kill import Process, free_port

KILLS: Final = 4
TOKENS: Final = [f"T-{number}" for number in range(10)]
VERSIONS: Final = ("ocpp1.6", "ocpp2.1")
"""2.0.1 is asked in the words of 2.1 in all of this."""
TAGS: Final = {version: f"TAG-{version[4:]}" for version in VERSIONS}
PASSWORD: Final = "a-good-old-password"
KEYS: Final = [f"Key{number}" for number in range(8)]


async def template(client: Client, one: RawStation) -> None:
    """A template for this station, of eight keys of the vendor's own."""
    component = ComponentInput(name="VendorKeys")
    wanted = [VariableWrite(component=component, variable=VariableInput(name=key), value="new") for key in KEYS]
    await client.put_template(one.name, TemplateInput(variables=wanted))


async def local_list(client: Client, one: RawStation) -> None:
    """A list for this station, of ten tokens."""
    for token in TOKENS:
        await client.put_token(token, TokenInput())
    await client.put_local_list(one.name, LocalListInput(tokens=TOKENS, stations=[one.name]))


async def charged(client: Client, one: RawStation) -> None:
    """A token that has charged at this station."""
    await client.put_token(TAGS[one.version], TokenInput())
    if one.version == "ocpp1.6":
        about = {"connectorId": 1, "idTag": TAGS[one.version], "meterStart": 0, "timestamp": NOON}
        begun = await one.call("StartTransaction", about)
        await one.call("StopTransaction", {"transactionId": begun["transactionId"], "meterStop": 1, "timestamp": NOON})
        return
    for seq_no, kind in enumerate(("Started", "Ended")):
        event = {
            "eventType": kind, "timestamp": NOON, "triggerReason": "Authorized", "seqNo": seq_no,
            "transactionInfo": {"transactionId": "t-1"}, "evse": {"id": 1, "connectorId": 1},
            "idToken": {"idToken": TAGS[one.version], "type": "ISO14443"},
        }  # fmt: skip
        await one.call("TransactionEvent", event)


async def nothing(client: Client, one: RawStation) -> None:
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


async def forget(client: Client, name: str) -> str:
    return (await client.token_acts.forget(TAGS[name.partition("@")[2]])).id


async def rotate(client: Client, name: str) -> str:
    return (await client.security.rotate_password(name)).id


async def bulk_resets(client: Client, name: str) -> str:
    """At this station and two more, one after the other."""
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


def forgotten(result: Any, one: RawStation) -> None:
    assert result == {"cleared": 1, "refused": 0, "absent": 0}
    assert "ClearCache" in one.actions


def rotated(result: Any, one: RawStation) -> None:
    assert result["outcome"] == "changed"
    assert one.password != PASSWORD


def all_reset(result: Any, one: RawStation) -> None:
    assert result == {"stations": 3, "done": 3, "failed": 0, "cancelled": 0}
    assert one.actions.count("Reset") == 1


@dataclass(frozen=True)
class Row:
    """One kind of long work. `begin` returns its operation; `check` gets the result and the station at its end. `names`
    are those of failures that so many kills may lead to.
    """

    kind: str
    prepare: Callable[[Client, RawStation], Awaitable[None]]
    begin: Callable[[Client, str], Awaitable[str]]
    check: Callable[[Any, RawStation], None]
    helpers: tuple[str, ...] = ()
    password: str | None = None
    names: tuple[str, ...] = ()


ROWS: Final = (
    Row("station.report", nothing, report, reported),
    Row("template.apply", template, apply, written),
    Row("local_list.sync", local_list, sync, listed),
    Row("station.provision", template, provision, accepted),
    Row("tokens.forget", charged, forget, forgotten),
    Row("station.rotate_password", nothing, rotate, rotated, password=PASSWORD, names=("password.not-taken",)),
    Row("stations.bulk", nothing, bulk_resets, all_reset, ("-2", "-3")),
)


def made(name: str, version: str, password: str | None) -> RawStation:
    """A slow station with eight keys of the vendor's own."""
    prefix = "" if version == "ocpp1.6" else "VendorKeys/"
    values = {f"{prefix}{key}": "old" for key in KEYS}
    return station(name, version, values=values, answer_pause_s=0.1, report_pause_s=0.1, password=password)


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
    rows = {f"{row.kind}@{version}": (row, version) for row in ROWS for version in VERSIONS}
    stations = {
        f"{name}{suffix}": made(f"{name}{suffix}", version, row.password)
        for name, (row, version) in rows.items()
        for suffix in ("", *row.helpers)
    }
    living = [asyncio.create_task(one.live(process.ocpp_url)) for one in stations.values()]
    begun: dict[str, str] = {}
    cut_off = 0
    try:
        async with process.running() as server, process.client() as client:
            for name, one in stations.items():
                await client.put_station(name, StationInput(password=one.password))
            await asyncio.gather(*(one.until_told("Accepted") for one in stations.values()))
            for name, (row, _) in rows.items():
                await row.prepare(client, stations[name])
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
                if done.state == "failed" and done.errors[-1].message.partition(":")[0] in row.names:
                    assert (await client.station(name)).state == "connected"  # not locked out
                    continue
                assert (name, done.state, done.errors) == (name, "done", [])
                row.check(msgspec.json.decode(done.result), stations[name])
        assert cut_off > KILLS
    finally:
        for task in living:
            task.cancel()
        await asyncio.gather(*living, return_exceptions=True)
