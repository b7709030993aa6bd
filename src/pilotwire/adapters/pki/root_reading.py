"""Root certificates as people hand them in: read, and refused with what is wrong."""

from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from pilotwire.domain.certificate import RootCertificate
from pilotwire.domain.security_commands import RootUse
from pilotwire.kernel.errors import BadInputError

from .embedded_ca import check_clock
from .hash_data import certificate_ids
from .signed_by import UNREADABLE, is_signed_by, weak_hash
from .signing_request import check_key

LONGEST: Final = 10_000
"""Characters of a certificate to be installed. Source: OCPP 2.1 part 2, InstallCertificateRequest."""


def read_root(name: str, use: RootUse, text: str, now: datetime) -> RootCertificate:
    """One self-signed CA in PEM, in force, whatever its line ends. Raises BadInputError at /certificate."""
    check_clock(now)
    found = _certificates(text)
    if len(found) > 1:
        raise _bad(
            f"it holds {len(found)} certificates, and a station takes one at a time",
            f"give the root alone: {_root_among(found)}",
        )
    root = found[0]
    try:
        _check(root, now)
        return _described(name, use, root, now)
    except UNREADABLE as error:
        raise _bad(f"it cannot be read: {str(error)[:100]}", "export it again, or give another") from error


def _described(name: str, use: RootUse, root: x509.Certificate, now: datetime) -> RootCertificate:
    return RootCertificate(
        name=name,
        use=use,
        pem=root.public_bytes(Encoding.PEM).decode(),
        subject=root.subject.rfc4514_string(),
        serial_number=f"{root.serial_number:x}",
        fingerprint=root.fingerprint(hashes.SHA256()).hex(),
        not_before=root.not_valid_before_utc,
        not_after=root.not_valid_after_utc,
        ids=certificate_ids(root, root),
        created_at=now,
        updated_at=now,
    )


def _certificates(text: str) -> list[x509.Certificate]:
    if len(text) > LONGEST:
        raise _bad(f"it has {len(text)} characters", f"at most {LONGEST} are allowed; give one root alone")
    if "PRIVATE KEY-----" in text:
        raise _bad("it holds a private key", "give the certificate alone; a root's key never leaves its CA")
    try:
        return x509.load_pem_x509_certificates(text.replace("\r\n", "\n").replace("\r", "\n").encode())
    except UNREADABLE:
        raise _bad("it is no certificate in PEM", "give a block BEGIN CERTIFICATE, and no key") from None


def _check(root: x509.Certificate, now: datetime) -> None:
    name = root.subject.rfc4514_string()
    try:
        is_authority = root.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        is_authority = root.version is x509.Version.v1
    if not is_authority:
        raise _bad(f"'{name}' is no CA", "give the root above it")
    if root.issuer != root.subject:
        raise _bad(
            f"'{name}' was issued by '{root.issuer.rfc4514_string()}', so it is no root", "give the root above it"
        )
    weak = weak_hash(root)
    if weak is not None:
        raise _bad(f"'{name}' is signed with {weak}, which is broken", "give a root that is signed with SHA-256")
    if not is_signed_by(root, root):
        raise _bad(f"'{name}' names itself as its issuer, and its key did not sign it", "export it again from the CA")
    if root.not_valid_after_utc <= now:
        raise _bad(f"'{name}' ended on {root.not_valid_after_utc:%Y-%m-%d}", "give one that is in force")
    if root.not_valid_before_utc > now:
        raise _bad(f"'{name}' is not valid before {root.not_valid_before_utc:%Y-%m-%d}", "give one that is in force")
    try:
        check_key(root.public_key())
    except BadInputError as error:
        raise _bad(f"'{name}' is too weak", error.remedy) from error


def _root_among(found: list[x509.Certificate]) -> str:
    roots = [one.subject.rfc4514_string() for one in found if one.issuer == one.subject]
    return f"'{roots[0]}'" if roots else "none of them is one"


def _bad(message: str, remedy: str) -> BadInputError:
    return BadInputError(f"the certificate cannot be used as a root: {message}", "/certificate", remedy)
