"""Firmware over HTTP where a station is in hand: by which protocol it is told to fetch, and what is asked first."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from pilotwire.client.client import Client
from pilotwire.client.firmware import ReleaseInput, UpdateInput
from pilotwire.client.problem import ApiProblem
from pilotwire.domain.kept_file import NewFile
from pilotwire.domain.station import ChargingStation, Identity
from pilotwire.kernel.ids import StationId
from pilotwire.services.firmware_jobs import UPDATE, UpdateJob
from pilotwire.services.station_link import CallResult

from .conftest import NOON, Site

CP01 = StationId("CP01")


@pytest.fixture
async def asked(site: Site, client: Client) -> list[Any]:
    """What a station is asked that accepts everything, with a release for it."""
    calls: list[Any] = []

    async def answer(action: str, payload: bytes) -> CallResult:
        calls.append((action, json.loads(payload)))
        return CallResult("m", msgspec.Raw(b'{"status":"Accepted"}'), 1.0)

    async def body() -> AsyncIterator[bytes]:
        yield b"firmware"

    identity = Identity(vendor="Acme", model="One", firmware_version="1.0")
    await site.holds(ChargingStation(CP01, NOON, NOON, identity=identity, registration="Accepted"))
    site.link.connect(CP01, answer)
    site.jobs[UPDATE] = UpdateJob()
    kept = await site.files.keep(NewFile(name="fw.bin", kind="firmware"), body())
    await client.firmware.put_release("r2", ReleaseInput(firmware_version="2.0", vendor="Acme", file=kept.id))
    return calls


async def location(client: Client, asked: list[Any], wish: UpdateInput) -> str:
    """Where the station is told to fetch the file."""
    begun = await client.firmware.update(CP01, wish)
    for _ in range(500):
        if asked:
            break
        await asyncio.sleep(0.01)
    await client.cancel_operation(begun.id)
    (action, payload), *_ = asked
    assert action == "UpdateFirmware"
    told: str = payload["firmware"]["location"]
    return told


@pytest.mark.requirement("L01.FR.08", "L02.FR.05")
async def test_the_safest_protocol_is_told_where_files_go_out_by_several(
    site: Site, client: Client, asked: list[Any]
) -> None:
    site.addresses.put("https", "https://csms.example/files")
    assert (await location(client, asked, UpdateInput(release="r2"))).startswith("https://csms.example/files/")


async def test_another_protocol_is_told_where_somebody_wants_it(site: Site, client: Client, asked: list[Any]) -> None:
    site.addresses.put("https", "https://csms.example/files")
    wish = UpdateInput(release="r2", scheme="http")
    assert (await location(client, asked, wish)).startswith("http://csms.example/files/")


async def test_the_secret_in_an_address_is_told_to_nobody_else(site: Site, client: Client, asked: list[Any]) -> None:
    told = await location(client, asked, UpdateInput(release="r2"))
    secret = told.removeprefix("http://csms.example/files/").partition("/")[0]
    assert len(secret) == 26
    assert secret not in str(await client.firmware.updates())
    assert secret not in str(await client.operations())


async def test_a_second_update_of_a_station_is_refused_while_one_runs(
    site: Site, client: Client, asked: list[Any]
) -> None:
    begun = await client.firmware.update(CP01, UpdateInput(release="r2"))
    with pytest.raises(ApiProblem) as refused:
        await client.firmware.update(CP01, UpdateInput(release="r2"))
    assert (refused.value.status, begun.id in str(refused.value)) == (409, True)
    await client.cancel_operation(begun.id)
