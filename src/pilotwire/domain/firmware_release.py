"""Firmware that stations can be given: what it is, whose it is, and which stations it fits."""

from collections.abc import Iterable
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Final

import msgspec

from pilotwire.kernel.errors import BadInputError

from .station import Identity

LONGEST_SIGNATURE: Final = 800
LONGEST_CERTIFICATE: Final = 5_500
"""Characters of a signature and of the certificate that goes with it. Source: OCPP 2.1 part 2, FirmwareType."""
MANUFACTURER_ROOT: Final = "ManufacturerRootCertificate"
"""The use of the root certificates to which signing certificates lead."""


class Signed(msgspec.Struct, frozen=True):
    """What a maker hands out: the file's SHA-256, the signature (base64), and the certificate with its chain (PEM)."""

    sha256: bytes
    signature: str
    certificate: str


class SignatureProof(msgspec.Struct, frozen=True, omit_defaults=True):
    """A signature that was found right: by what, under whose certificate, and the root to which that leads."""

    algorithm: str
    signer: str
    root: str
    checked_at: datetime


class FirmwareRelease(msgspec.Struct, frozen=True, omit_defaults=True):
    """One release. `version` is what a station reports that runs it.

    It lies here (`file`), or elsewhere (`location`). `models` none: all of the vendor's; `from_versions`: it may only
    follow these, `*` standing for any text. `sha256` and `md5` are of the whole file, in hex. `signature` (base64) is
    the maker's over the file, `signing_certificate` (PEM) what it is checked with; `proof` once that was done here.
    """

    name: str
    version: str
    vendor: str
    created_at: datetime
    updated_at: datetime
    models: tuple[str, ...] = ()
    from_versions: tuple[str, ...] = ()
    file: str | None = None
    location: str | None = None
    sha256: str | None = None
    md5: str | None = None
    size_bytes: int | None = None
    signature: str | None = None
    signing_certificate: str | None = None
    proof: SignatureProof | None = None
    note: str | None = None
    actor: str | None = None

    @property
    def is_signed(self) -> bool:
        """Whether stations can check where it comes from."""
        return self.signature is not None and self.signing_certificate is not None


def misfit(release: FirmwareRelease, identity: Identity) -> str | None:
    """Why a station cannot be given this release, in words; None when it can. What it never told fits nothing."""
    if not _is_same(release.vendor, identity.vendor):
        return f"it is of {identity.vendor or 'an unknown vendor'}, the release is for {release.vendor}"
    if release.models and not any(_is_same(model, identity.model) for model in release.models):
        return f"it is a {identity.model or 'station of unknown model'}, the release is for {_listed(release.models)}"
    running = identity.firmware_version
    if release.from_versions and not any(_is_like(one, running) for one in release.from_versions):
        return f"it runs {running or 'an unknown version'}, the release may follow {_listed(release.from_versions)}"
    return None


def runs(release: FirmwareRelease, identity: Identity) -> bool:
    """Whether the station has this firmware by its own word."""
    return identity.firmware_version == release.version


def check_release(release: FirmwareRelease) -> None:
    """Raise BadInputError for what contradicts itself, naming the field.

    Nothing signed goes out unchecked. Source: OCPP 2.0.1 part 2, A00.FR.707.
    """
    if (release.file is None) == (release.location is None):
        raise BadInputError("a release lies here or elsewhere, and just once", "/file", "name a file or a location")
    if release.signature is not None and release.signing_certificate is None:
        raise BadInputError(
            "a signature cannot be checked without a certificate", "/signing_certificate", "give the maker's"
        )
    if release.signing_certificate is not None and release.signature is None:
        raise BadInputError("a certificate without a signature says nothing", "/signature", "give the signature")
    if release.signature is not None and release.sha256 is None:
        raise BadInputError(
            "without its SHA-256 the signature of a file elsewhere cannot be checked", "/sha256", "give it in hex"
        )
    for pointer, value, longest in (
        ("/signature", release.signature, LONGEST_SIGNATURE),
        ("/signing_certificate", release.signing_certificate, LONGEST_CERTIFICATE),
    ):
        if value is not None and len(value) > longest:
            raise BadInputError(f"it has {len(value)} characters, stations take {longest}", pointer, "give a shorter")
    _check_hex("/sha256", release.sha256, 64)
    _check_hex("/md5", release.md5, 32)


def _check_hex(pointer: str, value: str | None, digits: int) -> None:
    if value is not None and (len(value) != digits or not set(value) <= _HEX):
        raise BadInputError(f"'{value[:80]}' is no checksum of {digits} hex digits", pointer, "give it in hex")


def _is_same(wanted: str, found: str | None) -> bool:
    return found is not None and wanted.casefold() == found.casefold()


def _is_like(pattern: str, found: str | None) -> bool:
    escaped = pattern.casefold().replace("[", "[[]").replace("?", "[?]")
    return found is not None and fnmatchcase(found.casefold(), escaped)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


_HEX: Final = frozenset("0123456789abcdef")
