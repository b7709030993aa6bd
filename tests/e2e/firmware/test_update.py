"""Updates of single stations: literal frames of each version, real downloads, and every way in which one ends."""

import asyncio
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import aiohttp
import pytest
from tests.fixtures.firmware_maker import maker

from pilotwire.client.filters import EventFilter
from pilotwire.client.firmware import UpdateInput, UpdateTimes

from ..csms.frame_stations import FrameStation
from ..csms.frame_stations import station as frames
from .conftest import CONTENT, Site
from .updating_stations import VERSIONS, UpdatingStation, living

pytestmark = pytest.mark.asyncio(loop_scope="module")
AT: Final = (datetime.now(UTC) + timedelta(days=1)).replace(microsecond=0)
AT_TEXT: Final = AT.strftime("%Y-%m-%dT%H:%M:%SZ")
WHERE: Final = "https://firmware.example.com/fw.bin"
BOOTS: Final = {
    "ocpp1.6": '{"chargePointVendor":"Acme","chargePointModel":"One","firmwareVersion":"2.0"}',
    "ocpp2.x": '{"reason":"FirmwareUpdate",'
    '"chargingStation":{"model":"Two","vendorName":"Acme","firmwareVersion":"2.0"}}',
}


async def asked(one: FrameStation, action: str, answer: str) -> dict[str, Any]:
    """What the station is asked, with its times as they were written."""
    payload: dict[str, Any] = await one.asked(action, answer)
    return payload


@pytest.mark.requirement("1.6 5.19 firmware", "1.6 4.5 answer")
async def test_l02_a_station_of_16_in_literal_frames(site: Site) -> None:
    release = await site.release(location=WHERE)
    async with frames(site.running, "L-16", "ocpp1.6") as one:
        wish = UpdateInput(release=release, retrieve_at=AT, retries=3, retry_interval_s=60)
        begun = await site.client.firmware.update("L-16", wish)
        assert await asked(one, "UpdateFirmware", "{}") == {
            "location": WHERE, "retries": 3, "retrieveDate": AT_TEXT, "retryInterval": 60
        }  # fmt: skip
        for status in ("Downloading", "Downloaded", "Installing", "Installed"):
            assert await one.call("FirmwareStatusNotification", f'{{"status":"{status}"}}') == {}
        await one.call("BootNotification", BOOTS["ocpp1.6"])
        done = await site.ended(begun)
    assert (done.state, done.errors) == ("done", [])
    found = await site.update("L-16")
    assert [(step.word, step.verdict) for step in found.steps] == [
        ("Accepted", "taken"), ("Downloading", "taken"), ("Downloaded", "taken"), ("Installing", "taken"),
        ("Installed", "taken"), ("boot", "taken"),
    ]  # fmt: skip
    assert (found.firmware, found.confirmed, await site.findings("L-16")) == ("2.0", True, [])


@pytest.mark.requirement("1.6 sec L01.FR.11")
async def test_l01_a_signed_update_of_16_in_literal_frames(site: Site) -> None:
    acme = maker()
    release = await site.signed(acme, location=WHERE, sha256=hashlib.sha256(CONTENT).hexdigest())
    async with frames(site.running, "L-16S", "ocpp1.6") as one:
        wish = UpdateInput(release=release, retrieve_at=AT, install_at=AT)
        begun = await site.client.firmware.update("L-16S", wish)
        payload = await asked(one, "SignedUpdateFirmware", '{"status":"Accepted"}')
        number = payload["requestId"]
        firmware = payload["firmware"]
        assert acme.signer.pem.decode() == firmware.pop("signingCertificate")
        assert len(firmware.pop("signature")) > 80
        assert payload == {
            "requestId": number,
            "firmware": {"location": WHERE, "retrieveDateTime": AT_TEXT, "installDateTime": AT_TEXT},
        }
        for status in ("DownloadScheduled", "Downloading", "Downloaded", "SignatureVerified", "InstallScheduled"):
            told = f'{{"status":"{status}","requestId":{number}}}'
            assert await one.call("SignedFirmwareStatusNotification", told) == {}
        for status in ("InstallRebooting", "Installed"):
            await one.call("SignedFirmwareStatusNotification", f'{{"status":"{status}","requestId":{number}}}')
        await one.call("BootNotification", BOOTS["ocpp1.6"])
        assert (await site.ended(begun)).state == "done"
    assert await site.findings("L-16S") == []


