"""Releases and requests that make no sense: each is refused with the field that is wrong, and nothing is done."""

import hashlib
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
import pytest
from tests.fixtures.firmware_maker import maker

from pilotwire.client.exchange import Exchange
from pilotwire.client.firmware import ReleaseInput, UpdateInput
from pilotwire.client.problem import ApiProblem
from pilotwire.client.station import StationInput

from .conftest import CONTENT, Site
from .updating_stations import UpdatingStation, living

pytestmark = pytest.mark.asyncio(loop_scope="module")
SHA256: Final = hashlib.sha256(CONTENT).hexdigest()
MD5: Final = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()


async def refused(site: Site, method: str, path: str, body: dict[str, Any]) -> tuple[int, str | None]:
    """The status, and the field that is wrong."""
    exchange = Exchange(site.running.server.http_url, site.running.key, 30)
    try:
        with pytest.raises(ApiProblem) as problem:
            await exchange.send(method, path, msgspec.json.encode(body))
    finally:
        await exchange.close()
    told = problem.value.problem
    assert told.remedy
    return told.status, told.errors[0].pointer if told.errors else None


@pytest.mark.requirement("L03.FR.02")
async def test_what_is_known_of_a_file_is_computed_and_a_right_signature_is_proved(site: Site) -> None:
    acme = maker()
    name = await site.signed(acme, models=["One"], from_versions=["1.*"])
    kept = await site.client.firmware.release(name)
    assert (kept.sha256, kept.md5, kept.size_bytes) == (SHA256, MD5, len(CONTENT))
    assert kept.proof is not None
    assert (kept.proof.algorithm, kept.proof.signer) == ("ECDSA-SHA256", "CN=Acme Firmware")
    assert name in [one.name for one in (await site.client.firmware.releases("acme")).items]


async def test_a_release_changes_only_from_the_version_that_was_read(site: Site) -> None:
    name = await site.release(note="first")
    read = await site.client.firmware.release(name)
    again = ReleaseInput(firmware_version="2.0", vendor="Acme", file=read.file, note="second")
    changed = await site.client.firmware.put_release(name, again, read.version)
    assert (changed.note, changed.created_at) == ("second", read.created_at)
    with pytest.raises(ApiProblem) as conflict:
        await site.client.firmware.put_release(name, again, read.version)
    assert conflict.value.status == 412
    await site.client.firmware.delete_release(name)
    with pytest.raises(ApiProblem) as gone:
        await site.client.firmware.release(name)
    assert gone.value.status == 404


async def test_a_password_in_an_address_is_shown_to_nobody_and_kept(site: Site) -> None:
    whole = "ftp://acme:secret@firmware.example.com/fw.bin"
    name = await site.release(location=whole)
    shown = await site.client.firmware.release(name)
    assert shown.location == "ftp://***@firmware.example.com/fw.bin"
    back = ReleaseInput(firmware_version="2.0", vendor="Acme", location=shown.location, note="as it was shown")
    await site.client.firmware.put_release(name, back)
    stored = site.running.csms.parts.store.firmware_releases()[name]
    assert (stored.location, stored.note) == (whole, "as it was shown")
    body = {"firmware_version": "2.0", "vendor": "Acme", "location": "ftp://***@elsewhere.example.com/fw.bin"}
    assert await refused(site, "PUT", f"/firmware-releases/{name}", body) == (422, "/location")


async def test_only_what_fits_a_station_is_offered_for_it(site: Site) -> None:
    one = UpdatingStation("FIT-1", "ocpp2.0.1", model="Special")
    wide = await site.release()
    mine = await site.release(models=["special"], from_versions=["1.*"])
    other = await site.release(models=["Other"])
    later = await site.release(version="3.0", from_versions=["2.*"])
    async with living(site.url, [one]):
        names = [found.name for found in (await site.client.firmware.fitting("FIT-1")).items]
        assert [name in names for name in (wide, mine, other, later)] == [True, True, False, False]
        for release, why in ((other, "it is a Special"), (later, "it runs 1.0")):
            with pytest.raises(ApiProblem) as misfit:
                await site.client.firmware.update("FIT-1", UpdateInput(release=release))
            assert (misfit.value.status, why in str(misfit.value)) == (409, True)
        done = await site.ended(await site.client.firmware.update("FIT-1", UpdateInput(release=mine)))
        assert done.state == "done"
        with pytest.raises(ApiProblem) as already:
            await site.client.firmware.update("FIT-1", UpdateInput(release=mine))
        assert "runs 2.0 already" in str(already.value)


