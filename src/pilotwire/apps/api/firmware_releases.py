"""Routes of firmware releases: keep them, and see which fit a station."""

from typing import Final

from litestar import Response, delete, get, put
from litestar.params import FromPath

from pilotwire.client import firmware as shapes
from pilotwire.client.codec import shaped
from pilotwire.domain import firmware_release as domain
from pilotwire.domain.file_location import without_secrets
from pilotwire.kernel.ids import StationId
from pilotwire.services.firmware_release import (
    ReleasePorts,
    known_release,
    put_release,
    release_version,
    remove_release,
)
from pilotwire.services.station_record import known_station

from .answer import JsonResponse
from .asking import path_text, read_body, read_part, read_query, wanted_version
from .control import actor_of
from .parts import ApiRequest, Parts
from .shaping import instant


@get("/firmware-releases")
async def list_firmware_releases(request: ApiRequest, parts: Parts) -> shapes.ReleaseList:
    """List firmware releases.

    By name, rising.
    """
    page = await parts.queries.firmware_releases(read_part(request), read_query(request, shapes.ReleaseFilter).q)
    return shapes.ReleaseList(items=[_shown(one) for one in page.items], next_cursor=page.next_cursor)


@get("/firmware-releases/{name:str}")
async def get_firmware_release(name: FromPath[str], parts: Parts) -> Response[shapes.Release]:
    """Read a firmware release."""
    return _answer(known_release(parts.store, path_text(name)))


@put("/firmware-releases/{name:str}")
async def replace_firmware_release(name: FromPath[str], request: ApiRequest, parts: Parts) -> Response[shapes.Release]:
    """Create or replace a firmware release.

    Of a file that is kept here the checksums are computed and compared with what is given. A signature is verified
    (RSA-PSS or ECDSA over SHA-256) where the file's SHA-256 is known, and its certificate must lead to a root that is
    stored as a ManufacturerRootCertificate. An address elsewhere must not lead into a private network.
    """
    given, now = await read_body(request, shapes.ReleaseInput), parts.clock.now()
    release = domain.FirmwareRelease(
        path_text(name), given.firmware_version, given.vendor, now, now, tuple(given.models),
        tuple(given.from_versions), given.file, given.location, _hex(given.sha256), _hex(given.md5), None,
        given.signature, given.signing_certificate, note=given.note, actor=actor_of(request, parts),
    )  # fmt: skip
    ports = ReleasePorts(parts.store, parts.queries, parts.files, parts.signature_check)
    saved = await put_release(ports, release, now, wanted_version(request))
    return _answer(saved.release, 201 if saved.is_new else 200)


@delete("/firmware-releases/{name:str}")
async def delete_firmware_release(name: FromPath[str], request: ApiRequest, parts: Parts) -> None:
    """Remove a firmware release.

    Its file stays, and so does the history of updates; stations that are about to be told of it are not.
    """
    await remove_release(
        parts.store, path_text(name), parts.clock.now(), actor_of(request, parts), wanted_version(request)
    )


@get("/stations/{station_id:str}/firmware/releases")
async def list_fitting_releases(station_id: FromPath[str], parts: Parts) -> shapes.ReleaseList:
    """List the firmware releases for a station.

    Those of its vendor, for its model, that may follow what it runs; by name, rising. What it runs is among them.
    """
    identity = known_station(parts.store, StationId(path_text(station_id))).identity
    known = parts.store.firmware_releases().values()
    found = [one for one in known if domain.runs(one, identity) or domain.misfit(one, identity) is None]
    return shapes.ReleaseList(items=[_shown(one) for one in sorted(found, key=lambda one: one.name)], next_cursor=None)


def _hex(given: str | None) -> str | None:
    return None if given is None else given.lower()


def _answer(release: domain.FirmwareRelease, status: int = 200) -> Response[shapes.Release]:
    shown = _shown(release)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{shown.version}"'})


def _shown(release: domain.FirmwareRelease) -> shapes.Release:
    proof = release.proof
    return shapes.Release(
        name=release.name,
        version=release_version(release),
        firmware_version=release.version,
        vendor=release.vendor,
        created_at=instant(release.created_at),
        updated_at=instant(release.updated_at),
        models=list(release.models),
        from_versions=list(release.from_versions),
        file=release.file,
        location=None if release.location is None else without_secrets(release.location),
        sha256=release.sha256,
        md5=release.md5,
        size_bytes=release.size_bytes,
        signature=release.signature,
        signing_certificate=release.signing_certificate,
        proof=None if proof is None else shaped(proof, shapes.SignatureProof),
        note=release.note,
        actor=release.actor,
    )


FIRMWARE_RELEASE_ROUTES: Final = (
    list_firmware_releases,
    get_firmware_release,
    replace_firmware_release,
    delete_firmware_release,
    list_fitting_releases,
)
