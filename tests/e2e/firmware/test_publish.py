"""Local controllers: firmware published and taken back in literal frames, and stations behind them that fetch it."""

import asyncio
import hashlib
from typing import Any, Final

import pytest

from pilotwire.client.firmware import PublishInput, UnpublishInput, UpdateInput
from pilotwire.client.problem import ApiProblem

from ..csms.frame_stations import station as frames
from .conftest import CONTENT, Site

pytestmark = pytest.mark.asyncio(loop_scope="module")
MD5: Final = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
PLACES: Final = '["ftp://10.0.0.2/fw","http://10.0.0.2/fw"]'
WHERE: Final = "https://firmware.example.com/fw.bin"


@pytest.mark.requirement("L03.FR.02")
@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_l03_l04_published_used_and_taken_back(site: Site, version: str) -> None:
    name, client = f"LC-{version}", site.client
    release = await site.release(location=WHERE, md5=MD5)
    async with frames(site.running, name, version) as one, frames(site.running, f"B-{version}", version) as behind:
        with pytest.raises(ApiProblem) as early:
            await client.firmware.update(f"B-{version}", UpdateInput(release=release, via=name))
        assert early.value.status == 409
        begun = await client.firmware.publish(name, PublishInput(release=release, retries=2))
        payload = await one.asked("PublishFirmware", '{"status":"Accepted"}')
        number = payload["requestId"]
        assert payload == {"location": WHERE, "retries": 2, "checksum": MD5, "requestId": number}
        for status in ("DownloadScheduled", "Downloading", "Downloaded", "ChecksumVerified"):
            told = f'{{"status":"{status}","requestId":{number}}}'
            assert await one.call("PublishFirmwareStatusNotification", told) == {}
        await one.call(
            "PublishFirmwareStatusNotification",
            f'{{"status":"Published","requestId":{number},"location":{PLACES}}}',
        )
        assert (await site.ended(begun)).state == "done"
        (shown,) = (await client.firmware.publications(name)).items
        assert (shown.state, shown.locations) == ("published", ["ftp://10.0.0.2/fw", "http://10.0.0.2/fw"])

        await client.firmware.update(f"B-{version}", UpdateInput(release=release, via=name))
        asked = await behind.asked("UpdateFirmware", '{"status":"Accepted"}')
        assert asked["firmware"]["location"] == "http://10.0.0.2/fw"

        taken_back = _unpublished(site, name, release)
        busy, gone = taken_back, _unpublished(site, name, release)
        assert (await _answered(one, busy, "DownloadOngoing")) == "DownloadOngoing"
        assert (await client.firmware.publications(name)).items[0].state == "published"
        assert (await _answered(one, gone, "Unpublished")) == "Unpublished"
        assert (await client.firmware.publications(name)).items[0].state == "unpublished"
        with pytest.raises(ApiProblem) as again:
            await client.firmware.unpublish(name, UnpublishInput(release=release))
        assert again.value.status == 409


async def _unpublished(site: Site, name: str, release: str) -> str:
    return (await site.client.firmware.unpublish(name, UnpublishInput(release=release))).status


async def _answered(one: Any, asking: Any, status: str) -> str:

    task = asyncio.ensure_future(asking)
    assert await one.asked("UnpublishFirmware", f'{{"status":"{status}"}}') == {"checksum": MD5}
    told: str = await task
    return told


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("DownloadFailed", "download-failed"),
        ("InvalidChecksum", "invalid-checksum"),
        ("PublishFailed", "publish-failed"),
    ],
)
async def test_what_a_controller_cannot_do_is_named(site: Site, status: str, reason: str) -> None:
    release = await site.release(location=WHERE, md5=MD5)
    async with frames(site.running, f"LC-{status}", "ocpp2.1") as one:
        begun = await site.client.firmware.publish(f"LC-{status}", PublishInput(release=release))
        number = (await one.asked("PublishFirmware", '{"status":"Accepted"}'))["requestId"]
        told = f'{{"status":"{status}","requestId":{number},"statusInfo":{{"reasonCode":"NoSpace"}}}}'
        await one.call("PublishFirmwareStatusNotification", told)
        failed = await site.ended(begun)
    assert failed.errors[0].message == f"{reason}: NoSpace"


async def test_a_controller_that_refuses_and_a_station_of_16_that_is_none(site: Site) -> None:
    release = await site.release(location=WHERE, md5=MD5)
    async with frames(site.running, "LC-NO", "ocpp2.0.1") as one:
        begun = await site.client.firmware.publish("LC-NO", PublishInput(release=release))
        await one.asked("PublishFirmware", '{"status":"Rejected"}')
        assert (await site.ended(begun)).errors[0].message == "refused: the controller answered Rejected"
    async with frames(site.running, "LC-16", "ocpp1.6"):
        begun = await site.client.firmware.publish("LC-16", PublishInput(release=release))
        assert (await site.ended(begun)).errors[0].message.startswith("cannot: ocpp1.6 has no way to ask for")


async def test_a_release_without_an_md5_cannot_be_published(site: Site) -> None:
    release = await site.release(location=WHERE)
    async with frames(site.running, "LC-MD5", "ocpp2.0.1") as one:
        with pytest.raises(ApiProblem) as refused:
            await site.client.firmware.publish("LC-MD5", PublishInput(release=release))
        assert [each.pointer for each in refused.value.problem.errors or ()] == ["/md5"]
        told = '{"status":"Downloading","requestId":77}'
        await one.call("PublishFirmwareStatusNotification", told)
    assert await site.findings("LC-MD5") == ["firmware-request-unknown"]