@pytest.mark.requirement("L01.FR.11", "L01.FR.09")
@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_l01_a_signed_update_of_2x_in_literal_frames(site: Site, version: str) -> None:
    acme, name = maker(), f"L-{version}"
    release = await site.signed(acme, location=WHERE, sha256=hashlib.sha256(CONTENT).hexdigest())
    async with frames(site.running, name, version) as one:
        begun = await site.client.firmware.update(name, UpdateInput(release=release, retrieve_at=AT, retries=1))
        payload = await asked(one, "UpdateFirmware", '{"status":"Accepted"}')
        number = payload["requestId"]
        assert payload["firmware"].pop("signature")
        assert payload == {
            "retries": 1,
            "requestId": number,
            "firmware": {
                "location": WHERE, "retrieveDateTime": AT_TEXT, "signingCertificate": acme.signer.pem.decode()
            },
        }  # fmt: skip
        reason = ',"statusInfo":{"reasonCode":"NoError","additionalInfo":"slowly"}' if version == "ocpp2.1" else ""
        for status in ("Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed"):
            told = f'{{"status":"{status}","requestId":{number}{reason}}}'
            assert await one.call("FirmwareStatusNotification", told) == {}
        await one.call("BootNotification", BOOTS["ocpp2.x"])
        assert (await site.ended(begun)).state == "done"
    found = await site.update(name)
    assert found.steps[1].detail == ("slowly" if version == "ocpp2.1" else None)
    assert (found.signed, found.number, found.reason) == (True, number, None)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_station_fetches_a_file_of_ours_once_told_and_boots_with_it(site: Site, version: str) -> None:
    one = UpdatingStation(f"F-{version}", version)
    release = await site.release()
    async with living(site.url, [one]):
        done = await site.ended(await site.client.firmware.update(one.name, UpdateInput(release=release)))
        assert (done.state, done.errors) == ("done", [])
        assert one.fetched == [CONTENT]
        location = one.requests[0].get("location") or one.requests[0]["firmware"]["location"]
        async with aiohttp.ClientSession() as session, session.get(location) as answer:
            assert answer.status in (403, 404, 410)  # nobody fetches it any more
        found = await site.update(one.name)
        assert (found.state, found.firmware, found.previous) == ("succeeded", "2.0", "1.0")
        assert await site.findings(one.name) == []
        assert (await site.client.station(one.name)).identity.firmware_version == "2.0"


REFUSALS: Final = [
    ("ocpp2.0.1", "Rejected", "refused"), ("ocpp2.0.1", "InvalidCertificate", "invalid-certificate"),
    ("ocpp2.1", "RevokedCertificate", "revoked-certificate"), ("ocpp1.6", "RevokedCertificate", "revoked-certificate"),
    ("ocpp1.6", "InvalidCertificate", "invalid-certificate"),
]  # fmt: skip


@pytest.mark.parametrize(("version", "answer", "reason"), REFUSALS)
async def test_what_a_station_refuses_is_named(site: Site, version: str, answer: str, reason: str) -> None:
    one = UpdatingStation(f"R-{version}-{answer}", version, answer=answer)
    release = await site.signed(maker())
    async with living(site.url, [one]):
        failed = await site.ended(await site.client.firmware.update(one.name, UpdateInput(release=release)))
    assert failed.state == "failed"
    assert failed.errors[0].message.startswith(f"{reason}: ")
    assert failed.errors[0].remedy
    assert (await site.update(one.name)).reason == reason


SCRIPTS: Final = [
    (("Downloading", "DownloadFailed"), "download-failed"),
    (("Downloading", "fetch", "Downloaded", "InvalidSignature"), "invalid-signature"),
    (("Downloading", "fetch", "Downloaded", "InstallVerificationFailed"), "verification-failed"),
    (("Downloading", "fetch", "Downloaded", "Installing", "InstallationFailed"), "installation-failed"),
]


