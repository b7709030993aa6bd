"""PEM files read with an error for each way in which they can be wrong."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from pilotwire.kernel.errors import BadInputError

from .revocation import Revocations, read_revocations
from .signed_by import UNREADABLE


def read_certificate(file: Path) -> x509.Certificate:
    """The first certificate of a chain file: the server's own. Raises BadInputError."""
    return _certificates(file)[0]


def read_authorities(file: Path) -> tuple[x509.Certificate, ...]:
    """All CAs of a bundle. Raises BadInputError, for a certificate that is no CA's too."""
    found = _certificates(file)
    for one in found:
        if not _is_authority(one):
            raise BadInputError(
                f"{file} holds '{one.subject.rfc4514_string()}', which is no CA",
                remedy="Give the CA's certificate, not one that it issued.",
            )
    return tuple(found)


def read_lists(file: Path, authorities: tuple[x509.Certificate, ...]) -> Revocations:
    """The revocation lists of a file, checked. Raises BadInputError."""
    try:
        return read_revocations(_content(file), authorities)
    except BadInputError as error:
        raise BadInputError(f"{file}: {error.message}", error.pointer, error.remedy) from None


def check_pair(certificate: x509.Certificate, file: Path, key_file: Path) -> None:
    """Raise BadInputError unless the key file holds the plain key of this certificate."""
    pem = _content(key_file)
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except TypeError:
        raise BadInputError(
            f"{key_file} is protected by a passphrase", remedy=f"Remove it: openssl pkey -in {key_file} -out plain.key"
        ) from None
    except ValueError:
        raise BadInputError(f"{key_file} holds no private key in PEM", remedy="Give the certificate's key.") from None
    if key.public_key() != certificate.public_key():
        raise BadInputError(
            f"the key in {key_file} does not belong to the certificate in {file}",
            remedy="Name certificates and keys in the same order, and put both files in place.",
        )


def _certificates(file: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_content(file))
    except UNREADABLE:
        raise BadInputError(
            f"{file} holds no certificate in PEM", remedy="It must have a block BEGIN CERTIFICATE."
        ) from None


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return certificate.version is x509.Version.v1


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInputError(
            f"{file} cannot be read: {error.strerror}", remedy="Check the path and the rights of this user."
        ) from None
