"""Where an authority of ours keeps its keys, encrypted, and its certificates: written whole or not at all."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from pilotwire.kernel.errors import PilotwireError

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class CaFilesError(PilotwireError):
    """A file of the authority cannot be read, written, or used."""


def passphrase_from(file: Path) -> bytes:
    """The passphrase in a file, made up there if there is none. Raises CaFilesError, for a file that others may read
    too.
    """
    if not file.exists():
        write_private(file, secrets.token_urlsafe(32).encode() + b"\n")
    if file.stat().st_mode & 0o077:
        raise CaFilesError(f"{file} may be read by others, and holds a passphrase", f"chmod 600 {file}")
    found = _read(file).strip()
    if not found:
        raise CaFilesError(f"{file} is empty, and should hold the passphrase", "put it back from your backup")
    return found


def write_key(file: Path, key: Key, passphrase: bytes) -> None:
    """Keep a key, encrypted, for its owner alone."""
    write_private(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase)))


def read_key(file: Path, certificate: x509.Certificate, passphrase: bytes) -> Key:
    """The key of a certificate. Raises CaFilesError with what to do."""
    pem = _read(file)
    try:
        key = serialization.load_pem_private_key(pem, passphrase)
    except TypeError:
        raise CaFilesError(
            f"the key in {file} is not encrypted", f"encrypt it: openssl pkcs8 -topk8 -in {file} -out new.key"
        ) from None
    except ValueError:
        raise CaFilesError(
            f"the key in {file} cannot be opened: another passphrase, or a damaged file",
            "put the passphrase back (pki_passphrase or pki_passphrase_file), or the file from your backup",
        ) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise CaFilesError(f"the key in {file} is neither ECDSA nor RSA", "put the right file back")
    if key.public_key() != certificate.public_key():
        raise CaFilesError(f"the key in {file} is not that of the certificate beside it", "put the right files back")
    return key


def read_one(file: Path) -> x509.Certificate:
    """The certificate in a file. Raises CaFilesError."""
    try:
        return x509.load_pem_x509_certificate(_read(file))
    except ValueError:
        raise CaFilesError(f"{file} holds no certificate in PEM", "put the file back from your backup") from None


def write_private(file: Path, content: bytes) -> None:
    """Write for the owner alone."""
    _write(file, content, 0o600)


def write_public(file: Path, content: bytes) -> None:
    """Write for everybody to read."""
    _write(file, content, 0o644)


def make_folder(folder: Path) -> None:
    """A folder for its owner alone. Raises CaFilesError."""
    _doing(folder, lambda: folder.mkdir(mode=0o700, parents=True, exist_ok=True))


def _write(file: Path, content: bytes, mode: int) -> None:
    """Beside its place first, so that a reader finds the old content or the new, never a part."""
    part = file.with_name(f".{file.name}.part")

    def write() -> None:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)

    _doing(file, write)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise CaFilesError(f"{file} is not there", "put the file back from your backup") from None
    except OSError as error:
        raise CaFilesError(
            f"{file} cannot be read: {error.strerror}", "let this user read it (chown, chmod 600)"
        ) from None


def _doing(file: Path, act: Callable[[], None]) -> None:
    try:
        act()
    except OSError as error:
        raise CaFilesError(
            f"{file} cannot be written: {error.strerror}", "make room, and let this user write to its folder"
        ) from None