@pytest.mark.parametrize(("script", "reason"), SCRIPTS)
async def test_what_fails_at_the_station_is_named(site: Site, script: tuple[str, ...], reason: str) -> None:
    one = UpdatingStation(f"S-{reason}", "ocpp2.1", script=script)
    release = await site.release()
    async with living(site.url, [one]):
        failed = await site.ended(await site.client.firmware.update(one.name, UpdateInput(release=release)))
    assert failed.errors[0].message.startswith(f"{reason}: ")
    assert (await site.client.station(one.name)).identity.firmware_version == "1.0"


async def test_another_version_after_the_update_is_a_failure_and_a_finding(site: Site) -> None:
    script = ("Downloading", "fetch", "Downloaded", "Installing", "Installed", "boot")
    one = UpdatingStation("W-1", "ocpp2.0.1", becomes="1.9", script=script)
    release = await site.release()
    async with living(site.url, [one]):
        failed = await site.ended(await site.client.firmware.update("W-1", UpdateInput(release=release)))
    assert failed.errors[0].message.startswith("wrong-version: ")
    assert (await site.update("W-1")).firmware == "1.9"
    assert await site.findings("W-1") == ["firmware-version-unexpected"]


async def test_a_station_of_16_without_the_extension_is_asked_plainly_unless_it_must_be_signed(site: Site) -> None:
    one = UpdatingStation("P-16", "ocpp1.6", plain=True)
    release = await site.signed(maker())
    async with living(site.url, [one]):
        failed = await site.ended(
            await site.client.firmware.update("P-16", UpdateInput(release=release, signing="require"))
        )
        assert failed.errors[0].message.startswith("cannot: ")
        done = await site.ended(await site.client.firmware.update("P-16", UpdateInput(release=release)))
        assert done.state == "done"
    assert [action for action, _ in one.asked] == ["SignedUpdateFirmware", "SignedUpdateFirmware", "UpdateFirmware"]
    assert (await site.update("P-16")).signed is False


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
async def test_cancelled_the_station_is_told_and_nobody_fetches_the_file(site: Site, version: str) -> None:
    one = UpdatingStation(f"C-{version}", version, script=("Downloading",), answers=["Accepted", "AcceptedCanceled"])
    release = await site.release()
    async with living(site.url, [one]):
        begun = await site.client.firmware.update(one.name, UpdateInput(release=release))
        await site.until(one.name, "downloading")
        await site.client.cancel_operation(begun.id)
        assert (await site.ended(begun)).state == "cancelled"
        first, second = one.requests
        async with aiohttp.ClientSession() as session, session.get(first["firmware"]["location"]) as answer:
            assert answer.status in (403, 404, 410)
        assert second["firmware"]["location"] == "https://firmware.invalid/called-off"
        assert second["requestId"] != first["requestId"]
        one.number = second["requestId"]
        await one.tell("DownloadFailed")
        found = await site.update(one.name)
        assert (found.state, found.reason, found.steps[-1].word) == ("cancelled", "stopped", "AcceptedCanceled")
        assert await site.findings(one.name) == []


async def test_a_station_that_is_away_is_waited_for(site: Site) -> None:
    one = UpdatingStation("A-1", "ocpp2.0.1")
    release = await site.release()
    async with living(site.url, [one]):
        pass
    begun = await site.client.firmware.update("A-1", UpdateInput(release=release))
    await asyncio.sleep(0.2)
    assert (await site.client.operation(begun.id)).state == "waiting"
    async with living(site.url, [one]):
        assert (await site.ended(begun)).state == "done"


async def test_one_that_never_comes_and_one_that_never_goes_on_end_by_name(site: Site) -> None:
    one = UpdatingStation("N-1", "ocpp2.0.1", script=("Downloading",))
    release = await site.release()
    async with living(site.url, [one]):
        times = UpdateTimes(download_s=0.5, silence_s=60)
        late = await site.ended(await site.client.firmware.update("N-1", UpdateInput(release=release, times=times)))
        assert late.errors[0].message.startswith("download-timeout: ")
    gone = await site.ended(await site.client.firmware.update("N-1", UpdateInput(release=release, wait_s=0.3)))
    assert gone.errors[0].message.startswith("not-connected: ")


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_silent_station_is_asked_how_far_it_is(site: Site, version: str) -> None:
    one = UpdatingStation(f"Q-{version}", version, script=("Downloading", "fetch"))
    release = await site.release()
    async with living(site.url, [one]):
        wish = UpdateInput(release=release, times=UpdateTimes(silence_s=0.3))
        begun = await site.client.firmware.update(one.name, wish)
        await site.until(one.name, "downloading")
        one.status = "Installing"  # it went on, and what it told got lost
        await site.until(one.name, "installing")
        one.firmware, one.status = "2.0", "Installed"
        await site.until(one.name, "installed", "succeeded")
        assert (await site.ended(begun)).state == "done"
    wanted = [payload["requestedMessage"] for action, payload in one.asked if action == "TriggerMessage"]
    assert wanted[0] == "FirmwareStatusNotification"