WRONG: Final[list[tuple[dict[str, Any], str]]] = [
    ({"location": "gopher://example.com/fw"}, "/location"),
    ({"location": "fw.bin"}, "/location"),
    ({}, "/file"),
    ({"file": "999"}, "/file"),
    ({"location": "https://example.com/a", "signature": "AA=="}, "/signing_certificate"),
    ({"location": "https://example.com/a", "signing_certificate": "PEM"}, "/signature"),
    ({"location": "https://example.com/a", "sha256": "xyz"}, "/sha256"),
    ({"location": "https://example.com/a", "md5": "00"}, "/md5"),
    ({"location": "https://example.com/a", "firmware_version": ""}, "/firmware_version"),
]


@pytest.mark.parametrize(("more", "pointer"), WRONG)
async def test_a_release_that_makes_no_sense_is_refused(site: Site, more: dict[str, Any], pointer: str) -> None:
    body = {"firmware_version": "2.0", "vendor": "Acme", **more}
    assert await refused(site, "PUT", "/firmware-releases/wrong", body) == (422, pointer)
    assert "wrong" not in [one.name for one in (await site.client.firmware.releases(limit=500)).items]


@pytest.mark.requirement("A00.FR.707", "1.6 sec A00.FR.706")
async def test_checksums_and_signatures_that_do_not_fit_the_file_are_refused(site: Site) -> None:
    acme, other = maker(), maker()
    await site.signed(acme)
    good = {"firmware_version": "2.0", "vendor": "Acme", "file": await site.file()}
    pem = acme.signer.pem.decode()
    for more, pointer in (
        ({"sha256": "0" * 64}, "/sha256"),
        ({"md5": "0" * 32}, "/md5"),
        ({"signature": acme.sign(b"another"), "signing_certificate": pem}, "/signature"),
        ({"signature": "no base64!", "signing_certificate": pem}, "/signature"),
        ({"signature": other.sign(CONTENT), "signing_certificate": pem}, "/signature"),
        ({"signature": other.sign(CONTENT), "signing_certificate": other.signer.pem.decode()}, "/signing_certificate"),
        ({"signature": b64encode(b"x" * 700).decode(), "signing_certificate": pem}, "/signature"),
        ({"signature": acme.sign(CONTENT), "signing_certificate": "no pem"}, "/signing_certificate"),
    ):
        assert await refused(site, "PUT", "/firmware-releases/wrong", {**good, **more}) == (422, pointer)


@pytest.mark.parametrize(
    ("more", "status", "pointer"),
    [
        ({"release": "nowhere"}, 404, None),
        ({"retrieve_at": (datetime.now(UTC) - timedelta(hours=1)).isoformat()}, 422, "/retrieve_at"),
        ({"install_at": (datetime.now(UTC) - timedelta(hours=1)).isoformat()}, 422, "/install_at"),
        ({"retrieve_at": (datetime.now(UTC) + timedelta(days=400)).isoformat()}, 422, "/retrieve_at"),
        (
            {
                "retrieve_at": (datetime.now(UTC) + timedelta(hours=2)).isoformat(),
                "install_at": (datetime.now(UTC) + timedelta(hours=1)).isoformat(),
            },
            422,
            "/install_at",
        ),
        ({"signing": "require"}, 422, "/signing"),
        ({"signing": "maybe"}, 422, "/signing"),
        ({"scheme": "gopher"}, 422, "/scheme"),
        ({"scheme": "ftps"}, 422, "/scheme"),
        ({"via": "LC-NONE"}, 409, None),
        ({"retries": -1}, 422, "/retries"),
        ({"times": {"download_s": 0}}, 422, "/times/download_s"),
    ],
)
async def test_an_update_that_makes_no_sense_is_refused(
    site: Site, more: dict[str, Any], status: int, pointer: str | None
) -> None:
    await site.client.put_station("B-1", StationInput())
    release = await site.release()
    body = {"release": release, "force": True, **more}
    assert await refused(site, "POST", "/stations/B-1/firmware/update", body) == (status, pointer)
    assert (await site.client.operations()).items == [] or not [
        one for one in (await site.client.operations(limit=500)).items if one.station == "B-1"
    ]
    assert await refused(site, "POST", "/stations/NOBODY/firmware/update", body) == (404, None) or status == 422
