"""Local lists over HTTP."""

import asyncio
import json
from datetime import timedelta

import aiohttp
import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.codec import Instant
from pilotwire.client.local_list import LocalListInput, ReportedList
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput
from pilotwire.client.token import TokenInput
from pilotwire.services.local_list_jobs import SYNC, SyncJob
from pilotwire.services.station_link import (
    CallResult,
)

from .conftest import NOON, Site


async def _with_tokens(client: Client) -> None:
    for value in ("VAN-1", "VAN-2"):
        await client.put_token(value, TokenInput(type="ISO14443", group_id="FLEET"))
    await client.put_token("Guest", TokenInput(expires_at=Instant.of(NOON + timedelta(hours=1))))
    for station in ("CS-1", "CS-2"):
        await client.put_station(station, StationInput())


async def test_a_list_is_put_read_listed_changed_and_deleted(client: Client) -> None:
    await _with_tokens(client)
    put = await client.put_local_list(
        "depot 1/2", LocalListInput(tokens=["guest"], groups=["FLEET"], stations=["CS-1"], note="Vans")
    )
    assert (put.name, put.revision, put.tokens, put.groups, put.stations, put.note) == (
        "depot 1/2",
        1,
        ["Guest"],
        ["FLEET"],
        ["CS-1"],
        "Vans",
    )
    assert await client.local_list("depot 1/2") == put
    assert (await client.local_lists("vans")).items == [put]
    assert (await client.local_lists("nothing")).items == []
    changed = await client.put_local_list("depot 1/2", LocalListInput(groups=["FLEET"]), put.version)
    assert (changed.revision, changed.tokens, changed.stations, changed.note) == (2, [], [], None)
    await client.delete_local_list("depot 1/2", changed.version)
    with pytest.raises(ApiProblem) as gone:
        await client.local_list("depot 1/2")
    assert gone.value.problem.status == 404


async def test_of_two_administrators_the_second_is_told(client: Client) -> None:
    await _with_tokens(client)
    read = await client.put_local_list("depot", LocalListInput(groups=["FLEET"]))
    await client.put_local_list("depot", LocalListInput(tokens=["Guest"]), read.version)
    with pytest.raises(ApiProblem) as second:
        await client.put_local_list("depot", LocalListInput(tokens=["VAN-1"]), read.version)
    assert second.value.problem.status == 412
    with pytest.raises(ApiProblem) as late:
        await client.delete_local_list("depot", read.version)
    assert late.value.problem.status == 412
    assert (await client.local_list("depot")).tokens == ["Guest"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"tokens": ["VAN-1", "nobody"]}, "/tokens/1"),
        ({"tokens": ["x" * 300]}, "/tokens/0"),
        ({"tokens": ["a\u0007b"]}, "/tokens/0"),
        ({"tokens": [""]}, "/tokens/0"),
        ({"tokens": ["VAN-1", "van-1"]}, "/tokens/1"),
        ({"groups": ["NOBODY"]}, "/groups/0"),
        ({"groups": ["x" * 37]}, "/groups/0"),
        ({"stations": ["CS-9"]}, "/stations/0"),
        ({"tokens": "VAN-1"}, "/tokens"),
        ({"token": ["VAN-1"]}, ""),
    ],
)
async def test_a_bad_list_is_refused_where_it_is_bad(
    client: Client, raw: aiohttp.ClientSession, body: object, pointer: str
) -> None:
    await _with_tokens(client)
    async with raw.put("/api/v1/local-lists/depot", json=body) as answer:
        problem = await answer.json()
    assert (answer.status, [one["pointer"] for one in problem["errors"]]) == (422, [pointer])
    assert problem["remedy"]
    assert (await client.local_lists()).items == []


async def test_a_station_has_one_list(client: Client) -> None:
    await _with_tokens(client)
    await client.put_local_list("depot", LocalListInput(stations=["CS-1"]))
    with pytest.raises(ApiProblem) as refused:
        await client.put_local_list("other", LocalListInput(stations=["CS-2", "CS-1"]))
    assert (refused.value.problem.status, refused.value.problem.detail) == (
        409,
        "Station 'CS-1' has the local list 'depot', and holds one at most.",
    )


async def test_a_station_is_compared_and_brought_in_step(site: Site, client: Client) -> None:
    await _with_tokens(client)
    site.jobs[SYNC] = SyncJob(pause_s=0.01)
    versions = [0]

    async def answer(action: str, payload: bytes) -> CallResult:
        if action == "GetLocalListVersion":
            return CallResult("m", msgspec.Raw(b'{"versionNumber":%d}' % versions[-1]), 1.0)
        versions.append(json.loads(payload)["versionNumber"])
        return CallResult("m", msgspec.Raw(b'{"status":"Accepted"}'), 1.0)

    site.link.connect("CS-1", answer)
    assert (await client.station_local_list("CS-1")).state == "unassigned"
    await client.put_local_list("depot", LocalListInput(tokens=["Guest"], groups=["FLEET"], stations=["CS-1"]))
    before = await client.station_local_list("CS-1")
    assert (before.state, before.to_add, before.reported) == ("unknown", 3, None)
    begun = await client.sync_station_local_list("CS-1")
    assert (begun.kind, begun.station) == ("local_list.sync", "CS-1")
    await _done(client, begun.id)
    now = await client.station_local_list("CS-1")
    assert (now.state, now.reported) == (
        "in-sync",
        ReportedList(version=1, entries=3, list="depot", revision=1, accepted_at=Instant.of(NOON)),
    )
    site.clock.pass_by(3601)
    later = await client.station_local_list("CS-1")
    assert (later.state, later.to_change) == ("outdated", 1)


async def test_what_does_not_exist_is_not_found_and_what_has_no_list_is_a_conflict(client: Client) -> None:
    await _with_tokens(client)
    for ask in (client.sync_local_list, client.local_list, client.station_local_list, client.sync_station_local_list):
        with pytest.raises(ApiProblem) as refused:
            await ask("nothing")
        assert refused.value.problem.status == 404
    with pytest.raises(ApiProblem) as empty:
        await client.sync_station_local_list("CS-1")
    assert (empty.value.problem.status, empty.value.problem.detail) == (
        409,
        "No local list is assigned to station 'CS-1'.",
    )


async def test_a_reader_may_look_and_not_change(site: Site, client: Client) -> None:
    await _with_tokens(client)
    await client.put_local_list("depot", LocalListInput(stations=["CS-1"]))
    async with site.client("read") as reader:
        assert (await reader.station_local_list("CS-1")).state == "unknown"
        for forbidden in (reader.sync_local_list("depot"), reader.delete_local_list("depot")):
            with pytest.raises(ApiProblem) as refused:
                await forbidden
            assert refused.value.problem.status == 403


async def _done(client: Client, operation: str) -> None:
    async with asyncio.timeout(10):
        while True:
            if (await client.operation(operation)).state == "done":
                return
            await asyncio.sleep(0.01)