async def test_after_installed_a_silent_station_is_asked_for_its_version(site: Site) -> None:
    one = UpdatingStation("V-1", "ocpp2.0.1", script=("Downloading", "fetch", "Downloaded", "Installing", "Installed"))
    release = await site.release()
    async with living(site.url, [one]):
        wish = UpdateInput(release=release, times=UpdateTimes(silence_s=0.3))
        begun = await site.client.firmware.update("V-1", wish)
        await site.until("V-1", "installed")
        one.firmware = "2.0"
        assert (await site.ended(begun)).state == "done"
    assert ("TriggerMessage", {"requestedMessage": "BootNotification"}) in one.asked


async def test_statuses_of_nothing_and_of_something_else_are_kept_and_noted(site: Site) -> None:
    async with frames(site.running, "X-1", "ocpp2.0.1") as one:
        for told in (
            '{"status":"Idle"}', '{"status":"Downloading","requestId":99}', '{"status":"Installed"}',
        ):  # fmt: skip
            assert await one.call("FirmwareStatusNotification", told) == {}
    assert await site.findings("X-1") == [
        "firmware-request-missing", "firmware-request-unknown", "firmware-unasked",
    ]  # fmt: skip
    async with frames(site.running, "X-2", "ocpp1.6") as one:
        for told in ('{"status":"Idle"}', '{"status":"Downloaded"}'):
            assert await one.call("FirmwareStatusNotification", told) == {}
    assert await site.findings("X-2") == ["firmware-unasked"]


async def test_out_of_order_and_late_words_are_noted_and_change_nothing(site: Site) -> None:
    release = await site.release(location=WHERE)
    async with frames(site.running, "O-1", "ocpp2.0.1") as one:
        begun = await site.client.firmware.update("O-1", UpdateInput(release=release))
        number = (await asked(one, "UpdateFirmware", '{"status":"Accepted"}'))["requestId"]
        for status in ("Downloading", "Installing", "Downloading", "Downloaded", "InstallationFailed", "Downloading"):
            await one.call("FirmwareStatusNotification", f'{{"status":"{status}","requestId":{number}}}')
        assert (await site.ended(begun)).state == "failed"
    found = await site.update("O-1")
    assert [(step.word, step.verdict) for step in found.steps] == [
        ("Accepted", "taken"), ("Downloading", "taken"), ("Installing", "skipped"), ("Downloading", "backward"),
        ("Downloaded", "backward"), ("InstallationFailed", "taken"), ("Downloading", "late"),
    ]  # fmt: skip
    assert await site.findings("O-1") == [
        "firmware-status-backward", "firmware-status-late", "firmware-status-skipped"
    ]  # fmt: skip


async def test_everything_is_told_as_events(site: Site) -> None:
    one = UpdatingStation("E-1", "ocpp2.1")
    release = await site.release()
    async with living(site.url, [one]):
        assert (
            await site.ended(await site.client.firmware.update("E-1", UpdateInput(release=release)))
        ).state == "done"
    told: list[str] = []
    wanted = EventFilter(
        station="E-1",
        types=(
            "firmware.update_requested",
            "firmware.update_answered",
            "firmware.status_reported",
            "firmware.update_ended",
        ),
    )
    async with asyncio.timeout(10):
        async for event in site.client.events(wanted, after="0"):
            data = json.loads(bytes(event.data))
            told.append(f"{event.type} {data.get('status') or data.get('state') or data['release']}")
            if event.type == "firmware.update_ended":
                break
    assert told == [
        f"firmware.update_requested {release}", "firmware.update_answered Accepted",
        "firmware.status_reported Downloading", "firmware.status_reported Downloaded",
        "firmware.status_reported Installing", "firmware.update_ended succeeded",
    ]  # fmt: skip
