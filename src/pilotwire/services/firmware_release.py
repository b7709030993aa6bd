"""Releases of firmware as people keep them: create, replace, remove; what is said of the file is checked first."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from pilotwire.domain.certificate import RootCertificate
from pilotwire.domain.file_location import BLOT, without_secrets
from pilotwire.domain.firmware_events import FirmwareReleaseChanged, FirmwareReleaseRemoved
from pilotwire.domain.firmware_release import (
    MANUFACTURER_ROOT,
    FirmwareRelease,
    SignatureProof,
    Signed,
    check_release,
)
from pilotwire.domain.kept_file import FileId, KeptFile
from pilotwire.kernel.errors import BadInputError, ConflictError, NotFoundError

from .file_sums import md5_of
from .files import Files
from .firmware_ports import SignatureCheck
from .kept_record import check_name, check_version, version_of
from .page import Slice
from .ports import Queries, Store
from .work import Removed, Work


class ReleasePorts(NamedTuple):
    """What releases are checked with. No `files` where this deployment keeps none."""

    store: Store
    queries: Queries
    files: Files | None
    check: SignatureCheck


class SavedRelease(NamedTuple):
    """A release as saved, and whether its name is new."""

    release: FirmwareRelease
    is_new: bool


async def put_release(
    ports: ReleasePorts, given: FirmwareRelease, now: datetime, if_version: str | None = None
) -> SavedRelease:
    """Create a release or replace it. Its file is looked at, its checksums compared, its signature verified.

    Raises BadInputError naming the field, VersionConflictError. Source: OCPP 2.1 part 2, L01.FR.09.
    """
    check_name("A release", given.name)
    before = ports.store.firmware_releases().get(given.name)
    _check_version(given.name, before, if_version)
    release = await _completed(ports, _unblotted(given, before))
    check_release(release)
    release = msgspec.structs.replace(release, proof=await _proof(ports, release, now))
    if before is not None:
        release = msgspec.structs.replace(release, created_at=before.created_at)
    work = Work()
    work.save(release)
    work.tell(
        FirmwareReleaseChanged(
            at=release.updated_at, name=release.name, version=release.version, vendor=release.vendor,
            actor=release.actor,
        )
    )  # fmt: skip
    await ports.store.commit(work)
    return SavedRelease(release, before is None)


async def remove_release(
    store: Store, name: str, at: datetime, actor: str | None = None, if_version: str | None = None
) -> None:
    """Remove a release; its file stays. Raises NotFoundError, VersionConflictError."""
    _check_version(name, known_release(store, name), if_version)
    work = Work()
    work.save(Removed(FirmwareRelease, name))
    work.tell(FirmwareReleaseRemoved(at=at, name=name, actor=actor))
    await store.commit(work)


def known_release(store: Store, name: str) -> FirmwareRelease:
    """A release by its name. Raises NotFoundError."""
    found = store.firmware_releases().get(name)
    if found is None:
        raise NotFoundError(f"There is no release '{name}'.", "Look at the list of releases, or put it there.")
    return found


def release_version(release: FirmwareRelease) -> str:
    """Changes whenever the release does."""
    return version_of(release)


async def _completed(ports: ReleasePorts, given: FirmwareRelease) -> FirmwareRelease:
    """With what its file says of itself; what was given must agree with it."""
    if given.location is not None and ports.files is not None and given.file is None:
        await ports.files.checked_location(given.location)
    if given.file is None:
        return given
    files = files_of(ports.files)
    try:
        file = await files.kept_file(FileId(given.file))
    except NotFoundError as error:
        raise BadInputError(error.message, "/file", "store it first, or name another") from error
    md5 = await md5_of(files, file)
    _compare("/sha256", given.sha256, file.sha256)
    _compare("/md5", given.md5, md5)
    return msgspec.structs.replace(
        given, sha256=file.sha256, md5=md5, size_bytes=file.size_bytes, signature=given.signature or file.signature,
        signing_certificate=given.signing_certificate or _certificate_of(given, file),
    )  # fmt: skip


async def _proof(ports: ReleasePorts, release: FirmwareRelease, now: datetime) -> SignatureProof | None:
    """The check of its signature; None where there is none, or nothing to check it against."""
    if release.signature is None or release.signing_certificate is None or release.sha256 is None:
        return None
    roots = await _manufacturer_roots(ports.queries)
    signed = Signed(bytes.fromhex(release.sha256), release.signature, release.signing_certificate)
    return ports.check(signed, roots, now)


async def _manufacturer_roots(queries: Queries) -> list[RootCertificate]:
    found: list[RootCertificate] = []
    cursor: str | None = None
    while True:
        page = await queries.root_certificates(Slice(limit=500, cursor=cursor))
        found += [one for one in page.items if one.use == MANUFACTURER_ROOT]
        cursor = page.next_cursor
        if cursor is None:
            return found


def _unblotted(given: FirmwareRelease, before: FirmwareRelease | None) -> FirmwareRelease:
    """With the whole address again, where somebody sends back what was shown of it."""
    if given.location is None or BLOT not in given.location:
        return given
    if before is None or before.location is None or without_secrets(before.location) != given.location:
        raise BadInputError(f"the address holds {BLOT} in place of a secret", "/location", "give the whole address")
    return msgspec.structs.replace(given, location=before.location)


def files_of(files: Files | None) -> Files:
    """The file service. Raises ConflictError where there is none."""
    if files is None:
        raise ConflictError("No files are kept here.", "Give the address of the file elsewhere, or turn files on.")
    return files


def _certificate_of(given: FirmwareRelease, file: KeptFile) -> str | None:
    """That of the file goes with that of the file's signature alone."""
    return file.certificate if given.signature in (None, file.signature) else None


def _compare(pointer: str, given: str | None, found: str) -> None:
    if given is not None and given != found:
        raise BadInputError(
            f"the checksum of the file is {found}, not {given[:80]}", pointer, "store the right file, or correct it"
        )


def _check_version(name: str, found: FirmwareRelease | None, wanted: str | None) -> None:
    check_version(f"release '{name}'", None if found is None else release_version(found), wanted)
