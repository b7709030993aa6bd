"""Certificates for trying out TLS: a pair that we sign ourselves, made once and kept."""

import ipaddress
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from pilotwire.kernel.errors import PilotwireError

_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class DevelopmentFiles(NamedTuple):
    """The pair, ECDSA before RSA, and `trust`: both certificates in one file, to be put into chargers."""

    certificates: tuple[Path, Path]
    keys: tuple[Path, Path]
    trust: Path


def development_certificates(folder: Path, hosts: Sequence[str], now: datetime) -> DevelopmentFiles:
    """The pair in `folder`, made for these names and addresses if it is not there; the first is the common name.

    The keys are for their owner alone. Raises PilotwireError when the folder cannot be written to.
    """
    found = _files(folder)
    if all(file.exists() for file in (*found.certificates, *found.keys, found.trust)):
        return found
    keys: tuple[_Key, _Key] = (ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, _RSA_BITS))
    pems = [_self_signed(key, hosts, now).public_bytes(Encoding.PEM) for key in keys]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for key, key_file in zip(keys, found.keys, strict=True):
            _write(key_file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
        for pem, file in zip(pems, found.certificates, strict=True):
            _write(file, pem, 0o644)
        _write(found.trust, b"".join(pems), 0o644)
    except OSError as error:
        raise PilotwireError(
            f"The development certificates cannot be written to {folder}: {error.strerror}.",
            "Make the folder writable for this user, or name certificates with --ocpp-tls-certificates.",
        ) from error
    return found


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 over the certificate, as `openssl x509 -fingerprint -sha256` prints it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _self_signed(key: _Key, hosts: Sequence[str], now: datetime) -> x509.Certificate:
    """A server's certificate that chargers can hold as a CA too, as many take nothing else for a root."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Pilotwire development"),
            x509.NameAttribute(NameOID.COMMON_NAME, hosts[0][:_LONGEST_NAME]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, key_encipherment=isinstance(key, rsa.RSAPrivateKey),
        content_commitment=False, data_encipherment=False, key_agreement=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    subject_key = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    authority_key = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject_key)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False)
        .add_extension(subject_key, critical=False)
        .add_extension(authority_key, critical=False)
        .sign(key, hashes.SHA256())
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _files(folder: Path) -> DevelopmentFiles:
    return DevelopmentFiles(
        (folder / "ecdsa.pem", folder / "rsa.pem"), (folder / "ecdsa.key", folder / "rsa.key"), folder / "chargers.pem"
    )


def _write(file: Path, content: bytes, mode: int) -> None:
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)


_RSA_BITS: Final = 2048
_VALID: Final = timedelta(days=730)
_CLOCKS_DIFFER: Final = timedelta(days=1)
"""Chargers without a clock of their own may be behind."""
_LONGEST_NAME: Final = 64
"""Of a common name. Source: RFC 5280, appendix A.1."""
